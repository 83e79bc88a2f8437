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
    """Write the value as OTRS does: a row in `sysconfig_modified`, and one in `sysconfig_default` if it is missing."""
    default_id = await uow.session.scalar(select(SysconfigDefault.id).where(SysconfigDefault.name == setting.name))
    if default_id is None:
        default_id = await _add_default(uow, setting)
    rows = await uow.session.scalars(
        select(SysconfigModified)
        .where(SysconfigModified.sysconfig_default_id == default_id, SysconfigModified.user_id.is_(None))
        .order_by(SysconfigModified.id)
    )
    row = rows.first()
    if row is None:
        row = SysconfigModified(
            sysconfig_default_id=default_id,
            name=setting.name,
            **dict.fromkeys(("user_modification_active", "is_dirty", "reset_to_default"), 0),
        )
        uow.session.add(row)
    row.is_valid = _VALID
    row.effective_value = setting.dump(value)
    await uow.session.flush()


async def reset(uow: UnitOfWork, setting: Setting[T]) -> None:
    """The default counts again, also where Znuny reads the table."""
    await uow.session.execute(
        delete(SysconfigModified).where(SysconfigModified.name == setting.name, SysconfigModified.user_id.is_(None))
    )
    touched(uow, SysconfigModified)


async def _add_default(uow: UnitOfWork, setting: Setting[T]) -> int:
    row = SysconfigDefault(
        name=setting.name,
        description=setting.description,
        navigation=setting.group.value,
        **dict.fromkeys(("is_invisible", "is_readonly", "is_required", "has_configlevel", "is_dirty"), 0),
        **dict.fromkeys(("user_modification_possible", "user_modification_active"), 0),
        **dict.fromkeys(("xml_content_raw", "xml_content_parsed", "xml_filename", "exclusive_lock_guid"), ""),
        is_valid=_VALID,
        effective_value=setting.dump(setting.default),
    )
    uow.session.add(row)
    await uow.session.flush()
    return row.id
