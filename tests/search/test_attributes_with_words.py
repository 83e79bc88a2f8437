"""OTRS's search attributes together with words, and every one of them alone, on each database."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from gotrs_api.kernel.ids import TicketId
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.schemas.search import TicketSearch
from tests.search.conftest import SearchDesk

_EXAMPLES = {
    "minutes": 60, "after": "2026-01-01T00:00:00Z", "before": "2027-01-01T00:00:00Z", "id": [1],
    "flag": "Seen:1", "in_archive": "all", "sub_queues": True,
}  # fmt: skip


def example(name: str) -> Any:
    """A value for an attribute, by its name; texts are looked for as they are."""
    return next((value for key, value in _EXAMPLES.items() if name.endswith(key)), "smoke")


async def test_what_an_article_is_narrowed_by_may_stand_in_another_one_than_the_words(desk: SearchDesk) -> None:
    report = {"filename": "report.pdf", "content_type": "application/pdf", "content": base64.b64encode(b"x").decode()}
    ticket = await desk.ticket("Printer", "A lot of smoke.", subject="Alpha", attachments=[report])
    await desk.note(ticket, "Water helped.")
    await desk.ticket("Oven", "Only smoke.")
    await desk.drain()

    narrowings: list[dict[str, Any]] = [
        {"subject": "note"},
        {"body": "helped"},
        {"subject": "note", "body": "smoke"},
        {"attachment_name": "*.pdf"},
    ]
    for narrowed in narrowings:
        assert await desk.titles("smoke", **narrowed) == ["Printer"], narrowed
    assert await desk.titles("water", subject="alpha", attachment_name="report") == ["Printer"]
    assert await desk.titles("water", body="only") == []
    assert await desk.titles("printer", article_created_after="2026-03-02T00:00:00Z") == ["Printer"]
    assert await desk.titles("smoke", article_created_before="2026-03-01T00:00:00Z") == []


async def test_closed_tickets_are_found_by_when_they_were_closed(desk: SearchDesk) -> None:
    ticket = await desk.ticket("Printer", "A lot of smoke.")
    async with desk.site.uow() as uow:
        await service.close_ticket(uow, desk.ann, TicketId(ticket.id), schemas.TicketClose())
    await desk.drain()

    for name in ("closed", "last_closed", "touched"):
        fitting: list[dict[str, Any]] = [{f"{name}_after": "2026-03-02T00:00:00Z"}, {f"{name}_newer_minutes": 60}]
        for narrowed in fitting:
            assert await desk.titles("smoke", **narrowed) == ["Printer"], narrowed
        too_early: dict[str, Any] = {f"{name}_before": "2026-03-02T00:00:00Z"}
        assert await desk.titles("smoke", **too_early) == []


@pytest.mark.parametrize("text", ["", "smoke"])
async def test_every_attribute_is_understood_by_each_database(desk: SearchDesk, text: str) -> None:
    await desk.ticket("Printer", "A lot of smoke.")
    await desk.drain()
    names = [name for name in TicketSearch.model_fields if name not in schemas.TicketFilter.model_fields]
    assert len(names) > 50
    for name in names:
        given = TicketSearch.model_validate({name: example(name)})
        if text:
            assert isinstance(await desk.found(text, **{name: example(name)}), list)
        async with desk.site.read() as read:
            page = await service.list_tickets(read, desk.ann, given, PageRequest(10))
            assert len(page.rows) <= 1, name
