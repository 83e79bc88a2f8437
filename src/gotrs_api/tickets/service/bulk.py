"""Many tickets at once: each in a transaction of its own, with a result of its own.

Source of the rules: OTRS 6, Kernel/Modules/AgentTicketBulk.pm. A ticket that somebody else has locked is refused, as
its screen passes it over; unlike the screen we take no locks.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, NamedTuple

import structlog

from gotrs_api.articles.schemas import ArticleChannel
from gotrs_api.db.failures import DATABASE_ERRORS, refusal_of
from gotrs_api.db.transient import patiently
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import JobPayload
from gotrs_api.kernel.errors import GotrsError, InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.kernel.problem import ProblemError
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import history_format
from gotrs_api.tickets import schemas as s
from gotrs_api.tickets.errors import TicketLockedByOther, TicketNotFound
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.permissions import is_locked_by_other
from gotrs_api.tickets.schemas.bulk import MOST_LINKED, BulkMail, TicketBulkPart
from gotrs_api.tickets.schemas.commands import Action
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service.answers import add_article
from gotrs_api.tickets.service.current import add_lines, lock_all
from gotrs_api.tickets.service.link_types import NORMAL
from gotrs_api.tickets.service.links import link_ticket
from gotrs_api.tickets.service.listing import list_tickets
from gotrs_api.tickets.service.lock import lock_ticket
from gotrs_api.tickets.service.merge import merge_ticket
from gotrs_api.tickets.service.notes import BULK, add_note_of
from gotrs_api.tickets.service.opening import open_ticket
from gotrs_api.tickets.service.owner import assign_ticket
from gotrs_api.tickets.service.presenting import facts_of
from gotrs_api.tickets.service.priority import set_priority
from gotrs_api.tickets.service.reading import get_ticket_by_number
from gotrs_api.tickets.service.state import close_ticket, set_state
from gotrs_api.tickets.service.switches import switches_of
from gotrs_api.tickets.service.time_units import account_time_of, require_time
from gotrs_api.tickets.service.update import move_ticket, update_ticket
from gotrs_api.tickets.service.watch import unwatch_ticket, watch_ticket
from gotrs_api.uow import ReadUow, Site, UnitOfWork

MOST_AT_ONCE: Final = 50
BULK_TEXT: Final = "Ticket bulk action."
_PAGE: Final = 100
_MISTAKE: Final = N_("Internal error.")
log = structlog.get_logger(__name__)
_Done = Callable[[UnitOfWork], Awaitable[None]]


class ChangeTickets(JobPayload):
    """`command` is a bulk command without its selection, `kind` its place in `KINDS`."""

    kind: str
    command: dict[str, Any]
    ids: tuple[int, ...]


class Kind(NamedTuple):
    """`part` is what each ticket gets of the whole command; `leaves_trace`: OTRS's row Bulk, and its lock rule."""

    whole: type[s.BulkSelection]
    part: type[Any]
    act: Callable[[UnitOfWork, Principal, TicketId, Any], Awaitable[object]]
    leaves_trace: bool = True


async def _all_of_it(uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketBulkPart) -> None:
    if command.note is not None:
        await open_ticket(uow, principal, ticket_id, "note")
        await require_time(uow, principal, command.note_time_units, "/note_time_units")
        article_id = await add_note_of(uow, principal, ticket_id, Action(note=command.note), BULK)
        if command.note_time_units is not None:
            await account_time_of(uow, ticket_id, command.note_time_units, article_id)
    if command.mail is not None:
        await add_article(uow, principal, ticket_id, _mail(command.mail))
    if command.changes is not None:
        await update_ticket(uow, principal, ticket_id, command.changes)
    if command.link is not None:
        await link_ticket(uow, principal, ticket_id, command.link)
    for other in command.partners:
        if other > ticket_id:  # of the two the first one makes the link
            await link_ticket(uow, principal, ticket_id, s.TicketLink(ticket_id=other, type=NORMAL, role="peer"))
    if command.watch is not None:
        if command.watch:
            await watch_ticket(uow, principal, ticket_id, s.TicketWatch())
        else:
            await unwatch_ticket(uow, principal, ticket_id, s.TicketUnwatch())
    if command.merge_into not in (None, ticket_id):
        await merge_ticket(uow, principal, ticket_id, s.TicketMerge(into=command.merge_into))


