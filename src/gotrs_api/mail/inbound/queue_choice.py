"""Into which queue a new mail goes (OTRS 6: Kernel/System/PostMaster/DestQueue.pm)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gotrs_api.catalog import service as catalog
from gotrs_api.catalog.schemas import SystemAddressRead
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.master_data import choose
from gotrs_api.mail.inbound.spool import IntakeOptions
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.master import Datum

_FIRST_QUEUE = 1
MAX_RECIPIENTS = 1000


@dataclass(frozen=True)
class QueueChoice:
    queue: Datum
    by: str


async def choose_queue(uow: ReadUow, mail: IncomingMail, options: IntakeOptions) -> QueueChoice:
    """X-OTRS-Queue, else the queue of the source, else that of the first recipient that is ours, else the default."""
    wanted = mail.x("Queue")
    found = (await choose(uow, {"queue": [wanted]}))["queue"]
    if found is not None:
        return QueueChoice(found, "X-OTRS-Queue")
    found = (await choose(uow, {"queue": [options.queue, options.queue_id]}))["queue"]
    if found is not None:
        return QueueChoice(found, "source")
    for address in mail.recipients()[:MAX_RECIPIENTS]:
        own = await _own_address(uow, address.email) if address.email else None
        if own is not None:
            found = (await choose(uow, {"queue": [own.queue_id]}))["queue"]
            if found is not None:
                return QueueChoice(found, f"recipient {own.email}")
    default = await sysconfig.get(uow, settings.POSTMASTER_DEFAULT_QUEUE)
    found = (await choose(uow, {"queue": [default, _FIRST_QUEUE]}))["queue"]
    if found is None:
        raise LookupError(f"neither the queue {default} nor queue {_FIRST_QUEUE} is valid")
    return QueueChoice(found, "PostmasterDefaultQueue")


async def _own_address(uow: ReadUow, email: str) -> SystemAddressRead | None:
    """As it stands, else without its `+tag`: people subscribe with `support+shop@…`, and mail servers deliver that."""
    own = await catalog.find_system_address(uow, email)
    local, at, domain = email.rpartition("@")
    if own is not None or "+" not in local:
        return own
    return await catalog.find_system_address(uow, f"{local.partition('+')[0]}{at}{domain}")
