"""A mail that begins a ticket (OTRS 6: Kernel/System/PostMaster/NewTicket.pm)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from gotrs_api.catalog import state_types
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.mail.inbound.article import article_of
from gotrs_api.mail.inbound.customer_choice import choose_customer
from gotrs_api.mail.inbound.field_headers import fields_of
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.inbound.master_data import Candidate, choose, number
from gotrs_api.mail.inbound.queue_choice import QueueChoice
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.history_format import without_values
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.pending import InvalidPendingTime, parse_pending_time
from gotrs_api.tickets.service.create import Created, NewTicket, create
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.master import Datum

_PENDING = "pending"


async def open_ticket(uow: UnitOfWork, mail: IncomingMail, queue: QueueChoice, *, comment: str = "") -> Created:
    """Create the ticket and its first article. `comment` says why a follow-up makes a new one.

    Values of headers that do not exist, or are not valid, give way to the defaults.
    """
    mail.trace.note("queue", queue.by, queue.queue.name)
    customer = await choose_customer(uow, mail)
    mail.trace.note("customer", customer.by, f"{customer.login} ({customer.customer_id})")
    chosen = await choose(uow, await _candidates(uow, mail))
    state = chosen["state"]
    if state is None or state.extra == state_types.MERGED:
        state = (await choose(uow, {"state": [await sysconfig.get(uow, settings.POSTMASTER_DEFAULT_STATE), "new"]}))[
            "state"
        ]
    new = NewTicket(
        title=mail.x("Title") or mail.get("Subject"),
        queue=queue.queue,
        state=_there("state", state),
        priority=_there("priority", chosen["priority"]),
        type=_there("type", chosen["type"]),
        lock=_there("lock", chosen["lock"]),
        owner=chosen["owner"] or _nobody("owner", queue.queue),
        responsible=chosen["responsible"] or _nobody("responsible", queue.queue),
        service=chosen["service"],
        sla=chosen["sla"],
        customer_id=customer.customer_id or None,
        customer_user=customer.login or None,
        pending_until=await pending_until(uow, mail, "State-PendingTime")
        if state is not None and state.extra.startswith(_PENDING)
        else None,
    )
    fields = await fields_of(uow, mail, follow_up=False)
    new = replace(new, dynamic_fields=fields.of_ticket)
    article = replace(article_of(mail, TicketId(0), follow_up=False), dynamic_fields=fields.of_article)
    return await create(uow, new, article, without_values(HistoryType.EMAIL_CUSTOMER, comment))


async def _candidates(uow: UnitOfWork, mail: IncomingMail) -> dict[str, Sequence[Candidate]]:
    return {
        "state": [mail.x("State"), await sysconfig.get(uow, settings.POSTMASTER_DEFAULT_STATE), "new"],
        "priority": [mail.x("Priority"), await sysconfig.get(uow, settings.POSTMASTER_DEFAULT_PRIORITY), 3],
        "type": [mail.x("Type"), await sysconfig.get(uow, settings.TICKET_TYPE_DEFAULT), 1],
        "lock": [mail.x("Lock"), "unlock"],
        "owner": [mail.x("Owner"), number(mail.x("OwnerID"))],
        "responsible": [mail.x("Responsible"), number(mail.x("ResponsibleID"))],
        "service": [mail.x("Service")],
        "sla": [mail.x("SLA")],
    }


async def pending_until(uow: UnitOfWork, mail: IncomingMail, header: str) -> datetime | None:
    """The time in `X-OTRS-<header>`, None where there is none that makes sense."""
    text = mail.x(header)
    if not text:
        return None
    try:
        return parse_pending_time(text, uow.clock.now(), await otrs_zone(uow))
    except InvalidPendingTime:
        mail.trace.note("header", f"X-OTRS-{header}", f"not a time: {text}")
        return None


def _nobody(kind: str, any_datum: Datum) -> Datum:
    # User 1 owns what nobody owns, valid or not.
    return any_datum._replace(kind=kind, id=SYSTEM_USER_ID, name="root@localhost", extra="", group_id=0)


def _there(kind: str, datum: Datum | None) -> Datum:
    if datum is None:
        raise LookupError(f"there is no valid {kind} for new mail: check the Postmaster settings")
    return datum
