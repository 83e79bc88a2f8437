"""Changing a system setting for everybody."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import delete, select

from gotrs_api.sysconfig.models import SysconfigDefault, SysconfigModified
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import UnitOfWork
from gotrs_api.uow.snapshot import touched

T = TypeVar("T")
_VALID = 1


async def put(uow: UnitOfWork, setting: Setting[T], value: T) -> None:
    """Write the value as OTRS does: a row in `sysconfig_modified`, and one in `sysconfig_default` if it is missing.

    An optional hash or list that is emptied is switched off, and keeps what OTRS can switch on again. What was changed
    there and not deployed gives way.
    """
    row = await _changed_row(uow, setting)
    row.is_dirty = row.reset_to_default = 0
    is_off = setting.optional and value in ({}, [])
    row.is_valid = 0 if is_off else _VALID
    if not is_off or not row.effective_value:
        row.effective_value = setting.dump(value)
    await uow.session.flush()


async def allow_agents(uow: UnitOfWork, setting: Setting[T], may: bool, value: T) -> None:
    """Whether agents may have a value of their own; theirs stay, and count again when they may. `value` counts for all."""
    row = await _changed_row(uow, setting)
    row.user_modification_active = int(may)
    if not row.effective_value or row.is_dirty:
        row.is_valid, row.effective_value = _VALID, setting.dump(value)
        row.is_dirty = row.reset_to_default = 0
    await uow.session.flush()


async def put_own(uow: UnitOfWork, setting: Setting[T], user_id: int, value: T) -> None:
    """What counts for this agent alone."""
    row = await _changed_row(uow, setting, user_id)
    row.is_valid, row.effective_value = _VALID, setting.dump(value)
    await uow.session.flush()


async def reset_own(uow: UnitOfWork, setting: Setting[T], user_id: int | None) -> None:
    """What counts for all counts for this agent again; None: for every agent."""
    owner = SysconfigModified.user_id
    whose = owner.is_not(None) if user_id is None else owner == user_id
    await uow.session.execute(delete(SysconfigModified).where(SysconfigModified.name == setting.name, whose))
    touched(uow, SysconfigModified)


async def _changed_row(uow: UnitOfWork, setting: Setting[T], user_id: int | None = None) -> SysconfigModified:
    default = (await uow.session.scalars(select(SysconfigDefault).where(SysconfigDefault.name == setting.name))).first()
    if default is None:
        default = await _add_default(uow, setting)
    owner = SysconfigModified.user_id
    rows = await uow.session.scalars(
        select(SysconfigModified)
        .where(
            SysconfigModified.sysconfig_default_id == default.id,
            owner.is_(None) if user_id is None else owner == user_id,
        )
        .order_by(SysconfigModified.id)
    )
    row = rows.first()
    if row is None:
        row = SysconfigModified(
            sysconfig_default_id=default.id,
            name=setting.name,
            user_id=user_id,
            user_modification_active=default.user_modification_active,
            effective_value="",
            **dict.fromkeys(("is_dirty", "reset_to_default"), 0),
        )
        uow.session.add(row)
    return row


async def reset(uow: UnitOfWork, setting: Setting[T]) -> None:
    """The default counts again, also where Znuny reads the table."""
    await uow.session.execute(
        delete(SysconfigModified).where(SysconfigModified.name == setting.name, SysconfigModified.user_id.is_(None))
    )
    touched(uow, SysconfigModified)


async def _add_default(uow: UnitOfWork, setting: Setting[T]) -> SysconfigDefault:
    row = SysconfigDefault(
        name=setting.name,
        description=setting.described(),
        navigation=setting.place,
        is_required=int(not setting.optional),
        **dict.fromkeys(("is_invisible", "is_readonly", "has_configlevel", "is_dirty"), 0),
        **dict.fromkeys(("user_modification_possible", "user_modification_active"), int(setting.personal)),
        **dict.fromkeys(("xml_content_raw", "xml_content_parsed", "xml_filename", "exclusive_lock_guid"), ""),
        is_valid=_VALID,
        effective_value=setting.dump(setting.default),
    )
    uow.session.add(row)
    await uow.session.flush()
    return row
