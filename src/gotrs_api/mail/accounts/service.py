"""Keeping mail accounts, trying them, and fetching them at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from gotrs_api.catalog.entries import resolve
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.row_changes import differences
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.mail.accounts.errors import FetchingIsOff, MailAccountNotFound
from gotrs_api.mail.accounts.names import account_name
from gotrs_api.mail.accounts.progress import progress_of
from gotrs_api.mail.accounts.schemas import (
    AccountHealth,
    FetchOrder,
    MailAccountCreate,
    MailAccountRead,
    MailAccountTrial,
    MailAccountUpdate,
)
from gotrs_api.mail.inbound.fetch.failures import FetchFailed
from gotrs_api.mail.inbound.fetch.jobs import FetchAccount
from gotrs_api.mail.inbound.fetch.plan import (
    OAUTH2,
    access_of,
    access_with_token,
    is_fetching_enabled,
    split_host,
)
from gotrs_api.mail.inbound.fetch.protocols import ACCOUNT_TYPES, GRAPH, open_mailbox
from gotrs_api.mail.models import FetchedAccount, MailAccount, OAuth2Token, OAuth2TokenConfig
from gotrs_api.queues.service import list_queues
from gotrs_api.uow import ReadUow, Site, UnitOfWork

_KEPT = set(MailAccountUpdate.model_fields) & set(MailAccountRead.model_fields)


def _query() -> Any:
    return (
        select(MailAccount, FetchedAccount, OAuth2Token)
        .outerjoin(FetchedAccount, FetchedAccount.account_id == MailAccount.id)
        .outerjoin(OAuth2Token, OAuth2Token.token_config_id == MailAccount.oauth2_token_config_id)
        .order_by(MailAccount.id)
        .execution_options(populate_existing=True)
    )


async def list_mail_accounts(uow: ReadUow, principal: Principal) -> list[MailAccountRead]:
    """Raises Forbidden."""
    principal.require_admin()
    enabled = await is_fetching_enabled(uow)
    return [_read(uow, enabled, *row) for row in await uow.session.execute(_query())]


async def read_mail_account(uow: ReadUow, principal: Principal, account_id: int) -> MailAccountRead:
    """Raises Forbidden, MailAccountNotFound."""
    principal.require_admin()
    row = (await uow.session.execute(_query().where(MailAccount.id == account_id))).one_or_none()
    if row is None:
        raise MailAccountNotFound
    return _read(uow, await is_fetching_enabled(uow), *row)


async def create_mail_account(uow: UnitOfWork, principal: Principal, command: MailAccountCreate) -> MailAccountRead:
    """Raises Forbidden, InvalidInput."""
    principal.require_admin()
    account = MailAccount(
        login=command.login,
        # As OTRS has it, in the clear: both can work on this database, and one can go back (decision 0007).
        pw=command.password.get_secret_value(),
        host=command.host,
        account_type=command.type,
        queue_id=(await _queue_id(uow, command) or 0) if command.dispatch == "queue" else 0,
        trusted=int(command.trusted),
        imap_folder=command.folder or None,
        authentication_type=command.authentication,
        oauth2_token_config_id=command.oauth2_token_config_id,
        comments=command.comment,
        valid_id=command.valid.id,
    )
    await _check(uow, account, by_queue=command.dispatch == "queue")
    uow.session.add(account)
    await uow.session.flush()
    uow.session.add(
        FetchedAccount(
            account_id=account.id,
            is_fetched=int(command.fetch),
            verifies_tls=int(command.verify_tls),
            interval_s=command.interval_s,
            due_at=uow.clock.now(),
        )
    )
    await uow.session.flush()
    await audit.record(uow, principal, "mail_account.created", "mail_account", account.id, {"name": _name(account)})
    return await read_mail_account(uow, principal, account.id)


async def update_mail_account(
    uow: UnitOfWork, principal: Principal, account_id: int, command: MailAccountUpdate
) -> MailAccountRead:
    """A change also makes the account due at once. Raises Forbidden, MailAccountNotFound, InvalidInput."""
    before = await read_mail_account(uow, principal, account_id)
    account = await uow.session.get(MailAccount, account_id, populate_existing=True)
    if account is None:
        raise MailAccountNotFound
    plain: dict[str, Any] = {
        "login": command.login,
        "host": command.host,
        "account_type": command.type,
        "imap_folder": command.folder,
        "authentication_type": command.authentication,
        "oauth2_token_config_id": command.oauth2_token_config_id,
        "trusted": None if command.trusted is None else int(command.trusted),
        "comments": command.comment,
        "valid_id": None if command.valid is None else command.valid.id,
        "pw": command.password.get_secret_value() or None if command.password is not None else None,
    }
    for column, value in plain.items():
        if value is not None:
            setattr(account, column, value)
    by_queue = command.dispatch == "queue" if command.dispatch is not None else bool(account.queue_id)
    with uow.session.no_autoflush:
        queue_id = await _queue_id(uow, command)
    if queue_id is not None or not by_queue:
        account.queue_id = (queue_id or 0) if by_queue else 0
    await _check(uow, account, by_queue=by_queue)
    await uow.session.flush()
    await _update_side(uow, account_id, command)
    after = await read_mail_account(uow, principal, account_id)
    told = differences(before.model_dump(include=_KEPT), after.model_dump(include=_KEPT))
    if plain["pw"] is not None:
        told["changed"].append("password")
    await audit.record(uow, principal, "mail_account.updated", "mail_account", account_id, {"name": after.name, **told})
    return after


async def _update_side(uow: UnitOfWork, account_id: int, command: MailAccountUpdate) -> None:
    side = await uow.session.get(FetchedAccount, account_id, populate_existing=True)
    if side is None:
        side = FetchedAccount(account_id=account_id, is_fetched=0, verifies_tls=1, interval_s=60)
        uow.session.add(side)
    if command.fetch is not None:
        if command.fetch and not side.is_fetched:
            side.started_at = None  # lateness counts from now
        side.is_fetched = int(command.fetch)
    if command.interval_s is not None:
        side.interval_s = command.interval_s
    if command.verify_tls is not None:
        side.verifies_tls = int(command.verify_tls)
    side.due_at = uow.clock.now()
    await uow.session.flush()


async def delete_mail_account(uow: UnitOfWork, principal: Principal, account_id: int) -> None:
    """Its mails in the spool, and the numbers of what was fetched, stay. Raises Forbidden, MailAccountNotFound."""
    account = await read_mail_account(uow, principal, account_id)
    await uow.session.execute(delete(FetchedAccount).where(FetchedAccount.account_id == account_id))
    await uow.session.execute(delete(MailAccount).where(MailAccount.id == account_id))
    await audit.record(uow, principal, "mail_account.deleted", "mail_account", account_id, {"name": account.name})


async def try_mail_account(site: Site, principal: Principal, account_id: int) -> MailAccountTrial:
    """Open the mailbox and count its mails; nothing is fetched or changed. Raises Forbidden, MailAccountNotFound."""
    principal.require_admin()
    async with site.read() as uow:
        row = (await uow.session.execute(_query().where(MailAccount.id == account_id))).one_or_none()
        if row is None:
            raise MailAccountNotFound
        account, side = row[0], row[1]
        access = access_of(account, verify_tls=side is None or bool(side.verifies_tls))
        config_id = account.oauth2_token_config_id if account.authentication_type == OAUTH2 else None
    try:
        if config_id is not None:
            access = await access_with_token(site, access, config_id)
        mailbox = await open_mailbox(access, site.outbound)
        try:
            mails = len(await mailbox.list_mails())
            await mailbox.finish([])
        finally:
            await mailbox.close()
    except FetchFailed as failure:
        return MailAccountTrial(ok=False, problem=failure.problem, error=failure.words, mails=None)
    return MailAccountTrial(ok=True, problem=None, error=None, mails=mails)


async def fetch_mail_account(uow: UnitOfWork, principal: Principal, account_id: int) -> FetchOrder:
    """Fetch at once, also an account that is not fetched by itself. Raises Forbidden, MailAccountNotFound, FetchingIsOff."""
    await read_mail_account(uow, principal, account_id)
    if not await is_fetching_enabled(uow):
        raise FetchingIsOff
    payload = FetchAccount(account_id=account_id, by_hand=True)
    return FetchOrder(job_id=await uow.enqueue(payload, dedupe_key=payload.key))


async def mail_account_health(uow: ReadUow, principal: Principal) -> tuple[AccountHealth, ...]:
    """How each account fares, for the health page. Raises Forbidden."""
    accounts = await list_mail_accounts(uow, principal)
    return tuple(AccountHealth(id=a.id, name=a.name, progress=a.progress) for a in accounts)


async def _queue_id(uow: ReadUow, command: MailAccountCreate | MailAccountUpdate) -> int | None:
    """Of the queue that is named; an id alone is checked with everything else. Raises UnknownReference."""
    if command.queue is None:
        return command.queue_id
    queue = resolve(await list_queues(uow), command.queue, command.queue_id, pointer="/queue")
    return queue.id if queue is not None else None


async def _check(uow: ReadUow, account: MailAccount, *, by_queue: bool) -> None:
    errors = []
    try:
        host, _ = split_host(account.host, 0)
    except ValueError:
        host = ""
    if not host:
        errors.append(FieldError("/host", "host", "A host name is expected, with :port where it is not the usual one."))
    with uow.session.no_autoflush:
        queues = (await list_queues(uow)).by_id
        if by_queue and account.queue_id not in queues:
            errors.append(FieldError("/queue_id", "unknown", "Sorting by queue needs a queue that exists."))
        config_id = account.oauth2_token_config_id
        by_token = account.authentication_type == OAUTH2
        if (by_token or config_id is not None) and not await _exists(uow, config_id):
            errors.append(FieldError("/oauth2_token_config_id", "unknown", "There is no such OAuth 2 configuration."))
        if not by_token and account.account_type == GRAPH:
            errors.append(FieldError("/authentication", "oauth2", "Microsoft Graph needs an OAuth 2 access."))
        elif not by_token and not account.pw and account.valid_id == Validity.VALID.id:
            errors.append(FieldError("/password", "required", "A password is needed."))
    if account.account_type not in ACCOUNT_TYPES:
        errors.append(FieldError("/type", "unknown", "This kind of account is not known."))
    if errors:
        raise InvalidInput(errors=errors)


async def _exists(uow: ReadUow, config_id: int | None) -> bool:
    return config_id is not None and await uow.session.get(OAuth2TokenConfig, config_id) is not None


def _read(
    uow: ReadUow, enabled: bool, account: MailAccount, side: FetchedAccount | None, token: OAuth2Token | None
) -> MailAccountRead:
    by_token = account.authentication_type == OAUTH2
    return MailAccountRead(
        id=account.id,
        name=_name(account),
        login=account.login,
        host=account.host,
        type=account.account_type,
        folder=account.imap_folder or "",
        authentication=account.authentication_type,
        oauth2_token_config_id=account.oauth2_token_config_id,
        has_password=bool(account.pw),
        token_expires=token.token_expiration_date if by_token and token is not None else None,
        refresh_token_expires=token.refresh_token_expiration_date if by_token and token is not None else None,
        dispatch="queue" if account.queue_id else "recipient",
        queue_id=account.queue_id or None,
        trusted=bool(account.trusted),
        comment=account.comments or "",
        valid=Validity.of(account.valid_id),
        created=account.create_time,
        changed=account.change_time,
        fetch=side is not None and bool(side.is_fetched),
        interval_s=side.interval_s if side is not None else 60,
        verify_tls=side is None or bool(side.verifies_tls),
        progress=progress_of(account, side, enabled=enabled, now=uow.clock.now()),
    )


def _name(account: MailAccount) -> str:
    return account_name(account.login, account.host)
