"""Many tickets at once in the browser."""

from __future__ import annotations

import pytest

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead, TicketSetPriority
from tests.support.factories import PASSWORD, Factories
from tests.support.jobs import drain
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


class Desk:
    """Rosa works in Network on three tickets; the last one is locked by Tom."""

    def __init__(self, factories: Factories) -> None:
        self.factories = factories

    async def fill(self, n: int = 3) -> Desk:
        self.queue = await self.factories.queue("Network")
        self.other = await self.factories.queue("Hardware")
        rights = {self.queue: "rw", self.other: "rw"}
        self.rosa = await self.factories.agent("rosa", password=PASSWORD, rights=rights)
        self.tom = await self.factories.agent("tom", rights=rights)
        self.ids = [(await self.factories.ticket(f"Number {i}", queue=self.queue)).id for i in range(n)]
        return self

    async def now(self, index: int) -> TicketRead:
        me = await self.factories.principal(self.rosa)
        return await tickets.get_ticket(self.factories.uow, me, TicketId(self.ids[index]))


@pytest.fixture
async def desk(factories: Factories, web: WebBrowser) -> Desk:
    desk = await Desk(factories).fill()
    await web.sign_in("rosa")
    return desk


def chosen(desk: Desk, *indexes: int) -> dict[str, list[str]]:
    return {"ids": [str(desk.ids[index]) for index in indexes]}


async def test_chosen_rows_are_changed_by_one_form(web: WebBrowser, desk: Desk) -> None:
    page = await web.get(f"/agent/bulk?ids={desk.ids[0]}&ids={desk.ids[1]}&back=/agent/queues/{desk.queue.id}")
    assert page.has("2 tickets are meant.")
    page = await web.send(
        "/agent/bulk", {"queue_id": str(desk.other.id), "owner_id": str(desk.rosa.id), "note": "Ours now."}
    )
    assert (page.status, page.location) == (303, f"/agent/queues/{desk.queue.id}")
    assert (await web.follow()).has("2 tickets changed.")
    moved = await desk.now(0)
    assert (moved.queue.name, moved.owner.login) == ("Hardware", "rosa")
    assert (await desk.now(2)).queue.name == "Network"


async def test_one_press_takes_the_chosen_ones(web: WebBrowser, desk: Desk) -> None:
    await web.get(f"/agent/queues/{desk.queue.id}")
    await web.send("/agent/bulk", {"quick": "mine", **chosen(desk, 1)})
    assert (await desk.now(1)).owner.login == "rosa"
    assert (await desk.now(0)).owner.id == 1


async def test_a_row_has_its_own_button(web: WebBrowser, desk: Desk) -> None:
    page = await web.get(f"/agent/queues/{desk.queue.id}")
    values = page.values("/agent/bulk")
    await web.client.post(f"/agent/bulk/quick/{desk.ids[0]}/mine", data=values)
    assert (await desk.now(0)).owner.login == "rosa"
    assert (await web.client.post(f"/agent/bulk/quick/{desk.ids[0]}/eat", data=values)).status_code == 404


async def test_everything_a_list_matches(web: WebBrowser, desk: Desk) -> None:
    await web.get(f"/agent/queues/{desk.queue.id}")
    await web.send("/agent/bulk", {"quick": "close", "all": f"/agent/queues/{desk.queue.id}"})
    assert (await desk.now(0)).state.type == "closed"
    assert (await web.get("/agent/tickets")).has("Nothing to do here")


async def test_what_cannot_be_changed_is_named_with_the_reason(web: WebBrowser, desk: Desk) -> None:
    locked = await desk.factories.ticket("Number 9", queue=desk.queue, owner=desk.tom, locked=True)
    await web.get(f"/agent/bulk?ids={desk.ids[0]}&ids={locked.id}")
    page = await web.send("/agent/bulk", {"priority_id": "5"})
    assert page.has("1 ticket changed. 1 could not be changed:")
    assert page.has("Number 9")


async def test_nothing_chosen_and_nothing_to_do_are_said(web: WebBrowser, desk: Desk) -> None:
    await web.get(f"/agent/bulk?ids={desk.ids[0]}")
    page = await web.send("/agent/bulk")
    assert (page.status, page.has("Choose at least one change.")) == (422, True)
    page = await web.send("/agent/bulk", {"priority_id": "5", "ids": []})
    assert page.has("Choose some tickets first.")
    page = await web.send("/agent/bulk", {"merge_into": "4711", **chosen(desk, 0)})
    assert page.has("There is no ticket of this number.")


