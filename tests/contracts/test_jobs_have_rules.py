"""Every job says with whose rights it works, that is as agreed on, and each works so: with the rights of when it runs."""

from __future__ import annotations

import difflib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest
from sqlalchemy import delete, select, update

from gotrs_api.admin.jobs import RunRound
from gotrs_api.automation.web_push import service as web_push
from gotrs_api.automation.web_push.schemas import PushSubscriptionCreate
from gotrs_api.customers import service as customers
from gotrs_api.customers.importing import jobs as importing
from gotrs_api.customers.importing import service as imports
from gotrs_api.customers.importing.schemas import CustomerImport
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity import principals
from gotrs_api.identity.models import GroupUser, User
from gotrs_api.jobs import ActsAs, store
from gotrs_api.jobs.execute import GiveUp, run_job
from gotrs_api.jobs.models import Job as JobRow
from gotrs_api.kernel.ids import SYSTEM_USER_ID, TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import BulkClose, BulkStarted, TicketReply, TicketUpdate
from gotrs_api.tickets.service import bulk
from gotrs_api.uow import JobContext, Site, UnitOfWork
from tests.automation.conftest import Notifications
from tests.contracts.job_rules import TABLE, declared, jobs
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.support.push_service import PushService, push_service
from tests.support.smtp_sink import SmtpSink
from tests.tickets.desk import Desk, open_desk

pytestmark = pytest.mark.backends("sqlite")


@dataclass
class World:
    site: Site
    uow: UnitOfWork
    desk: Desk
    pushes: PushService
    notifications: Notifications
    monkeypatch: pytest.MonkeyPatch

    async def lose_rights(self, user: User) -> None:
        await self.uow.session.execute(delete(GroupUser).where(GroupUser.user_id == user.id))
        principals.forget_all(self.site)


