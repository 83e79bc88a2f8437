"""Deliveries that did not get through, for monitoring."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from gotrs_api.kernel.backlog import Backlog, by_state
from gotrs_api.uow import ReadUow
from gotrs_api.webhooks.models import Delivery

_STATES: Final = ("pending", "failed", "dropped")
_QUERY: Final = (
    select(Delivery.status, func.count(), func.min(Delivery.created_at))
    .where(Delivery.status.in_(_STATES))
    .group_by(Delivery.status)
)


async def backlog(uow: ReadUow) -> Backlog:
    return by_state(_STATES, await uow.session.execute(_QUERY))
