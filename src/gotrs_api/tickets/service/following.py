"""What another system on the same database has written to tickets since we looked last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.repository import elsewhere, writing
from gotrs_api.uow import ReadUow, UnitOfWork

_OVERLAP: Final = timedelta(seconds=5)  # change times have whole seconds, and their transactions end later


@dataclass(frozen=True)
class Seen:
    """The last ids and change time that were looked at; `text` is how it is kept."""

    history_id: int = 0
    article_id: int = 0
    changed: datetime = datetime(1970, 1, 1, tzinfo=UTC)

    @property
    def text(self) -> str:
        return f"{self.history_id} {self.article_id} {self.changed.isoformat()}"

    @classmethod
    def parse(cls, text: str) -> Seen:
        if not text:
            return cls()
        history, article, changed = text.split(" ")
        return cls(int(history), int(article), datetime.fromisoformat(changed))


@dataclass(frozen=True)
class News:
    ticket_ids: tuple[TicketId, ...]
    seen: Seen
    own: tuple[int, ...]  # ids of history rows of ours that were passed over


async def now_seen(uow: ReadUow) -> Seen:
    """Everything that is there counts as seen: where following begins."""
    return Seen(*await elsewhere.last(uow.session))


async def look(uow: ReadUow, seen: Seen, limit: int) -> News:
    """At most `limit` history rows and articles on; our own are passed over."""
    history = await elsewhere.history_after(uow.session, seen.history_id, limit)
    own = await elsewhere.own_among(uow.session, [row.id for row in history])
    articles = await elsewhere.articles_after(uow.session, seen.article_id, limit)
    ours = {row.ticket_id for row in history if row.id in own}
    theirs = {row.ticket_id for row in history if row.id not in own}
    changed = await elsewhere.changed_since(uow.session, seen.changed - _OVERLAP, limit)
    # An article, or a change time, without history of theirs is ours if we have just written to the ticket.
    found = theirs | {row.ticket_id for row in articles if row.ticket_id not in ours}
    found |= {row.id for row in changed if row.change_time > seen.changed and row.id not in ours}
    return News(
        tuple(TicketId(each) for each in sorted(found)),
        Seen(
            max((row.id for row in history), default=seen.history_id),
            max((row.id for row in articles), default=seen.article_id),
            max((row.change_time for row in changed), default=seen.changed),
        ),
        tuple(sorted(own)),
    )


async def renew(uow: UnitOfWork, news: News) -> Sequence[TicketId]:
    """New versions for tickets that changed; answers those that still exist."""
    there = await elsewhere.lock_existing(uow.session, news.ticket_ids)
    for ticket_id in there:
        await writing.raise_version(uow.session, ticket_id)
    await elsewhere.forget_own(uow.session, news.own)
    return [TicketId(each) for each in there]


async def mark_own(uow: UnitOfWork, ticket_id: TicketId, seen: Seen) -> None:
    """All rows of a ticket that were not looked at yet: written by this transaction, which tells of them itself."""
    await elsewhere.mark_own(uow.session, ticket_id, seen.history_id)


async def rights_fingerprint(uow: ReadUow) -> str:
    """Another text when users, groups or roles were given or taken."""
    return await elsewhere.rights_fingerprint(uow.session)
