"""Setting a ticket's lock and the moment from which its unlock timeout counts."""

from __future__ import annotations

from typing import Final

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.events import NotificationLockTimeout, TicketLockChanged, TicketUnlockTimeoutReset
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.repository import master
from gotrs_api.tickets.service.current import change, current
from gotrs_api.uow import UnitOfWork

UNLOCK: Final = "unlock"
LOCK: Final = "lock"
RESET_TEXT: Final = "Reset of unlock time."


async def apply_lock(uow: UnitOfWork, ticket_id: TicketId, lock: str, *, notify: bool = True) -> None:
    """Set the lock by its name. Locking starts the unlock timeout; unlocking notifies (NotificationLockTimeout)."""
    row = await current(uow, ticket_id)
    if row.lock_name == lock:
        return
    found = (await master.find(uow.session, {"lock": (None, lock)}))["lock"]
    await change(uow, ticket_id, history_format.lock_update(lock), ticket_lock_id=found[0].id)
    if lock == LOCK:
        await apply_unlock_timeout(uow, ticket_id, int(uow.clock.now().timestamp()))
    elif lock == UNLOCK and notify:
        await uow.emit(NotificationLockTimeout(ticket_id=ticket_id))
    await uow.emit(TicketLockChanged(ticket_id=ticket_id, lock=lock))


async def apply_unlock_timeout(uow: UnitOfWork, ticket_id: TicketId, since: int) -> None:
    """The moment (epoch seconds) from which the queue's unlock timeout counts."""
    row = await current(uow, ticket_id)
    if row.timeout == since:
        return
    await change(uow, ticket_id, history_format.plain_text(HistoryType.MISC, RESET_TEXT), timeout=since)
    await uow.emit(TicketUnlockTimeoutReset(ticket_id=ticket_id, timeout=since))
