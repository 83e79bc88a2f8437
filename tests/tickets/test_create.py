"""A ticket comes into being: its rows, its history, its price in statements."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from gotrs_api.articles.models import Article, ArticleFlag
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service
from gotrs_api.tickets.errors import QueueRightMissing
from gotrs_api.tickets.events import TicketCreated
from gotrs_api.tickets.models import Ticket, TicketFlag, TicketNumberCounter
from gotrs_api.uow import Site, UnitOfWork
from tests.tickets.desk import Desk, Statements, new_ticket


async def test_a_note_begins_a_ticket_with_the_defaults(desk: Desk) -> None:
    ticket = await desk.ticket()

    assert ticket.number == "2026030210000012"
    assert (ticket.state.name, ticket.priority.name, ticket.lock.name) == ("new", "3 normal", "unlock")
    assert ticket.type is not None
    assert (ticket.type.name, ticket.owner.id, ticket.responsible.id) == ("Unclassified", 1, 1)
    assert ticket.seen
    assert ticket.created == desk.uow.clock.now()
    assert await desk.history(ticket.id) == [
        ("NewTicket", f"%%2026030210000012%%Support%%3 normal%%new%%{ticket.id}"),
        ("ServiceUpdate", "%%NULL%%%%NULL%%"),
        ("SLAUpdate", "%%NULL%%%%NULL%%"),
        ("TypeUpdate", "%%Unclassified%%1"),
        ("AddNote", "%%Note"),
        ("Misc", "Reset of unlock time."),
    ]


async def test_rows_say_who_made_them(desk: Desk, uow: UnitOfWork) -> None:
    ticket = await desk.ticket()

    row = (await uow.session.execute(select(Ticket).where(Ticket.id == ticket.id))).scalar_one()
    assert (row.create_by, row.change_by) == (desk.ann_user.id, desk.ann_user.id)
    assert row.timeout == int(uow.clock.now().timestamp())
    article = (await uow.session.execute(select(Article).where(Article.ticket_id == ticket.id))).scalar_one()
    assert (article.create_by, article.article_sender_type_id, article.is_visible_for_customer) == (
        desk.ann_user.id,
        1,
        0,
    )


async def test_the_author_has_seen_the_ticket_and_nobody_else(desk: Desk, uow: UnitOfWork) -> None:
    ticket = await desk.ticket()

    flags = await uow.session.scalars(select(TicketFlag.create_by).where(TicketFlag.ticket_id == ticket.id))
    assert list(flags) == [desk.ann_user.id]
    seen = await uow.session.scalars(
        select(ArticleFlag.create_by)
        .join(Article, Article.id == ArticleFlag.article_id)
        .where(Article.ticket_id == ticket.id)
    )
    assert list(seen) == [desk.ann_user.id]
    assert not (await service.get_ticket(uow, desk.bob, TicketId(ticket.id))).seen


async def test_a_phone_call_from_a_known_customer(desk: Desk) -> None:
    ticket = await desk.ticket(
        customer_user="jane",
        owner="bob",
        lock="lock",
        article={"subject": "Call", "body": "It burns.", "channel": "phone", "sender_type": "customer"},
    )

    assert ticket.customer_user is not None
    assert (ticket.customer_user.login, ticket.customer_user.email) == ("jane", "jane@customer.example")
    assert (ticket.customer_id, ticket.owner.login, ticket.lock.name) == ("acme", "bob", "lock")
    (call,) = await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id))
    assert (call.from_, call.to) == ('"Jane Customer" <jane@customer.example>', "Support")
    assert (await desk.history(ticket.id))[4:] == [
        ("CustomerUpdate", "%%CustomerID=acme;CustomerUser=jane;"),
        ("PhoneCallCustomer", "%%"),
    ]


async def test_a_customer_writes_in_the_portal(desk: Desk) -> None:
    ticket = await desk.ticket(desk.jane)

    assert ticket.customer_user is not None
    assert (ticket.customer_user.login, ticket.customer_id, ticket.owner.id) == ("jane", "acme", 1)
    assert ticket.allowed == {"reply"}
    assert (await desk.history(ticket.id))[4:] == [
        ("CustomerUpdate", "%%CustomerID=acme;CustomerUser=jane;"),
        ("WebRequestCustomer", "%%"),
    ]


async def test_an_address_may_be_the_customer(desk: Desk) -> None:
    ticket = await desk.ticket(customer_user="stranger@elsewhere.example", customer_id="Walk-in")

    assert ticket.customer_user is not None
    assert ticket.customer_user.email == "stranger@elsewhere.example"
    assert ticket.customer_id == "Walk-in"


async def test_a_pending_ticket_keeps_its_time(desk: Desk, uow: UnitOfWork) -> None:
    ticket = await desk.ticket(state="pending reminder", pending_until="2026-03-05T08:00:00Z")

    assert ticket.pending_until is not None
    assert ticket.pending_until.isoformat() == "2026-03-05T08:00:00+00:00"
    assert (await desk.history(ticket.id))[-1] == ("SetPendingTime", "%%2026-03-05 08:00")


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"queue_id": None}, "/queue", "required"),
        ({"queue_id": None, "queue": "Nowhere"}, "/queue", "unknown"),
        ({"queue": "Raw"}, "/queue", "mismatch"),
        ({"state": "pending reminder"}, "/pending_until", "required"),
        ({"state": "pending reminder", "pending_until": "2020-01-01T00:00:00Z"}, "/pending_until", "past"),
        ({"pending_until": "2030-01-01T00:00:00Z"}, "/pending_until", "not_pending"),
        ({"state": "merged"}, "/state", "not_at_creation"),
        ({"owner": "eve"}, "/owner", "right_missing"),
        ({"customer_user": "nobody at all"}, "/customer_user", "unknown"),
        ({"dynamic_fields": {"Shoe": 42}}, "/dynamic_fields/Shoe", "unknown"),
    ],
)
async def test_what_is_wrong_is_named(desk: Desk, fields: dict[str, object], pointer: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await desk.ticket(**fields)

    assert [(error.pointer, error.code) for error in refused.value.errors] == [(pointer, code)]


async def test_a_customer_decides_nothing_that_agents_decide(desk: Desk) -> None:
    with pytest.raises(InvalidInput) as refused:
        await desk.ticket(desk.jane, owner="bob", state="open")

    assert [(error.pointer, error.code) for error in refused.value.errors] == [
        ("/owner", "agents_only"),
        ("/state", "agents_only"),
    ]


async def test_creating_needs_the_right(desk: Desk) -> None:
    with pytest.raises(QueueRightMissing):
        await desk.ticket(desk.eve)


def _assert_price(sent: Statements) -> None:
    """History, escalation times, event log and the outbox included."""
    assert len(sent.texts) <= 12, "\n".join(sent.texts)


async def test_a_ticket_with_all_its_rows_takes_few_statements(desk: Desk, site: Site) -> None:
    command = new_ticket(desk.support, customer_user="jane", owner="bob")
    async with site.uow() as first:
        await service.create_ticket(first, desk.ann, command)  # what the process remembers from now on

    async with site.uow() as second:
        with Statements(second) as sent:
            await service.create_ticket(second, desk.ann, command)
            await second.settle()

    _assert_price(sent)


async def test_limits_of_the_queue_cost_nothing_more(desk: Desk, uow: UnitOfWork) -> None:
    await desk.ticket()
    await uow.settle()
    desk.support.first_response_time, desk.support.update_time, desk.support.solution_time = 60, 120, 480
    await uow.session.flush()

    with Statements(uow) as sent:
        ticket = await service.create_ticket(uow, desk.ann, new_ticket(desk.support))
        await uow.settle()

    _assert_price(sent)
    due = ticket.escalation.first_response.due
    assert due is not None
    assert due.isoformat() == "2026-03-02T10:30:00+00:00"
    assert ticket.escalation.update.due is not None
    assert ticket.escalation.update.due.isoformat() == "2026-03-02T11:30:00+00:00"
    assert ticket.escalation.solution.due is not None
    assert ticket.escalation.solution.due.isoformat() == "2026-03-02T17:30:00+00:00"


async def test_the_event_tells_the_queue(desk: Desk, uow: UnitOfWork) -> None:
    ticket = await desk.ticket()

    created = [event for event in uow._events if isinstance(event, TicketCreated)]
    assert created == [TicketCreated(ticket_id=TicketId(ticket.id), queue_id=desk.support.id)]


async def test_counters_go_up_and_skip_numbers_that_are_taken(desk: Desk, uow: UnitOfWork) -> None:
    first = await desk.ticket()
    taken = await desk.factories.ticket(queue=desk.support)
    taken.tn = "2026030210000021"
    await uow.session.flush()

    second = await desk.ticket()

    assert first.number == "2026030210000012"
    assert second.number == "2026030210000049", "the retry adds one more for each try"
    counters = await uow.session.scalars(select(TicketNumberCounter.counter).order_by(TicketNumberCounter.id))
    assert list(counters) == [1, 2, 4]
