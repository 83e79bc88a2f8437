"""Ticket::TimeAccountingGet of Znuny 6.5: what an agent booked in a span of time."""

from __future__ import annotations

from datetime import datetime

from gotrs_api.generic_interface.operations.authentication import authenticated
from gotrs_api.generic_interface.operations.call import Answer, Call
from gotrs_api.generic_interface.operations.values import as_text
from gotrs_api.identity.directory import directory
from gotrs_api.identity.principal import Kind
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.service.switches import otrs_zone

_REQUIRED = ("TimeAccountingUserLogin", "TimeAccountingStart", "TimeAccountingEnd")


async def time_accounting_get(call: Call) -> Answer:
    """Only what lies on tickets that the caller may see; agents only."""
    principal = await authenticated(call, scope="tickets:read")
    if principal.is_customer:
        raise call.failed("NoPermission", "User needs to be an agent!")
    for key in _REQUIRED:
        if not as_text(call.data.get(key)):
            raise call.missing(f"{key} parameter is missing!")
    async with call.site.read() as uow:
        zone = await otrs_zone(uow)
        moments: list[datetime] = []
        for key in _REQUIRED[1:]:
            try:
                moments.append(datetime.fromisoformat(as_text(call.data[key])).replace(tzinfo=zone))
            except ValueError:
                raise call.missing(f"{key} parameter is not valid!") from None
        account = await directory(call.site, Kind.AGENT).find(uow, as_text(call.data[_REQUIRED[0]]))
        if account is None:
            raise call.missing(f"{_REQUIRED[0]} parameter is not valid!")
        return await tickets.otrs_time_accounting(uow, principal, int(account.subject), moments[0], moments[1])
