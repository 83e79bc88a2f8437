"""What another system on the same database has written to tickets since we looked last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

import orjson

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.repository import elsewhere, writing
from gotrs_api.uow import ReadUow, UnitOfWork

_OVERLAP: Final = timedelta(seconds=5)  # change times have whole seconds, and their transactions end later
_LATE: Final = timedelta(seconds=60)  # so long an id that was passed over may still come: ids are given before commits
_MOST_LATE: Final = 1000


@dataclass(frozen=True)
class Seen:
    """How far we have looked: the last ids, the last change (time, ticket id), and what lies near that border.

    `late` are ids of history rows below `history_id` that were not there yet, with the moment at which each was first missed;
    `recent` are the change times of the tickets that changed last. `text` is how all of it is stored.
    """

    history_id: int = 0
    article_id: int = 0
    changed: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    changed_id: int = 0
    late: Mapping[int, datetime] = field(default_factory=dict)
    recent: Mapping[int, datetime] = field(default_factory=dict)

    @property
    def text(self) -> str:
        def moments(found: Mapping[int, datetime]) -> dict[str, str]:
            return {str(key): moment.isoformat() for key, moment in found.items()}

        kept = {
            "history": self.history_id, "article": self.article_id,
            "changed": self.changed.isoformat(), "changed_id": self.changed_id,
            "late": moments(self.late), "recent": moments(self.recent),
        }  # fmt: skip
        return orjson.dumps(kept).decode()

    @classmethod
    def parse(cls, text: str) -> Seen:
        if not text:
            return cls()

        def moments(found: Mapping[str, str]) -> dict[int, datetime]:
            return {int(key): datetime.fromisoformat(moment) for key, moment in found.items()}

        kept = orjson.loads(text)
        return cls(
            kept["history"], kept["article"], datetime.fromisoformat(kept["changed"]), kept["changed_id"],
            moments(kept["late"]), moments(kept["recent"]),
        )  # fmt: skip


@dataclass(frozen=True)
class News:
    ticket_ids: tuple[TicketId, ...]
    seen: Seen


async def now_seen(uow: ReadUow) -> Seen:
    """Where following begins: everything that exists counts as seen."""
    history_id, article_id = await elsewhere.last_ids(uow.session)
    last = await elsewhere.last_changes(uow.session, None, 1)
    seen = Seen(history_id, article_id, *(last[0][1], last[0][0]) if last else ())
    return Seen(history_id, article_id, seen.changed, seen.changed_id, recent=await _recent(uow, seen, 500))


async def look(uow: ReadUow, seen: Seen, limit: int) -> News:
    """At most `limit` changes, articles and history rows on; our own are passed over.

    Changes are read first and history last: what we write comes with its history, so it is recognized as ours.
    """
    recent = await _recent(uow, seen, limit)
    changed = await elsewhere.changed_after(uow.session, (seen.changed, seen.changed_id), limit)
    articles = await elsewhere.articles_after(uow.session, seen.article_id, limit)
    history = await elsewhere.history_after(uow.session, seen.history_id, limit)
    late = await elsewhere.history_among(uow.session, seen.late)
    own = await elsewhere.own_among(uow.session, [row.id for row in (*late, *history)])
    ours = {row.ticket_id for row in (*late, *history) if row.id in own}
    found = {row.ticket_id for row in (*late, *history) if row.id not in own}
    # An article or a change time without a foreign history row is ours if we have just written to the ticket.
    found |= {row.ticket_id for row in articles if row.ticket_id not in ours}
    again = {id_: moment for id_, moment in recent.items() if seen.recent.get(id_) != moment}
    found |= {id_ for id_ in (*again, *(row.id for row in changed)) if id_ not in ours}
    last = changed[-1] if changed else None
    return News(
        tuple(TicketId(each) for each in sorted(found)),
        Seen(
            max((row.id for row in history), default=seen.history_id),
            max((row.id for row in articles), default=seen.article_id),
            last.change_time if last else seen.changed,
            last.id if last else seen.changed_id,
            late=_late(seen, [row.id for row in history], {row.id for row in late}, uow.clock.now()),
            recent=recent | {row.id: row.change_time for row in changed},
        ),
    )


async def _recent(uow: ReadUow, seen: Seen, limit: int) -> dict[int, datetime]:
    """Change times shortly before the border: a transaction that commits late brings one that we have passed already."""
    rows = await elsewhere.last_changes(uow.session, (seen.changed - _OVERLAP, seen.changed, seen.changed_id), limit)
    return {row.id: row.change_time for row in rows}


def _late(seen: Seen, ids: Iterable[int], arrived: set[int], now: datetime) -> dict[int, datetime]:
    late = {id_: since for id_, since in seen.late.items() if id_ not in arrived and now - since < _LATE}
    before = seen.history_id
    for id_ in ids:
        late |= dict.fromkeys(range(max(before + 1, id_ - _MOST_LATE), id_), now)
        before = id_
    return dict(sorted(late.items())[-_MOST_LATE:])


async def renew(uow: UnitOfWork, news: News) -> Sequence[TicketId]:
    """Raise the versions of tickets that changed; returns those that still exist."""
    there = await elsewhere.lock_existing(uow.session, news.ticket_ids)
    for ticket_id in there:
        await writing.raise_version(uow.session, ticket_id)
    await elsewhere.forget_own(uow.session, min(news.seen.late, default=news.seen.history_id + 1))
    return [TicketId(each) for each in there]


async def rights_fingerprint(uow: ReadUow) -> str:
    """A text that changes with users, groups, roles and their assignments."""
    return await elsewhere.rights_fingerprint(uow.session)
