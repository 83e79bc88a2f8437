"""What an object has already may be sent back beside a change, though its field would not take it any more."""

from __future__ import annotations

from typing import Any

import pytest

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleUpdate
from gotrs_api.customers import service as customers
from gotrs_api.customers.schemas import CompanyUpdate, CustomerUserUpdate
from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.errors import InvalidValue
from gotrs_api.dynamic_fields.schemas import DynamicFieldRead, DynamicFieldUpdate
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketReply, TicketUpdate
from tests.dynamic_fields.conftest import COLOURS, FieldDesk

LEFT = {"g": "Green", "b": "Blue"}


async def reconfigure(desk: FieldDesk, field: DynamicFieldRead, **config: Any) -> None:
    await service.update_field(desk.uow, desk.admin, field.id, DynamicFieldUpdate(config=config))


async def test_a_ticket_keeps_what_it_has(desk: FieldDesk) -> None:
    colour = await desk.field("Colour", "Dropdown", possible_values=COLOURS)
    colours = await desk.field("Colours", "Multiselect", possible_values=COLOURS)
    day = await desk.field("Day", "Date")
    code = await desk.field("Code")
    room = await desk.field("Room")
    ticket_id = TicketId((await desk.ticket()).id)
    has = {"Colour": "r", "Colours": ["r", "b"], "Day": "2001-02-03", "Code": "old"}
    await tickets.update_ticket(desk.uow, desk.ann, ticket_id, TicketUpdate(dynamic_fields=has))
    await reconfigure(desk, colour, possible_values=LEFT)
    await reconfigure(desk, colours, possible_values=LEFT)
    await reconfigure(desk, day, restriction="DisablePastDates")
    await reconfigure(desk, code, rules=[{"pattern": "^[A-Z]", "message": "Begin with a letter."}])

    wanted = has | {"Colours": ["g", "r"], "Room": "7"}
    changed = await tickets.update_ticket(desk.uow, desk.ann, ticket_id, TicketUpdate(dynamic_fields=wanted))

    assert {name: changed.dynamic_fields[name] for name in wanted} == wanted
    for name, value in {"Colour": "x", "Colours": ["r", "b", "x"], "Day": "2001-02-04", "Code": "older"}.items():
        with pytest.raises(InvalidInput) as refused:
            await tickets.update_ticket(
                desk.uow, desk.ann, ticket_id, TicketUpdate(dynamic_fields={**has, name: value})
            )
        assert [error.pointer for error in refused.value.errors] == [f"/dynamic_fields/{name}"]
    assert room.name == "Room"


async def test_another_object_with_the_same_number_lends_nothing(desk: FieldDesk) -> None:
    tone = await desk.field("Tone", "Dropdown", of="Article", possible_values=COLOURS)
    ticket_id = TicketId((await desk.ticket()).id)
    note = TicketReply.model_validate(
        {"channel": "internal", "subject": "s", "body": "b", "dynamic_fields": {"Tone": "r"}}
    )
    made = await tickets.add_article(desk.uow, desk.ann, ticket_id, note)
    await reconfigure(desk, tone, possible_values=LEFT)
    again = ArticleUpdate.model_validate({"body": "c", "dynamic_fields": {"Tone": "r"}})

    changed = await articles.update_article(desk.uow, desk.ann, ticket_id, ArticleId(made.id), again)

    assert changed.dynamic_fields == {"Tone": "r"}
    with pytest.raises(InvalidInput):
        await tickets.add_article(desk.uow, desk.ann, ticket_id, note)


async def test_customers_keep_what_they_have(desk: FieldDesk) -> None:
    tier = await desk.field("Tier", "Dropdown", of="CustomerUser", possible_values=COLOURS)
    branch = await desk.field("Branch", "Dropdown", of="CustomerCompany", possible_values=COLOURS)
    person = await desk.factories.customer_user("berta")
    company = await desk.factories.customer_company("beta")
    update_person = CustomerUserUpdate.model_validate({"dynamic_fields": {"Tier": "r"}})
    update_company = CompanyUpdate.model_validate({"dynamic_fields": {"Branch": "r"}})
    with_value = (
        lambda: customers.update_customer_user(desk.uow, desk.admin, person.id, update_person),
        lambda: customers.update_company(desk.uow, desk.admin, company.customer_id, update_company),
    )
    for update in with_value:
        await update()
    await reconfigure(desk, tier, possible_values=LEFT)
    await reconfigure(desk, branch, possible_values=LEFT)

    assert [(await update()).dynamic_fields for update in with_value] == [{"Tier": "r"}, {"Branch": "r"}]

    other = await desk.factories.customer_user("carla")
    with pytest.raises(InvalidValue):
        await customers.update_customer_user(desk.uow, desk.admin, other.id, update_person)
