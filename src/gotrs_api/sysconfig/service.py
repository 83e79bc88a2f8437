"""Effective system settings: one snapshot per site, at most a few seconds old in other processes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from sqlalchemy import select

from gotrs_api.sysconfig import settings as registry
from gotrs_api.sysconfig.models import SysconfigDefault, SysconfigModified, SysconfigModifiedVersion
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

T = TypeVar("T")
log = structlog.get_logger(__name__)
OTRS_CRYPT_TYPE = "sha2"


@dataclass(frozen=True)
class Picture:
    """What counts for all where it is not as in this registry, and for which settings agents may have a value of their own.

    `delivered`: defaults of the OTRS whose database this is or was, where they are not ours.
    `undeployed`: values that an administrator of that OTRS has chosen and not deployed; they count neither there nor here.
    """

    values: Mapping[str, Any]
    delivered: Mapping[str, Any]
    undeployed: Mapping[str, Any]
    # Of settings that agents may change: the row of `sysconfig_default`, 0 where there is none.
    personal: Mapping[str, int]


async def get(uow: ReadUow, setting: Setting[T]) -> T:
    """The effective value: `sysconfig_modified` where an administrator changed it, else the default.

    A stored value that cannot be read is logged and the default counts.
    """
    overrides = await effective_overrides(uow)
    value: T = overrides.get(setting.name, setting.default)
    return value


async def get_for(uow: ReadUow, setting: Setting[T], user_id: int) -> T:
    """What counts for this agent: what he chose himself where agents may, else what counts for all."""
    own: dict[str, Any] = await own_values(uow, user_id)
    value: T = own[setting.name] if setting.name in own else await get(uow, setting)
    return value


async def own_values(uow: ReadUow, user_id: int) -> dict[str, Any]:
    """What this agent chose, by name of the setting: of those alone that agents may change now."""
    rows = [row_id for row_id in (await personal(uow)).values() if row_id]
    if not rows:
        return {}

    async def load() -> dict[str, Any]:
        found = await uow.session.execute(
            select(SysconfigModified.name, SysconfigModified.effective_value).where(
                SysconfigModified.sysconfig_default_id.in_(rows),
                SysconfigModified.user_id == user_id,
                SysconfigModified.is_valid == 1,
            )
        )
        return dict(_read((name, text) for name, text in found))

    return await uow.once(("own_settings", user_id), load)


async def personal(uow: ReadUow) -> Mapping[str, int]:
    """The settings that agents may change for themselves now."""
    return (await _PICTURE.get(uow)).personal


async def picture_of(uow: ReadUow) -> Picture:
    """For the administration, which tells what was changed from what is as delivered."""
    return await _PICTURE.get(uow)


async def effective_overrides(uow: ReadUow) -> Mapping[str, Any]:
    """Values that administrators changed, by name of the setting.

    The same object until settings are read anew: who computes something of many settings may keep it as long.
    """
    return (await _PICTURE.get(uow)).values


class _Delivered:
    """What an OTRS delivered, parsed once: these texts do not change as long as it is not updated."""

    def __init__(self) -> None:
        self.parsed: dict[tuple[str, str], Any] = {}


async def _delivered_by_otrs(uow: ReadUow) -> dict[str, Any]:
    """Defaults of the OTRS whose database this is or was, where they are not ours: people keep what they have.

    The crypt type of agents is no setting of its administration; OTRS's default is that of customers, which is one.
    """
    names = list(registry.ALL)
    rows = await uow.session.execute(
        select(SysconfigDefault.name, SysconfigDefault.effective_value, SysconfigDefault.is_valid).where(
            SysconfigDefault.name.in_(names)
        )
    )
    memory = uow.site.part(_Delivered, _Delivered).parsed
    values: dict[str, Any] = {}
    for name, text, is_valid in rows:
        setting = registry.ALL[name]
        if setting.optional and not is_valid:
            value = setting.off
        else:
            if (name, text) not in memory:
                try:
                    memory[name, text] = setting.load(text)
                except ValueError:
                    memory[name, text] = setting.default
            value = memory[name, text]
        if value != setting.default:
            values[name] = value
    if registry.CUSTOMER_CRYPT_TYPE.name in values:
        values.setdefault(registry.AGENT_CRYPT_TYPE.name, OTRS_CRYPT_TYPE)
    return values


async def _load(uow: ReadUow) -> Picture:
    changed = SysconfigModified
    rows = (
        await uow.session.execute(
            select(changed.name, changed.effective_value, changed.is_valid, changed.is_dirty, changed.reset_to_default)
            .where(changed.user_id.is_(None))
            .order_by(changed.id)
        )
    ).all()
    delivered = await _delivered_by_otrs(uow)
    waiting = {row.name: row for row in rows if row.is_dirty and row.name in registry.ALL}
    deployed = await _last_deployed(uow, waiting) if waiting else []
    values = delivered | _counting([*(row[:3] for row in rows if not row.is_dirty), *deployed])
    wanted = {name: delivered.get(name, registry.ALL[name].default) for name in waiting} | _counting(
        row[:3] for row in waiting.values() if not row.reset_to_default
    )
    undeployed = {
        name: value for name, value in wanted.items() if value != values.get(name, registry.ALL[name].default)
    }
    values = {name: value for name, value in values.items() if value != registry.ALL[name].default}
    return Picture(values, delivered, undeployed, await _personal(uow))


async def _last_deployed(uow: ReadUow, names: Iterable[str]) -> list[tuple[str, str, int]]:
    """What counted before the change that waits: OTRS keeps a version of a setting whenever it is deployed."""
    version = SysconfigModifiedVersion
    rows = await uow.session.execute(
        select(version.name, version.effective_value, version.is_valid, version.reset_to_default)
        .where(version.name.in_(list(names)), version.user_id.is_(None))
        .order_by(version.id)
    )
    last = {row.name: row for row in rows}
    return [(row.name, row.effective_value, row.is_valid) for row in last.values() if not row.reset_to_default]


def _counting(rows: Iterable[tuple[str, str, int]]) -> dict[str, Any]:
    """Of name, text and whether it is valid: the values that count."""
    values: dict[str, Any] = {}
    for name, text, is_valid in rows:
        setting = registry.ALL.get(name)
        if setting is not None and setting.optional and not is_valid:
            values[name] = setting.off
        elif is_valid:
            values |= _read([(name, text)])
    return values


def _read(rows: Iterable[tuple[str, str]]) -> Iterator[tuple[str, Any]]:
    for name, text in rows:
        setting = registry.ALL.get(name)
        if setting is None:
            continue
        try:
            yield name, setting.load(text)
        except ValueError as error:
            log.warning("sysconfig.unreadable", setting=name, error=str(error))


async def _personal(uow: ReadUow) -> dict[str, int]:
    """OTRS: `user_modification_active` as delivered, or as the changed setting says."""
    found = {name: 0 for name, setting in registry.ALL.items() if setting.personal}
    changed = SysconfigModified.user_modification_active
    rows = await uow.session.execute(
        select(SysconfigDefault.name, SysconfigDefault.id, SysconfigDefault.user_modification_active, changed)
        .outerjoin(
            SysconfigModified,
            (SysconfigModified.sysconfig_default_id == SysconfigDefault.id)
            & SysconfigModified.user_id.is_(None)
            & (SysconfigModified.is_dirty == 0),
        )
        .where(SysconfigDefault.name.in_(list(found)))
    )
    for name, row_id, delivered, value in rows:
        chosen: int | None = value
        if delivered if chosen is None else chosen:
            found[name] = row_id
        else:
            found.pop(name, None)
    return found


# A refused change counts for nobody: what a transaction that changed settings reads is for its own eyes.
_PICTURE = Snapshot("settings", (SysconfigDefault, SysconfigModified), _load)
