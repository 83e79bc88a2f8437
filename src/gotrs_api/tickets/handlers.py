"""What follows from changes of tickets in the same transaction: OTRS's standard event handlers.

`HANDLERS` is in OTRS's order. Automatic changes are made by user 1 where OTRS does so.
"""

from __future__ import annotations

from typing import Final

from gotrs_api.articles.events import ArticleCreated, ArticleFlagSet
from gotrs_api.articles.schemas import ArticleChannel
from gotrs_api.catalog import state_types
from gotrs_api.events import Handler, Phase
from gotrs_api.kernel.ids import SYSTEM_USER_ID, UserId
from gotrs_api.sla.calendar import is_calendar_setting
from gotrs_api.sla.escalation import is_finished
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.events import SettingChanged
from gotrs_api.tickets import rename_handlers
from gotrs_api.tickets.events import (
    TicketArchived,
    TicketCreated,
    TicketCustomerChanged,
    TicketDynamicFieldChanged,
    TicketEvent,
    TicketLockChanged,
    TicketMerged,
    TicketMoved,
    TicketOwnerChanged,
    TicketPriorityChanged,
    TicketServiceChanged,
    TicketSlaChanged,
    TicketStateChanged,
    TicketTypeChanged,
)
from gotrs_api.tickets.service import current, escalation, relatives, static_index
from gotrs_api.tickets.service.archive import apply_archived
from gotrs_api.tickets.service.locking import LOCK, UNLOCK, apply_lock
from gotrs_api.tickets.service.owner import apply_owner, apply_responsible
from gotrs_api.tickets.service.pending_time import apply_pending_time
from gotrs_api.tickets.service.rebuilding import RebuildEscalation
from gotrs_api.tickets.service.seen import SEEN, article_arrived, article_seen
from gotrs_api.tickets.service.state import apply_state_by_name
from gotrs_api.uow import UnitOfWork

# OTRS's screens by what they write first.
_SCREENS: Final = {ArticleChannel.PHONE: "AgentTicketPhone", ArticleChannel.EMAIL: "AgentTicketEmail"}


async def tell_parents(uow: UnitOfWork, event: TicketStateChanged) -> None:
    """TicketAllChildrenClosed: the last open child of a parent was finished."""
    await relatives.tell_parents(uow, event.ticket_id)


async def leave_archive(uow: UnitOfWork, event: TicketStateChanged) -> None:
    """ArchiveRestore: a ticket that is worked on again leaves the archive."""
    if event.new_state_type not in state_types.FINISHED:
        with current.acting_as_system(uow):
            await apply_archived(uow, event.ticket_id, archived=False)


async def renew_index(uow: UnitOfWork, event: TicketEvent) -> None:
    """AcceleratorUpdate, with the static index only."""
    await static_index.renew_index(uow, event.ticket_id)


async def take_from_owner(uow: UnitOfWork, event: TicketMoved) -> None:
    """ForceOwnerResetOnMove, off by default: a ticket that is moved loses its owner and its lock."""
    if await sysconfig.get(uow, settings.TICKET_FORCE_OWNER_RESET):
        await apply_owner(uow, event.ticket_id, SYSTEM_USER_ID, notify=False)
        await apply_lock(uow, event.ticket_id, UNLOCK, notify=False)


async def change_state_of_locked(uow: UnitOfWork, event: TicketLockChanged) -> None:
    """ForceStateChangeOnLock, off by default."""
    follows = await sysconfig.get(uow, settings.TICKET_FORCE_STATE_ON_LOCK)
    if event.lock != LOCK or not follows:
        return
    name = follows.get((await current.current(uow, event.ticket_id)).state_name)
    if name:
        await apply_state_by_name(uow, event.ticket_id, name)


async def lock_new_ticket(uow: UnitOfWork, event: ArticleCreated) -> None:
    """LockAfterCreate, off by default: an agent's phone and e-mail tickets, unless they are closed at once."""
    screen = _SCREENS.get(event.channel)
    if (
        screen is None
        or uow.acting_id == SYSTEM_USER_ID
        or not current.is_birth(uow, event.ticket_id, event.article_id)
    ):
        return
    actions = (await sysconfig.get(uow, settings.TICKET_LOCK_AFTER_CREATE)).get("Action", "")
    if screen in actions.split("|") and (await current.current(uow, event.ticket_id)).state_type != state_types.CLOSED:
        await apply_lock(uow, event.ticket_id, LOCK)


async def set_responsible_with_owner(uow: UnitOfWork, event: TicketOwnerChanged) -> None:
    """ResponsibleAutoSet: whoever owns a ticket that nobody is responsible for becomes responsible, silently."""
    if not await sysconfig.get(uow, settings.TICKET_RESPONSIBLE):
        return
    if not await sysconfig.get(uow, settings.TICKET_RESPONSIBLE_AUTO_SET) or uow.acting_id == SYSTEM_USER_ID:
        return
    row = await current.current(uow, event.ticket_id)
    if row.responsible_id == SYSTEM_USER_ID:
        await apply_responsible(uow, event.ticket_id, UserId(row.owner_id), notify=False)


