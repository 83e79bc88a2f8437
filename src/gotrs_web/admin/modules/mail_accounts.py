"""Mailboxes to fetch: the list with how fetching goes, and the form."""

from __future__ import annotations

from collections.abc import Mapping

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.accounts import service as accounts
from gotrs_api.mail.accounts.schemas import FetchState, MailAccountCreate, MailAccountUpdate
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import COMMENT, VALID, Field
from gotrs_web.admin.listing import BY_VALIDITY, WORDS, Column, Filter, Found, Query, cut
from gotrs_web.admin.module import Module, Tab
from gotrs_web.admin.modules.catalog import NAME, VALIDITY
from gotrs_web.admin.modules.reference_options import QUEUES_FOUND_AT, oauth2_options, queue_options

STATES: Mapping[str, str] = {
    FetchState.OFF: N_("not fetched"),
    FetchState.NEW: N_("not fetched yet"),
    FetchState.OK: N_("works"),
    FetchState.FAILING: N_("fails"),
    FetchState.LATE: N_("late"),
}
_TYPES = (
    ("IMAPS", N_("IMAP with TLS")),
    ("IMAPTLS", N_("IMAP with STARTTLS")),
    ("IMAP", N_("IMAP without encryption")),
    ("POP3S", N_("POP3 with TLS")),
    ("POP3TLS", N_("POP3 with STLS")),
    ("POP3", N_("POP3 without encryption")),
    ("MSGraph", N_("Microsoft Graph")),
)
_AUTHENTICATION = (("password", N_("Password")), ("oauth2_token", N_("OAuth 2 access")))
_DISPATCH = (("recipient", N_("by the address it was sent to")), ("queue", N_("all into one queue")))


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await accounts.list_mail_accounts(read, principal)
    return cut([row for row in rows if query["state"] in ("", row.progress.state)], query)


MAIL_ACCOUNTS = Module(
    key="mail-accounts",
    add=N_("Add mail account"),
    columns=(
        NAME,
        Column(N_("Kind"), "type", "muted"),
        Column(N_("Fetching"), lambda row: STATES[row.progress.state], "word"),
        Column(N_("Last success"), "progress.last_success", "moment"),
        Column(N_("Taken in"), "progress.stored", "number"),
        VALIDITY,
    ),
    filters=(WORDS, Filter("state", N_("Fetching"), tuple(STATES.items())), BY_VALIDITY),
    rows=_rows,
    read=accounts.read_mail_account,
    fields=(
        Field("type", N_("Kind"), "select", options=_TYPES, start="IMAPS", hint=N_("How the server is asked.")),
        Field(
            "host",
            N_("Server"),
            required=True,
            hint=N_("With :port where it is not the usual one. Of Microsoft Graph: graph.microsoft.com."),
        ),
        Field("login", N_("User name"), required=True, hint=N_("Of the mailbox at the server.")),
        Field(
            "authentication",
            N_("Sign in with"),
            "select",
            options=_AUTHENTICATION,
            start="password",
            hint=N_("Which of the next two is used."),
        ),
        Field("password", N_("Password"), "password", only="create", hint=N_("Kept encrypted and never shown.")),
        Field("password", N_("Password"), "password", only="update", hint=N_("Left empty, it stays as it is.")),
        Field(
            "oauth2_token_config_id",
            N_("OAuth 2 access"),
            "select",
            options=oauth2_options,
            empty="–",
            omit_empty=True,
            hint=N_("It has to be granted before mail is fetched."),
        ),
        Field("folder", N_("Folder"), hint=N_("Not of POP3; empty means INBOX.")),
        Field(
            "interval_s",
            N_("Fetch every … seconds"),
            "number",
            start="60",
            hint=N_("Servers that tell of new mail by themselves are asked less often."),
        ),
        Field(
            "dispatch",
            N_("Sort mails"),
            "select",
            options=_DISPATCH,
            start="recipient",
            hint=N_("Which queue a new ticket goes to; filters and headers may say otherwise."),
        ),
        Field(
            "queue_id",
            N_("Queue"),
            "select",
            options=queue_options,
            found_at=QUEUES_FOUND_AT,
            empty="–",
            omit_empty=True,
            hint=N_("Where all mails go, and those that are for none of the addresses."),
        ),
        Field("fetch", N_("Fetch by itself"), "check", start=True, hint=N_("Without it only on demand.")),
        Field(
            "verify_tls",
            N_("Check the server's certificate"),
            "check",
            start=True,
            hint=N_("Without it anybody on the way can read the mail."),
        ),
        Field("trusted", N_("Obey X-OTRS headers"), "check", hint=N_("Only for mail that strangers cannot send.")),
        VALID,
        COMMENT,
    ),
    creation=MailAccountCreate,
    create=accounts.create_mail_account,
    change=MailAccountUpdate,
    update=accounts.update_mail_account,
    audited_as="mail_account",
    tabs=(Tab("fetching", N_("Fetching")),),
    created_at="fetching",
)
