"""Builds principals from credentials: at most one query, none while a fresh answer is remembered.

An answer is remembered for at most five seconds, which bounds how long another process's change of rights goes
unnoticed; changes made in this process are noticed at once (`forget_all`).
"""

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

import orjson
from sqlalchemy import Row, Select, bindparam

from gotrs_api.identity import repository
from gotrs_api.identity.directory import CustomerDirectory, directory
from gotrs_api.identity.models import GroupRole, GroupUser, PermissionGroup, Role, RoleUser
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.kernel.ids import SYSTEM_USER_ID, UserId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.snapshot import touched

FRESH_FOR_S = 5.0
SAME_CUSTOMER = "Ticket::CustomerID::Same"  # a context of `group_customer`; the other one is a setting's value
_MAX_REMEMBERED = 10_000


@dataclass(frozen=True)
class Found:
    """A principal together with what its credential says beside (`expires_at`, `csrf_secret` ...)."""

    principal: Principal
    credential: Row[Any]


class _Remembered:
    """Answers by hash of the credential; one per site and process."""

    def __init__(self) -> None:
        self._entries: OrderedDict[bytes, tuple[float, Found]] = OrderedDict()
        self.statements: dict[tuple[str, bool, bool], Select[Any]] = {}

    def get(self, key: bytes) -> Found | None:
        entry = self._entries.get(key)
        if entry is None or entry[0] < time.monotonic():
            return None
        return entry[1]

    def put(self, key: bytes, found: Found) -> None:
        self._entries[key] = (time.monotonic() + FRESH_FOR_S, found)
        self._entries.move_to_end(key)
        if len(self._entries) > _MAX_REMEMBERED:
            self._entries.popitem(last=False)

    def clear(self) -> None:
        self._entries.clear()


def remembered(site: Site, credential: str) -> Found | None:
    """A fresh answer for this credential text, if there is one."""
    return site.part(_Remembered, _Remembered).get(_key(credential))


def remember(site: Site, credential: str, found: Found) -> None:
    """Only after everything about the credential was checked."""
    site.part(_Remembered, _Remembered).put(_key(credential), found)


def forget_all(site: Site) -> None:
    site.part(_Remembered, _Remembered).clear()


def forget_after_commit(uow: UnitOfWork) -> None:
    """For whoever changes users, groups, roles, sessions or tokens."""
    touched(uow, GroupUser, GroupRole, Role, RoleUser, PermissionGroup)

    async def forget() -> None:
        forget_all(uow.site)

    uow.after_commit(forget)


def _key(credential: str) -> bytes:
    return hashlib.sha256(credential.encode()).digest()


async def by_session(uow: ReadUow, token_hash: str) -> Found | None:
    return await _find(uow, "session", {"token_hash": token_hash})


async def by_api_token(uow: ReadUow, prefix: str) -> Found | None:
    return await _find(uow, "token", {"prefix": prefix})


async def by_agent(uow: ReadUow, user_id: int, *, family: str = "") -> Found | None:
    """An agent, e.g. named by an access token of a refresh family."""
    return await _find(uow, "agent", {"user_id": user_id, "family": family})


async def by_customer(uow: ReadUow, login: str, *, family: str = "") -> Found | None:
    return await _find(uow, "customer", {"login": login, "family": family})


async def _find(uow: ReadUow, credential: str, parameters: dict[str, Any]) -> Found | None:
    memory = uow.site.part(_Remembered, _Remembered)
    with_groups = credential != "agent" and await sysconfig.get(uow, settings.CUSTOMER_GROUP_SUPPORT)
    if with_groups:
        always = await sysconfig.get(uow, settings.CUSTOMER_GROUP_ALWAYS_GROUPS)
        always = always + await sysconfig.get(uow, settings.CUSTOMER_GROUP_COMPANY_ALWAYS_GROUPS)
        parameters = {**parameters, "always": always}
    with_factor = credential != "token" and await _is_second_factor_demanded(uow)
    key = (credential, with_groups, with_factor)
    statement = memory.statements.get(key)
    if statement is None:
        statement = memory.statements[key] = _statement(
            uow.site, credential, customer_groups=with_groups, second_factor=with_factor
        )
    rows = (await uow.session.execute(statement, parameters)).all()
    if not rows:
        return None
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    principal = _principal(rows, order, is_session=credential == "session", is_token=credential == "token")
    if with_groups and principal is not None and principal.is_customer:
        others = await sysconfig.get(uow, settings.CUSTOMER_GROUP_CONTEXT_OTHER)
        principal = _with_groups(principal, rows, others.get("Value", ""))
    if principal is None:
        return None
    return Found(principal, rows[0])


