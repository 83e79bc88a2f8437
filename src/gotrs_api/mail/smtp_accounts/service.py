"""Keeping outgoing mail accounts, and trying them."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import delete, select, update

from gotrs_api.catalog import entries
from gotrs_api.catalog.models import AddressSender, SystemAddress
from gotrs_api.catalog.schemas import Ref
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit
from gotrs_api.identity.encryption import encrypt
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.mail.inbound.fetch.plan import OAUTH2, PASSWORD
from gotrs_api.mail.inbound.fetch.wire import told
from gotrs_api.mail.models import OAuth2TokenConfig, SmtpAccount
from gotrs_api.mail.oauth.tokens import TokenUnavailable, token_refused
from gotrs_api.mail.outbound.service.delivering import let_waiting_go
from gotrs_api.mail.outbound.smtp import MailServerUnavailable, TokenRefused, connect, leave
from gotrs_api.mail.smtp_accounts.errors import SmtpAccountInUse, SmtpAccountIsDefault, SmtpAccountNotFound
from gotrs_api.mail.smtp_accounts.health import forget_trouble, troubles
from gotrs_api.mail.smtp_accounts.schemas import (
    SendState,
    SmtpAccountCreate,
    SmtpAccountRead,
    SmtpAccountTrial,
    SmtpAccountUpdate,
    SmtpTroubleRead,
)
from gotrs_api.mail.smtp_accounts.ways import PURPOSE, way_of
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.snapshot import touched

# Somebody waits for it before a screen.
TRIAL_TIMEOUT_S = 20
# Name of the command, of the column.
_PLAIN = (
    ("host", "host"),
    ("port", "port"),
    ("security", "security"),
    ("authentication", "authentication"),
    ("login", "login"),
    ("oauth2_token_config_id", "oauth2_token_config_id"),
    ("comment", "comments"),
)


async def list_smtp_accounts(uow: ReadUow, principal: Principal) -> list[SmtpAccountRead]:
    """By name. Raises Forbidden."""
    principal.require_admin()
    rows = await uow.session.scalars(
        select(SmtpAccount).order_by(SmtpAccount.name).execution_options(populate_existing=True)
    )
    addresses, failing = await _addresses(uow), await troubles(uow)
    return [_read(row, addresses.get(row.id, ()), failing.get(row.id)) for row in rows]


async def read_smtp_account(uow: ReadUow, principal: Principal, account_id: int) -> SmtpAccountRead:
    """Raises Forbidden, SmtpAccountNotFound."""
    principal.require_admin()
    row = await _load(uow, account_id)
    return _read(row, (await _addresses(uow)).get(account_id, ()), (await troubles(uow)).get(account_id))


async def create_smtp_account(uow: UnitOfWork, principal: Principal, command: SmtpAccountCreate) -> SmtpAccountRead:
    """Mail that waits for a server goes at once. Raises Forbidden, NameTaken, InvalidInput."""
    principal.require_admin()
    row = SmtpAccount(
        name=command.name,
        password=_sealed(uow, command.password.get_secret_value()),
        verifies_tls=int(command.verify_tls),
        is_default=int(command.is_default),
        valid_id=command.valid.id,
        **{column: getattr(command, name) for name, column in _PLAIN},
    )
    return await _save(uow, principal, row)


async def update_smtp_account(
    uow: UnitOfWork, principal: Principal, account_id: int, command: SmtpAccountUpdate
) -> SmtpAccountRead:
    """Mail that could not go through it is tried again at once.

    Raises Forbidden, SmtpAccountNotFound, NameTaken, InvalidInput; SmtpAccountInUse and SmtpAccountIsDefault for one that
    mail goes through and that should not be valid any more.
    """
    principal.require_admin()
    row = await _load(uow, account_id)
    for name, column in _PLAIN:
        if getattr(command, name) is not None:
            setattr(row, column, getattr(command, name))
    row.name = command.name or row.name
    if command.password is not None and command.password.get_secret_value():
        row.password = _sealed(uow, command.password.get_secret_value())
    if command.verify_tls is not None:
        row.verifies_tls = int(command.verify_tls)
    if command.is_default is not None:
        row.is_default = int(command.is_default)
    if command.valid is not None:
        if command.valid is not Validity.VALID:
            with uow.session.no_autoflush:
                await _require_unused(uow, row)
        row.valid_id = command.valid.id
    return await _save(uow, principal, row)


async def delete_smtp_account(uow: UnitOfWork, principal: Principal, account_id: int) -> None:
    """Raises Forbidden, SmtpAccountNotFound, SmtpAccountInUse, SmtpAccountIsDefault."""
    principal.require_admin()
    row = await _load(uow, account_id)
    await _require_unused(uow, row)
    await uow.session.execute(delete(AddressSender).where(AddressSender.smtp_account_id == account_id))
    await uow.session.execute(delete(SmtpAccount).where(SmtpAccount.id == account_id))
    await forget_trouble(uow, account_id)
    touched(uow, SmtpAccount, AddressSender)
    kind = SmtpAccount.__tablename__
    await audit.record(uow, principal, f"{kind}.deleted", kind, account_id, {"name": row.name})


async def try_smtp_account(site: Site, principal: Principal, account_id: int) -> SmtpAccountTrial:
    """Connect and sign in; nothing is sent. When that works, mail that waited for it goes at once.

    Raises Forbidden, SmtpAccountNotFound.
    """
    principal.require_admin()
    async with site.read() as read:
        row = await _load(read, account_id)
        access = await read.session.get(OAuth2TokenConfig, row.oauth2_token_config_id or 0)
        way = way_of(row, access.name if access is not None else None)
        hello = await sysconfig.get(read, settings.FQDN)
    token, where = "", row.host
    try:
        server = await way.opened(site)
        token, where = server.token, f"{server.host}:{server.port}"
        async with asyncio.timeout(TRIAL_TIMEOUT_S):
            client = await connect(server, hello, site.outbound)
    except TimeoutError as silence:
        unheard = told(silence, where)
        return SmtpAccountTrial(ok=False, problem=unheard.problem, error=unheard.words)
    except TokenUnavailable as failure:
        return SmtpAccountTrial(ok=False, problem=Problem.TOKEN, error=str(failure))
    except MailServerUnavailable as failure:
        if isinstance(failure, TokenRefused):
            await token_refused(site, token)
        return SmtpAccountTrial(ok=False, problem=failure.problem, error=str(failure))
    await leave(client)
    async with site.uow(acting_id=principal.user_id) as uow:
        if await forget_trouble(uow, account_id):
            await let_waiting_go(uow)
    return SmtpAccountTrial(ok=True, problem=None, error=None)


async def _load(uow: ReadUow, account_id: int) -> SmtpAccount:
    row = await uow.session.get(SmtpAccount, account_id, populate_existing=True)
    if row is None:
        raise SmtpAccountNotFound
    return row


async def _save(uow: UnitOfWork, principal: Principal, row: SmtpAccount) -> SmtpAccountRead:
    with uow.session.no_autoflush:
        await _check(uow, row)
    await entries.save(uow, principal, row, name=row.name)
    if row.is_default:
        others = update(SmtpAccount).where(SmtpAccount.id != row.id).values(is_default=0)
        await uow.session.execute(others.execution_options(synchronize_session=False))
    await forget_trouble(uow, row.id)
    await let_waiting_go(uow)
    return await read_smtp_account(uow, principal, row.id)


async def _check(uow: ReadUow, row: SmtpAccount) -> None:
    errors = []
    if row.authentication != "none" and not row.login:
        errors.append(FieldError("/login", "required", "Signing in needs a user name."))
    if row.authentication == PASSWORD and not row.password and row.valid_id == Validity.VALID.id:
        errors.append(FieldError("/password", "required", "A password is needed."))
    access_id = row.oauth2_token_config_id
    access = await uow.session.get(OAuth2TokenConfig, access_id or 0)
    if access is None and (row.authentication == OAUTH2 or access_id is not None):
        errors.append(FieldError("/oauth2_token_config_id", "unknown", "There is no such OAuth 2 configuration."))
    if row.is_default and row.valid_id != Validity.VALID.id:
        errors.append(FieldError("/is_default", "invalid", "What is not valid cannot be the default account."))
    if errors:
        raise InvalidInput(errors=errors)


async def _require_unused(uow: ReadUow, row: SmtpAccount) -> None:
    """Raises SmtpAccountInUse, SmtpAccountIsDefault."""
    if row.is_default:
        raise SmtpAccountIsDefault
    query = select(SystemAddress.value0).join(AddressSender, AddressSender.system_address_id == SystemAddress.id)
    used = query.where(AddressSender.smtp_account_id == row.id, SystemAddress.valid_id == Validity.VALID.id)
    if addresses := list(await uow.session.scalars(used.order_by(SystemAddress.value0))):
        raise SmtpAccountInUse(addresses=", ".join(addresses))


async def _addresses(uow: ReadUow) -> dict[int, tuple[Ref, ...]]:
    rows = await uow.session.execute(
        select(AddressSender.smtp_account_id, SystemAddress.id, SystemAddress.value0)
        .join(SystemAddress, SystemAddress.id == AddressSender.system_address_id)
        .order_by(SystemAddress.value0)
    )
    found: dict[int, tuple[Ref, ...]] = {}
    for account_id, address_id, email in rows:
        found[account_id] = (*found.get(account_id, ()), Ref(id=address_id, name=email))
    return found


def _sealed(uow: ReadUow, password: str) -> str:
    return encrypt(uow.site.settings, PURPOSE, password) if password else ""


def _read(row: SmtpAccount, addresses: tuple[Ref, ...], trouble: SmtpTroubleRead | None) -> SmtpAccountRead:
    valid = Validity.of(row.valid_id)
    failing = SendState.FAILING if trouble is not None else SendState.OK
    kinds: dict[str, Any] = {"security": row.security, "authentication": row.authentication}
    return SmtpAccountRead(
        id=row.id,
        name=row.name,
        host=row.host,
        port=row.port,
        verify_tls=bool(row.verifies_tls),
        login=row.login,
        has_password=bool(row.password),
        oauth2_token_config_id=row.oauth2_token_config_id,
        is_default=bool(row.is_default),
        addresses=addresses,
        comment=row.comments,
        state=failing if valid is Validity.VALID else SendState.OFF,
        trouble=trouble,
        valid=valid,
        created=row.create_time,
        changed=row.change_time,
        **kinds,
    )
