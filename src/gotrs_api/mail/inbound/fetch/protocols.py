"""The protocols by OTRS's names for them, and how a mailbox is opened."""

from __future__ import annotations

from typing import Final

from gotrs_api.kernel.outbound import Outbound
from gotrs_api.mail.inbound.fetch.graph import open_graph
from gotrs_api.mail.inbound.fetch.imap import open_imap
from gotrs_api.mail.inbound.fetch.pop3 import open_pop3
from gotrs_api.mail.inbound.fetch.port import Access, Encryption, Mailbox

GRAPH: Final = "MSGraph"  # Znuny's name for it; always with an OAuth 2 access
# OTRS: mail_account.account_type (Kernel/System/MailAccount/*.pm) → protocol, encryption, usual port
ACCOUNT_TYPES: dict[str, tuple[str, Encryption, int]] = {
    "IMAP": ("imap", Encryption.NONE, 143),
    "IMAPS": ("imap", Encryption.TLS, 993),
    "IMAPTLS": ("imap", Encryption.STARTTLS, 143),
    "POP3": ("pop3", Encryption.NONE, 110),
    "POP3S": ("pop3", Encryption.TLS, 995),
    "POP3TLS": ("pop3", Encryption.STARTTLS, 110),
    GRAPH: ("msgraph", Encryption.TLS, 443),
}


async def open_mailbox(access: Access, outbound: Outbound) -> Mailbox:
    """Raises FetchFailed."""
    if access.protocol == "msgraph":
        return await open_graph(access, outbound)
    if access.protocol == "imap":
        return await open_imap(access)
    return await open_pop3(access)
