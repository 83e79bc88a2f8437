"""The notifications of a new installation, by what agents find in their mailboxes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gotrs_api.articles.events import UserMentioned
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId, UserId
from gotrs_api.mail.outbound.events import ArticleMailFailed
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service
from gotrs_api.tickets.events import (
    NotificationEscalation,
    NotificationEscalationNotifyBefore,
    NotificationFollowUp,
    NotificationLockTimeout,
    NotificationPendingReminder,
)
from gotrs_api.tickets.jobs import work_off_pending
from gotrs_api.tickets.schemas import TicketAssign, TicketMove, TicketReply, TicketWatch
from gotrs_api.uow import Site
from tests.automation.conftest import Notifications, html, plain
from tests.support.factories import Factories
from tests.tickets.desk import Desk

CALL = {"subject": "Smoke", "body": "A lot of smoke.\nHelp!", "channel": "phone", "sender_type": "customer",
        "visible_for_customer": True}  # fmt: skip
EMAILS = {name: f"{name}@desk.example" for name in ("ann", "bob", "eve")}


async def test_a_new_ticket_is_told_to_agents_who_chose_its_queue(desk: Desk, notifications: Notifications) -> None:
    await notifications.my_queue(desk.bob_user, desk.support)
    await notifications.my_queue(desk.eve_user, desk.sales)
    ticket = await desk.ticket(customer_user="jane", article=CALL)

    told = await notifications.told()

    assert set(told) == {EMAILS["bob"]}
    mail = told[EMAILS["bob"]]
    assert mail["Subject"] == f"[Ticket#{ticket.number}] New ticket: Printer is on fire"
    assert mail["From"] == "GOTRS Notifications <gotrs@yourhost.example.com>"
    assert (mail["Auto-Submitted"], mail["Precedence"], mail["X-Loop"]) == ("auto-generated", "bulk", "yes")
    text = plain(mail)
    assert text.startswith(f"Hello Bob,\n\nthe new ticket [Ticket#{ticket.number}] has come into queue Support.")
    assert "> A lot of smoke.\n> Help!" in text
    link = f"http://yourhost.example.com/otrs/index.pl?Action=AgentTicketZoom;TicketID={ticket.id}"
    assert link in text
    assert f'<a href="{link}">' in html(mail)
    assert ("SendAgentNotification", "%%Ticket create notification%%bob%%Email") in await desk.history(ticket.id)


async def test_a_new_owner_hears_of_it_unless_he_took_it_himself(desk: Desk, notifications: Notifications) -> None:
    ticket = await desk.ticket()
    await notifications.told()

    desk.uow.act_as(desk.ann_user.id)
    await service.assign_ticket(desk.uow, desk.ann, TicketId(ticket.id), TicketAssign(owner="bob"))
    told = await notifications.told()
    desk.uow.act_as(desk.ann_user.id)
    await service.assign_ticket(desk.uow, desk.ann, TicketId(ticket.id), TicketAssign(owner="ann"))
    taken = await notifications.told()

    assert set(told) == {EMAILS["bob"]}
    assert "Bob" in told[EMAILS["bob"]]["Subject"]
    assert taken == {}


async def test_a_note_is_told_to_owner_and_watchers_but_not_to_its_author(
    desk: Desk, notifications: Notifications
) -> None:
    ticket = await desk.ticket(owner="bob")
    await notifications.told()
    for principal in (desk.ann, desk.eve):
        await service.watch_ticket(desk.uow, principal, TicketId(ticket.id), TicketWatch())
    await notifications.told()

    desk.uow.act_as(desk.ann_user.id)
    await service.add_article(
        desk.uow, desk.ann, TicketId(ticket.id), TicketReply(subject="Look", body="Look at the cable")
    )
    told = await notifications.told()

    # eve watches, but may not write notes: OTRS asks for that right here
    assert set(told) == {EMAILS["bob"]}


async def test_a_move_is_told_to_those_who_chose_the_new_queue(desk: Desk, notifications: Notifications) -> None:
    cleo = await desk.factories.agent("cleo", rights={desk.sales: "rw"})
    await notifications.my_queue(cleo, desk.sales)
    await notifications.my_queue(desk.bob_user, desk.sales)  # without any right there
    ticket = await desk.ticket()
    await notifications.told()

    await service.move_ticket(desk.uow, desk.ann, TicketId(ticket.id), TicketMove(queue="Sales"))
    told = await notifications.told()

    assert set(told) == {"cleo@desk.example"}
    assert "Sales" in told["cleo@desk.example"]["Subject"]


async def test_a_reminder_comes_once_a_day(desk: Desk, notifications: Notifications, clock: FakeClock) -> None:
    ticket = await desk.ticket(owner="bob", lock="lock")
    await notifications.told()
    reminder = NotificationPendingReminder(ticket_id=TicketId(ticket.id))

    first = await notifications.emit(reminder)
    clock.advance(hours=2)
    again = await notifications.emit(reminder)
    clock.advance(hours=22)
    tomorrow = await notifications.emit(reminder)

    assert [set(told) for told in (first, again, tomorrow)] == [{EMAILS["bob"]}, set(), {EMAILS["bob"]}]


async def test_an_escalation_is_told_to_all_who_may_write(desk: Desk, notifications: Notifications) -> None:
    ticket = await desk.ticket()
    await notifications.told()

    told = await notifications.emit(NotificationEscalation(ticket_id=TicketId(ticket.id)))

    assert set(told) == {EMAILS["ann"], EMAILS["bob"]}


@pytest.mark.backends("sqlite")
async def test_a_warning_says_when_the_ticket_escalates_and_how_much_working_time_is_left(
    desk: Desk, notifications: Notifications, clock: FakeClock
) -> None:
    desk.support.first_response_time = 24 * 60
    await desk.uow.session.flush()
    clock.set(datetime(2024, 3, 4, 9, tzinfo=UTC))
    ticket = await desk.ticket(article=CALL)
    await notifications.told()
    clock.advance(minutes=90)

    told = await notifications.emit(NotificationEscalationNotifyBefore(ticket_id=TicketId(ticket.id)))

    assert "It is due 2024-03-05 20:00:00 (UTC) (in 22h 30m)." in plain(told[EMAILS["bob"]])


@pytest.mark.backends("sqlite")
async def test_links_lead_to_the_public_address_until_the_desk_is_given_a_name(
    desk: Desk, factories: Factories, notifications: Notifications, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = desk.uow.site
    monkeypatch.setattr(site, "settings", site.settings.model_copy(update={"public_url": "https://help.example.org"}))
    ticket = await desk.ticket(owner="bob")
    await notifications.told()

    first = await notifications.emit(NotificationLockTimeout(ticket_id=TicketId(ticket.id)))
    await factories.setting(settings.FQDN, "desk.example")
    named = await notifications.emit(NotificationLockTimeout(ticket_id=TicketId(ticket.id)))

    path = f"/otrs/index.pl?Action=AgentTicketZoom;TicketID={ticket.id}"
    assert f"https://help.example.org{path}" in plain(first[EMAILS["bob"]])
    assert f"http://desk.example{path}" in plain(named[EMAILS["bob"]])


@pytest.mark.backends("sqlite")
async def test_a_lock_that_timed_out_is_told_to_the_owner(desk: Desk, notifications: Notifications) -> None:
    ticket = await desk.ticket(owner="bob")
    await notifications.told()

    told = await notifications.emit(NotificationLockTimeout(ticket_id=TicketId(ticket.id)))

    assert set(told) == {EMAILS["bob"]}


async def test_a_mention_is_told_to_whom_it_names(desk: Desk, notifications: Notifications) -> None:
    ticket = await desk.ticket()
    await notifications.told()
    article = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[0]

    await desk.uow.emit(
        UserMentioned(ticket_id=TicketId(ticket.id), article_id=ArticleId(article.id), user_id=UserId(desk.bob_user.id))
    )

    assert set(await notifications.told()) == {EMAILS["bob"]}


@pytest.mark.backends("sqlite")
async def test_a_follow_up_on_a_locked_ticket_leaves_the_queue_in_peace(
    desk: Desk, notifications: Notifications
) -> None:
    await notifications.my_queue(desk.ann_user, desk.support)
    locked = await desk.ticket(owner="bob", lock="lock")
    await notifications.told()
    free = await desk.ticket(owner="bob")
    await notifications.told()

    assert set(await notifications.emit(NotificationFollowUp(ticket_id=TicketId(locked.id)))) == {EMAILS["bob"]}
    assert set(await notifications.emit(NotificationFollowUp(ticket_id=TicketId(free.id)))) == {
        EMAILS["ann"], EMAILS["bob"],
    }  # fmt: skip


@pytest.mark.backends("sqlite")
async def test_a_mail_that_could_not_be_delivered_is_told_to_the_owner(
    desk: Desk, notifications: Notifications
) -> None:
    ticket = await desk.ticket(owner="bob")
    await notifications.told()
    article = (await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id)))[0]

    await desk.uow.emit(
        ArticleMailFailed(ticket_id=TicketId(ticket.id), article_id=ArticleId(article.id), message="550 no such user")
    )

    assert set(await notifications.told()) == {EMAILS["bob"]}


async def test_whoever_wrote_a_mail_hears_that_it_was_refused(desk: Desk, notifications: Notifications) -> None:
    ticket = await desk.ticket(owner="bob")
    await notifications.told()
    notifications.mailbox.answer = lambda to: "550 5.1.1 No such user" if to == ["gone@customer.example"] else None
    desk.uow.act_as(desk.bob_user.id)
    await service.add_article(
        desk.uow,
        desk.bob,
        TicketId(ticket.id),
        TicketReply(subject="Answer", body="Look", channel="email", to="gone@customer.example"),  # type: ignore[arg-type]
    )

    assert set(await notifications.told()) == {EMAILS["bob"]}


async def test_the_sweep_reminds_the_owner_in_his_language(
    desk: Desk, notifications: Notifications, clock: FakeClock, site: Site
) -> None:
    await notifications.prefer(desk.bob_user, UserLanguage="de", UserTimeZone="Europe/Berlin")
    await desk.ticket(owner="bob", lock="lock", state="pending reminder", pending_until="2026-03-02T10:00:00Z")
    await notifications.told()
    clock.advance(hours=1)

    await work_off_pending(site.job_context(job_id=0, attempt=1, acting_id=1))
    told = await notifications.told()

    assert set(told) == {EMAILS["bob"]}
    assert plain(told[EMAILS["bob"]]).startswith("Guten Tag Bob Agent,")
