"""What each webhook wants to hear, kept in memory: every change asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select

from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot
from gotrs_api.webhooks.models import Webhook

_BY_FILTER = {"queue_ids": "queue_id", "priority_ids": "priority_id", "state_ids": "state_id", "type_ids": "type_id"}


@dataclass(frozen=True)
class Subscription:
    """`events` are names, `ticket.*` and `*`; a filter that is not empty lets only tickets through that fit."""

    id: int
    is_active: bool
    events: frozenset[str]
    filters: Mapping[str, frozenset[int]]

    def wants(self, event: Mapping[str, Any]) -> bool:
        """`event` has the columns of `LoggedEvent`."""
        name: str = event["type"]
        if not self.events & {name, f"{name.partition('.')[0]}.*", "*"}:
            return False
        return event["ticket_id"] is None or all(
            not self.filters.get(key) or event[column] in self.filters[key] for key, column in _BY_FILTER.items()
        )


def subscription_of(row: Webhook) -> Subscription:
    filters = {key: frozenset(ids) for key, ids in orjson.loads(row.filters).items()}
    return Subscription(row.id, bool(row.is_active), frozenset(orjson.loads(row.events)), filters)


async def _load(uow: ReadUow) -> tuple[Subscription, ...]:
    rows = await uow.session.scalars(select(Webhook).order_by(Webhook.id))
    return tuple(subscription_of(row) for row in rows)


SUBSCRIPTIONS: Snapshot[tuple[Subscription, ...]] = Snapshot("webhooks", (Webhook,), _load)