async def reset_pending_time(uow: UnitOfWork, event: TicketStateChanged) -> None:
    """TicketPendingTimeReset: only pending states have a time; the history row comes every time."""
    if event.new_state_type not in state_types.PENDING:
        await apply_pending_time(uow, event.ticket_id, None, even_if_unchanged=True)


async def unlock_after_move(uow: UnitOfWork, event: TicketMoved) -> None:
    """ForceUnlockOnMove."""
    if await sysconfig.get(uow, settings.TICKET_FORCE_UNLOCK_AFTER_MOVE):
        with current.acting_as_system(uow):
            await apply_lock(uow, event.ticket_id, UNLOCK, notify=False)


async def mark_unseen(uow: UnitOfWork, event: ArticleCreated) -> None:
    """TicketNewMessageUpdate. The first article of a new ticket was marked when it was written."""
    if not current.is_birth(uow, event.ticket_id, event.article_id):
        await article_arrived(uow, event.ticket_id, event.article_id, is_first=False)


async def mark_seen(uow: UnitOfWork, event: ArticleFlagSet) -> None:
    """TicketNewMessageUpdate."""
    if event.key == SEEN:
        await article_seen(uow, event.ticket_id, event.user_id)


async def stop_escalation_after_state(uow: UnitOfWork, event: TicketStateChanged) -> None:
    """EscalationStopEvents."""
    await escalation.check_stop(uow, event.ticket_id, was_finished=is_finished(event.old_state_type))


async def stop_escalation(uow: UnitOfWork, event: TicketMoved | TicketSlaChanged | ArticleCreated) -> None:
    """EscalationStopEvents."""
    article_id = event.article_id if isinstance(event, ArticleCreated) else None
    if article_id is None or not current.is_birth(uow, event.ticket_id, article_id):
        await escalation.check_stop(uow, event.ticket_id, was_finished=False)


async def escalation_may_move(
    uow: UnitOfWork,
    event: TicketServiceChanged | TicketTypeChanged | TicketPriorityChanged | TicketCustomerChanged | TicketMerged,
) -> None:
    """EscalationIndex: the columns are recalculated once, before the ticket is shown or the transaction ends."""
    escalation.mark(uow, event.ticket_id)


async def escalation_may_move_with_field(uow: UnitOfWork, event: TicketDynamicFieldChanged) -> None:
    """EscalationIndex. A ticket that begins with fields has its times already."""
    if not current.is_birth(uow, event.ticket_id):
        escalation.mark(uow, event.ticket_id)


async def recalculate_escalation(uow: UnitOfWork, _event: object) -> None:
    """EscalationIndex."""
    await escalation.refresh_pending(uow)


async def rebuild_escalation(uow: UnitOfWork, event: SettingChanged) -> None:
    """Working time has changed: the columns of all tickets follow by one job, however many settings were changed."""
    if is_calendar_setting(event.name):
        await uow.enqueue(RebuildEscalation(), dedupe_key="tickets.rebuild_escalation")


_MOVES_INDEX: Final = (TicketCreated, TicketStateChanged, TicketMoved, TicketLockChanged, TicketArchived)
_MOVES_ESCALATION: Final = (
    TicketServiceChanged,
    TicketTypeChanged,
    TicketPriorityChanged,
    TicketCustomerChanged,
    TicketMerged,
)
_ANY: Final = (
    *_MOVES_ESCALATION,
    TicketDynamicFieldChanged,
    TicketStateChanged,
    TicketMoved,
    TicketSlaChanged,
    ArticleCreated,
    TicketCreated,
)

HANDLERS: Final[tuple[Handler, ...]] = (
    Handler(TicketStateChanged, tell_parents),
    Handler(TicketStateChanged, leave_archive),
    Handler(TicketMoved, take_from_owner),
    Handler(TicketLockChanged, change_state_of_locked),
    Handler(TicketOwnerChanged, set_responsible_with_owner),
    Handler(ArticleCreated, lock_new_ticket, Phase.COMMIT),
    Handler(TicketStateChanged, reset_pending_time),
    Handler(TicketMoved, unlock_after_move),
    Handler(ArticleCreated, mark_unseen),
    Handler(ArticleFlagSet, mark_seen),
    Handler(TicketStateChanged, stop_escalation_after_state),
    Handler(TicketMoved, stop_escalation),
    Handler(TicketSlaChanged, stop_escalation),
    Handler(ArticleCreated, stop_escalation),
    *(Handler(event, escalation_may_move) for event in _MOVES_ESCALATION),
    Handler(TicketDynamicFieldChanged, escalation_may_move_with_field),
    *rename_handlers.HANDLERS,
    Handler(SettingChanged, rebuild_escalation),
    *(Handler(event, renew_index, Phase.COMMIT, once_per="ticket_id") for event in _MOVES_INDEX),
    *(Handler(event, recalculate_escalation, Phase.COMMIT, once_per="ticket_id") for event in _ANY),
)
