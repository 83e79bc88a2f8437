"""Which types of links there are, and which of them the administration lets people make.

Source: OTRS 6, Kernel/System/LinkObject.pm; `LinkObject::PossibleLink` names the pairs of objects that a type may link.
"""

from __future__ import annotations

from typing import Final

from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import links as repository
from gotrs_api.tickets.schemas import LinkTypeRead, LinkTypeSurvey
from gotrs_api.uow import ReadUow

NORMAL: Final = "Normal"
PARENT_CHILD: Final = "ParentChild"


async def list_link_types(uow: ReadUow, principal: Principal) -> list[LinkTypeRead]:
    """The valid ones that are not turned off, by name. Raises Forbidden for customers."""
    principal.require_agent()
    return [
        LinkTypeRead(id=row.id, name=row.name, roles=("parent", "child") if row.name == PARENT_CHILD else ("peer",))
        for row in await repository.types(uow.session)
        if row.valid_id == Validity.VALID.id and await is_possible(uow, row.name)
    ]


async def is_possible(uow: ReadUow, type_: str) -> bool:
    """Whether the administration lets tickets be linked by this type."""
    setting = settings.POSSIBLE_LINKS.get(type_)
    return setting is None or (await sysconfig.get(uow, setting)).get("Type") == type_


async def survey_link_types(uow: ReadUow, principal: Principal) -> list[LinkTypeSurvey]:
    """All of them, with what they link and how often. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    made = await repository.counts(uow.session)
    return [
        LinkTypeSurvey(
            id=row.id,
            name=row.name,
            source=N_("Parent") if row.name == PARENT_CHILD else row.name,
            target=N_("Child") if row.name == PARENT_CHILD else row.name,
            objects=tuple(sorted({repository.TICKET, *(name for type_id, name in made if type_id == row.id)})),
            valid=Validity.of(row.valid_id),
            is_possible=await is_possible(uow, row.name),
            links=sum(count for (type_id, _), count in made.items() if type_id == row.id),
        )
        for row in await repository.types(uow.session)
    ]
