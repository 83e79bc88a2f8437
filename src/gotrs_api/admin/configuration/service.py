"""Reading, changing and taking back system settings. All raise Forbidden for anybody but administrators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml
from sqlalchemy import select

from gotrs_api.admin.configuration.errors import SettingChangeNotFound, SettingNotFound
from gotrs_api.admin.configuration.models import SettingChange
from gotrs_api.admin.configuration.schemas import SettingChangeRead, SettingRead, SettingsRestored
from gotrs_api.catalog import service as catalog
from gotrs_api.db.newest_first import newest_first
from gotrs_api.i18n.languages import LANGUAGES
from gotrs_api.identity import audit, captcha, principals
from gotrs_api.identity.models import PermissionGroup, User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.queues import service as queues
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig.events import SettingChanged
from gotrs_api.sysconfig.service import Picture, picture_of
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"
_VALID = 1


async def list_settings(uow: ReadUow, principal: Principal) -> list[SettingRead]:
    """All that this version knows, by name."""
    principal.require_admin()
    picture = await picture_of(uow)
    return [await _read(uow, settings.ALL[name], picture) for name in sorted(settings.ALL)]


async def read_setting(uow: ReadUow, principal: Principal, name: str) -> SettingRead:
    """Raises SettingNotFound."""
    principal.require_admin()
    return await _read(uow, _known(name), await picture_of(uow))


async def change_setting(
    uow: UnitOfWork, principal: Principal, name: str, value: Any, *, agents_may_change: bool | None = None
) -> SettingRead:
    """Every process counts with the value within five seconds. `agents_may_change` None: that stays as it is.

    Raises SettingNotFound, InvalidInput at `/value`, or at `/agents_may_change` for what agents can never change.
    """
    principal.require_admin()
    setting = _known(name)
    try:
        wanted = setting.parse(value)
    except ValueError as error:
        raise InvalidInput.field("/value", "invalid", str(error).removeprefix(f"{name}: ")) from error
    if setting.entity:
        before = (await picture_of(uow)).values.get(name, setting.default)
        known = await _names(uow, setting, before)
        if not set(wanted if isinstance(wanted, list) else [wanted]).issubset(known):
            raise InvalidInput.field("/value", "unknown", "There is no valid entry of this name.")
    if setting is settings.CAPTCHA_PROVIDER and wanted in captcha.SERVICES and not _has_captcha_secret(uow):
        raise InvalidInput.field("/value", "secret_missing", "This service needs GOTRS_CAPTCHA_SECRET.")
    if agents_may_change is not None:
        await _allow_agents(uow, principal, setting, agents_may_change)
    return await _set(uow, principal, setting, wanted)


async def reset_setting(uow: UnitOfWork, principal: Principal, name: str) -> SettingRead:
    """Back to the default, also in whether agents may change it. Raises SettingNotFound."""
    principal.require_admin()
    setting = _known(name)
    found = await _set(uow, principal, setting, None)
    if not setting.personal:
        return found
    await changing.reset(uow, setting)
    return await _read(uow, setting, await picture_of(uow))


async def list_changes(
    uow: ReadUow, principal: Principal, page: PageRequest, *, name: str | None = None
) -> Page[SettingChangeRead]:
    """Newest first."""
    principal.require_admin()
    statement = select(SettingChange, User.login).join(User, User.id == SettingChange.changed_by).limit(page.limit + 1)
    if name is not None:
        statement = statement.where(SettingChange.name == name)
    statement = newest_first(statement, SettingChange.id, page, _SORT)
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
    """None is the default. What changes nothing leaves no trace; what waits in OTRS to be deployed is settled by it."""
    picture = await picture_of(uow)
    default = picture.delivered.get(setting.name, setting.default)
    before = picture.values.get(setting.name, setting.default)
    after = default if value is None else value
    if before != after or setting.name in picture.undeployed:
        if after != default or (setting.personal and setting.name not in picture.personal):
            await changing.put(uow, setting, after)
        else:
            await changing.reset(uow, setting)
    if before != after:
        uow.session.add(
            SettingChange(
                name=setting.name,
                value_before=None if before == default else setting.dump(before),
                value_after=None if after == default else setting.dump(after),
                changed_at=uow.clock.now(),
                changed_by=uow.acting_id,
            )
        )
        details = {"before": before, "after": None if after == default else after}
        await audit.record(uow, principal, "sysconfig.changed", "setting", setting.name, details)
        await uow.emit(SettingChanged(name=setting.name))
        principals.forget_after_commit(uow)  # rights rest on some: customers' groups, the duty of a second factor
    return await _read(uow, setting, await picture_of(uow))


async def _allow_agents(uow: UnitOfWork, principal: Principal, setting: Setting[Any], may: bool) -> None:
    picture = await picture_of(uow)
    if may == (setting.name in picture.personal):
        return
    if not setting.personal:
        raise InvalidInput.field("/agents_may_change", "not_personal", "Agents can have no value of their own here.")
    await changing.allow_agents(uow, setting, may, picture.values.get(setting.name, setting.default))
    await audit.record(
        uow,
        principal,
        "sysconfig.changed",
        "setting",
        setting.name,
        {"before": {"agents_may_change": not may}, "after": {"agents_may_change": may}},
    )


def _has_captcha_secret(uow: ReadUow) -> bool:
    """Without one no answer is ever right, and whoever has to give one is locked out."""
    return bool(uow.site.settings.captcha_secret.get_secret_value())


async def _names(uow: ReadUow, setting: Setting[Any], value: Any) -> tuple[str, ...]:
    """What a setting that names entries may name: valid ones, nothing where that is its default, and what it names now."""
    kept = value if isinstance(value, list) else [value, *([""] if setting.default == "" else [])]
    match setting.entity:
        case "queue":
            rows: Iterable[Any] = await queues.list_queues(uow)
        case "state":
            rows = await catalog.list_states(uow)
        case "priority":
            rows = await catalog.list_priorities(uow)
        case "type":
            rows = await catalog.list_types(uow)
        case "group":
            names = await uow.session.scalars(select(PermissionGroup.name).where(PermissionGroup.valid_id == _VALID))
            return tuple(dict.fromkeys([*names, *kept]))
        case "language":
            return tuple(dict.fromkeys([*LANGUAGES, *kept]))
        case _:
            return ()
    return tuple(dict.fromkeys([*(row.name for row in rows if row.is_valid), *kept]))


def _known(name: str) -> Setting[Any]:
    setting = settings.ALL.get(name)
    if setting is None:
        raise SettingNotFound
    return setting


async def _read(uow: ReadUow, setting: Setting[Any], picture: Picture) -> SettingRead:
    value = picture.values.get(setting.name, setting.default)
    default = picture.delivered.get(setting.name, setting.default)
    return SettingRead(
        id=setting.name,
        name=setting.name,
        group=setting.place,
        description=setting.described(),
        value=value,
        default=default,
        is_modified=value != default,
        is_undeployed=setting.name in picture.undeployed,
        undeployed_value=picture.undeployed.get(setting.name),
        has_effect=not setting.kept,
        is_optional=setting.optional,
        agents_may_change=setting.name in picture.personal if setting.personal else None,
        options=setting.options or (await _names(uow, setting, value) if setting.entity != "group" else ()),
        keys=setting.keys,
        value_schema=setting.schema,
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
