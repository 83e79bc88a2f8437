"""Just before the commit: a job row for each event that a notification listens to."""

from __future__ import annotations

from typing import Any, Final

from gotrs_api.articles.events import UserMentioned
from gotrs_api.automation.notifications.payloads import Notify
from gotrs_api.automation.notifications.stored import listened_to
from gotrs_api.events import Event, Handler, Phase
from gotrs_api.tickets.events import NotificationEvent, TicketDeleted
from gotrs_api.uow import UnitOfWork

# In `session.info` of a unit of work that sends notifications: what happens there starts no further ones.
SILENT: Final = "gotrs.notifying"
_HEARD: Final = "gotrs.notifications_heard"


async def hear(uow: UnitOfWork, event: Event) -> None:
    """Enqueue at most one job for each event, ticket and article of this transaction."""
    name: str | None = event.otrs_name
    ticket_id: int | None = getattr(event, "ticket_id", None)
    if name is None or ticket_id is None or isinstance(event, TicketDeleted) or SILENT in uow.session.info:
        return
    if name not in await listened_to(uow):
        return
    payload = Notify(
        event=name,
        ticket_id=ticket_id,
        article_id=_article_of(event),
        told=(event.user_id,) if isinstance(event, UserMentioned) else (),
        skipped=event.skip_user_ids if isinstance(event, NotificationEvent) else (),
    )
    heard: set[Any] = uow.session.info.setdefault(_HEARD, set())
    # OTRS handles ArticleSend once for each ticket and request.
    key = (name, ticket_id, None if name == "ArticleSend" else payload.article_id, payload.told)
    if key not in heard:
        heard.add(key)
        uow.enqueue_at_commit(payload)


def _article_of(event: Event) -> int | None:
    article_id: int | None = getattr(event, "article_id", None)
    return article_id


HANDLERS = (Handler(Event, hear, Phase.COMMIT),)
