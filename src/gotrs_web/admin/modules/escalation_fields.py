"""Times of escalation, which queues and service levels have alike."""

from gotrs_api.admin.calendars.service import Timed, never_escalates
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import Field
from gotrs_web.admin.modules.reference_options import calendar_options

_OFF = N_("0 is never")
_PERCENT = N_("Percent of that time, 0 is off")
CALENDAR = Field(
    "calendar", N_("Calendar"), "select", options=calendar_options, empty=N_("the default one"),
    hint=N_("Its working hours and free days decide which minutes count."),
)  # fmt: skip
ESCALATION: tuple[Field, ...] = (
    Field("first_response_time", N_("First response (minutes)"), "number", start="0", hint=_OFF),
    Field("first_response_notify", N_("Warn of the first response"), "number", start="0", hint=_PERCENT),
    Field("update_time", N_("Update (minutes)"), "number", start="0", hint=_OFF),
    Field("update_notify", N_("Warn of the update"), "number", start="0", hint=_PERCENT),
    Field("solution_time", N_("Solution (minutes)"), "number", start="0", hint=_OFF),
    Field("solution_notify", N_("Warn of the solution"), "number", start="0", hint=_PERCENT),
    CALENDAR,
)


async def warned_of(read: ReadUow, principal: Principal, timed: Timed) -> str:
    if await never_escalates(read, principal, timed):
        return N_("Its calendar has no working hours: its tickets never escalate, whatever the times say.")
    return ""
