"""Links that set a password: forgotten, invited, or to be changed before going on. Each works once, and not for long.

Whoever asks gets the same answer as fast whatever the account: the request only leaves a job, and that looks for it.
A link gives no session; after it one signs in as always, second step included.
"""

from sqlalchemy import select

from gotrs_api.identity import account_links, audit
from gotrs_api.identity.account_links import Purpose
from gotrs_api.identity.directory import Account, directory
from gotrs_api.identity.errors import LinkOver, LostPasswordOff, PasswordNotAccepted
from gotrs_api.identity.events import PasswordLinkMade
from gotrs_api.identity.models import User
from gotrs_api.identity.password_scheme import password_scheme
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import confirmed, links, own_password, password_check, refresh, sessions
from gotrs_api.jobs import JobPayload
from gotrs_api.kernel.errors import FieldError
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork

MAX_LENGTH = 200  # of a login, an address, a token
MAILS_PER_HOUR = 3
_SWITCHES = {Kind.AGENT: settings.LOST_PASSWORD, Kind.CUSTOMER: settings.CUSTOMER_LOST_PASSWORD}


class SendResetLink(JobPayload):
    """Somebody says that the password of this login (or e-mail address) is forgotten."""

    kind: Kind
    login: str
    address: str


async def is_offered(uow: ReadUow, kind: Kind) -> bool:
    """By OTRS's settings `LostPassword` and `CustomerPanelLostPassword`."""
    return await sysconfig.get(uow, _SWITCHES[kind])


async def ask(uow: UnitOfWork, kind: Kind, login: str, address: str) -> None:
    """Let a link be mailed, if there is such an account. Raises LostPasswordOff."""
    if not await is_offered(uow, kind):
        raise LostPasswordOff
    await uow.enqueue(SendResetLink(kind=kind, login=login.strip()[:MAX_LENGTH], address=address))


async def send_reset(uow: UnitOfWork, wanted: SendResetLink) -> bool:
    """Answers whether a mail goes out: to a valid account that had fewer than three in the last hour.

    Whom a provider knows, and who has no password here, gets none: his mailbox would open a way in that the provider cannot close.
    """
    accounts = directory(uow.site, wanted.kind)
    account = await accounts.find(uow, wanted.login) or await accounts.find_by_email(uow, wanted.login)
    details = {"login": wanted.login, "sent": False}
    if (
        account is not None
        and account.valid
        and (confirmed.has_password(account) or not await links.is_linked(uow, account))
        and await account_links.made_lately(uow, account, Purpose.RESET) < MAILS_PER_HOUR
    ):
        await _send(uow, account, Purpose.RESET)
        details["sent"] = True
    subject = account.subject if account else None
    await audit.record(
        uow, None, "password.reset_asked", str(wanted.kind), subject, details, address=wanted.address or None
    )
    return bool(details["sent"])


async def invite(uow: UnitOfWork, principal: Principal, account: Account) -> None:
    """Mail somebody a link to choose the first password; whoever may do that checks the caller."""
    await _send(uow, account, Purpose.INVITATION)
    await audit.record(uow, principal, "account.invited", str(account.kind), account.subject, {"login": account.login})


async def send_reset_for(uow: UnitOfWork, principal: Principal, account: Account) -> None:
    """An administrator lets somebody choose a new password. Raises Forbidden."""
    principal.require_admin()
    await _send(uow, account, Purpose.RESET)
    await audit.record(
        uow, principal, "password.reset_link_sent", str(account.kind), account.subject, {"login": account.login}
    )


async def account_of(uow: ReadUow, token: str) -> Account:
    """Whose password the link may set. Raises LinkOver for one that is unknown, used, too old or of an invalid account."""
    row = await account_links.find(uow, token)
    account = await _by_subject(uow, Kind(row.kind), row.subject) if row is not None else None
    if account is None or not account.valid:
        raise LinkOver
    return account


async def set_password(site: Site, token: str, password: str, *, address: str) -> Account:
    """Use the link up. All sessions and refresh tokens of the account end, and its other links.

    Raises LinkOver, PasswordNotAccepted (the link then still works; also where a change is due and nothing changes).
    """
    async with site.read() as read:
        account = await account_of(read, token)
        row = await account_links.find(read, token)
        if row is not None and row.purpose == Purpose.MUST_CHANGE:
            scheme = await password_scheme(read, account.kind)
            if await password_check.is_right(password, account, scheme):
                raise PasswordNotAccepted(errors=[FieldError("/password", "same", "This is the old password.")])
        new_hash = await own_password.hash_new(read, account.kind, password, account=account)
    async with site.uow(acting_id=acting_id(account)) as uow:
        if not await account_links.use(uow, token):
            raise LinkOver
        await own_password.put(uow, account, new_hash, by_owner=True)
        await sessions.end_all(uow, account.kind, account.subject)
        await refresh.revoke_all(uow, account.kind, account.subject)
        await audit.record(
            uow, account, "password.set_by_link", str(account.kind), account.subject, {"login": account.login},
            address=address,
        )  # fmt: skip
    return account


def acting_id(account: Account) -> int:
    return int(account.subject) if account.kind is Kind.AGENT else SYSTEM_USER_ID


async def _send(uow: UnitOfWork, account: Account, purpose: Purpose) -> None:
    token, until = await account_links.make(uow, account, purpose)
    await uow.emit(
        PasswordLinkMade(kind=account.kind, subject=account.subject, purpose=purpose, token=token, until=until)
    )


async def _by_subject(uow: ReadUow, kind: Kind, subject: str) -> Account | None:
    login: str | None = subject
    if kind is Kind.AGENT:
        login = await uow.session.scalar(select(User.login).where(User.id == int(subject)))
    return None if login is None else await directory(uow.site, kind).find(uow, login)