async def test_very_many_are_a_job_that_one_can_watch(web: WebBrowser, factories: Factories) -> None:
    desk = await Desk(factories).fill(51)
    await web.sign_in("rosa")
    await web.get(f"/agent/queues/{desk.queue.id}")
    page = await web.send("/agent/bulk", {"quick": "mine", **chosen(desk, *range(51))})
    address = page.location
    assert address.startswith("/agent/bulk/jobs/")
    assert (await web.get(address)).has("0 of 51 tickets")
    await drain(factories.uow.site)
    page = await web.get(address)
    assert page.has("51 tickets changed.")
    (undo,) = page.all("[action^='/agent/bulk/undoing/']")
    me = await factories.principal(desk.rosa)
    await web.send(undo.get("action", ""))
    assert (await web.follow()).has("0 of 51 tickets")
    await drain(factories.uow.site)
    owners = {(await tickets.get_ticket(factories.uow, me, TicketId(id_))).owner.id for id_ in desk.ids}
    assert owners == {1}, "all are free again"
    assert not (await web.get(address)).all("[action^='/agent/bulk/undoing/']"), "once"
    await factories.agent("mira", password=PASSWORD)
    web.client.cookies.clear()
    await web.sign_in("mira")
    assert (await web.get(address)).status == 404


async def test_the_form_merges_links_and_writes_to_customers(web: WebBrowser, desk: Desk) -> None:
    address = "/agent/bulk?" + "&".join(f"ids={id_}" for id_ in desk.ids[:2])
    page = await web.get(address)
    assert page.has("Mail to the customers")
    refused = await web.send("/agent/bulk", {"mail_body": "We are on it."})
    assert refused.status == 422
    assert refused.texts("#f-mail_subject-error") == ["This is required."]

    done = await web.send(
        "/agent/bulk",
        {"note": "One fault.", "note_visible": "1", "mail_subject": "", "mail_body": "", "link_together": "1"},
    )
    assert done.status == 303
    me = await desk.factories.principal(desk.rosa)
    (link,) = await tickets.list_links(desk.factories.uow, me, TicketId(desk.ids[0]))
    assert link.ticket.id == desk.ids[1]
    (note,) = await tickets.list_articles(desk.factories.uow, me, TicketId(desk.ids[1]))
    assert note.visible_for_customer

    await web.get(address)
    await web.send("/agent/bulk", {"note": "", "note_visible": "", "link_together": "", "merge_to_oldest": "1"})
    assert [(await desk.now(index)).state.type for index in (0, 1)] == ["open", "merged"]


async def test_colleagues_are_places_to_drop_a_row(web: WebBrowser, desk: Factories) -> None:
    page = await web.get("/agent/colleagues", htmx=True)
    addresses = page.links().values()
    assert addresses
    assert all(address.startswith("/agent/search?owner_id=") for address in addresses)


async def test_a_change_of_several_rows_can_be_undone_once(web: WebBrowser, desk: Desk) -> None:
    me = await desk.factories.principal(desk.rosa)
    await tickets.set_priority(desk.factories.uow, me, TicketId(desk.ids[0]), TicketSetPriority(priority="5 very high"))
    before = [await desk.now(index) for index in (0, 1)]
    await web.get(f"/agent/queues/{desk.queue.id}")
    fields = {**chosen(desk, 0, 1), "queue_id": str(desk.other.id), "priority_id": "1", "owner_id": str(desk.tom.id)}
    await web.send("/agent/bulk", fields)
    toast = await web.follow()
    assert toast.has("2 tickets changed.")
    assert [(await desk.now(index)).owner.login for index in (0, 1)] == ["tom", "tom"]
    (undo,) = toast.all("[action^='/agent/bulk/undoing/']")
    token = {"csrf_token": str(toast.values("/agent/bulk")["csrf_token"])}
    await web.client.post(undo.get("action", ""), data=token)
    for index, was in enumerate(before):
        now = await desk.now(index)
        assert (now.queue, now.priority, now.owner) == (was.queue, was.priority, was.owner)
    again = await web.client.post(undo.get("action", ""), data=token)
    assert again.status_code == 409


async def test_closing_by_one_press_can_be_undone_and_merging_offers_nothing(web: WebBrowser, desk: Desk) -> None:
    before = [(await desk.now(index)).state for index in (0, 1)]
    await web.get(f"/agent/queues/{desk.queue.id}")
    await web.send("/agent/bulk", {**chosen(desk, 0, 1), "quick": "close"})
    page = await web.follow()
    (undo,) = page.all("[action^='/agent/bulk/undoing/']")
    token = {"csrf_token": str(page.values("/agent/bulk")["csrf_token"])}
    await web.client.post(undo.get("action", ""), data=token)
    assert [(await desk.now(index)).state for index in (0, 1)] == before
    await web.get(f"/agent/queues/{desk.queue.id}")
    await web.send("/agent/bulk", {**chosen(desk, 0, 1), "priority_id": "1", "merge_to_oldest": "1"})
    assert not (await web.follow()).all("[action^='/agent/bulk/undoing/']")
