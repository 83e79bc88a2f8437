"""Values that agents have of their own, as administrators see them and take them back (OTRS: user-specific settings)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from gotrs_api.admin.configuration.errors import AgentValueNotFound, SettingNotFound
from gotrs_api.admin.configuration.schemas import AgentValueRead
from gotrs_api.db.newest_first import newest_first
from gotrs_api.identity import audit
from gotrs_api.identity.models import User
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig.models import SysconfigModified
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"
_PERSONAL = tuple(name for name, setting in settings.ALL.items() if setting.personal)
_OWN = (SysconfigModified.user_id.is_not(None), SysconfigModified.is_valid == 1, SysconfigModified.name.in_(_PERSONAL))


async def list_agent_values(
    uow: ReadUow, principal: Principal, page: PageRequest, *, name: str | None = None, words: str | None = None
) -> Page[AgentValueRead]:
    """Newest first, of every setting or of the one of this name; `words` are looked for in agents' names and logins, and
    in names of settings. Those of agents who may not have one now are there, too. Raises Forbidden.
    """
    principal.require_admin()
    matching: list[Any] = [] if name is None else [SysconfigModified.name == name]
    for word in (words or "").split():
        places = (User.login, User.first_name, User.last_name, SysconfigModified.name)
        matching.append(or_(*(place.icontains(word, autoescape=True) for place in places)))
    statement = _rows().where(*matching).limit(page.limit + 1)
    statement = newest_first(statement, SysconfigModified.id, page, _SORT)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    rows = [_read(row, order) for row in await uow.session.execute(statement)]
    total = None
    if page.include_total:
        counted = _rows().where(*matching).with_only_columns(func.count(), maintain_column_froms=True)
        total = await uow.session.scalar(counted)
    return make_page(rows, page, _SORT, lambda row: [row.id], total)


async def read_agent_value(uow: ReadUow, principal: Principal, value_id: int) -> AgentValueRead:
    """Raises Forbidden, AgentValueNotFound."""
    principal.require_admin()
    row = (await uow.session.execute(_rows().where(SysconfigModified.id == value_id))).first()
    if row is None:
        raise AgentValueNotFound
    return _read(row, await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER))


async def reset_agent_value(uow: UnitOfWork, principal: Principal, value_id: int) -> None:
    """What counts for all counts for this agent again. Raises Forbidden, AgentValueNotFound."""
    found = await read_agent_value(uow, principal, value_id)
    await changing.reset_own(uow, settings.ALL[found.name], found.user_id)
    details = {"agent": found.login, "before": found.value, "after": None}
    await audit.record(uow, principal, "sysconfig.agent_value_reset", "setting", found.name, details)


async def reset_agent_values(uow: UnitOfWork, principal: Principal, name: str) -> int:
    """What counts for all counts for every agent again; how many had it otherwise. Raises Forbidden, SettingNotFound."""
    principal.require_admin()
    if name not in _PERSONAL:
        raise SettingNotFound
    count = await count_agent_values(uow, principal, name)
    if count:
        await changing.reset_own(uow, settings.ALL[name], None)
        await audit.record(uow, principal, "sysconfig.agent_value_reset", "setting", name, {"agents": count})
    return count


async def count_agent_values(uow: ReadUow, principal: Principal, name: str) -> int:
    """Agents who have a value of their own of this setting. Raises Forbidden."""
    principal.require_admin()
    statement = select(func.count()).select_from(SysconfigModified).where(*_OWN, SysconfigModified.name == name)
    return await uow.session.scalar(statement) or 0


def _rows() -> Select[*tuple[Any, ...]]:
    return (
        select(
            SysconfigModified.id,
            SysconfigModified.name,
            SysconfigModified.effective_value,
            SysconfigModified.change_time,
            SysconfigModified.user_id,
            User.login,
            User.first_name,
            User.last_name,
        )
        .join(User, User.id == SysconfigModified.user_id)
        .where(*_OWN)
    )


def _read(row: Row[Any], order: int) -> AgentValueRead:
    setting = settings.ALL[row.name]
    try:
        value: Any = setting.load(row.effective_value)
    except ValueError:
        value = row.effective_value  # it counts for nobody, and is shown as it is
    return AgentValueRead(
        id=row.id,
        name=row.name,
        user_id=row.user_id,
        login=row.login,
        agent=full_name(row.first_name, row.last_name, row.login, order),
        value=value,
        changed=row.change_time,
    )
