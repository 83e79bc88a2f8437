"""Which server a mail leaves through: the account of its sender's address, else the default one, else `GOTRS_SMTP_URL`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.parser import HeaderParser

from sqlalchemy import select

from gotrs_api.catalog.models import AddressSender, SystemAddress
from gotrs_api.identity.encryption import UndecipherableSecret, decrypt
from gotrs_api.kernel.addresses import normalized_address, split_addresses
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound.fetch.plan import OAUTH2, PASSWORD, VALID
from gotrs_api.mail.models import OAuth2TokenConfig, SmtpAccount
from gotrs_api.mail.oauth.tokens import access_token, access_token_by_name
from gotrs_api.mail.outbound.smtp import MailServer, PasswordLost
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.snapshot import Snapshot

ENVIRONMENT = 0  # in place of an account's id: GOTRS_SMTP_URL
PURPOSE = "smtp account"
_USUAL_PORTS = {"none": 25, "starttls": 587, "tls": 465}
# Who sends it, the last first: a mail that is passed on still names its first writer in From.
_SENDERS = ("Resent-From", "From", "Sender")


@dataclass(frozen=True)
class Way:
    """One server; without `server` that of `GOTRS_SMTP_URL`. `access_id` is an account's OAuth 2 access, `sealed` its
    password as it is stored."""

    account_id: int
    name: str
    server: MailServer | None = None
    sealed: str = ""
    access_id: int | None = None

    async def opened(self, site: Site) -> MailServer:
        """With what signs in. Raises PasswordLost, TokenUnavailable, ValueError (a `GOTRS_SMTP_URL` that is none)."""
        server = self.server or MailServer.parse(site.settings.smtp_url)
        if self.access_id is not None:
            return replace(server, token=await access_token(site, self.access_id))
        if server.oauth2:
            return replace(server, token=await access_token_by_name(site, server.oauth2))
        return replace(server, password=_unsealed(site.settings, self.sealed)) if self.sealed else server


def _unsealed(settings: Settings, sealed: str) -> str:
    try:
        return decrypt(settings, PURPOSE, sealed)
    except UndecipherableSecret as error:
        raise PasswordLost("The password cannot be deciphered with this desk's secret key; enter it anew.") from error


@dataclass(frozen=True)
class Ways:
    """By lower-case address, and for all others."""

    default: Way | None
    by_address: Mapping[str, Way]

    def __bool__(self) -> bool:
        return self.default is not None or bool(self.by_address)

    @property
    def all(self) -> tuple[Way, ...]:
        """Each that a mail may take, once."""
        found = {way.account_id: way for way in (*self.by_address.values(), *filter(None, (self.default,)))}
        return tuple(found.values())

    def of(self, raw: bytes | None, envelope_sender: str) -> Way | None:
        """None: no account serves its sender, and none is for everybody."""
        if self.by_address:
            for address in _senders(raw or b"", envelope_sender):
                if address in self.by_address:
                    return self.by_address[address]
        return self.default


def _senders(raw: bytes, envelope_sender: str) -> list[str]:
    end = raw.find(b"\r\n\r\n")  # what is behind it may be large, and is not copied
    headers = HeaderParser().parsestr(raw[: end if end >= 0 else None].decode("utf-8", "replace"))
    lines = (*(str(headers.get(name, "")) for name in _SENDERS), envelope_sender)
    found = [address.email for line in lines for address in split_addresses(line)]
    return [normalized_address(email) for email in found if email]


async def _load(uow: ReadUow) -> Ways:
    accounts = await uow.session.execute(
        select(SmtpAccount, OAuth2TokenConfig.name)
        .outerjoin(OAuth2TokenConfig, OAuth2TokenConfig.id == SmtpAccount.oauth2_token_config_id)
        .where(SmtpAccount.valid_id == VALID)
        .order_by(SmtpAccount.id)
    )
    ways, everybody = {}, None
    for account, access in accounts:
        ways[account.id] = way_of(account, access)
        if account.is_default:
            everybody = everybody or ways[account.id]
    chosen = await uow.session.execute(
        select(SystemAddress.value0, AddressSender.smtp_account_id).join(
            AddressSender, AddressSender.system_address_id == SystemAddress.id
        )
    )
    return Ways(everybody, {normalized_address(email): ways[id_] for email, id_ in chosen if id_ in ways})


def way_of(account: SmtpAccount, access: str | None) -> Way:
    by_token = account.authentication == OAUTH2
    server = MailServer(
        host=account.host,
        port=account.port or _USUAL_PORTS[account.security],
        tls=account.security == "tls",
        username="" if account.authentication == "none" else account.login,
        verify=bool(account.verifies_tls),
        starttls=account.security == "starttls",
        oauth2=(access or "?") if by_token else "",
        guarded=True,
    )
    return Way(
        account.id,
        account.name,
        server,
        sealed=account.password if account.authentication == PASSWORD else "",
        access_id=(account.oauth2_token_config_id or 0) if by_token else None,
    )


_ACCOUNTS = Snapshot("smtp_ways", (SmtpAccount, AddressSender, SystemAddress, OAuth2TokenConfig), _load)


async def ways(uow: ReadUow) -> Ways:
    """As they are now; other processes' changes within five seconds. A sandbox has none."""
    settings = uow.site.settings
    if settings.sandbox:
        return Ways(None, {})
    found = await _ACCOUNTS.get(uow)
    if found.default is None and settings.smtp_url:
        return replace(found, default=Way(ENVIRONMENT, "GOTRS_SMTP_URL"))
    return found
