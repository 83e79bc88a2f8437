"""What a ticket list is narrowed to, as it stands in the address; empty and senseless values say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from starlette.datastructures import QueryParams

from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.schemas.filters import DEFAULT_SORT, SORT_FIELDS
from gotrs_api.tickets.service.open_counts import LIVE_UP_TO
from gotrs_api.tickets.service.search.saved import filters_of
from gotrs_web.agent.standing_lists import BY_KEY
from gotrs_web.forms import number

STATE_TYPES = (*state_types.UNFINISHED, *state_types.FINISHED)
ANY_STATE = "any"
MINE, NOBODY = "me", "nobody"
DAYS = (1, 7, 14, 30, 90)
ROWS = 25
PAGE_SIZES = (25, 50, 100)


@dataclass(frozen=True)
class ListQuery:
    """`state_types` empty: what is not closed, unless something is searched for; `any`: all.

    `usual_order` is what the list is sorted by where the address says nothing, "" where only the code knows.
    """

    view: str = ""
    saved: int | None = None
    q: str = ""
    state_types: tuple[str, ...] = ()
    priority_ids: tuple[int, ...] = ()
    owner: str = ""
    customer: str = ""
    changed_days: int | None = None
    sort: str = ""
    after: str | None = None
    before: str | None = None
    usual_order: str = ""

    @classmethod
    def of(cls, sent: QueryParams) -> ListQuery:
        days, sort = number(sent.get("changed", "")), sent.get("sort", "")
        return cls(
            view=sent.get("view", "") if sent.get("view") in BY_KEY else "",
            saved=number(sent.get("saved", ""), 63),
            q=sent.get("q", "").strip()[:500],
            state_types=tuple(name for name in sent.getlist("state") if name in (*STATE_TYPES, ANY_STATE)),
            priority_ids=tuple(id_ for text in sent.getlist("priority") if (id_ := number(text))),
            owner=sent.get("owner", "") if sent.get("owner") in (MINE, NOBODY) else "",
            customer=sent.get("customer", "").strip()[:250],
            changed_days=days if days in DAYS else None,
            sort=sort if sort.removeprefix("-") in SORT_FIELDS else "",
            after=sent.get("after") or None,
            before=sent.get("before") or None,
        )

    @property
    def order(self) -> str:
        if self.sort:
            return self.sort
        if self.usual_order:
            return self.usual_order
        return BY_KEY[self.view].sort if self.view else DEFAULT_SORT

    @property
    def page(self) -> PageRequest:
        before = None if self.after else self.before
        return PageRequest(ROWS, self.after, before, include_total=True, count_up_to=LIVE_UP_TO)

    def filter(
        self,
        principal: Principal,
        now: datetime,
        queue_ids: tuple[int, ...] = (),
        base: Mapping[str, Any] = MappingProxyType({}),
    ) -> TicketFilter:
        """`base`: the filters of a saved search, which the rest narrows. Raises InvalidInput for one that is no good."""
        wanted: dict[str, Any] = {**base, "sort": self.sort or base.get("sort", self.order)}
        if self.q:
            wanted["q"] = self.q
        if self.view:
            wanted |= BY_KEY[self.view].narrow(principal, now)
        elif not self.state_types and not self.q and not base:
            wanted["not_closed"] = True
        if self.state_types and ANY_STATE not in self.state_types:
            wanted["state_type"] = self.state_types
        if self.priority_ids:
            wanted["priority_id"] = self.priority_ids
        if self.owner:
            wanted["owner_id"] = (int(principal.user_id) if self.owner == MINE else 1,)
        if self.customer:
            wanted["customer_user"] = (self.customer,)
        if self.changed_days:
            # Whole minutes: the pages of one walk through the list stay alike.
            wanted["changed_after"] = (now - timedelta(days=self.changed_days)).replace(second=0, microsecond=0)
        if queue_ids:
            wanted["queue_id"] = queue_ids
        return filters_of(wanted) if base else TicketFilter(**wanted)
