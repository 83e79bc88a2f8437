"""Lists by dynamic fields: conditions, order, pages."""

from __future__ import annotations

import csv
import io

import pytest
from sqlalchemy import select

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.models import DynamicFieldValue
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import service
from gotrs_api.tickets.schemas import TicketFilter, TicketReply, TicketUpdate
from gotrs_api.tickets.service.search import export_tickets
from gotrs_api.uow import Site, UnitOfWork
from tests.dynamic_fields.conftest import COLOURS, FieldDesk

TICKETS = {
    "first": {"Building": "B7", "Colours": ["r", "b"], "Day": "2026-03-04", "Urgent": True},
    "second": {"Building": "B12", "Colours": ["g"], "Day": "2026-04-01", "Urgent": False},
    "third": {"Building": "C1", "Moment": "2026-03-04T05:06:00Z"},
    "fourth": {},
}


@pytest.fixture
async def full(desk: FieldDesk) -> FieldDesk:
    await desk.field("Building")
    await desk.field("Colours", "Multiselect", possible_values=COLOURS)
    await desk.field("Day", "Date")
    await desk.field("Moment", "DateTime")
    await desk.field("Urgent", "Checkbox")
    for title, values in TICKETS.items():
        await desk.ticket(title=title, dynamic_fields=values)
    return desk


@pytest.mark.parametrize(
    ("tests", "titles"),
    [
        ({"Building": ("B7",)}, {"first"}),
        ({"Building": ("B7", "C1")}, {"first", "third"}),
        ({"Building.like": ("b*",)}, {"first", "second"}),
        ({"Building.like": ("B_",)}, set()),
        ({"Building.empty": ("true",)}, {"fourth"}),
        ({"Building.empty": ("0",)}, {"first", "second", "third"}),
        ({"Colours": ("b",)}, {"first"}),
        ({"Day": ("2026-03-04",)}, {"first"}),
        ({"Day.gt": ("2026-03-04",)}, {"second"}),
        ({"Day.gte": ("2026-03-04",), "Day.lt": ("2026-04-01",)}, {"first"}),
        ({"Day.lte": ("2026-04-01",), "Building.like": ("*1*",)}, {"second"}),
        ({"Moment.gte": ("2026-03-04T06:06:00+01:00",)}, {"third"}),
        ({"Urgent": ("1",)}, {"first"}),
        ({"Urgent": ("-1",)}, {"second"}),
    ],
)
async def test_conditions(
    full: FieldDesk, uow: UnitOfWork, tests: dict[str, tuple[str, ...]], titles: set[str]
) -> None:
    filters = TicketFilter(df=tests)
    found = await service.list_tickets(uow, full.ann, filters, PageRequest())
    assert {row.title for row in found.rows} == titles
    assert await service.count_tickets(uow, full.ann, filters) == len(titles)


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("df.Building", ["fourth", "second", "first", "third"]),
        ("-df.Building", ["third", "first", "second", "fourth"]),
        ("df.Day", ["first", "second", "third", "fourth"]),
        ("-df.Urgent", ["first", "second", "fourth", "third"]),
    ],
)
async def test_order_and_pages(full: FieldDesk, uow: UnitOfWork, sort: str, titles: list[str]) -> None:
    seen: list[str] = []
    after = None
    while True:
        page = await service.list_tickets(uow, full.ann, TicketFilter(sort=sort), PageRequest(limit=1, after=after))
        seen += [row.title for row in page.rows]
        after = page.after
        if not page.has_more:
            break
    assert seen == titles


async def test_rows_that_otrs_left_where_fields_were_emptied_say_nothing(full: FieldDesk, uow: UnitOfWork) -> None:
    """Kernel/System/DynamicFieldValue.pm, ValueSet: an empty text is a row of its own, an empty date one of nothing."""
    ticket = await full.ticket(title="emptied in OTRS")
    fields = (await dynamic_fields.all_fields(uow)).by_name
    for name, text in (("Building", ""), ("Colours", ""), ("Day", None), ("Urgent", None)):
        uow.session.add(DynamicFieldValue(field_id=fields[name].id, object_id=ticket.id, value_text=text))
    await uow.session.flush()
    full.next_request()

    (row,) = (await service.list_tickets(uow, full.ann, TicketFilter(title="emptied*"), PageRequest())).rows
    assert set(row.dynamic_fields.values()) == {None}
    for name in ("Building", "Colours", "Day", "Urgent"):
        for asked, is_found in (("true", True), ("false", False)):
            filters = TicketFilter(df={f"{name}.empty": (asked,)})
            found = await service.list_tickets(uow, full.ann, filters, PageRequest())
            assert (ticket.id in {each.id for each in found.rows}) is is_found, (name, asked)

    before = len(await full.history(ticket.id))
    wish = {"Building": None, "Colours": ["r"], "Day": "2026-03-04"}
    await service.update_ticket(uow, full.ann, TicketId(ticket.id), TicketUpdate(dynamic_fields=wish))
    assert [name for name, _text in await full.news(ticket.id, before)] == ["TicketDynamicFieldUpdate"] * 2
    stored = select(DynamicFieldValue.value_text).where(
        DynamicFieldValue.object_id == ticket.id, DynamicFieldValue.field_id == fields["Colours"].id
    )
    assert (await uow.session.scalars(stored)).all() == ["r"], "the empty row made way"


