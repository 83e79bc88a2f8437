"""Moving a ticket: the queue, and beside it what OTRS's AgentTicketMove offers."""

from __future__ import annotations

import json

import pytest

from gotrs_api.identity import principals
from gotrs_api.identity.models import GroupUser
from gotrs_api.kernel.ids import TicketId
from gotrs_api.queues.models import Queue
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketAssign
from tests.support.factories import PENDING_REMINDER
from tests.support.web import WebBrowser
from tests.web.agent.ticket.conftest import Desk

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
async def hardware(desk: Desk) -> Queue:
    """Lena may see it and move tickets there; Mira may own there, Vera in neither queue."""
    queue = await desk.factories.queue("Hardware")
    for key in ("ro", "move_into"):
        desk.uow.session.add(GroupUser(user_id=desk.lena.id, group_id=queue.group_id, permission_key=key))
    await desk.factories.agent("mira", rights={queue: "owner"})
    await desk.factories.agent("vera", rights={queue: "ro", desk.queue: "ro"})
    return queue


async def choose(browser: WebBrowser, desk: Desk, queue: Queue) -> list[str]:
    """The owners that are offered when the queue is chosen."""
    page = await browser.get(f"{desk.address}/queue/owners?queue_id={queue.id}&owner_id=", htmx=True)
    return page.texts("#f-owner_id option")


async def test_queue_owner_state_and_note_are_one_change(at_desk: WebBrowser, desk: Desk, hardware: Queue) -> None:
    page = await at_desk.get(f"{desk.address}/queue")
    mira = next(one.get("value", "") for one in page.all("#f-owner_id option") if one.text_content() == "Mira Agent")
    assert page.texts("#f-state_id option") == ["as it is", "closed successful", "closed unsuccessful", "open"]
    assert not page.all("#f-priority_id, #f-pending_until")
    answer = await at_desk.send(
        f"{desk.address}/queue",
        {"queue_id": str(hardware.id), "owner_id": mira, "state_id": "4", "note": "A broken cable."},
    )
    assert answer.status == 303
    now = await desk.now()
    assert (now.queue.name, now.owner.login, now.state.name, now.lock.name) == ("Hardware", "mira", "open", "lock")
    assert (await desk.articles())[-1].body == "A broken cable."


async def test_what_is_not_chosen_stays(at_desk: WebBrowser, desk: Desk, hardware: Queue) -> None:
    await at_desk.get(f"{desk.address}/queue")
    before = await desk.now()
    await at_desk.send(f"{desk.address}/queue", {"queue_id": str(hardware.id)})
    now = await desk.now()
    assert now.queue.name == "Hardware"
    assert (now.owner, now.state, now.priority) == (before.owner, before.state, before.priority)
    assert now.lock.name == "unlock"


async def test_who_may_not_own_there_is_refused_at_the_field_and_nothing_happens(
    at_desk: WebBrowser, desk: Desk, hardware: Queue
) -> None:
    page = await at_desk.get(f"{desk.address}/queue")
    vera = next(one.get("value", "") for one in page.all("#f-owner_id option") if one.text_content() == "Vera Agent")
    before = (await desk.now()).etag
    fields = {"queue_id": str(hardware.id), "owner_id": vera, "state_id": "4", "note": "Must not stay."}
    page = await at_desk.send(f"{desk.address}/queue", fields)
    assert page.status == 422
    assert page.texts("#f-owner_id-error")
    assert page.values(f"{desk.address}/queue")["queue_id"] == str(hardware.id)
    assert page.texts("#f-owner_id option") == ["as it is", "Mira Agent"]
    assert (await desk.now()).etag == before
    assert len(await desk.articles()) == 1


async def test_the_owners_follow_the_queue(at_desk: WebBrowser, desk: Desk, hardware: Queue) -> None:
    page = await at_desk.get(f"{desk.address}/queue", htmx=True)
    assert page.texts("#f-owner_id option") == ["as it is"]
    (box,) = page.all("[hx-trigger='change from:#f-queue_id']")
    assert box.get("hx-get") == f"{desk.address}/queue/owners"
    assert await choose(at_desk, desk, hardware) == ["as it is", "Mira Agent"]
    assert await choose(at_desk, desk, desk.queue) == ["as it is", "Lena Agent (you)"]
    kept = await at_desk.get(f"{desk.address}/queue/owners?queue_id={desk.queue.id}&owner_id={desk.lena.id}")
    assert kept.one("#f-owner_id option[selected]").text_content() == "Lena Agent (you)"
    gone = await at_desk.get(f"{desk.address}/queue/owners?queue_id={hardware.id}&owner_id={desk.lena.id}")
    assert not gone.all("#f-owner_id option[selected][value!='']")


async def test_owners_of_a_queue_that_one_may_only_move_to(at_desk: WebBrowser, desk: Desk) -> None:
    blind = await desk.factories.queue("Legal")
    await desk.factories.agent("nils", rights={blind: "owner"})
    assert await choose(at_desk, desk, blind) == ["as it is"]
    desk.uow.session.add(GroupUser(user_id=desk.lena.id, group_id=blind.group_id, permission_key="move_into"))
    await desk.uow.session.flush()
    principals.forget_all(desk.uow.site)
    assert await choose(at_desk, desk, blind) == ["as it is", "Nils Agent"]