def _mail(mail: BulkMail) -> s.TicketReply:
    return s.TicketReply(
        channel=ArticleChannel.EMAIL,
        visible_for_customer=True,
        subject=mail.subject,
        body=mail.body,
        content_type=mail.content_type,
        time_units=mail.time_units,
    )


KINDS: Final[dict[str, Kind]] = {
    "all": Kind(s.TicketBulk, TicketBulkPart, _all_of_it),
    "assign": Kind(s.BulkAssign, s.TicketAssign, assign_ticket),
    "close": Kind(s.BulkClose, s.TicketClose, close_ticket),
    "lock": Kind(s.BulkLock, s.TicketLock, lock_ticket),
    "merge": Kind(s.BulkMerge, s.TicketMerge, merge_ticket),
    "priority": Kind(s.BulkPriority, s.TicketSetPriority, set_priority),
    "queue": Kind(s.BulkQueue, s.TicketMove, move_ticket),
    "state": Kind(s.BulkState, s.TicketSetState, set_state),
    "watch": Kind(s.BulkWatch, s.TicketWatch, watch_ticket, leaves_trace=False),
}


async def change_tickets(uow: ReadUow, principal: Principal, command: s.BulkSelection) -> s.BulkRead | s.BulkStarted:
    """Do it at once for up to 50 tickets, by a job for more.

    Raises InvalidInput when more tickets are selected than `GOTRS::Bulk::Limit` allows, too many are to be linked together,
    or there is no ticket with the number to merge into. What goes wrong with one ticket is reported in its result and
    does not affect the others.
    """
    principal.require_agent()
    kind = next(name for name, each in KINDS.items() if type(command) is each.whole)
    given = command.model_dump(mode="json", exclude_unset=True, exclude={"ids", "filter"})
    # Closed before the first ticket is changed: it would hold a connection all that time.
    async with uow.site.read() as read:
        ids = await _selected(read, principal, command)
        if isinstance(command, s.TicketBulk):
            given |= await _decided(read, principal, command, ids)
    if len(ids) > MOST_AT_ONCE:
        payload = ChangeTickets(kind=kind, command=given, ids=tuple(ids))
        async with uow.site.uow(acting_id=principal.user_id) as work:
            job_id = await work.enqueue(payload)
        return s.BulkStarted(job_id=job_id, total=len(ids))
    part = part_of(kind, given)
    return summary([await change_one(uow.site, principal, kind, TicketId(each), part) for each in ids])


def part_of(kind: str, given: dict[str, Any]) -> Any:
    """The command for each ticket out of the members of a bulk command."""
    part = KINDS[kind].part
    return part.model_validate({**given, "ids": (1,)} if part is TicketBulkPart else given)


async def change_one(
    site: Site, principal: Principal, kind: str, ticket_id: TicketId, part: Any, *, and_then: _Done | None = None
) -> s.BulkResult:
    """One ticket in its own transaction; never raises for what is wrong with it. `and_then` commits with success."""

    async def change() -> None:
        async with site.uow(acting_id=principal.user_id) as uow:
            await lock_all(uow, (ticket_id, *_others(part)))
            if KINDS[kind].leaves_trace:
                await _leave_trace(uow, principal, ticket_id)
            await KINDS[kind].act(uow, principal, ticket_id, part)
            if and_then is not None:
                await and_then(uow)

    try:
        await patiently(change)
    except GotrsError as error:
        return _refused(ticket_id, error)
    except Exception as error:  # a mistake of ours with one ticket must not cost the results of the others
        refusal = refusal_of(error) if isinstance(error, DATABASE_ERRORS) else None
        if refusal is not None:
            return _refused(ticket_id, refusal)
        log.exception("bulk.failed", ticket_id=ticket_id, kind=kind, error=repr(error))
        return s.BulkResult(
            ticket_id=ticket_id, ok=False, status=500, code="internal", detail=_MISTAKE, message_key=_MISTAKE
        )
    return s.BulkResult(ticket_id=ticket_id, ok=True, status=200)


