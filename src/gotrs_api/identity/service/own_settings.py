"""Settings of the desk that an agent may have his own value of (OTRS: user-specific system configuration)."""

from __future__ import annotations

from typing import Any

from gotrs_api.identity.errors import OwnSettingNotFound
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.own_settings import OwnSetting
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow, UnitOfWork


async def list_own(uow: ReadUow, principal: Principal) -> list[OwnSetting]:
    """Those that agents may change now, by name. Raises Forbidden for customers."""
    principal.require_agent()
    own = await sysconfig.own_values(uow, int(principal.user_id))
    return [await _read(uow, settings.ALL[name], own) for name in sorted(await sysconfig.personal(uow))]


async def choose(uow: UnitOfWork, principal: Principal, name: str, value: Any) -> OwnSetting:
    """None: as the desk has it. Raises Forbidden, OwnSettingNotFound, InvalidInput at `/value`."""
    principal.require_agent()
    if name not in await sysconfig.personal(uow):
        raise OwnSettingNotFound
    setting = settings.ALL[name]
    if value is None:
        await changing.reset_own(uow, setting, int(principal.user_id))
    else:
        try:
            wanted = setting.parse(value)
        except ValueError as error:
            raise InvalidInput.field("/value", "invalid", str(error).removeprefix(f"{name}: ")) from error
        await changing.put_own(uow, setting, int(principal.user_id), wanted)
    return await _read(uow, setting, await sysconfig.own_values(uow, int(principal.user_id)))


async def _read(uow: ReadUow, setting: Setting[Any], own: dict[str, Any]) -> OwnSetting:
    return OwnSetting(
        name=setting.name,
        description=setting.described(),
        value=own.get(setting.name),
        of_the_desk=await sysconfig.get(uow, setting),
        options=setting.options,
        value_schema=setting.schema,
    )
