"""To how many entries of another kind an entry is tied, with the page of the relation that lists them."""

from __future__ import annotations

from urllib.parse import quote

from gotrs_api.admin.relations import service
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow
from gotrs_web.admin.module import Use
from gotrs_web.admin.navigation import ROOT


async def tied(read: ReadUow, principal: Principal, axis: str, key: int | str, *relations: str) -> list[Use]:
    """`axis`: the side of these relations that the entry is on; `key` as they call it."""
    uses = []
    for name in relations:
        relation = service.relation_of(name)
        side = service.side_of(relation, axis)
        page = PageRequest(1, include_total=True)
        cells = await service.list_cells(read, principal, relation, side, str(key), page, only_assigned=True)
        url = f"{ROOT}/relations/{name}/{axis}/{quote(str(key), safe='')}?only=1"
        uses.append(Use(relation.axes[1 - side].name, count=cells.total or 0, url=url))
    return uses
