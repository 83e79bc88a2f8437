"""What happened, with all that filters, recipients and texts ask about it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from gotrs_api.articles import service as articles
from gotrs_api.articles.errors import ArticleNotFound
from gotrs_api.articles.models import ArticleSenderType, CommunicationChannel
from gotrs_api.articles.schemas import ArticleRead
from gotrs_api.automation.notifications.filters import Facts
from gotrs_api.automation.notifications.payloads import Notify
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service.current import current
from gotrs_api.tickets.service.presenting import ticket_read
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import Snapshot

SYSTEM = Principal.system("notifications")


@dataclass(frozen=True)
class Occasion:
    """An event with its ticket as it stands now. `actor_id` is who caused it: 1 for customers and the system."""

    event: str
    actor_id: int
    ticket: TicketRead
    row: tickets.TicketRow
    article: ArticleRead | None
    facts: Facts
    told: frozenset[int]
    skipped: frozenset[int]

    @property
    def ticket_id(self) -> TicketId:
        return TicketId(self.ticket.id)


async def load_occasion(uow: UnitOfWork, payload: Notify) -> Occasion | None:
    """None when the ticket is gone."""
    ticket_id = TicketId(payload.ticket_id)
    try:
        row = await current(uow, ticket_id)
        ticket = await ticket_read(uow, SYSTEM, row, await switches_of(uow))
    except TicketNotFound:
        return None
    article = await _article(uow, ticket_id, payload.article_id)
    return Occasion(
        event=payload.event,
        actor_id=uow.acting_id,
        ticket=ticket,
        row=row,
        article=article,
        facts=Facts(_ticket_facts(row), ticket.dynamic_fields, await _article_facts(uow, article)),
        told=frozenset(payload.told),
        skipped=frozenset(payload.skipped),
    )


async def _article(uow: ReadUow, ticket_id: TicketId, article_id: int | None) -> ArticleRead | None:
    if article_id is None:
        return None
    try:
        return await articles.read_article(uow, SYSTEM, ticket_id, ArticleId(article_id))
    except ArticleNotFound:
        return None


def _ticket_facts(row: tickets.TicketRow) -> dict[str, str]:
    known = {
        "StateID": row.state_id, "State": row.state_name, "StateType": row.state_type,
        "QueueID": row.queue_id, "Queue": row.queue_name, "PriorityID": row.priority_id, "Priority": row.priority_name,
        "TypeID": row.type_id, "Type": row.type_name, "LockID": row.lock_id, "Lock": row.lock_name,
        "ServiceID": row.service_id, "Service": row.service_name, "SLAID": row.sla_id, "SLA": row.sla_name,
        "OwnerID": row.owner_id, "Owner": row.owner_login,
        "ResponsibleID": row.responsible_id, "Responsible": row.responsible_login,
        "CustomerID": row.customer_id, "CustomerUserID": row.customer_user, "Title": row.title,
        "TicketNumber": row.tn, "ArchiveFlag": "y" if row.archive_flag else "n",
    }  # fmt: skip
    return {key: str(value) for key, value in known.items() if value is not None}


async def _article_facts(uow: ReadUow, article: ArticleRead | None) -> dict[str, str] | None:
    if article is None:
        return None
    ids = await _IDS.get(uow)
    return {
        "ArticleSenderTypeID": str(ids.get(f"sender:{article.sender_type.value}", "")),
        "ArticleCommunicationChannelID": str(ids.get(f"channel:{article.channel.value}", "")),
        "ArticleIsVisibleForCustomer": "1" if article.visible_for_customer else "0",
        "From": article.from_,
        "To": article.to,
        "Cc": article.cc,
        "Subject": article.subject,
        "Body": article.body,
    }


async def _load_ids(uow: ReadUow) -> dict[str, int]:
    found: dict[str, int] = {}
    for prefix, model in (("sender", ArticleSenderType), ("channel", CommunicationChannel)):
        for row in await uow.session.execute(select(model.name, model.id)):
            found[f"{prefix}:{row.name.lower()}"] = row.id
    return found


_IDS = Snapshot("article_kinds", (ArticleSenderType, CommunicationChannel), _load_ids)
