"""OncePerDay: the history remembers who was told today."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlalchemy import select

from gotrs_api.tickets.history_format import HistoryLine
from gotrs_api.tickets.models import TicketHistory, TicketHistoryType
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import ReadUow


async def told_today(uow: ReadUow, ticket_id: int, line: HistoryLine) -> bool:
    """Whether the ticket got this history row since midnight in `OTRSTimeZone`."""
    zone = await otrs_zone(uow)
    midnight = datetime.combine(uow.clock.now().astimezone(zone).date(), time(), tzinfo=zone).astimezone(UTC)
    query = (
        select(TicketHistory.id)
        .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
        .where(
            TicketHistory.ticket_id == ticket_id,
            TicketHistoryType.name == line.type.value,
            TicketHistory.name == line.name,
            TicketHistory.create_time >= midnight,
        )
        .limit(1)
    )
    return (await uow.session.execute(query)).first() is not None
