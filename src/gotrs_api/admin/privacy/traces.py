"""What a person leaves behind beside tickets and account: events, indexes, drafts, and what machines wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Table, delete, func, or_, select, update

from gotrs_api.admin.privacy.pseudonyms import ERASED, Person
from gotrs_api.articles.models import ArticleChat
from gotrs_api.automation.models import AgentNotice
from gotrs_api.db.base import Base
from gotrs_api.dynamic_fields.models import DynamicField, DynamicFieldValue
from gotrs_api.identity.models import IdempotencyRecord, OtrsSession
from gotrs_api.mail.models.security import MailKey
from gotrs_api.mail.models.spool import ArticleTrace
from gotrs_api.search.models import ArticleSearchIndex
from gotrs_api.tickets.models import FormDraft
from gotrs_api.uow import UnitOfWork
from gotrs_api.webhooks.models import Delivery, LoggedEvent

_TYPED: Final = ("Text", "TextArea")
# By table: where a machine wrote down what it was told, and what must be so for a row to go.
_LOGS: Final[dict[str, tuple[str, dict[str, tuple[str, ...]]]]] = {
    "gotrs_job": ("payload", {"status": ("done", "dead")}),
    "gotrs_event": ("data", {}),
    "gotrs_webhook_delivery": ("request_body", {"status": ("delivered", "failed", "dropped")}),
    "gi_debugger_entry_content": ("content", {}),
    "communication_log_object_entry": ("log_value", {}),
}


async def forget_of_tickets(uow: UnitOfWork, ticket_ids: Sequence[int], article_ids: Sequence[int]) -> None:
    """What tells of them elsewhere: OTRS's index, event log, finished deliveries, notices, drafts, why a mail went where.

    A delivery that waits finds its event gone, and is dropped; what it has tried to send goes at once.
    """
    subjects = [f"ticket:{ticket_id}" for ticket_id in ticket_ids]
    for statement in (
        delete(ArticleSearchIndex).where(ArticleSearchIndex.ticket_id.in_(ticket_ids)),
        delete(LoggedEvent).where(LoggedEvent.ticket_id.in_(ticket_ids)),
        delete(Delivery).where(Delivery.subject.in_(subjects), Delivery.status != "pending"),
        update(Delivery).where(Delivery.subject.in_(subjects)).values(request_body=None),
        delete(AgentNotice).where(AgentNotice.ticket_id.in_(ticket_ids)),
        delete(FormDraft).where(FormDraft.object_type == "Ticket", FormDraft.object_id.in_(ticket_ids)),
        delete(ArticleTrace).where(ArticleTrace.article_id.in_(article_ids)),
    ):
        await uow.session.execute(statement)


async def clean_fields_and_chats(
    uow: UnitOfWork, person: Person, ticket_ids: Sequence[int], article_ids: Sequence[int], *, erase: bool
) -> None:
    """What was typed into dynamic fields, and chats; with `erase` nothing of it stays."""
    fields = (
        select(DynamicFieldValue)
        .join(DynamicField, DynamicField.id == DynamicFieldValue.field_id)
        .where(
            DynamicField.field_type.in_(_TYPED),
            or_(
                (DynamicField.object_type == "Ticket") & DynamicFieldValue.object_id.in_(ticket_ids),
                (DynamicField.object_type == "Article") & DynamicFieldValue.object_id.in_(article_ids),
            ),
        )
    )
    for value in await uow.session.scalars(fields):
        if value.value_text:
            value.value_text = ERASED if erase else person.without(value.value_text)[:3800]
    for line in await uow.session.scalars(select(ArticleChat).where(ArticleChat.article_id.in_(article_ids))):
        line.chat_participant_id = person.without(line.chat_participant_id)[:255]
        line.chat_participant_name = person.without(line.chat_participant_name)[:255]
        line.message_text = ERASED if erase else person.without(line.message_text or "")[:3800]


async def forget_person(uow: UnitOfWork, person: Person) -> None:
    """Answers that were kept for repeated requests, OTRS's own sessions, keys for mails to the person, and logs."""
    await uow.session.execute(
        delete(IdempotencyRecord).where(IdempotencyRecord.principal_key == f"customer:{person.login}")
    )
    theirs = select(OtrsSession.session_id).where(
        OtrsSession.data_key == "UserLogin", OtrsSession.data_value == person.login
    )
    ids = list(await uow.session.scalars(theirs))
    if ids:
        await uow.session.execute(delete(OtrsSession).where(OtrsSession.session_id.in_(ids)))
    for key in await uow.session.scalars(select(MailKey).where(MailKey.private_part.is_(None))):
        if person.email.lower() in key.emails.lower().split():
            await uow.session.delete(key)
    for table in Base.metadata.sorted_tables:
        if table.name in _LOGS:
            await _forget_lines(uow, person, table)


async def _forget_lines(uow: UnitOfWork, person: Person, table: Table) -> None:
    column, only = _LOGS[table.name]
    text: Any = table.c[column]
    named = [func.lower(text).contains(name.lower(), autoescape=True) for name in {person.login, person.email}]
    found = select(table.c.id, text).where(or_(*named), *(table.c[name].in_(values) for name, values in only.items()))
    ids = [row_id for row_id, said in await uow.session.execute(found) if person.is_named_in(said)]
    for at in range(0, len(ids), 500):
        await uow.session.execute(delete(table).where(table.c.id.in_(ids[at : at + 500])))
