"""A ticket's attributes as `<OTRS_TICKET_…>` tags say them.

Source: Znuny 6.5, Kernel/System/TemplateGenerator.pm, _Replace: everything that TicketGet knows; the five names that are
translated, moments in the reader's zone, seconds as readable ages.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.drafts.viewer import Viewer
from gotrs_api.sla.working_time import moment_of
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import ReadUow

_SYSTEM = Principal.system("mail")
_TRANSLATED: Final = frozenset({"Type", "State", "StateType", "Lock", "Priority"})
_EPOCHS: Final = frozenset({
    "RealTillTimeNotUsed", "UnlockTimeout", "EscalationResponseTime", "EscalationUpdateTime",
    "EscalationSolutionTime", "EscalationDestinationTime", "FirstResponseTimeDestinationTime",
    "UpdateTimeDestinationTime", "SolutionTimeDestinationTime",
})  # fmt: skip
_DATES: Final = frozenset({
    "Created", "Changed", "FirstResponse", "Closed", "FirstLock", "EscalationDestinationDate",
    "FirstResponseTimeDestinationDate", "UpdateTimeDestinationDate", "SolutionTimeDestinationDate",
})  # fmt: skip
_SECONDS: Final = frozenset({
    "Age", "UntilTime", "EscalationTime", "EscalationTimeWorkingTime", "FirstResponseTime",
    "FirstResponseTimeWorkingTime", "UpdateTime", "UpdateTimeWorkingTime", "SolutionTime", "SolutionTimeWorkingTime",
})  # fmt: skip


async def ticket_attributes(uow: ReadUow, ticket_id: TicketId, viewer: Viewer) -> dict[str, str]:
    """By OTRS's names; five statements. What is not set at all (no service, no clock that runs) is left out.

    Times that are 0 say 0, as in OTRS. Rights are not asked.
    """
    known = (await tickets.otrs_attributes(uow, _SYSTEM, [ticket_id], extended=True, zone=UTC))[ticket_id]
    found = {name: _said(name, value, viewer) for name, value in known.items() if value is not None}
    if known["RealTillTimeNotUsed"]:
        found["PendingTime"] = found["RealTillTimeNotUsed"]
    return found | {"CreateTimeUnix": found["Created"]}


def _said(name: str, value: int | float | str, viewer: Viewer) -> str:
    if not value:
        return str(value)
    if name in _TRANSLATED:
        return viewer.translate(str(value))
    if name in _EPOCHS:
        return viewer.moment(moment_of(int(value)))
    if name in _DATES:
        return viewer.moment(datetime.fromisoformat(str(value)).replace(tzinfo=UTC))
    return age(int(value)) if name in _SECONDS else str(value)


def age(seconds: float) -> str:
    """The two greatest units, as OTRS writes ages: `3 d 4 h`, `4 h 5 m`, `5 m`."""
    sign, whole = ("-" if seconds < 0 else ""), int(abs(seconds)) // 60
    days, hours, minutes = whole // 1440, whole // 60 % 24, whole % 60
    if days:
        return f"{sign}{days} d {hours} h"
    return f"{sign}{hours} h {minutes} m" if hours else f"{sign}{minutes} m"
