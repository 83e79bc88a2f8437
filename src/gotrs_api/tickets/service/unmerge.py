"""Taking a ticket out of the one that it was merged into.

OTRS cannot do this. What goes back: the articles that came from the ticket, with their history rows, booked time and
full text; and its former state. What stays with the main ticket: watchers, other links, time booked without an
article, dynamic field values, and answers written since. The note about the merge stays as well.
"""

from __future__ import annotations

from gotrs_api.articles.service import origin
from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import TicketNotFound, UnmergeImpossible
from gotrs_api.tickets.events import TicketUnmerged
from gotrs_api.tickets.history_format import HistoryLine, Merge, merge_target, parse_history_name
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import flags, master, merging, relations
from gotrs_api.tickets.repository import history as history_repository
from gotrs_api.tickets.repository import links as link_repository
from gotrs_api.tickets.repository.rows import TicketRow
from gotrs_api.tickets.schemas import MergeEntry, NumberRef, TicketRead, TicketUnmerge
from gotrs_api.tickets.service import current, escalation, links
from gotrs_api.tickets.service.history import list_history
from gotrs_api.tickets.service.link_types import PARENT_CHILD
from gotrs_api.tickets.service.notes import NOTE, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.seen import SEEN
from gotrs_api.tickets.service.state import DEFAULT_OPEN, apply_state
from gotrs_api.uow import ReadUow, UnitOfWork


async def unmerge_ticket(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketUnmerge, *, if_match: str | None = None
) -> TicketRead:
    """Needs `rw` on both. The note goes to the ticket that is taken out; a former pending state becomes `open`.

    Raises UnmergeImpossible for a ticket that is not merged, whose main ticket was merged on, or that another system
    merged: then nobody knows which articles were its own.
    """
    merged, main = await _open_both(uow, principal, ticket_id, if_match)
    main_id = TicketId(main.id)
    mine = [
        each.article_id
        for each in await origin.arrivals(uow, main_id)
        if (each.from_ticket, each.to_ticket) == (ticket_id, main_id)
    ]
    if not mine:
        raise UnmergeImpossible("It is not known which articles came from ticket {number}.", number=merged.tn)
    await origin.give_back(uow, mine, ticket_id)
    await merging.move_rows_of_articles(uow.session, mine, ticket_id)
    await _unlink(uow, ticket_id, main_id)
    line = _undone(merged.tn, main.tn)
    for each in (main_id, ticket_id):
        await current.change(uow, each, line)
        await flags.remove(uow, each, SEEN)
        current.forget(uow, each)
        escalation.mark(uow, each)
    await _back_to_state(uow, ticket_id)
    await uow.emit(TicketUnmerged(ticket_id=ticket_id, main_ticket_id=main_id))
    await add_note_of(uow, principal, ticket_id, command, NOTE)
    return await answer(uow, principal, ticket_id)


async def merge_history(uow: ReadUow, principal: Principal, ticket_id: TicketId) -> list[MergeEntry]:
    """Every merge of this ticket into another or of another into this one, oldest first. Agents only."""
    rows = await list_history(uow, principal, ticket_id)
    found: list[MergeEntry] = []
    for row in rows:
        if row.type == HistoryType.MERGED and (merge := Merge.parse(row.name)) is not None:
            merged, main = (NumberRef(id=one.id, number=one.name) for one in merge)
            found.append(MergeEntry(merged=merged, into=main, created=row.created, created_by=row.created_by))
        elif row.type == HistoryType.MISC:
            for at, each in enumerate(found):
                if each.undone is None and row.name == _undone(each.merged.number, each.into.number).name:
                    found[at] = each.model_copy(update={"undone": row.created})
    return found


async def _open_both(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, if_match: str | None
) -> tuple[TicketRow, TicketRow]:
    line = await relations.newest_merge_line(uow.session, ticket_id)
    target = merge_target(line) if line else None
    await current.lock_all(uow, (ticket_id, target or ticket_id))
    merged = await open_ticket(uow, principal, ticket_id, "unmerge", if_match=if_match)
    if merged.state_type != state_types.MERGED or target is None:
        raise UnmergeImpossible(number=merged.tn)
    try:
        main = await open_ticket(uow, principal, TicketId(target), "unmerge")
    except TicketNotFound:
        raise UnmergeImpossible("The ticket that it was merged into is out of your sight.") from None
    if main.state_type == state_types.MERGED:
        raise UnmergeImpossible("Ticket {number} was merged on; take that one out first.", number=main.tn)
    return merged, main


async def _unlink(uow: UnitOfWork, ticket_id: TicketId, main_id: TicketId) -> None:
    ids = await link_repository.ids_for(uow.session, PARENT_CHILD)
    for link in await link_repository.of_ticket(uow.session, ticket_id):
        is_by_merge = link.type_name == PARENT_CHILD and (link.source, link.target) == (main_id, ticket_id)
        if ids is not None and is_by_merge:
            await links.remove_link(uow, ids, main_id, ticket_id)


async def _back_to_state(uow: UnitOfWork, ticket_id: TicketId) -> None:
    merged_name = (await current.current(uow, ticket_id)).state_name
    name = DEFAULT_OPEN
    for row in reversed(await history_repository.entries(uow.session, ticket_id)):
        values = parse_history_name(row.name) if row.type == HistoryType.STATE_UPDATE else None
        if values and values[1:2] == (merged_name,):
            name = values[0]
            break
    states = (await master.find(uow.session, {"state": (None, name)}))["state"]
    if not states or states[0].extra in (*state_types.PENDING, state_types.MERGED):
        states = (await master.find(uow.session, {"state": (None, DEFAULT_OPEN)}))["state"]
    if not states:
        raise UnmergeImpossible("There is no state to go back to.")
    await apply_state(uow, ticket_id, states[0])


def _undone(merged: str, main: str) -> HistoryLine:
    return history_format.plain_text(HistoryType.MISC, f"Ticket {merged} was taken out of {main} again.")
