"""What invokers send and what they do with answers.

`Ticket::Generic` sends the whole ticket and lets the answer change it; `Generic::Tunnel`, which OTOBO calls
`Generic::PassThrough`, hands data through.
Source: Znuny 6.5, Kernel/GenericInterface/Invoker/Ticket/Generic.pm and Generic/Tunnel.pm.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, Final

from gotrs_api.generic_interface.operations.ticket_get import whole_ticket
from gotrs_api.generic_interface.operations.values import as_id
from gotrs_api.generic_interface.requester.answers import apply_answer
from gotrs_api.generic_interface.requester.customers import CUSTOMER_EVENTS, attributes_now
from gotrs_api.generic_interface.webservice import Invoker, Webservice
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site

TICKET: Final = "Ticket::Generic"
TUNNEL: Final = "Generic::Tunnel"
TYPES: Final = (TICKET, TUNNEL)
_HANDING_THROUGH: Final = (TUNNEL, "Generic::PassThrough")
SYSTEM: Final = Principal.system("web service")
# In `session.info` of a unit of work that carries an answer out: what happens there does not call the same invoker again.
ANSWERING: Final = "gotrs.invoker_answering"


class NotPossible(Exception):
    """The call cannot be made; the message says why."""


async def prepare(site: Site, invoker: Invoker, data: Mapping[str, Any]) -> Any:
    """Raises NotPossible."""
    if invoker.type in _HANDING_THROUGH:
        return await _handed(site, data)
    if invoker.type != TICKET:
        raise NotPossible(f"The invoker type {invoker.type} is not known here.")
    ticket_id = as_id(data.get("TicketID"))
    async with site.read() as uow:
        ticket = await whole_ticket(uow, SYSTEM, ticket_id) if ticket_id else None
        omitted = (await sysconfig.get(uow, settings.GI_OMITTED_FIELDS)).get(invoker.name, "")
        encoded = (await sysconfig.get(uow, settings.GI_BASE64_FIELDS)).get(invoker.name, "")
    if ticket is None:
        raise NotPossible("There is no such ticket.")
    prepared = {"Event": dict(data), "Ticket": ticket}
    return _shaped(prepared, frozenset(_keys(omitted)), frozenset(_keys(encoded)))


async def _handed(site: Site, data: Mapping[str, Any]) -> dict[str, Any]:
    """What a customer is called now is read when the call is made: no job keeps it."""
    if data.get("Event") not in CUSTOMER_EVENTS:
        return dict(data)
    async with site.read() as uow:
        return {**data, "NewData": await attributes_now(uow, data)}


def _keys(setting: str) -> list[str]:
    return [key.strip() for key in setting.split(";") if key.strip()]


def _shaped(value: Any, omitted: frozenset[str], encoded: frozenset[str]) -> Any:
    if isinstance(value, list):
        return [_shaped(each, omitted, encoded) for each in value]
    if not isinstance(value, Mapping):
        return value
    shaped: dict[str, Any] = {}
    for key, each in value.items():
        if key in omitted:
            continue
        if key in encoded and not isinstance(each, Mapping | list) and each is not None:
            shaped[key] = base64.b64encode(str(each).encode()).decode()
        else:
            shaped[key] = _shaped(each, omitted, encoded)
    return shaped


async def handle_response(
    site: Site, webservice: Webservice, invoker: Invoker, data: Mapping[str, Any], answer: Any
) -> None:
    """All that the answer asks for in one transaction. Raises GotrsError for what the desk refuses."""
    ticket_id = as_id(data.get("TicketID"))
    if invoker.type != TICKET or ticket_id is None or not isinstance(answer, Mapping):
        return
    async with site.uow(acting_id=SYSTEM_USER_ID) as uow:
        uow.session.info[ANSWERING] = (webservice.id, invoker.name)
        await apply_answer(uow, webservice, SYSTEM, TicketId(ticket_id), answer)
