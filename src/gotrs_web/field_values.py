"""What web services offer for a dynamic field while somebody types."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.generic_interface.errors import RemoteUnavailable
from gotrs_api.generic_interface.service.field_values import OfferedValue, find_values
from gotrs_api.identity.principal import Principal
from gotrs_api.uow.deps import Read
from gotrs_web import listed_values
from gotrs_web.deps import Agent, Customer
from gotrs_web.dynamic_fields import PREFIX
from gotrs_web.render import render

agent_router = APIRouter(prefix="/agent/fields")
customer_router = APIRouter(prefix="/customer/fields")


@agent_router.get("/{field_id}/values", name="agent_field_values")
async def offer_to_agent(
    request: Request, principal: Agent, read: Read, field_id: int, several: bool = False
) -> Response:
    return await _offer(request, principal, read, field_id, several=several)


@customer_router.get("/{field_id}/values", name="customer_field_values")
async def offer_to_customer(
    request: Request, principal: Customer, read: Read, field_id: int, several: bool = False
) -> Response:
    return await _offer(request, principal, read, field_id, several=several)


async def _offer(request: Request, principal: Principal, read: Read, field_id: int, *, several: bool) -> Response:
    """Of several values with commas between, the last one is being typed. Raises FieldNotFound."""
    typed = next((text for name, text in request.query_params.items() if name.startswith(PREFIX)), "")
    before, words = listed_values.being_typed(typed) if several else ("", typed)
    kept = f"{before} " if before else ""
    found: list[OfferedValue] = []
    is_away = False
    try:
        found = await find_values(read.site, principal, field_id, words)
    except RemoteUnavailable:
        is_away = True
    entered = [kept + (listed_values.one(each.value) if several else each.value) for each in found]
    context = {"found": list(zip(found, entered, strict=True)), "field_id": field_id, "is_away": is_away}
    return render(request, "components/_field_values.html", context)
