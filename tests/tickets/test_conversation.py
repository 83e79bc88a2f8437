"""Notes, calls, answers and what customers write."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from gotrs_api.articles.errors import ArticleNotEditable, ArticleNotFound
from gotrs_api.articles.schemas import ArticleUpdate
from gotrs_api.identity.models import UserPreference
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import InvalidTicketChange, TicketNotFound, TicketRightMissing
from gotrs_api.tickets.events import NotificationAddNote, NotificationFollowUp
from gotrs_api.tickets.models import Ticket, TicketFlag
from gotrs_api.tickets.schemas import TicketForward, TicketReply
from tests.support.factories import Factories
from tests.tickets.desk import Desk

AWAY = {"OutOfOffice": "1", "OutOfOfficeStartYear": "2026", "OutOfOfficeStartMonth": "3", "OutOfOfficeStartDay": "1",
        "OutOfOfficeEndYear": "2026", "OutOfOfficeEndMonth": "3", "OutOfOfficeEndDay": "2"}  # fmt: skip
BORN_WITH = 6


def reply(**fields: Any) -> TicketReply:
    return TicketReply.model_validate({"subject": "Re: Smoke", "body": "We are coming.", **fields})


async def test_a_note_restarts_the_timeout_and_makes_unseen(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket()
    ticket_id = TicketId(ticket.id)
    clock.advance(minutes=5)

    article = await service.add_article(desk.uow, desk.bob, ticket_id, reply())

    assert (article.number, article.channel, article.sender_type, article.visible_for_customer) == (
        2,
        "internal",
        "agent",
        False,
    )
    assert article.from_ == '"Bob Agent" <bob@desk.example>'
    assert await desk.news(ticket.id, BORN_WITH) == [("AddNote", "%%Note"), ("Misc", "Reset of unlock time.")]
    assert [e.article_id for e in desk.uow._events if isinstance(e, NotificationAddNote)][-1] == article.id
    now = await service.get_ticket(desk.uow, desk.ann, ticket_id)
    assert (now.seen, now.changed) == (False, clock.now())
    seen = await service.mark_seen(desk.uow, desk.ann, ticket_id, schemas.TicketSeen())
    assert seen.seen
    assert (await service.mark_seen(desk.uow, desk.bob, ticket_id, schemas.TicketSeen())).seen
    keys = await desk.uow.session.scalars(select(TicketFlag.ticket_key).where(TicketFlag.ticket_id == ticket.id))
    assert list(keys) == ["Seen", "Seen"]


async def test_an_answer_by_mail(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket(customer_user="jane")
    clock.advance(minutes=1)

    article = await service.add_article(
        desk.uow,
        desk.ann,
        TicketId(ticket.id),
        reply(channel="email", cc="boss@acme.example", visible_for_customer=True, state="closed successful"),
    )

    assert article.to == "jane@customer.example"
    assert article.subject == f"Re: [Ticket#{ticket.number}] Smoke"
    assert article.message_id.startswith("<")
    assert await desk.news(ticket.id, BORN_WITH + 1) == [
        ("SendAnswer", "%%jane@customer.example, boss@acme.example"),
        ("Misc", "Reset of unlock time."),
        ("StateUpdate", "%%new%%closed successful%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
    ]


async def test_answering_an_article_continues_its_thread(desk: Desk) -> None:
    ticket = await desk.factories.ticket(queue=desk.support)
    asked = await desk.factories.article(ticket, a_from="Jo <jo@far.example>", message_id="<q1@far.example>")

    article = await service.add_article(
        desk.uow, desk.ann, TicketId(ticket.id), reply(channel="email"), reply_to=ArticleId(asked.id)
    )

    assert article.to == "Jo <jo@far.example>"
    assert (article.in_reply_to, article.references) == ("<q1@far.example>", "<q1@far.example>")


@pytest.mark.parametrize(
    ("fields", "row"),
    [
        ({"channel": "phone"}, ("PhoneCallAgent", "%%")),
        ({"channel": "phone", "sender_type": "customer"}, ("PhoneCallCustomer", "%%")),
        ({"channel": "internal"}, ("AddNote", "%%Note")),
    ],
)
async def test_the_channel_decides_the_history(desk: Desk, fields: dict[str, Any], row: tuple[str, str]) -> None:
    ticket = await desk.ticket()
    await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), reply(**fields))

    assert (await desk.news(ticket.id, BORN_WITH))[0] == row


async def test_a_customers_reply_opens_the_ticket_again(desk: Desk, clock: FakeClock) -> None:
    ticket = await desk.ticket(customer_user="jane", owner="ann", state="closed successful")
    desk.support.follow_up_lock = 1
    await desk.uow.session.flush()
    clock.advance(minutes=1)

    article = await service.add_article(
        desk.uow,
        desk.jane,
        TicketId(ticket.id),
        reply(channel="email", sender_type="agent", visible_for_customer=False),
    )

    assert (article.channel, article.sender_type, article.visible_for_customer) == ("internal", "customer", True)
    assert article.from_ == '"Jane Customer" <jane@customer.example>'
    rows = await desk.news(ticket.id, BORN_WITH + 1)
    assert rows == [
        ("Lock", "%%lock"),
        ("Misc", "Reset of unlock time."),
        ("StateUpdate", "%%closed successful%%open%%"),
        ("SetPendingTime", "%%00-00-00 00:00"),
        ("FollowUp", "%%"),
    ]
    assert [event for event in desk.uow._events if isinstance(event, NotificationFollowUp)]


async def test_where_follow_ups_are_refused_a_closed_ticket_stays_closed(desk: Desk) -> None:
    ticket = await desk.ticket(customer_user="jane", state="closed successful")
    desk.support.follow_up_id = 2  # reject
    await desk.uow.session.flush()

    assert (await service.get_ticket(desk.uow, desk.jane, TicketId(ticket.id))).allowed == frozenset()
    with pytest.raises(TicketRightMissing):
        await service.add_article(desk.uow, desk.jane, TicketId(ticket.id), reply())


async def test_customers_read_what_is_visible_to_them(desk: Desk) -> None:
    ticket = await desk.ticket(customer_user="jane")
    ticket_id = TicketId(ticket.id)
    shown = await service.add_article(desk.uow, desk.ann, ticket_id, reply(visible_for_customer=True))
    hidden = (await service.list_articles(desk.uow, desk.ann, ticket_id))[0]

    assert [a.id for a in await service.list_articles(desk.uow, desk.jane, ticket_id)] == [shown.id]
    with pytest.raises(ArticleNotFound):
        await service.read_article(desk.uow, desk.jane, ticket_id, ArticleId(hidden.id))
    other = await desk.factories.principal(await desk.factories.customer_user("carl"))
    with pytest.raises(TicketNotFound):
        await service.list_articles(desk.uow, other, ticket_id)


async def test_a_colleagues_note_frees_the_ticket_of_who_is_away(desk: Desk) -> None:
    ticket = await desk.ticket(owner="bob", lock="lock")
    for key, value in AWAY.items():
        desk.uow.session.add(UserPreference(user_id=desk.bob_user.id, preferences_key=key, preferences_value=value))
    await desk.uow.session.flush()

    await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), reply())

    assert await desk.news(ticket.id, BORN_WITH) == [("AddNote", "%%Note"), ("Unlock", "%%unlock")]


@pytest.mark.backends("sqlite")
async def test_a_setting_keeps_the_ticket_of_who_is_away_locked(desk: Desk) -> None:
    await desk.factories.setting(settings.TICKET_UNLOCK_ON_AWAY, False)
    ticket = await desk.ticket(owner="bob", lock="lock")
    for key, value in AWAY.items():
        desk.uow.session.add(UserPreference(user_id=desk.bob_user.id, preferences_key=key, preferences_value=value))
    await desk.uow.session.flush()

    await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), reply())

    assert await desk.news(ticket.id, BORN_WITH) == [("AddNote", "%%Note")]


@pytest.mark.parametrize(
    ("given", "row"),
    [("2,5", "%%2.5%%2.5"), (" 1 000.259 ", "%%1000.25%%1000.25"), ("-0.5", "%%-0.5%%-0.5"), (-3, "%%-3%%-3")],
)
@pytest.mark.backends("sqlite")
async def test_time_comes_with_a_note_as_people_write_it(desk: Desk, given: str | int, row: str) -> None:
    ticket = await desk.ticket()

    await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), reply(time_units=given))

    assert (await desk.history(ticket.id))[-1] == ("TimeAccounting", row)


@pytest.mark.backends("sqlite")
async def test_agents_may_have_to_say_how_long_it_took(desk: Desk) -> None:
    ticket = await desk.ticket(customer_user="jane")
    ticket_id = TicketId(ticket.id)
    await desk.factories.setting(settings.NEED_ACCOUNTED_TIME, True)
    known = len(await desk.history(ticket.id))
    forward = TicketForward(to="lab@lab.example", body="Look.")

    for pointer, refused in (
        ("/time_units", service.add_article(desk.uow, desk.ann, ticket_id, reply())),
        ("/time_units", service.forward_article(desk.uow, desk.ann, ticket_id, forward)),
        ("/article/time_units", desk.ticket()),
    ):
        with pytest.raises(InvalidTicketChange) as error:
            await refused
        assert [(each.pointer, each.code) for each in error.value.errors] == [(pointer, "required")]
    assert await desk.news(ticket.id, known) == [], "nothing half-written"

    await service.add_article(desk.uow, desk.ann, ticket_id, reply(time_units=0))
    await service.add_article(desk.uow, desk.jane, ticket_id, reply())
    await desk.factories.setting(settings.ACCOUNT_TIME, False)
    await service.add_article(desk.uow, desk.ann, ticket_id, reply())


async def test_notes_are_edited_and_deleted_with_a_trace(desk: Desk) -> None:
    ticket = await desk.ticket(customer_user="jane")
    ticket_id = TicketId(ticket.id)
    note = await service.add_article(desk.uow, desk.ann, ticket_id, reply(time_units=1))
    answer = await service.add_article(desk.uow, desk.ann, ticket_id, reply(channel="email"))
    known = len(await desk.history(ticket.id))

    changed = await service.update_note(
        desk.uow, desk.bob, ticket_id, ArticleId(note.id), ArticleUpdate(body="We are not coming.")
    )
    assert changed.body == "We are not coming."
    with pytest.raises(TicketRightMissing):
        await service.delete_note(desk.uow, desk.eve, ticket_id, ArticleId(note.id))
    with pytest.raises(ArticleNotEditable):
        await service.delete_note(desk.uow, desk.ann, ticket_id, ArticleId(answer.id))
    await service.delete_note(desk.uow, desk.ann, ticket_id, ArticleId(note.id))

    assert await desk.news(ticket.id, known) == [
        ("Misc", "Article 2 was changed."),
        ("Misc", f"Article 2 was deleted. It was of {note.created:%Y-%m-%d %H:%M:%S} UTC: {note.subject}"),
    ]
    assert (await service.list_time(desk.uow, desk.ann, ticket_id)).total == 1


async def test_system_articles_may_be_ignored_for_what_is_seen(desk: Desk, factories: Factories) -> None:
    await factories.setting(settings.TICKET_NEW_ARTICLE_IGNORE_SYSTEM_SENDER, True)
    ticket = await desk.factories.ticket(queue=desk.support)
    first = await desk.factories.article(ticket)
    await desk.factories.article(ticket, sender_type_id=2)

    seen = await service.mark_seen(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketSeen(article_ids=(first.id,)))

    assert seen.seen


async def test_history_for_people(desk: Desk) -> None:
    ticket = await desk.ticket()
    await service.move_ticket(desk.uow, desk.ann, TicketId(ticket.id), schemas.TicketMove(queue="Sales"))

    lines = await service.list_history(desk.uow, Principal.system("test"), TicketId(ticket.id))

    texts = [line.text for line in lines]
    assert texts[0] == f"Ticket {ticket.number} created in queue Support, priority 3 normal, state new"
    assert texts[-1] == "Moved from Support to Sales"
    assert (lines[-1].queue.name, lines[-1].created_by.login) == ("Sales", "ann")


async def test_a_mail_to_the_customer_continues_their_thread_unasked(desk: Desk) -> None:
    ticket = await desk.ticket(customer_user="jo@far.example")
    ticket_id = TicketId(ticket.id)
    row = await desk.uow.session.get_one(Ticket, ticket.id)
    await desk.factories.article(row, a_from="Jo <jo@far.example>", message_id="<q1@far.example>")

    answer = await service.add_article(desk.uow, desk.ann, ticket_id, reply(channel="email", visible_for_customer=True))
    aside = await service.add_article(desk.uow, desk.ann, ticket_id, reply(channel="email", to="tec@vendor.example"))

    assert (answer.to, answer.in_reply_to, answer.references) == (
        "jo@far.example",
        "<q1@far.example>",
        "<q1@far.example>",
    )
    assert (aside.in_reply_to, aside.references) == ("", "")


async def test_an_answer_is_a_mail_with_the_subject_of_what_it_answers(desk: Desk) -> None:
    ticket = await desk.factories.ticket(queue=desk.support)
    asked = await desk.factories.article(
        ticket, subject="Smoke", a_from="Jo <jo@far.example>", message_id="<q2@far.example>"
    )
    command = schemas.TicketAnswer(body="We are coming.")

    article = await service.add_article(desk.uow, desk.ann, TicketId(ticket.id), command, reply_to=ArticleId(asked.id))

    assert (article.channel, article.visible_for_customer) == ("email", True)
    assert article.to == "Jo <jo@far.example>"
    assert article.subject == f"Re: [Ticket#{ticket.tn}] Smoke"


@pytest.mark.parametrize("field", ["to", "cc", "bcc"])
async def test_no_mail_to_what_is_no_address(desk: Desk, field: str) -> None:
    ticket = await desk.ticket(customer_user="jane")

    with pytest.raises(InvalidTicketChange) as refused:
        await service.add_article(
            desk.uow, desk.ann, TicketId(ticket.id), reply(channel="email", **{field: "nobody in particular"})
        )

    assert [(error.pointer, error.code) for error in refused.value.errors] == [(f"/{field}", "address")]


async def test_no_mail_for_the_customer_to_nobody(desk: Desk) -> None:
    ticket_id = TicketId((await desk.ticket()).id)

    with pytest.raises(InvalidTicketChange) as refused:
        await service.add_article(desk.uow, desk.ann, ticket_id, reply(channel="email", visible_for_customer=True))

    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/to", "required")]
    record = reply(channel="email", sender_type="customer", visible_for_customer=True)
    assert (await service.add_article(desk.uow, desk.ann, ticket_id, record)).sender_type == "customer"
    to_others = reply(channel="email", visible_for_customer=True, cc="boss@acme.example")
    assert (await service.add_article(desk.uow, desk.ann, ticket_id, to_others)).cc == "boss@acme.example"
