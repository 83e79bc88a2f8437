"""OTRS's TicketSearch: the attributes of the desk's own search, and texts and orders that only OTRS knows."""

from __future__ import annotations

from collections.abc import Sequence

from gotrs_api.identity.principal import Principal
from gotrs_api.tickets.repository import otrs_search
from gotrs_api.tickets.repository.otrs_search import Either, LikeAny, OtrsSort
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service.filtering import query_of
from gotrs_api.tickets.service.listing import parse_sort
from gotrs_api.uow import ReadUow

__all__ = ["SORT_KEYS", "Either", "LikeAny", "OtrsSort", "find_ticket_ids"]

SORT_KEYS = frozenset(otrs_search.SORTS)


async def find_ticket_ids(
    uow: ReadUow,
    principal: Principal,
    search: TicketSearch,
    texts: Sequence[LikeAny | Either],
    sorts: Sequence[OtrsSort],
    *,
    limit: int,
) -> list[int]:
    """At most `limit` ids that the principal may see, in order. Raises InvalidInput for dynamic fields that do not fit."""
    query = await query_of(uow, principal, search, parse_sort("-created"))
    return await otrs_search.find_ids(
        uow.session, query, texts, sorts, limit=limit, visible_articles_only=principal.is_customer
    )