def _refused(ticket_id: int, error: GotrsError) -> s.BulkResult:
    return s.BulkResult(
        ticket_id=ticket_id,
        ok=False,
        status=error.status,
        code=error.code,
        detail=error.detail,
        message_key=error.msgid,
        params={name: str(value) for name, value in error.params.items()},
        errors=tuple(ProblemError(pointer=e.pointer, code=e.code, detail=e.detail) for e in error.errors),
    )


def _others(part: Any) -> set[int]:
    """The other tickets that one ticket's command touches: all of them are locked together."""
    if isinstance(part, s.TicketMerge):
        return {part.into}
    if not isinstance(part, TicketBulkPart):
        return set()
    named = (part.link and part.link.ticket_id, part.merge_into)
    return {each for each in (*named, *part.partners) if each}


def summary(results: Sequence[s.BulkResult]) -> s.BulkRead:
    succeeded = sum(result.ok for result in results)
    return s.BulkRead(total=len(results), succeeded=succeeded, failed=len(results) - succeeded, results=tuple(results))


async def _leave_trace(uow: UnitOfWork, principal: Principal, ticket_id: TicketId) -> None:
    row = await open_ticket(uow, principal, ticket_id)
    switches = await switches_of(uow)
    if switches.bulk_takes_lock and is_locked_by_other(principal, facts_of(row), switches):
        raise TicketLockedByOther(owner=row.owner_login)
    await add_lines(uow, ticket_id, history_format.plain_text(HistoryType.BULK, BULK_TEXT))


async def _selected(uow: ReadUow, principal: Principal, command: s.BulkSelection) -> list[int]:
    most = await sysconfig.get(uow, settings.BULK_LIMIT)
    if command.ids is not None:
        ids = list(dict.fromkeys(command.ids))
        _require_few(len(ids), most, "/ids")
        return ids
    assert command.filter is not None
    counted = await list_tickets(uow, principal, command.filter, PageRequest(limit=1, include_total=True))
    _require_few(counted.total or counted.more_than or 0, most, "/filter")
    filters = command.filter.model_copy(update={"sort": "created"})
    found: list[int] = []
    after = None
    while len(found) <= most:
        page = await list_tickets(uow, principal, filters, PageRequest(limit=_PAGE, after=after))
        found += [ticket.id for ticket in page.rows]
        after = page.after
        if not page.has_more:
            break
    _require_few(len(found), most, "/filter")  # the count may have been some seconds old
    return found


async def _decided(uow: ReadUow, principal: Principal, command: s.TicketBulk, ids: Sequence[int]) -> dict[str, Any]:
    """Decide into which ticket they are merged and which are linked, before any is touched. Raises InvalidInput."""
    decided = await _partners(uow, principal, command, ids)
    if command.merge_into_number is not None:
        try:
            found = await get_ticket_by_number(uow, principal, command.merge_into_number)
        except TicketNotFound:
            raise InvalidInput.field("/merge_into_number", "unknown", "There is no such ticket.") from None
        return {**decided, "merge_into": found.id, "merge_into_number": None}
    if command.merge_to_oldest:
        of_these = TicketSearch(ticket_id=tuple(ids), in_archive="all", sort="created")
        oldest = (await list_tickets(uow, principal, of_these, PageRequest(limit=1))).rows
        if oldest:  # when none is visible, each ticket is refused by itself
            return {**decided, "merge_into": oldest[0].id, "merge_to_oldest": False}
    return decided


async def _partners(uow: ReadUow, principal: Principal, command: s.TicketBulk, ids: Sequence[int]) -> dict[str, Any]:
    """Those that the principal sees: the others have a result of their own."""
    if not command.link_together:
        return {}
    _require_few(len(ids), MOST_LINKED, "/link_together")
    of_these = TicketSearch(ticket_id=tuple(ids), in_archive="all")
    return {
        "partners": [one.id for one in (await list_tickets(uow, principal, of_these, PageRequest(limit=_PAGE))).rows]
    }


def _require_few(number: int, most: int, pointer: str) -> None:
    if number > most:
        raise InvalidInput.field(pointer, "too_many", f"These are {number} tickets; {most} are allowed at once.")
