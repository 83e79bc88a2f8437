"""Values that do not go together by the attribute relations are refused, whichever way they come."""

from __future__ import annotations

import pytest
from pydantic import JsonValue

from gotrs_api.acl.attribute_relations.schemas import Chosen
from gotrs_api.acl.attribute_relations.service import evaluate
from gotrs_api.acl.models import AclTicketAttributeRelation
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service
from gotrs_api.tickets.schemas import TicketClose, TicketMerge, TicketSetPriority, TicketSetState, TicketUpdate
from tests.tickets.desk import Desk


async def relate(desk: Desk, text: str) -> None:
    head = text.split("\n")[0].split(";")
    desk.uow.session.add(
        AclTicketAttributeRelation(
            filename=f"{head[1]}.csv", attribute_1=head[0], attribute_2=head[1], acl_data=text, priority=1
        )
    )
    await desk.uow.session.flush()


def wrong(refused: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str, str]]:
    return [(error.pointer, error.code) for error in refused.value.errors]


async def test_a_new_ticket_takes_what_goes_together(desk: Desk) -> None:
    await relate(desk, "Queue;Priority\nSupport;4 high\n")

    with pytest.raises(InvalidInput) as refused:
        await desk.ticket(priority="1 very low")

    assert wrong(refused) == [("/priority", "attribute_relation")]
    assert (await desk.ticket(priority="4 high")).priority.name == "4 high"
    assert (await desk.ticket()).priority.name == "3 normal", "nobody chose the default"


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("none_allowed", [True, False])
async def test_a_setting_says_whether_nothing_can_always_be_chosen(desk: Desk, none_allowed: bool) -> None:
    await relate(desk, "Queue;Priority\nSupport;4 high\n")
    await desk.factories.setting(settings.ATTRIBUTE_RELATIONS_ALWAYS_POSSIBLE_NONE, none_allowed)
    allowed = await evaluate(desk.uow, desk.ann, Chosen(values={"Queue": ["Support"]}))
    assert ("" in allowed.allowed["Priority"]) is none_allowed


async def test_every_action_is_bound(desk: Desk) -> None:
    ticket = await desk.ticket()
    await relate(desk, "Queue;State\nSupport;open\n")
    await relate(desk, "State;Priority\nopen;4 high\n")
    id_ = TicketId(ticket.id)
    desk.next_request()

    for attempt, pointer in (
        (service.close_ticket(desk.uow, desk.ann, id_, TicketClose()), "/state"),
        (
            service.update_ticket(desk.uow, desk.ann, id_, TicketUpdate(state="open", priority="1 very low")),
            "/priority",
        ),
    ):
        savepoint = await desk.uow.session.begin_nested()
        with pytest.raises(InvalidInput) as refused:
            await attempt
        assert wrong(refused) == [(pointer, "attribute_relation")]
        await savepoint.rollback()
        desk.next_request()

    await service.set_state(desk.uow, desk.ann, id_, TicketSetState(state="open"))
    changed = await service.set_priority(desk.uow, desk.ann, id_, TicketSetPriority(priority="4 high"))
    assert (changed.state.name, changed.priority.name) == ("open", "4 high")


async def test_what_is_left_alone_is_not_judged(desk: Desk) -> None:
    ticket = await desk.ticket(priority="1 very low")
    await relate(desk, "Queue;Priority\nSupport;4 high\n")

    renamed = await service.update_ticket(desk.uow, desk.ann, TicketId(ticket.id), TicketUpdate(title="Still burning"))

    assert renamed.title == "Still burning"


async def test_automatic_work_and_merging_are_free(desk: Desk) -> None:
    first, second = await desk.ticket(), await desk.ticket()
    await relate(desk, "Queue;State\nSupport;open\n")
    system = Principal.system("test")

    closed = await service.close_ticket(desk.uow, system, TicketId(first.id), TicketClose())
    merged = await service.merge_ticket(desk.uow, desk.ann, TicketId(second.id), TicketMerge(into=first.id))

    assert (closed.state.type, merged.state.type) == ("closed", "merged")


async def test_dynamic_fields_are_bound_too(desk: Desk) -> None:
    values: dict[str, JsonValue] = {"possible_values": {"B1": "B1", "B2": "B2"}}
    building = DynamicFieldCreate(
        name="Building", label="Building", type="Dropdown", object_type=ObjectType.TICKET, config=values
    )
    await dynamic_fields.create_field(desk.uow, Principal.system("test"), building)
    ticket = await desk.ticket(dynamic_fields={"Building": "B2"})
    await relate(desk, "Queue;DynamicField_Building\nSupport;B1\n")
    id_ = TicketId(ticket.id)
    desk.next_request()

    with pytest.raises(InvalidInput) as at_birth:
        await desk.ticket(dynamic_fields={"Building": "B2"})
    emptied = await service.update_ticket(desk.uow, desk.ann, id_, TicketUpdate(dynamic_fields={"Building": None}))
    desk.next_request()
    with pytest.raises(InvalidInput) as later:
        await service.update_ticket(desk.uow, desk.ann, id_, TicketUpdate(dynamic_fields={"Building": "B2"}))

    assert emptied.dynamic_fields["Building"] is None
    assert wrong(at_birth) == wrong(later) == [("/dynamic_fields/Building", "attribute_relation")]
