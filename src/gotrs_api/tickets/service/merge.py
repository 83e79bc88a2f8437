"""Merging a ticket into another.

Source of the order: OTRS 6, Kernel/System/Ticket.pm, TicketMerge.
"""

from __future__ import annotations

from typing import Any

from gotrs_api.articles import service as articles
from gotrs_api.articles.new_article import NewArticle
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.articles.service import origin
from gotrs_api.catalog import state_types
from gotrs_api.i18n import negotiate
from gotrs_api.i18n.changed import catalogues
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.responses.tags import TagValues, expand
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange, MergeImpossible, TicketNotFound
from gotrs_api.tickets.events import TicketMerged
from gotrs_api.tickets.permissions import PLAIN_RW
from gotrs_api.tickets.repository import flags, merging
from gotrs_api.tickets.repository import links as link_repository
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import TicketMerge, TicketRead
from gotrs_api.tickets.service import current, links
from gotrs_api.tickets.service.addresses import person
from gotrs_api.tickets.service.dynamic_fields import take_over_at_merge
from gotrs_api.tickets.service.link_types import PARENT_CHILD
from gotrs_api.tickets.service.locking import UNLOCK, apply_lock
from gotrs_api.tickets.service.messages import store_message
from gotrs_api.tickets.service.notes import NOTE, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.seen import SEEN
from gotrs_api.tickets.service.state import apply_state
from gotrs_api.uow import UnitOfWork


async def merge_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketMerge, *, if_match: str | None = None
) -> TicketRead:
    """Merge this ticket into `into`; the answer is this ticket, now merged. Needs `rw` on both.

    Raises InvalidTicketChange for itself, MergeImpossible when one of the two was merged before.
    """
    main_id = TicketId(command.into)
    if main_id == ticket_id:
        raise InvalidTicketChange.field("/into", "itself", "A ticket cannot be merged into itself.")
    await current.lock_all(uow, (ticket_id, main_id))
    merged = await open_ticket(uow, principal, ticket_id, "merge", if_match=if_match)
    try:
        main = await open_ticket(uow, principal, main_id, PLAIN_RW)
    except TicketNotFound:
        raise InvalidTicketChange.field("/into", "unknown", "There is no such ticket.") from None
    for row in (merged, main):
        if row.state_type == state_types.MERGED:
            raise MergeImpossible(number=row.tn)
    await add_note_of(uow, principal, main_id, command, NOTE)
    await merge(uow, principal, merged, main)
    return await answer(uow, principal, ticket_id)


async def merge(uow: UnitOfWork, principal: Principal, merged: TicketRow, main: TicketRow) -> None:
    """All effects in OTRS's order; rights were checked."""
    merged_id, main_id = TicketId(merged.id), TicketId(main.id)
    state = await merging.merged_state(uow.session)
    if state is None:
        raise MergeImpossible("There is no state of type merged.")
    moved = await articles.move_articles(uow, merged_id, main_id)
    await origin.remember_origin(uow, moved, merged_id, main_id)
    await merging.move_rows(uow.session, merged_id, main_id)
    await _leave_note(uow, principal, merged, main)
    line = history_format.merged(merged.tn, merged_id, main.tn, main_id)
    await current.add_lines(uow, merged_id, line)
    await current.add_lines(uow, main_id, line)
    await merging.move_watchers(uow.session, merged_id, main_id)
    await _move_links(uow, merged_id, main_id)
    await current.change(uow, main_id)
    await take_over_at_merge(uow, merged_id, main_id)
    await apply_state(uow, merged_id, state)
    await apply_lock(uow, merged_id, UNLOCK)
    await flags.remove(uow, main_id, SEEN)
    current.forget(uow, main_id)
    await uow.emit(TicketMerged(ticket_id=merged_id, main_ticket_id=main_id))


async def _leave_note(uow: UnitOfWork, principal: Principal, merged: TicketRow, main: TicketRow) -> None:
    """In the language of whoever merges."""
    language = negotiate([principal.language, await sysconfig.get(uow, settings.DEFAULT_LANGUAGE)])
    translate = (await catalogues(uow)).of(language.code).template
    text = translate(await sysconfig.get(uow, settings.AUTOMATIC_MERGE_TEXT))
    numbers = TagValues(extra={"TICKET": merged.tn, "MERGE_TO_TICKET": main.tn})
    note = NewArticle(
        ticket_id=TicketId(merged.id),
        channel=ArticleChannel.INTERNAL,
        sender_type=SenderType.AGENT,
        visible_for_customer=True,
        subject=translate(await sysconfig.get(uow, settings.AUTOMATIC_MERGE_SUBJECT)),
        body=expand(text, numbers),
        content_type="text/plain; charset=ascii",
        from_=person(principal),
    )
    await store_message(uow, note, history_format.add_note(), notify=False)


async def _move_links(uow: UnitOfWork, merged_id: TicketId, main_id: TicketId) -> None:
    """Links to partners that the main ticket has already are dropped, and so are those between the two; the rest move. Then
    the main ticket becomes the parent of the merged one."""
    ids = await link_repository.ids_for(uow.session, PARENT_CHILD)
    if ids is None:
        return
    partners = {
        _partner(row, ids.object_id, main_id)
        for row in await link_repository.all_of_ticket(uow.session, ids.object_id, main_id)
    }
    itself = (ids.object_id, str(main_id))
    for row in await link_repository.all_of_ticket(uow.session, ids.object_id, merged_id):
        await link_repository.delete_row(uow.session, row)
        partner = _partner(row, ids.object_id, merged_id)
        if partner != itself and partner not in partners:
            partners.add(partner)
            await link_repository.insert_row(uow.session, _pointed_at(row, ids.object_id, merged_id, main_id))
    await links.add_link(uow, ids, main_id, merged_id)


def _partner(row: Any, object_id: int, ticket_id: int) -> tuple[int, str]:
    if (row.source_object_id, row.source_key) == (object_id, str(ticket_id)):
        return row.target_object_id, row.target_key
    return row.source_object_id, row.source_key


def _pointed_at(row: Any, object_id: int, old: int, new: int) -> dict[str, Any]:
    values = dict(row._mapping)
    for end in ("source", "target"):
        if (values[f"{end}_object_id"], values[f"{end}_key"]) == (object_id, str(old)):
            values[f"{end}_key"] = str(new)
    return values
