"""Fields at tickets and articles: what is stored, what history and events say, who may."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select, text

from gotrs_api.articles.schemas import ArticleUpdate
from gotrs_api.dynamic_fields.models import DynamicField, DynamicFieldValue
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service
from gotrs_api.tickets.errors import TicketRightMissing
from gotrs_api.tickets.events import TicketDynamicFieldChanged
from gotrs_api.tickets.schemas import (
    TicketAssign,
    TicketClose,
    TicketFilter,
    TicketMerge,
    TicketReply,
    TicketSetPriority,
    TicketUpdate,
    TicketWatch,
)
from gotrs_api.uow import UnitOfWork
from tests.dynamic_fields.conftest import COLOURS, FieldDesk
from tests.tickets.desk import Statements

EVERY = {
    "Building": "B7",
    "Story": "first\nsecond",
    "Urgent": True,
    "Colour": "g",
    "Colours": ["r", "b"],
    "Day": "2026-03-04",
    "Moment": "2026-03-04T05:06:00Z",
    "Server": "srv-9",
}


async def every_field(desk: FieldDesk) -> None:
    await desk.field("Building")
    await desk.field("Story", "TextArea")
    await desk.field("Urgent", "Checkbox")
    await desk.field("Colour", "Dropdown", possible_values=COLOURS)
    await desk.field("Colours", "Multiselect", possible_values=COLOURS)
    await desk.field("Day", "Date")
    await desk.field("Moment", "DateTime")
    await desk.field("Server", "WebserviceDropdown", webservice="CMDB", invoker_search="Find")


def shown(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if not name.startswith("TicketCalendar")}


async def test_a_ticket_begins_with_values_of_every_kind(desk: FieldDesk, uow: UnitOfWork) -> None:
    await every_field(desk)
    ticket = await desk.ticket(dynamic_fields=EVERY)

    assert shown(ticket.dynamic_fields) == EVERY
    assert (await service.get_ticket(uow, desk.bob, TicketId(ticket.id))).dynamic_fields == ticket.dynamic_fields
    assert (await desk.history(ticket.id))[4:-2] == [
        ("TicketDynamicFieldUpdate", "%%FieldName%%Building%%Value%%B7%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Story%%Value%%first\nsecond%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Urgent%%Value%%1%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Colour%%Value%%Green%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Colours%%Value%%Red, Blue%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Day%%Value%%2026-03-04%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Moment%%Value%%2026-03-04 05:06:00%%OldValue%%"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Server%%Value%%srv-9%%OldValue%%"),
    ]


async def test_rows_lie_as_otrs_stores_them(desk: FieldDesk, uow: UnitOfWork) -> None:
    await every_field(desk)
    ticket = await desk.ticket(dynamic_fields=EVERY)

    rows = await uow.session.execute(
        select(
            DynamicField.name,
            DynamicFieldValue.value_text,
            func.substr(text("CAST(value_date AS CHAR(19))"), 1, 19),
            DynamicFieldValue.value_int,
        )
        .join(DynamicField, DynamicField.id == DynamicFieldValue.field_id)
        .where(DynamicFieldValue.object_id == ticket.id, DynamicField.object_type == "Ticket")
        .order_by(DynamicFieldValue.id)
    )
    assert [tuple(row) for row in rows] == [
        ("Building", "B7", None, None),
        ("Story", "first\nsecond", None, None),
        ("Urgent", None, None, 1),
        ("Colour", "g", None, None),
        ("Colours", "r", None, None),
        ("Colours", "b", None, None),
        ("Day", None, "2026-03-04 00:00:00", None),
        ("Moment", None, "2026-03-04 05:06:00", None),
        ("Server", "srv-9", None, None),
    ]


async def test_a_change_tells_old_and_new_and_nothing_else(desk: FieldDesk, uow: UnitOfWork) -> None:
    await every_field(desk)
    ticket = await desk.ticket(dynamic_fields={"Building": "B7", "Colours": ["r"], "Urgent": False})
    known = len(await desk.history(ticket.id))
    desk.next_request()

    changed = await service.update_ticket(
        uow,
        desk.ann,
        TicketId(ticket.id),
        TicketUpdate(dynamic_fields={"Building": "C1", "Colours": ["r", "g"], "Urgent": False, "Day": None}),
    )

    assert await desk.news(ticket.id, known) == [
        ("TicketDynamicFieldUpdate", "%%FieldName%%Building%%Value%%C1%%OldValue%%B7"),
        ("TicketDynamicFieldUpdate", "%%FieldName%%Colours%%Value%%Red, Green%%OldValue%%Red"),
    ]
    assert changed.etag != ticket.etag
    told = [event for event in uow._events if isinstance(event, TicketDynamicFieldChanged)]
    assert [(event.otrs_name, event.old_value, event.new_value) for event in told[-2:]] == [
        ("TicketDynamicFieldUpdate_Building", "B7", "C1"),
        ("TicketDynamicFieldUpdate_Colours", ["r"], ["r", "g"]),
    ]


async def test_the_same_again_writes_nothing(desk: FieldDesk, uow: UnitOfWork) -> None:
    await every_field(desk)
    ticket = await desk.ticket(dynamic_fields=EVERY)
    known = await desk.history(ticket.id)
    desk.next_request()

    same = await service.update_ticket(uow, desk.ann, TicketId(ticket.id), TicketUpdate(dynamic_fields=EVERY))

    assert same.etag == ticket.etag
    assert await desk.history(ticket.id) == known


async def test_emptied_fields_leave_no_row(desk: FieldDesk, uow: UnitOfWork) -> None:
    await every_field(desk)
    ticket = await desk.ticket(dynamic_fields=EVERY)
    nothing: dict[str, Any] = dict.fromkeys(EVERY)

    changed = await service.update_ticket(uow, desk.ann, TicketId(ticket.id), TicketUpdate(dynamic_fields=nothing))

    assert shown(changed.dynamic_fields) == nothing
    left = select(func.count()).select_from(DynamicFieldValue).where(DynamicFieldValue.object_id == ticket.id)
    assert await uow.session.scalar(left) == 0


async def test_each_wrong_value_has_its_own_pointer(desk: FieldDesk) -> None:
    await every_field(desk)
    wrong = {"Colour": "x", "Day": "soon", "Nothing/here~": "?", "ProcessManagementProcessID": "P1", "Urgent": True}

    with pytest.raises(InvalidInput) as refused:
        await desk.ticket(dynamic_fields=wrong, queue="Nowhere", queue_id=None)

    assert {(error.pointer, error.code) for error in refused.value.errors} == {
        ("/queue", "unknown"),
        ("/dynamic_fields/Colour", "not_in_list"),
        ("/dynamic_fields/Day", "date"),
        ("/dynamic_fields/Nothing~1here~0", "unknown"),
        ("/dynamic_fields/ProcessManagementProcessID", "read_only"),
    }


async def test_fields_of_articles_belong_to_articles(desk: FieldDesk, uow: UnitOfWork) -> None:
    await desk.field("Mood", of="Article")
    await desk.field("Building")
    with pytest.raises(InvalidInput) as refused:
        await desk.ticket(dynamic_fields={"Mood": "good"})
    assert refused.value.errors[0].code == "unknown"

    ticket = await desk.ticket(article={"subject": "Hm", "body": "…", "dynamic_fields": {"Mood": "good"}})
    reply = TicketReply(subject="More", body="…", dynamic_fields={"Mood": "bad", "Building": "B7"})
    article = await service.add_article(uow, desk.ann, TicketId(ticket.id), reply)

    assert article.dynamic_fields == {"Mood": "bad"}
    assert [each.dynamic_fields for each in await service.list_articles(uow, desk.ann, TicketId(ticket.id))] == [
        {"Mood": "good"},
        {"Mood": "bad"},
    ]
    now = await service.get_ticket(uow, desk.ann, TicketId(ticket.id))
    assert shown(now.dynamic_fields) == {"Building": "B7"}
    names = [event.otrs_name for event in uow._events]
    assert names.count("ArticleDynamicFieldUpdate") == 2

    note = ArticleUpdate(dynamic_fields={"Mood": "so so"})
    changed = await service.update_note(uow, desk.ann, TicketId(ticket.id), ArticleId(article.id), note)
    assert changed.dynamic_fields == {"Mood": "so so"}
    await service.delete_note(uow, desk.ann, TicketId(ticket.id), ArticleId(article.id))
    left = select(func.count()).select_from(DynamicFieldValue).where(DynamicFieldValue.value_text == "so so")
    assert await uow.session.scalar(left) == 0


async def test_actions_take_the_fields_of_their_screen(desk: FieldDesk, uow: UnitOfWork, factories: Any) -> None:
    await desk.field("Building")
    await desk.field("Cost")
    await desk.screen("AgentTicketPriority", {"Building": 1})
    helper = await factories.principal(await factories.agent("helper", rights={desk.support: "ro priority"}))
    ticket_id = TicketId((await desk.ticket()).id)

    command = TicketSetPriority(priority="5 very high", dynamic_fields={"Building": "B7"})
    changed = await service.set_priority(uow, helper, ticket_id, command)
    assert shown(changed.dynamic_fields) == {"Building": "B7", "Cost": None}
    with pytest.raises(TicketRightMissing):
        command = TicketSetPriority(priority="4 high", dynamic_fields={"Cost": "much"})
        await service.set_priority(uow, helper, ticket_id, command)
    closed = await service.close_ticket(uow, desk.ann, ticket_id, TicketClose(dynamic_fields={"Cost": "much"}))
    assert (closed.state.type, closed.dynamic_fields["Cost"]) == ("closed", "much")


async def test_watching_is_no_way_to_write(desk: FieldDesk, uow: UnitOfWork) -> None:
    await desk.field("Building")
    await desk.screen("AgentTicketNote", {"Building": 1})
    ticket_id = TicketId((await desk.ticket()).id)
    with pytest.raises(TicketRightMissing):
        await service.watch_ticket(uow, desk.eve, ticket_id, TicketWatch(dynamic_fields={"Building": "B7"}))


async def test_readers_change_nothing(desk: FieldDesk, uow: UnitOfWork) -> None:
    await desk.field("Building")
    ticket_id = TicketId((await desk.ticket()).id)
    with pytest.raises(TicketRightMissing):
        await service.update_ticket(uow, desk.eve, ticket_id, TicketUpdate(dynamic_fields={"Building": "x"}))


async def test_customers_know_only_what_their_screens_show(desk: FieldDesk, uow: UnitOfWork) -> None:
    for name in ("Building", "Secret", "Device"):
        await desk.field(name)
    await desk.screen("CustomerTicketMessage", {"Building": 1, "Device": 2})
    await desk.screen("CustomerTicketZoom", {"Building": 1})
    await desk.screen("CustomerTicketFollowUp", {"Device": 1})

    with pytest.raises(InvalidInput) as refused:
        await desk.ticket(desk.jane, queue_id=desk.support.id, dynamic_fields={"Secret": "x"})
    assert {(error.pointer, error.code) for error in refused.value.errors} == {
        ("/dynamic_fields/Secret", "unknown"),
        ("/dynamic_fields/Device", "required"),
    }
    fields = {"Building": "B7", "Device": "D1"}
    ticket = await desk.ticket(desk.jane, queue_id=desk.support.id, dynamic_fields=fields)
    assert ticket.dynamic_fields == {"Building": "B7"}
    whole = await service.get_ticket(uow, desk.ann, TicketId(ticket.id))
    assert shown(whole.dynamic_fields) == {"Building": "B7", "Secret": None, "Device": "D1"}

    reply = TicketReply(subject="Again", body="Hello?", dynamic_fields={"Device": "D2"})
    await service.add_article(uow, desk.jane, TicketId(ticket.id), reply)
    whole = await service.get_ticket(uow, desk.ann, TicketId(ticket.id))
    assert whole.dynamic_fields["Device"] == "D2"
    with pytest.raises(InvalidInput):
        reply = TicketReply(subject="Again", body="Hello?", dynamic_fields={"Building": "C1"})
        await service.add_article(uow, desk.jane, TicketId(ticket.id), reply)
    found = await service.list_tickets(uow, desk.jane, TicketFilter(), PageRequest())
    assert found.rows[0].dynamic_fields == {"Building": "B7"}
    with pytest.raises(InvalidInput):
        await service.list_tickets(uow, desk.jane, TicketFilter(df={"Device": ("D2",)}), PageRequest())


async def test_a_merge_takes_over_what_the_main_ticket_lacks(desk: FieldDesk, uow: UnitOfWork, factories: Any) -> None:
    for name in ("Building", "Device", "Other"):
        await desk.field(name)
    await factories.setting(settings.MERGE_DYNAMIC_FIELDS, ["Building", "Device"])
    old = await desk.ticket(dynamic_fields={"Building": "B7", "Device": "D1", "Other": "O1"})
    main = await desk.ticket(dynamic_fields={"Device": "D2"})

    await service.merge_ticket(uow, desk.ann, TicketId(old.id), TicketMerge(into=main.id))

    now = await service.get_ticket(uow, desk.ann, TicketId(main.id))
    assert shown(now.dynamic_fields) == {"Building": "B7", "Device": "D2", "Other": None}
    assert ("TicketDynamicFieldUpdate", "%%FieldName%%Building%%Value%%B7%%OldValue%%") in await desk.history(main.id)


async def test_long_values_are_cut_in_the_history_only(desk: FieldDesk) -> None:
    await desk.field("Building")
    ticket = await desk.ticket(dynamic_fields={"Building": "x" * 300})
    assert ticket.dynamic_fields["Building"] == "x" * 300
    row = next(name for kind, name in await desk.history(ticket.id) if kind == "TicketDynamicFieldUpdate")
    assert len(row) == 200
    assert row.endswith("x[...]%%OldValue%%")


async def test_fields_cost_one_statement_and_none_where_there_are_none(desk: FieldDesk, uow: UnitOfWork) -> None:
    await every_field(desk)
    plain, full = await desk.ticket(), await desk.ticket(dynamic_fields=EVERY)
    await service.get_ticket(uow, desk.ann, TicketId(plain.id))
    for ticket, statements in ((plain, 1), (full, 2)):
        with Statements(uow) as sent:
            await service.get_ticket(uow, desk.ann, TicketId(ticket.id))
        assert len([each for each in sent.texts if "dynamic_field.name" not in each]) == statements, sent.texts


async def test_assigning_still_works_without_fields(desk: FieldDesk, uow: UnitOfWork) -> None:
    ticket_id = TicketId((await desk.ticket()).id)
    assert (await service.assign_ticket(uow, desk.ann, ticket_id, TicketAssign(owner="bob"))).owner.login == "bob"


async def test_a_value_brings_the_ticket_the_times_that_count_by_now(desk: FieldDesk, uow: UnitOfWork) -> None:
    """As in OTRS, whose escalation index listens to fields too; one with which the ticket begins asks nothing anew."""
    await desk.field("Building")
    desk.support.solution_time = 60
    await uow.session.flush()
    ticket = await desk.ticket(dynamic_fields={"Building": "B7"})
    assert ticket.escalation.solution.due is not None
    desk.support.solution_time = 0
    await uow.session.flush()
    desk.next_request()

    changed = await service.update_ticket(
        uow, desk.ann, TicketId(ticket.id), TicketUpdate(dynamic_fields={"Building": "B8"})
    )

    assert changed.escalation.solution.due is None