async def test_previous_owners_come_before_others(at_desk: WebBrowser, desk: Desk) -> None:
    for login in ("adam", "zoe"):
        await desk.factories.agent(login, rights={desk.queue: "owner"})
    lena = await desk.factories.principal(desk.lena)
    for owner in ("zoe", "lena"):
        await tickets.assign_ticket(desk.uow, lena, TicketId(desk.ticket.id), TicketAssign(owner=owner))
        lena = await desk.factories.principal(desk.lena)
    assert await choose(at_desk, desk, desk.queue) == ["as it is", "Lena Agent (you)", "Zoe Agent", "Adam Agent"]


async def test_the_settings_say_what_is_offered(at_desk: WebBrowser, desk: Desk, hardware: Queue) -> None:
    await desk.factories.setting(settings.MOVE_PRIORITY, True)
    await desk.factories.setting(settings.MOVE_STATE_MANDATORY, True)
    await desk.factories.setting(settings.MOVE_STATE_TYPES, ["pending reminder"])
    page = await at_desk.get(f"{desk.address}/queue")
    assert page.texts("#f-state_id option") == ["Choose…", "pending reminder"]
    assert page.one("#f-state_id").get("required") is not None
    fields = {"queue_id": str(hardware.id), "priority_id": "5", "state_id": str(PENDING_REMINDER)}
    page = await at_desk.send(f"{desk.address}/queue", fields)
    assert page.status == 422
    assert page.texts("#f-pending_until-error")
    await at_desk.send(f"{desk.address}/queue", {"pending_until": "2026-03-03T09:00"})
    now = await desk.now()
    assert (now.queue.name, now.priority.id, now.state.name) == ("Hardware", 5, "pending reminder")

    await desk.factories.setting(settings.MOVE_STATE, False)
    await desk.factories.setting(settings.MOVE_PRIORITY, False)
    page = await at_desk.get(f"{desk.address}/queue")
    assert not page.all("#f-state_id, #f-priority_id")


async def test_a_state_that_must_be_chosen_is_asked_for(at_desk: WebBrowser, desk: Desk, hardware: Queue) -> None:
    await desk.factories.setting(settings.MOVE_STATE_MANDATORY, True)
    await at_desk.get(f"{desk.address}/queue")
    page = await at_desk.send(f"{desk.address}/queue", {"queue_id": str(hardware.id)})
    assert page.status == 422
    assert page.texts("#f-state_id-error") == ["This is required."]
    assert (await desk.now()).queue.name == "Network"


async def test_without_their_rights_owner_and_state_are_not_offered(web: WebBrowser, desk: Desk) -> None:
    """Whoever takes the ticket by entering has all rights as its owner, as in OTRS."""
    await desk.factories.setting(settings.SCREEN_LOCKS["AgentTicketMove"], False)
    await desk.colleague("mover", rights="ro move")
    await web.sign_in("mover")
    page = await web.get(f"{desk.address}/queue")
    assert page.all("#f-queue_id")
    assert not page.all("#f-owner_id, #f-state_id, #f-priority_id")


async def test_only_the_queue_alone_can_be_undone(at_desk: WebBrowser, desk: Desk, hardware: Queue) -> None:
    for fields, can_be_undone in (({}, True), ({"state_id": "2"}, False)):
        page = await at_desk.get(f"{desk.address}/queue")
        values = page.values(f"{desk.address}/queue") | {"queue_id": str(hardware.id)} | fields
        answer = await at_desk.client.post(f"{desk.address}/queue", data=values, headers={"HX-Request": "true"})
        (toast,) = json.loads(answer.headers["HX-Trigger"])["toast"]["toasts"]
        assert bool(toast.get("action_url")) is can_be_undone
        if can_be_undone:
            await at_desk.client.post(toast["action_url"], data={"csrf_token": values["csrf_token"]})


async def test_a_chosen_owner_outlasts_the_reset_on_moving(at_desk: WebBrowser, desk: Desk, hardware: Queue) -> None:
    await desk.factories.setting(settings.TICKET_FORCE_OWNER_RESET, True)
    page = await at_desk.get(f"{desk.address}/queue")
    mira = next(one.get("value", "") for one in page.all("#f-owner_id option") if one.text_content() == "Mira Agent")
    await at_desk.send(f"{desk.address}/queue", {"queue_id": str(hardware.id), "owner_id": mira})
    now = await desk.now()
    assert (now.owner.login, now.lock.name) == ("mira", "lock")


async def test_a_waiting_ticket_is_opened_though_the_hidden_time_is_sent(at_desk: WebBrowser, desk: Desk) -> None:
    await at_desk.get(f"{desk.address}/pending")
    await at_desk.send(f"{desk.address}/pending")
    page = await at_desk.get(f"{desk.address}/state")
    assert page.one("#f-pending_until").get("value")
    answer = await at_desk.send(f"{desk.address}/state", {"state_id": "4"})
    assert answer.status == 303
    assert (await desk.now()).state.name == "open"
