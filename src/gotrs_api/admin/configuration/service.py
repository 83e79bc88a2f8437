"""Reading, changing and taking back system settings. All raise Forbidden for anybody but administrators."""

from __future__ import annotations

from typing import Any

import yaml
from sqlalchemy import select

from gotrs_api.admin.configuration.errors import SettingChangeNotFound, SettingNotFound
from gotrs_api.admin.configuration.models import SettingChange
from gotrs_api.admin.configuration.schemas import SettingChangeRead, SettingRead, SettingsRestored
from gotrs_api.identity import audit
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig.service import effective_overrides
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"


async def list_settings(uow: ReadUow, principal: Principal) -> list[SettingRead]:
    """All that this version knows, by name."""
    principal.require_admin()
    overrides = await effective_overrides(uow)
    return [_read(settings.ALL[name], overrides) for name in sorted(settings.ALL)]


async def read_setting(uow: ReadUow, principal: Principal, name: str) -> SettingRead:
    """Raises SettingNotFound."""
    principal.require_admin()
    return _read(_known(name), await effective_overrides(uow))


async def change_setting(uow: UnitOfWork, principal: Principal, name: str, value: Any) -> SettingRead:
    """Every process counts with the value within five seconds. Raises SettingNotFound, InvalidInput at `/value`."""
    principal.require_admin()
    setting = _known(name)
    try:
        wanted = setting.parse(value)
    except ValueError as error:
        raise InvalidInput.field("/value", "invalid", str(error).removeprefix(f"{name}: ")) from error
    return await _set(uow, principal, setting, wanted)


async def reset_setting(uow: UnitOfWork, principal: Principal, name: str) -> SettingRead:
    """Back to the default. Raises SettingNotFound."""
    principal.require_admin()
    return await _set(uow, principal, _known(name), None)


async def list_changes(
    uow: ReadUow, principal: Principal, page: PageRequest, *, name: str | None = None
) -> Page[SettingChangeRead]:
    """Newest first."""
    principal.require_admin()
    statement = select(SettingChange, User.login).join(User, User.id == SettingChange.changed_by).limit(page.limit + 1)
    if name is not None:
        statement = statement.where(SettingChange.name == name)
    position = page.row_id(_SORT)
    if page.backwards and position:
        statement = statement.where(SettingChange.id > position).order_by(SettingChange.id)
    else:
        if position:
            statement = statement.where(SettingChange.id < position)
        statement = statement.order_by(SettingChange.id.desc())
    rows = [_change(row, login) for row, login in await uow.session.execute(statement)]
    return make_page(rows, page, _SORT, lambda change: [change.id], None)


async def take_back(uow: UnitOfWork, principal: Principal, change_id: int) -> SettingsRestored:
    """Everything as it was before this change and all later ones: itself a change, so it can be taken back, too.

    Raises SettingChangeNotFound.
    """
    principal.require_admin()
    statement = select(SettingChange).where(SettingChange.id >= change_id).order_by(SettingChange.id)
    changes = list(await uow.session.scalars(statement))
    if not changes or changes[0].id != change_id:
        raise SettingChangeNotFound
    before: dict[str, str | None] = {}
    for change in changes:
        before.setdefault(change.name, change.value_before)
    restored = []
    for name, text in before.items():
        setting = settings.ALL.get(name)
        if setting is not None:  # an older version knew it
            await _set(uow, principal, setting, None if text is None else setting.load(text))
            restored.append(name)
    return SettingsRestored(names=tuple(restored))


async def _set(uow: UnitOfWork, principal: Principal, setting: Setting[Any], value: Any | None) -> SettingRead:
    """None is the default. What changes nothing leaves no trace."""
    overrides = await effective_overrides(uow)
    before = overrides.get(setting.name)
    if value == setting.default:
        value = None
    if before != value:
        if value is None:
            await changing.reset(uow, setting)
        else:
            await changing.put(uow, setting, value)
        uow.session.add(
            SettingChange(
                name=setting.name,
                value_before=None if before is None else setting.dump(before),
                value_after=None if value is None else setting.dump(value),
                changed_at=uow.clock.now(),
                changed_by=uow.acting_id,
            )
        )
        details = {"before": setting.default if before is None else before, "after": value}
        await audit.record(uow, principal, "sysconfig.changed", "setting", setting.name, details)
    return _read(setting, {} if value is None else {setting.name: value})


def _known(name: str) -> Setting[Any]:
    setting = settings.ALL.get(name)
    if setting is None:
        raise SettingNotFound
    return setting


def _read(setting: Setting[Any], overrides: Any) -> SettingRead:
    return SettingRead(
        id=setting.name,
        name=setting.name,
        group=setting.group.value,
        description=setting.description,
        value=overrides.get(setting.name, setting.default),
        default=setting.default,
        is_modified=setting.name in overrides,
        has_effect=not setting.kept,
        options=setting.options,
        value_schema=setting.schema(),
    )


def _change(row: SettingChange, login: str) -> SettingChangeRead:
    return SettingChangeRead(
        id=row.id,
        name=row.name,
        value_before=_plain(row.name, row.value_before),
        value_after=_plain(row.name, row.value_after),
        changed=row.changed_at,
        changed_by=login,
    )


def _plain(name: str, text: str | None) -> Any:
    """As the setting reads it; of one that an older version knew, or another kind of value, as it is written."""
    setting = settings.ALL.get(name)
    if text is None:
        return None
    try:
        return yaml.safe_load(text) if setting is None else setting.load(text)
    except ValueError:
        return yaml.safe_load(text)