async def _is_second_factor_demanded(uow: ReadUow) -> bool:
    """Of anybody."""
    groups = await sysconfig.get(uow, settings.SECOND_FACTOR_GROUPS)
    return bool(groups) or await sysconfig.get(uow, settings.SECOND_FACTOR_FOR_CUSTOMERS)


def _statement(site: Site, credential: str, *, customer_groups: bool, second_factor: bool) -> Select[Any]:
    if credential == "agent":
        return repository.principal_statement(repository.agent_credential(), None, second_factor=second_factor)
    customers = cast(CustomerDirectory, directory(site, Kind.CUSTOMER))
    if credential == "customer":
        accounts = customers.accounts(bindparam("login"))
        return repository.principal_statement(
            repository.customer_credential(accounts),
            accounts,
            customer_groups=customer_groups,
            second_factor=second_factor,
        )
    named = repository.session_credential() if credential == "session" else repository.api_token_credential()
    accounts = customers.accounts(repository.named_customer(named))
    return repository.principal_statement(named, accounts, customer_groups=customer_groups, second_factor=second_factor)


def _with_groups(customer: Principal, rows: Any, other_context: str) -> Principal:
    """Rights in a context that is switched off (empty) do not count."""
    rights: dict[int, set[str]] = {}
    foreign: dict[int, set[str]] = {}
    groups: dict[str, int] = {}
    for row in rows:
        if row.account_group_id is None or row.account_context not in ("", SAME_CUSTOMER, other_context):
            continue
        rights.setdefault(row.account_group_id, set()).add(row.account_permission_key)
        groups[row.account_group_name] = row.account_group_id
        if other_context and row.account_context == other_context:
            foreign.setdefault(row.account_group_id, set()).add(row.account_permission_key)
    return replace(
        customer,
        rights={group_id: frozenset(keys) for group_id, keys in rights.items()},
        foreign_rights={group_id: frozenset(keys) for group_id, keys in foreign.items()},
        groups=groups,
    )


def _principal(rows: Any, order: int, *, is_session: bool, is_token: bool) -> Principal | None:
    first = rows[0]
    scopes = getattr(first, "scopes", None) if is_token else None
    common: dict[str, Any] = {
        "session_id": first.credential_id if is_session else None,
        "token_id": first.credential_id if is_token else None,
        "family": getattr(first, "family", None),
        "behind": _behind(first.data) if is_session else None,
        "scopes": None if scopes is None else frozenset(orjson.loads(scopes)),
    }
    if first.kind == Kind.AGENT:
        if first.agent_valid != repository.VALID:
            return None
        rights: dict[int, set[str]] = {}
        groups: dict[str, int] = {}
        for row in rows:
            if row.group_id is not None:
                rights.setdefault(row.group_id, set()).add(row.permission_key)
                groups[row.group_name] = row.group_id
        return Principal(
            kind=Kind.AGENT,
            user_id=UserId(first.agent_id),
            login=first.agent_login,
            name=full_name(first.first_name, first.last_name, first.agent_login, order),
            email=first.agent_email or first.agent_login,
            rights={group_id: frozenset(keys) for group_id, keys in rights.items()},
            groups=groups,
            language=first.agent_language or "",
            time_zone=first.agent_zone or "",
            **common,
        )
    if first.account_valid_id != repository.VALID:
        return None
    return Principal(
        kind=Kind.CUSTOMER,
        user_id=SYSTEM_USER_ID,
        login=first.account_login,
        name=full_name(first.account_first_name, first.account_last_name, first.account_login, order),
        email=first.account_email or "",
        customer_ids=frozenset(row.account_customer_id for row in rows if row.account_customer_id),
        language=first.account_language or "",
        time_zone=first.account_time_zone or "",
        **common,
    )


def _behind(data: str | None) -> UserId | None:
    """Who is signed in as this person; see `service.signing_in_as`."""
    user_id = orjson.loads(data).get("behind") if data else None
    return None if user_id is None else UserId(user_id)


def is_over(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now