async def test_rows_bring_their_values(full: FieldDesk, uow: UnitOfWork) -> None:
    page = await service.list_tickets(uow, full.ann, TicketFilter(sort="number"), PageRequest())
    found = {row.title: {name: value for name, value in row.dynamic_fields.items() if value} for row in page.rows}
    assert found == {
        title: {name: value for name, value in values.items() if value} for title, values in TICKETS.items()
    }


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("tests", "pointer"),
    [
        ({"Nothing": ("x",)}, "df.Nothing"),
        ({"Building.about": ("x",)}, "df.Building.about"),
        ({"Day": ("soon",)}, "df.Day"),
        ({"Day.like": ("2026*",)}, "df.Day.like"),
        ({"Urgent": ("perhaps",)}, "df.Urgent"),
        ({"Building.empty": ("perhaps",)}, "df.Building.empty"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    full: FieldDesk, uow: UnitOfWork, tests: dict[str, tuple[str, ...]], pointer: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await service.list_tickets(uow, full.ann, TicketFilter(df=tests), PageRequest())
    assert [error.pointer for error in refused.value.errors] == [pointer]
    with pytest.raises(InvalidInput):
        await service.list_tickets(uow, full.ann, TicketFilter(sort="df.Nothing"), PageRequest())


async def test_exports_have_a_column_for_each_field_that_the_reader_sees(desk: FieldDesk, site: Site) -> None:
    await desk.field("Colour", "Dropdown", possible_values=COLOURS)
    await desk.field("Colours", "Multiselect", possible_values=COLOURS)
    await desk.field("Inner")
    await desk.screen("CustomerTicketZoom", {"Colour": 1})
    values = {"Colour": "r", "Colours": ["g", "b"], "Inner": "=1+1"}
    await desk.ticket(customer_user="jane", dynamic_fields=values)

    async def rows(who: Principal) -> list[dict[str, str]]:
        pieces = [piece async for piece in export_tickets(site, who, TicketFilter(), "csv")]
        return list(csv.DictReader(io.StringIO(b"".join(pieces).decode("utf-8-sig"))))

    (row,) = await rows(desk.ann)
    assert [row[f"df.{name}"] for name in values] == ["Red", "Green, Blue", "'=1+1"]
    (row,) = await rows(desk.jane)
    assert row["df.Colour"] == "Red"
    assert not {"df.Colours", "df.Inner"} & row.keys()


async def titles(desk: FieldDesk, who: Principal, tests: dict[str, list[str]]) -> list[str]:
    filters = TicketFilter.model_validate({"df": tests})
    return [row.title for row in (await service.list_tickets(desk.uow, who, filters, PageRequest())).rows]


async def test_what_articles_say_in_their_fields_finds_tickets(desk: FieldDesk) -> None:
    await desk.field("Caller", of="Article")
    await desk.screen("CustomerTicketZoom", {"Caller": 1})
    await desk.ticket(title="Other", customer_user="jane")
    ticket = await desk.ticket(title="Called", customer_user="jane")
    told = {"subject": "Told", "body": "By telephone.", "dynamic_fields": {"Caller": "Rosa"}}
    hidden = TicketReply.model_validate(told)
    await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), hidden)
    rosa, nobody = {"Caller": ["Rosa"]}, {"Caller.empty": ["true"]}

    assert await titles(desk, desk.ann, rosa) == ["Called"]
    assert await titles(desk, desk.ann, nobody) == ["Other"]
    assert await titles(desk, desk.jane, rosa) == []

    shown = TicketReply.model_validate({**told, "visible_for_customer": True})
    await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), shown)

    assert await titles(desk, desk.jane, rosa) == ["Called"]


async def test_tickets_are_sorted_by_what_their_articles_say(desk: FieldDesk) -> None:
    """Of several articles the one that comes first in this direction counts, as in OTRS; customers' lists by what they see."""
    await desk.field("Floor", of="Article")
    await desk.screen("CustomerTicketZoom", {"Floor": 1})
    for title, floors in {"Both": ("1", "9"), "Middle": ("5",), "None": ()}.items():
        ticket = await desk.ticket(title=title, customer_user="jane")
        for floor in floors:
            told = {"subject": "At", "body": "There.", "dynamic_fields": {"Floor": floor}}
            told["visible_for_customer"] = floor != "9"
            await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), TicketReply.model_validate(told))

    async def order(who: Principal, sort: str) -> list[str]:
        seen, page = [], PageRequest(limit=1)
        while True:
            found = await service.list_tickets(desk.uow, who, TicketFilter(sort=sort), page)
            seen += [row.title for row in found.rows]
            if found.after is None:
                return seen
            page = PageRequest(limit=1, after=found.after)

    assert await order(desk.ann, "df.Floor") == ["None", "Both", "Middle"]
    assert await order(desk.ann, "-df.Floor") == ["Both", "Middle", "None"]
    assert await order(desk.jane, "-df.Floor") == ["Middle", "Both", "None"]
