"""Signing up step by step. Whoever asks learns nothing about who has an account: mails alone tell it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

import structlog
from sqlalchemy import delete, func, insert, select

from gotrs_api.catalog.validity import Validity
from gotrs_api.customers import repository
from gotrs_api.customers.errors import EmailInvalid, EmailRefused, SignUpNotFound, SignUpOff
from gotrs_api.customers.events import SignUpAccepted, SignUpLinkMade, SignUpOfKnown
from gotrs_api.customers.models import SignUp
from gotrs_api.customers.schemas import CustomerUserCreate, CustomerUserUpdate
from gotrs_api.customers.service import create_customer_user, update_customer_user
from gotrs_api.customers.sign_up.schemas import Register, Registered, SignUpRead, Status
from gotrs_api.db.results import changed_rows
from gotrs_api.identity import audit
from gotrs_api.identity.errors import LinkOver
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import own_password
from gotrs_api.jobs import JobPayload
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.kernel.expressions import BadExpression, OutOfTime, compiled
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork

LIFETIME = timedelta(days=1)
KEPT_FOR = timedelta(days=90)
MAILS_PER_HOUR = 3
_MOST_LISTED = 200
_SYSTEM = Principal.system("sign_up")
log = structlog.get_logger(__name__)


class SendSignUp(JobPayload):
    """Somebody wants an account for this address."""

    email: str
    first_name: str
    last_name: str
    language: str
    address: str


async def is_offered(uow: ReadUow) -> bool:
    """By OTRS's setting `CustomerPanelCreateAccount`."""
    return await sysconfig.get(uow, settings.CUSTOMER_CREATE_ACCOUNT)


async def ask(uow: UnitOfWork, command: Register, address: str) -> None:
    """Let a link be mailed. Raises SignUpOff, EmailInvalid, EmailRefused (by OTRS's MailRestrictions)."""
    if not await is_offered(uow):
        raise SignUpOff
    if not is_valid_address(command.email):
        raise EmailInvalid
    if not await _may_sign_up(uow, command.email):
        raise EmailRefused
    await uow.enqueue(SendSignUp(**command.model_dump(exclude={"captcha"}), address=address))


async def send(uow: UnitOfWork, wanted: SendSignUp) -> None:
    """To an unknown address a link, to a known one word that there is an account; at most three mails an hour."""
    since = uow.clock.now() - timedelta(hours=1)
    lately = await uow.session.scalar(
        select(func.count())
        .select_from(SignUp)
        .where(func.lower(SignUp.email) == wanted.email.lower(), SignUp.created_at > since)
    )
    details = {"email": wanted.email, "sent": (lately or 0) < MAILS_PER_HOUR}
    await audit.record(uow, None, "sign_up.asked", "customer", None, details, address=wanted.address or None)
    if not details["sent"]:
        return
    token, now = secrets.token_urlsafe(32), uow.clock.now()
    known = await repository.users_by_email(uow, wanted.email, only_valid=False) or await repository.users_by_login(
        uow, wanted.email
    )
    await uow.session.execute(
        insert(SignUp).values(
            token_hash=_hash(token),
            status=Status.SENT,
            email=wanted.email,
            first_name=wanted.first_name,
            last_name=wanted.last_name,
            language=wanted.language,
            created_at=now,
            # For a known address only the mail is counted: its link, which nobody gets, is over at once.
            expires_at=now if known else now + LIFETIME,
        )
    )
    if known:
        await uow.emit(SignUpOfKnown(login=known[0].login))
    else:
        await uow.emit(
            SignUpLinkMade(
                email=wanted.email,
                language=wanted.language,
                token=token,
                until=now + LIFETIME,
            )
        )


async def email_of(uow: ReadUow, token: str) -> str:
    """Whose address the link proves. Raises LinkOver."""
    return (await _open(uow, token)).email


