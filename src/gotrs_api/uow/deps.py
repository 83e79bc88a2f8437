"""How a route gets its site and its unit of work."""

from collections.abc import AsyncIterator
from typing import Annotated, cast

from fastapi import Depends, Request

from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.uow.site import Site
from gotrs_api.uow.unit_of_work import ReadUow, UnitOfWork


async def current_site(request: Request) -> Site:
    """The site that this request's host name belongs to (set by the outermost middleware)."""
    return cast(Site, request.state.site)


CurrentSite = Annotated[Site, Depends(current_site)]


async def open_uow(request: Request, site: CurrentSite) -> AsyncIterator[UnitOfWork]:
    """A transaction that acts as the request's principal; see `identity.idempotency` and
    `identity.conditional` for what may be added to it.
    """
    principal = getattr(request.state, "principal", None)
    async with site.uow(acting_id=principal.user_id if principal is not None else SYSTEM_USER_ID) as uow:
        join = getattr(request.state, "join_transaction", None)
        if join is not None:
            await join(uow)
        compare = getattr(request.state, "compare", None)
        if compare is not None:
            request.state.compare = None
            await compare(uow)
        yield uow


async def open_read(request: Request, site: CurrentSite) -> AsyncIterator[ReadUow]:
    async with site.read() as uow:
        if getattr(request.state, "compares", False):
            uow.renewed = set()
        yield uow


# The scope matters: with it the commit comes before the response, so a failed commit never answers 201.
Uow = Annotated[UnitOfWork, Depends(open_uow, scope="function")]
Read = Annotated[ReadUow, Depends(open_read, scope="function")]
