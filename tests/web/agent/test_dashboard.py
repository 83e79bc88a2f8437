"""The agents' home: every number on it is the number of the list it leads to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gotrs_api.identity.models import PermissionGroup, User
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketFilter
from gotrs_api.tickets.service.numbers import agent_numbers
from gotrs_api.uow import ReadUow, Site
from gotrs_web.agent import dashboard
from gotrs_web.agent.standing_lists import STANDING_LISTS
from tests.support.factories import (
    CLOSED_SUCCESSFUL,
    NEW,
    PASSWORD,
    PENDING_REMINDER,
    Factories,
)
from tests.support.web import WebBrowser


@pytest.fixture
async def rosa(factories: Factories) -> User:
    network = await factories.queue("Network")
    return await factories.agent("rosa", password=PASSWORD, rights={network: "ro"})


@pytest.fixture
async def desk(factories: Factories, clock: FakeClock, rosa: User) -> Factories:
    """Of each kind of ticket that is counted one or more, and of those that are not."""
    network, secret = await factories.existing_queue("Network"), await factories.queue("Secret")
    past, future = (int((clock.now() + timedelta(hours=hours)).timestamp()) for hours in (-1, 1))
    await factories.ticket("Fresh", queue=network, state_id=NEW)
    await factories.ticket("Fresh and taken", queue=network, state_id=NEW, owner=rosa, locked=True)
    await factories.ticket("Mine but free", queue=network, owner=rosa)
    await factories.ticket("Due", queue=network, state_id=PENDING_REMINDER, owner=rosa, until_time=past)
    await factories.ticket("Not yet due", queue=network, state_id=PENDING_REMINDER, owner=rosa, until_time=future)
    await factories.ticket("Mine, elsewhere", queue=secret, responsible=rosa)
    await factories.ticket("Not for me", queue=secret, state_id=NEW)
    await factories.ticket("Done", queue=network, state_id=CLOSED_SUCCESSFUL, owner=rosa)
    late = await factories.ticket("Late", queue=network)
    late.escalation_time = past
    await factories.uow.session.flush()
    return factories


async def test_one_statement_counts_what_each_list_holds(
    desk: Factories, rosa: User, read: ReadUow, clock: FakeClock
) -> None:
    me = await desk.principal(rosa)
    numbers = await agent_numbers(read, me)
    lists = {
        one.key: await tickets.count_tickets(read, me, TicketFilter(**one.narrow(me, clock.now())))
        for one in STANDING_LISTS
    }
    assert numbers.model_dump(exclude={"drafts", "at_least"}) == lists
    assert lists == {
        "mine": 4,
        "locked": 1,
        "reminders": 1,
        "new": 2,
        "unlocked": 6,
        "escalated": 1,
        "responsible": 1,
        "watched": 0,
    }


async def test_who_sees_nothing_counts_nothing(factories: Factories, read: ReadUow) -> None:
    me = await factories.principal(await factories.agent())
    assert set((await agent_numbers(read, me)).model_dump(exclude={"at_least"}).values()) == {0}


@pytest.mark.backends("sqlite")
async def test_figures_lead_to_their_lists(web: WebBrowser, desk: Factories) -> None:
    await web.sign_in("rosa")
    home = await web.get("/agent/")
    figures = {link.get("href"): link.cssselect("b")[0].text_content() for link in home.all(".figures a")}
    assert figures["/agent/tickets?view=mine"] == "4"
    for address, count in figures.items():
        words = "1 ticket" if count == "1" else f"{count} tickets"
        assert (await web.get(address)).texts(".page-head [role=status]") == [words], address


@pytest.mark.backends("sqlite")
async def test_widgets_show_what_is_due_and_say_when_nothing_is(web: WebBrowser, desk: Factories) -> None:
    await web.sign_in("rosa")
    home = await web.get("/agent/")
    assert home.texts("#widget-escalated .list a") == ["Late"]
    assert home.texts("#widget-reminders .list a") == ["Due"]
    assert home.has("One ticket is late.")
    assert not home.has("Not for me")
    await desk.agent("nils", password=PASSWORD)
    web.client.cookies.clear()
    await web.sign_in("nils")
    assert (await web.get("/agent/")).has("Nothing is late")


@pytest.mark.backends("sqlite")
async def test_the_board_alone_answers_a_refresh(web: WebBrowser, desk: Factories) -> None:
    await web.sign_in("rosa")
    board = await web.get("/agent/", htmx=True)
    assert board.one("#board") is not None
    assert not board.all("header.bar")


@pytest.mark.backends("sqlite")
async def test_a_banner_says_when_mail_has_no_way_out(web: WebBrowser, site: Site, desk: Factories) -> None:
    await web.sign_in("rosa")
    assert (await web.get("/agent/")).has("Mail does not leave this system yet") is not bool(site.settings.smtp_url)


async def test_widgets_are_moved_hidden_and_brought_back(web: WebBrowser, desk: Factories) -> None:
    def order() -> list[str]:
        assert web.page is not None
        return [widget.get("data-widget", "") for widget in web.page.all("[data-widget]")]

    await web.sign_in("rosa")
    await web.get("/agent/")
    assert order()[:3] == ["escalated", "reminders", "mine"]
    await web.send("/agent/board/mine/earlier")
    await web.follow()
    assert order()[:3] == ["escalated", "mine", "reminders"]
    await web.send("/agent/board/escalated/hide")
    await web.follow()
    assert order()[:2] == ["mine", "reminders"]
    assert web.page is not None
    csrf = web.page.values("/agent/board/escalated/show")["csrf_token"]
    await web.send("/agent/board/escalated/show")
    await web.follow()
    assert order()[-1] == "escalated"
    await web.client.post("/agent/board/escalated?before=mine", data={"csrf_token": csrf})
    await web.get("/agent/")
    assert order()[:2] == ["escalated", "mine"]
    assert (await web.client.post("/agent/board/nothing/hide", data={"csrf_token": csrf})).status_code == 404


async def test_statistics_activity_and_absences_have_pages_of_their_own(web: WebBrowser, desk: Factories) -> None:
    await web.sign_in("rosa")
    days = await web.get("/agent/widgets/days")
    assert days.texts("tbody tr:last-child td")[0] == "8"  # made today, the one of another queue left out
    assert (await web.get("/agent/widgets/activity")).has("A quiet week")
    assert (await web.get("/agent/widgets/away")).has("Everybody is here")
    tom = {"OutOfOffice": "1"} | {
        f"OutOfOffice{edge}{part}": value
        for edge, day in (("Start", "1"), ("End", "9"))
        for part, value in (("Year", "2026"), ("Month", "3"), ("Day", day))
    }
    await desk.agent("tom", preferences=tom)
    assert (await web.get("/agent/widgets/away", htmx=True)).has("Tom Agent until 9 Mar")


async def test_of_many_queues_the_fullest_are_shown(
    web: WebBrowser, desk: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashboard, "MOST_QUEUES", 1)
    other = await desk.queue(
        "Attic", group=await desk.uow.session.get(PermissionGroup, (await desk.existing_queue("Network")).group_id)
    )
    await desk.ticket("Found in the attic", queue=other, state_id=NEW)
    await web.sign_in("rosa")
    page = await web.get("/agent/")
    assert page.texts("#widget-queues tbody a") == ["Network"]
    assert page.links()["and 1 more"] == "/agent/queues"
