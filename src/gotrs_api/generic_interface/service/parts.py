"""Operations and invokers one by one. All raise Forbidden for anybody but administrators, WebserviceNotFound, PartNotFound."""

from __future__ import annotations

from typing import Any

from gotrs_api.generic_interface import mapping
from gotrs_api.generic_interface.errors import PartNotFound
from gotrs_api.generic_interface.parts import MappingPart, Part, Side, mapped_config, read_part, with_part, without_part
from gotrs_api.generic_interface.schemas import WebserviceRead, WebserviceUpdate
from gotrs_api.generic_interface.service import administration
from gotrs_api.generic_interface.webservice import Mapped
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork


async def read(uow: ReadUow, principal: Principal, webservice_id: int, side: Side, name: str) -> Part:
    service = await administration.read_webservice(uow, principal, webservice_id)
    found = read_part(service.config, side, name)
    if found is None:
        raise PartNotFound
    return found


async def save(
    uow: UnitOfWork, principal: Principal, webservice_id: int, side: Side, part: Part, before: str = ""
) -> WebserviceRead:
    """New, or in place of the one that is called `before`. Raises InvalidInput for a name that is taken, InvalidWebservice."""
    service = await administration.read_webservice(uow, principal, webservice_id)
    if before and read_part(service.config, side, before) is None:
        raise PartNotFound
    if part.name != before and read_part(service.config, side, part.name) is not None:
        raise InvalidInput.field("/name", "taken", N_("This name is taken."))
    config = with_part(service.config, side, part, before)
    return await administration.update_webservice(uow, principal, webservice_id, WebserviceUpdate(config=config))


async def remove(uow: UnitOfWork, principal: Principal, webservice_id: int, side: Side, name: str) -> WebserviceRead:
    service = await administration.read_webservice(uow, principal, webservice_id)
    if read_part(service.config, side, name) is None:
        raise PartNotFound
    command = WebserviceUpdate(config=without_part(service.config, side, name))
    return await administration.update_webservice(uow, principal, webservice_id, command)


async def try_mapping(principal: Principal, part: MappingPart, data: Any) -> Any:
    """What a mapping that need not be saved makes of an example. Raises Forbidden, MappingFailed."""
    principal.require_admin()
    return await mapping.apply_mapping(Mapped(part.type, mapped_config(part)), data)
