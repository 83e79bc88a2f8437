"""The dynamic fields of a ticket, edited in place (OTRS: AgentTicketFreeText)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request
from starlette.datastructures import FormData

from gotrs_api.dynamic_fields.service import missing_on, names_on
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.tickets import schemas
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import ReadUow
from gotrs_web.agent.related import related_to_ticket
from gotrs_web.agent.ticket.property_forms import Field, PropertyForm
from gotrs_web.dynamic_fields import PREFIX, TICKET, FormField, form_fields
from gotrs_web.hx_events import HxEvent

SHOWN_ON: Final = "AgentTicketZoom"
EDITED_ON: Final = "AgentTicketFreeText"


@dataclass(frozen=True)
class DynamicField(Field):
    """One of them as a field of the form."""

    def read(self, request: Request, form: FormData) -> Field:
        return self if self.of is None else as_property(self.of.read(form))

    def parsed(self, request: Request) -> Any:
        return None if self.of is None else self.of.json(request)


def as_property(field: FormField) -> DynamicField:
    return DynamicField(name=field.name, label=field.label, may_be_empty=True, of=field)


async def edited_screen(read: ReadUow) -> str:
    """Where the screen for editing was given no fields, those that the ticket's page shows can be edited."""
    return EDITED_ON if await names_on(read, EDITED_ON) else SHOWN_ON


async def _load(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    fields = await form_fields(
        request, read, await edited_screen(read), object_types=TICKET, values=ticket.dynamic_fields
    )
    related = await related_to_ticket(read, ticket)
    return [as_property(field) for field in related.keep_fields(fields)]


async def _prepare(read: ReadUow, principal: Principal, values: dict[str, Any]) -> dict[str, Any]:
    """Raises InvalidInput for what the screen requires."""
    fields = {name.removeprefix(PREFIX): value for name, value in values.items()}
    missing = await missing_on(read, await edited_screen(read), fields, TICKET)
    if missing:
        raise InvalidInput(errors=missing)
    return {"dynamic_fields": fields}


FIELD_FORMS: Mapping[str, PropertyForm] = {
    "fields": PropertyForm(
        "title",
        N_("Change the fields"),
        N_("Save"),
        N_("Fields changed."),
        schemas.TicketUpdate,
        tickets.update_ticket,
        _load,
        HxEvent.TICKET_FIELDS_CHANGED,
        with_note=False,
        prepare=_prepare,
    ),
}
