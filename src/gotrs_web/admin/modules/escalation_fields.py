"""Times of escalation, which queues and service levels have alike."""

from gotrs_api.i18n import N_
from gotrs_web.admin.fields import Field

_OFF = N_("0 is never")
_PERCENT = N_("Percent of that time, 0 is off")
CALENDARS = tuple((str(number), str(number)) for number in range(1, 10))
CALENDAR = Field("calendar", N_("Calendar"), "select", options=CALENDARS, empty=N_("the default one"))
ESCALATION: tuple[Field, ...] = (
    Field("first_response_time", N_("First response (minutes)"), "number", start="0", hint=_OFF),
    Field("first_response_notify", N_("Warn of the first response"), "number", start="0", hint=_PERCENT),
    Field("update_time", N_("Update (minutes)"), "number", start="0", hint=_OFF),
    Field("update_notify", N_("Warn of the update"), "number", start="0", hint=_PERCENT),
    Field("solution_time", N_("Solution (minutes)"), "number", start="0", hint=_OFF),
    Field("solution_notify", N_("Warn of the solution"), "number", start="0", hint=_PERCENT),
    CALENDAR,
)