async def confirm(site: Site, token: str, password: str, *, address: str) -> Registered:
    """The address is proven: make the account, login and customer id being the address, as OTRS does.

    Raises LinkOver (also where there is such an account by now), PasswordNotAccepted (the link still works).
    """
    async with site.read() as read:
        await _open(read, token)
        hashed = await own_password.hash_new(read, Kind.CUSTOMER, password)
        approval = await sysconfig.get(read, settings.SIGN_UP_APPROVAL)
    async with site.uow() as uow:
        row = await _open(uow, token, lock=True)
        if await repository.users_by_email(uow, row.email, only_valid=False):
            raise LinkOver
        command = CustomerUserCreate(
            email=row.email,
            first_name=row.first_name,
            last_name=row.last_name,
            valid=Validity.INVALID if approval else Validity.VALID,
        )
        made = await create_customer_user(uow, _SYSTEM, command, password_hash=hashed)
        row.status = Status.WAITING if approval else Status.ACCEPTED
        row.login, row.confirmed_at = made.login, uow.clock.now()
        details = {"login": made.login, "status": str(row.status)}
        await audit.record(uow, None, "sign_up.confirmed", "customer", made.login, details, address=address)
        return Registered(status=Status(row.status), login=made.login)


async def waiting(uow: ReadUow, principal: Principal) -> list[SignUpRead]:
    """Who waits for a decision, the longest first. Raises Forbidden."""
    principal.require_admin()
    rows = await uow.session.scalars(
        select(SignUp).where(SignUp.status == Status.WAITING).order_by(SignUp.id).limit(_MOST_LISTED)
    )
    return [_read(row) for row in rows]


async def count_waiting(uow: ReadUow) -> int:
    found = await uow.session.scalar(select(func.count()).select_from(SignUp).where(SignUp.status == Status.WAITING))
    return found or 0


async def decide(uow: UnitOfWork, principal: Principal, sign_up_id: int, *, accept: bool) -> SignUpRead:
    """Accepted, the account becomes valid and its owner is told; otherwise it stays invalid.

    Raises Forbidden, SignUpNotFound (also where it was decided already).
    """
    principal.require_admin()
    row = await uow.session.get(SignUp, sign_up_id, with_for_update=True, populate_existing=True)
    if row is None or row.status != Status.WAITING or row.login is None:
        raise SignUpNotFound
    (user,) = await repository.users_by_logins(uow, [row.login]) or (None,)
    if user is None:
        raise SignUpNotFound
    row.status, row.decided_at = (Status.ACCEPTED if accept else Status.REJECTED), uow.clock.now()
    if accept:
        await update_customer_user(uow, principal, user.id, CustomerUserUpdate(valid=Validity.VALID))
        await uow.emit(SignUpAccepted(login=row.login))
    await audit.record(uow, principal, f"sign_up.{row.status}", "customer", row.login)
    return _read(row)


async def forget_old(uow: UnitOfWork) -> int:
    """Links that are over at once, decided ones after three months; answers how many."""
    now = uow.clock.now()
    gone = await uow.session.execute(
        delete(SignUp).where(
            ((SignUp.status == Status.SENT) & (SignUp.expires_at <= now - timedelta(hours=1)))
            | (SignUp.status.in_([Status.ACCEPTED, Status.REJECTED]) & (SignUp.created_at <= now - KEPT_FOR))
        )
    )
    return changed_rows(gone)


async def _may_sign_up(uow: ReadUow, email: str) -> bool:
    """Source: OTRS 6, Kernel/Modules/CustomerPanel…, CustomerLogin: white list first, then black list; any case."""
    allowed = await sysconfig.get(uow, settings.SIGN_UP_ALLOWED_ADDRESSES)
    refused = await sysconfig.get(uow, settings.SIGN_UP_REFUSED_ADDRESSES)
    return (not allowed or _matches(allowed, email)) and not _matches(refused, email)


def _matches(patterns: list[str], email: str) -> bool:
    for pattern in patterns:
        try:
            if compiled(pattern, ignore_case=True).search(email):
                return True
        except BadExpression as error:
            log.warning("sign_up.pattern_unreadable", pattern=pattern, error=str(error))
            if isinstance(error, OutOfTime):
                raise EmailRefused from None
    return False


async def _open(uow: ReadUow, token: str, *, lock: bool = False) -> SignUp:
    statement = select(SignUp).where(
        SignUp.token_hash == _hash(token), SignUp.status == Status.SENT, SignUp.expires_at > uow.clock.now()
    )
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    row = (await uow.session.scalars(statement)).first()
    if row is None:
        raise LinkOver
    return row


def _read(row: SignUp) -> SignUpRead:
    return SignUpRead(
        id=row.id,
        status=Status(row.status),
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        login=row.login or "",
        created=row.created_at,
        confirmed=row.confirmed_at,
        decided=row.decided_at,
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
