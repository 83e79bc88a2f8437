"""Effective system settings: one snapshot per site, at most a few seconds old in other processes."""

from collections.abc import Mapping
from typing import Any, TypeVar

import structlog
from sqlalchemy import select

from gotrs_api.sysconfig import settings as registry
from gotrs_api.sysconfig.models import SysconfigDefault, SysconfigModified
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

T = TypeVar("T")
log = structlog.get_logger(__name__)
OTRS_CRYPT_TYPE = "sha2"


async def get(uow: ReadUow, setting: Setting[T]) -> T:
    """The effective value: `sysconfig_modified` where an administrator changed it, else the default.

    A stored value that cannot be read is logged and the default counts.
    """
    overrides = await effective_overrides(uow)
    value: T = overrides.get(setting.name, setting.default)
    return value


async def effective_overrides(uow: ReadUow) -> Mapping[str, Any]:
    """Values that administrators changed, by name of the setting.

    The same object until settings are read anew: who computes something of many settings may keep it as long.
    """
    return await _OVERRIDES.get(uow)


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
        select(SysconfigDefault.name, SysconfigDefault.effective_value).where(SysconfigDefault.name.in_(names))
    )
    memory = uow.site.part(_Delivered, _Delivered).parsed
    values: dict[str, Any] = {}
    for name, text in rows:
        if (name, text) not in memory:
            try:
                memory[name, text] = registry.ALL[name].load(text)
            except ValueError:
                memory[name, text] = registry.ALL[name].default
        if memory[name, text] != registry.ALL[name].default:
            values[name] = memory[name, text]
    if registry.CUSTOMER_CRYPT_TYPE.name in values:
        values.setdefault(registry.AGENT_CRYPT_TYPE.name, OTRS_CRYPT_TYPE)
    return values


async def _overrides(uow: ReadUow) -> dict[str, Any]:
    rows = await uow.session.execute(
        select(SysconfigModified.name, SysconfigModified.effective_value)
        .where(SysconfigModified.is_valid == 1, SysconfigModified.user_id.is_(None))
        .order_by(SysconfigModified.id)
    )
    values = await _delivered_by_otrs(uow)
    for name, text in rows:
        setting = registry.ALL.get(name)
        if setting is None:
            continue
        try:
            values[name] = setting.load(text)
        except ValueError as error:
            log.warning("sysconfig.unreadable", setting=name, error=str(error))
    return values


# A refused change counts for nobody: what a transaction that changed settings reads is for its own eyes.
_OVERRIDES = Snapshot("settings", (SysconfigDefault, SysconfigModified), _overrides)
