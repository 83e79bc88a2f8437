"""Mails set fields by their headers."""

from __future__ import annotations

from typing import Any

import pytest

from gotrs_api.articles import service as articles
from gotrs_api.dynamic_fields import service
from gotrs_api.dynamic_fields.schemas import DynamicFieldCreate
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster, letter

SYSTEM = Principal.system("test")


@pytest.fixture(autouse=True)
async def fields(uow: UnitOfWork) -> None:
    for name, kind, of, config in (
        ("Building", "Text", "Ticket", {}),
        ("Colour", "Dropdown", "Ticket", {"possible_values": {"r": "Red"}}),
        ("TicketFreeKey1", "Text", "Ticket", {}),
        ("TicketFreeText1", "Text", "Ticket", {}),
        ("TicketFreeTime1", "DateTime", "Ticket", {}),
        ("Mood", "Text", "Article", {}),
        ("ArticleFreeText2", "Text", "Article", {}),
    ):
        command: dict[str, Any] = {"name": name, "label": name, "type": kind, "object_type": of, "config": config}
        await service.create_field(uow, SYSTEM, DynamicFieldCreate.model_validate(command))


async def values_of(site: Site, ticket_id: int) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the ticket and each article have."""
    async with site.read() as uow:
        ticket = await tickets.get_ticket(uow, SYSTEM, TicketId(ticket_id))
        found = await articles.list_articles(uow, SYSTEM, TicketId(ticket_id))
    return (
        {name: value for name, value in ticket.dynamic_fields.items() if value is not None},
        [{name: value for name, value in each.dynamic_fields.items() if value is not None} for each in found],
    )


async def test_headers_of_a_new_ticket(site: Site) -> None:
    post = Postmaster(site)
    row = await post.deliver(
        letter(
            headers={
                "X-OTRS-DynamicField-Building": "0",
                "X-OTRS-DynamicField-Mood": "good",
                "X-OTRS-TicketKey1": "Test",
                "X-OTRS-TicketValue1": "ABC",
                "X-OTRS-TicketTime1": "2008-01-12 13:14:15",
                "X-OTRS-ArticleValue2": "second",
                "X-OTRS-FollowUp-DynamicField-Colour": "r",
            }
        )
    )
    ticket, (first,) = await values_of(site, row.ticket_id)
    assert ticket == {
        "Building": "0",
        "TicketFreeKey1": "Test",
        "TicketFreeText1": "ABC",
        "TicketFreeTime1": "2008-01-12T13:14:15Z",
    }
    assert first == {"Mood": "good", "ArticleFreeText2": "second"}
    history = await post.history(row.ticket_id)
    assert ("TicketDynamicFieldUpdate", "%%FieldName%%Building%%Value%%0%%OldValue%%") in history
    # As OTRS: the ticket's own rows, its fields, then the mail.
    kinds = [kind for kind, _name in history]
    assert kinds.index("TicketDynamicFieldUpdate") < kinds.index("EmailCustomer")


async def test_follow_ups_have_headers_of_their_own(site: Site) -> None:
    post = Postmaster(site)
    first = await post.deliver(letter(headers={"X-OTRS-DynamicField-Building": "B7"}))
    async with site.read() as uow:
        number = (await tickets.get_ticket(uow, SYSTEM, TicketId(first.ticket_id))).number
    headers = {
        "X-OTRS-FollowUp-DynamicField-Building": "C1",
        "X-OTRS-FollowUp-DynamicField-Mood": "bad",
        "X-OTRS-DynamicField-Colour": "r",
    }
    second = await post.deliver(letter(f"Re: [Ticket#{number}] Printer", headers=headers))
    assert second.ticket_id == first.ticket_id
    ticket, told = await values_of(site, first.ticket_id)
    assert ticket == {"Building": "C1"}
    assert told[-1] == {"Mood": "bad"}


async def test_values_that_do_not_fit_stop_no_mail(site: Site) -> None:
    headers = {"X-OTRS-DynamicField-Colour": "Crimson", "X-OTRS-DynamicField-Building": "B7"}
    row = await Postmaster(site).deliver(letter(headers=headers))
    assert row.status == "done"
    assert (await values_of(site, row.ticket_id))[0] == {"Building": "B7"}


async def test_strangers_headers_mean_nothing(site: Site) -> None:
    row = await Postmaster(site).deliver(letter(headers={"X-OTRS-DynamicField-Building": "B7"}), trusted=False)
    assert (await values_of(site, row.ticket_id))[0] == {}