@pytest.fixture
async def world(
    site: Site, uow: UnitOfWork, factories: Factories, mailbox: SmtpSink, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[World]:
    desk = await open_desk(uow, factories)
    async with push_service() as pushes:
        yield World(site, uow, desk, pushes, Notifications(site, uow, mailbox), monkeypatch)


def test_rules_are_those_of_the_table() -> None:
    difference = "".join(difflib.unified_diff(TABLE.read_text().splitlines(True), declared().splitlines(True)))
    assert difference == "", "wanted? then run: .venv/bin/python -m tests.contracts.job_rules"


@pytest.mark.parametrize("name", jobs(ActsAs.ORDERER))
async def test_an_order_of_who_is_not_valid_any_more_is_not_carried_out(
    site: Site, factories: Factories, name: str
) -> None:
    """Before it looks at what was ordered: the payload here is empty."""
    gone = await factories.agent("gone", admin=True, valid=False)
    ordered = site.jobs.by_name[name]
    with pytest.raises(GiveUp, match="not valid any more"):
        await ordered.run(JobContext(site, job_id=0, attempt=1, acting_id=gone.id), ordered.payload.model_construct())


async def test_rounds_are_the_desks_own_whoever_begins_them(
    site: Site, factories: Factories, monkeypatch: pytest.MonkeyPatch
) -> None:
    mira = await factories.agent("mira", admin=True)
    acting: list[int] = []
    real = Site.job_context

    def noted(self: Site, **given: Any) -> JobContext:
        acting.append(given["acting_id"])
        return real(self, **given)

    monkeypatch.setattr(Site, "job_context", noted)
    async with site.uow(acting_id=mira.id) as uow:
        await uow.enqueue(RunRound(work="admin.prune"))
    await drain(site)
    assert acting == [mira.id, SYSTEM_USER_ID]


async def many_closed_in_the_middle_of_a_loss(world: World) -> None:
    """A right that goes while the job works counts for the very next ticket."""
    desk, first_ones = world.desk, 3
    of_support = [await desk.factories.ticket(queue=desk.support) for _ in range(51)]
    command = BulkClose.model_validate({"ids": [one.id for one in of_support]})
    desk.next_request()
    started = await tickets.change_tickets(desk.uow, desk.ann, command)
    assert isinstance(started, BulkStarted)
    real, done = bulk.change_one, 0

    async def change_one(*args: Any, **options: Any) -> Any:
        nonlocal done
        result = await real(*args, **options)
        done += 1
        if done == first_ones:
            await world.lose_rights(desk.ann_user)
        return result

    world.monkeypatch.setattr(bulk, "change_one", change_one)
    await drain(world.site)

    after = [(await tickets.get_ticket(desk.uow, desk.bob, TicketId(one.id))).state.name for one in of_support]
    assert [state == "closed successful" for state in after] == [True] * first_ones + [False] * (51 - first_ones)


async def customers_imported_in_the_middle_of_a_loss(world: World) -> None:
    chief = await world.desk.factories.agent("chief", admin=True)
    who = await world.desk.factories.principal(chief)
    rows = tuple({"email": f"{name}@x.example", "first_name": name, "last_name": "X"} for name in ("ida", "jon", "kim"))
    async with world.site.uow(acting_id=chief.id) as uow:
        await imports.start_import(uow, who, CustomerImport(kind="customer_users", rows=rows))
    real = imports.import_row

    async def import_row(*args: Any) -> bool:
        done = await real(*args)
        await world.lose_rights(chief)
        return done

    world.monkeypatch.setattr(importing.service, "import_row", import_row)
    await drain(world.site)

    made = [await customers.find_by_login(world.uow, row["email"]) is not None for row in rows]
    assert made == [True, False, False]


async def mails_to_who_may_read_still(world: World) -> None:
    await world.notifications.only(Recipients=["AgentReadPermissions"])
    desk = world.desk
    ticket = await desk.ticket()
    await tickets.update_ticket(desk.uow, desk.ann, TicketId(ticket.id), TicketUpdate(title="Another fire"))
    assert set(await world.notifications.told()) == {"bob@desk.example", "eve@desk.example"}
    await tickets.update_ticket(desk.uow, desk.ann, TicketId(ticket.id), TicketUpdate(title="The same fire"))
    await world.uow.settle()
    await world.lose_rights(desk.eve_user)
    assert set(await world.notifications.told()) == {"bob@desk.example"}


async def pushes_to_whose_ticket_it_is_still(world: World) -> None:
    desk, phone = world.desk, world.pushes.browser("phone")
    command = PushSubscriptionCreate.model_validate({"name": "Phone", "subscription": phone.subscription})
    await web_push.subscribe(world.uow, desk.jane, command)
    ticket = await desk.ticket(customer_user="jane")
    answer = {"subject": "Re", "body": "Done.", "channel": "internal", "visible_for_customer": True}
    await tickets.add_article(world.uow, desk.ann, TicketId(ticket.id), TicketReply.model_validate(answer))
    await world.uow.settle()
    await world.uow.session.execute(update(CustomerUser).where(CustomerUser.login == "jane").values(valid_id=2))
    assert "web_push.tell_customer" in await drain(world.site)
    assert world.pushes.pushed == []


LOSSES: Final[dict[str, Callable[[World], Awaitable[None]]]] = {
    "tickets.bulk": many_closed_in_the_middle_of_a_loss,
    "customers.import": customers_imported_in_the_middle_of_a_loss,
    "automation.notify": mails_to_who_may_read_still,
    "web_push.tell_customer": pushes_to_whose_ticket_it_is_still,
}


@pytest.mark.parametrize("name", {**jobs(ActsAs.ORDERER), **jobs(ActsAs.READERS)})
async def test_a_right_that_is_lost_before_it_is_used_is_lost(world: World, name: str) -> None:
    await LOSSES[name](world)


async def test_a_dead_order_that_an_administrator_runs_again_is_still_its_orderers(
    world: World, site: Site, factories: Factories
) -> None:
    gone = await factories.agent("gone", rights={world.desk.support: "rw"}, valid=False)
    async with site.uow(acting_id=gone.id) as uow:
        job_id = await uow.enqueue(bulk.ChangeTickets(kind="close", command={}, ids=(1,)))
    await run_job(site, job_id, store.new_holder())
    async with site.job_read() as session:
        row = (await session.scalars(select(JobRow).where(JobRow.id == job_id))).one()
    assert (row.status, row.last_error) == (store.DEAD, "the agent who ordered this is not valid any more")
