"""System settings about web services and webhooks: each is changed, and its effect is seen."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from gotrs_api.generic_interface.debugger import Debugger
from gotrs_api.generic_interface.models import DebuggerEntryContent
from gotrs_api.generic_interface.requester.invokers import TICKET, prepare
from gotrs_api.generic_interface.service import administration, communications
from gotrs_api.generic_interface.webservice import Invoker, Webservice
from gotrs_api.identity.account_links import MUST_CHANGE
from gotrs_api.identity.agents import set_preference
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.models import MailQueue
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.models import SystemMaintenance
from gotrs_api.tickets.models import TicketHistory, TicketHistoryType
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import touched
from gotrs_api.webhooks.jobs import prune
from gotrs_api.webhooks.models import Delivery, LoggedEvent
from tests.generic_interface.conftest import AGENT_PASSWORD, CUSTOMER_PASSWORD, SYSTEM, GiDesk
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")


async def history(desk: GiDesk, ticket_id: Any) -> set[tuple[str, str]]:
    rows = await desk.uow.session.execute(
        select(TicketHistoryType.name, TicketHistory.name)
        .join(TicketHistory, TicketHistory.history_type_id == TicketHistoryType.id)
        .where(TicketHistory.ticket_id == int(ticket_id))
    )
    return {(kind, name) for kind, name in rows}


async def count(uow: UnitOfWork, model: Any) -> int:
    return await uow.session.scalar(select(func.count()).select_from(model)) or 0


async def test_what_creating_and_updating_take_where_a_request_says_nothing(desk: GiDesk) -> None:
    usual = await desk.create(Article={"CommunicationChannel": "Email", "SenderType": "customer"})
    assert await count(desk.uow, MailQueue) == 1
    for setting, value in (
        (settings.GI_CREATE_HISTORY_TYPE, "AddNote"),
        (settings.GI_CREATE_HISTORY_COMMENT, "%%Made elsewhere"),
        (settings.GI_CREATE_AUTO_RESPONSE, "auto reject"),
        (settings.GI_UPDATE_HISTORY_TYPE, "PhoneCallCustomer"),
        (settings.GI_UPDATE_HISTORY_COMMENT, "%%Told elsewhere"),
        (settings.GI_UPDATE_AUTO_RESPONSE, "auto reply"),
    ):
        await desk.factories.setting(setting, value)
    for visible in (settings.GI_CREATE_IS_VISIBLE, settings.GI_UPDATE_IS_VISIBLE):
        await desk.factories.setting(visible, False)
    made = await desk.create(Article={"CommunicationChannel": "Email", "SenderType": "customer"})
    assert await count(desk.uow, MailQueue) == 1
    assert ("AddNote", "%%Made elsewhere") in await history(desk, made["TicketID"])
    assert ("AddNote", "%%Made elsewhere") not in await history(desk, usual["TicketID"])

    article = {"Subject": "s", "Body": "b", "ContentType": "text/plain; charset=utf-8", "CommunicationChannel": "Email"}
    await desk.update(made["TicketID"], Article={**article, "SenderType": "customer"})
    assert ("PhoneCallCustomer", "%%Told elsewhere") in await history(desk, made["TicketID"])
    assert await count(desk.uow, MailQueue) == 2
    seen = await desk.get(made["TicketID"], AllArticles=1)
    assert [str(one["IsVisibleForCustomer"]) for one in seen["Article"]][:2] == ["0", "0"]


async def test_times_can_be_asked_for(desk: GiDesk) -> None:
    await desk.factories.setting(settings.NEED_ACCOUNTED_TIME, True)
    assert (await desk.create())["Error"]["ErrorCode"] == "TicketCreate.MissingParameter"
    assert "TicketID" in await desk.create(Article={"TimeUnit": 5})


async def test_how_a_search_is_cut_and_ordered(desk: GiDesk) -> None:
    ids = {title: (await desk.create(Ticket={"Title": title}))["TicketID"] for title in ("b", "c", "a")}

    async def found() -> list[str]:
        answer = await desk.call("GET", "/Ticket", query={**await desk.signed(), "Queues": "Support"})
        listed = answer["TicketID"]
        return [str(one) for one in (listed if isinstance(listed, list) else [listed])]

    await desk.factories.setting(settings.GI_SEARCH_SORT, "Title")
    await desk.factories.setting(settings.GI_SEARCH_ORDER, "Up")
    assert await found() == [str(ids[title]) for title in "abc"]
    await desk.factories.setting(settings.GI_SEARCH_LIMIT, 1)
    assert await found() == [str(ids["a"])]


async def test_how_much_is_logged_and_for_how_long(site: Site, desk: GiDesk, clock: FakeClock) -> None:
    await desk.factories.setting(settings.GI_LOGGED_SIZE_KB, 1)
    debugger = Debugger(Webservice(1, "Test", {"Debugger": {"DebugThreshold": "debug"}}, is_valid=True), "Provider")
    debugger.say("debug", "Incoming", "x" * 5000)
    await debugger.write(site)
    texts = list(await desk.uow.session.scalars(select(DebuggerEntryContent.content)))
    assert any((text or "").endswith("[…]") for text in texts)
    assert all(len(text or "") < 1100 for text in texts)
    clock.advance(days=3)
    assert await communications.forget_old(desk.uow) == 0
    await desk.factories.setting(settings.GI_LOG_KEPT_DAYS, 2)
    assert await communications.forget_old(desk.uow) > 0


async def test_what_calls_to_others_leave_out_and_encode(site: Site, desk: GiDesk) -> None:
    ticket_id = (await desk.create(Ticket={"Title": "Secret"}))["TicketID"]
    invoker = Invoker("Tell", {"Type": TICKET})
    await desk.factories.setting(settings.GI_OMITTED_FIELDS, {"Tell": "CustomerUserID"})
    await desk.factories.setting(settings.GI_BASE64_FIELDS, {"Tell": "Title; Body"})
    told = (await prepare(site, invoker, {"TicketID": ticket_id}))["Ticket"]
    assert "CustomerUserID" not in told
    assert base64.b64decode(told["Title"]) == b"Secret"


async def test_the_address_that_a_web_service_has(desk: GiDesk) -> None:
    await desk.factories.setting(settings.HTTP_TYPE, "https")
    await desk.factories.setting(settings.FQDN, "desk.example")
    await desk.factories.setting(settings.SCRIPT_ALIAS, "znuny/")
    for one in await administration.list_webservices(desk.uow, SYSTEM):
        assert "https://desk.example/znuny/nph-genericinterface.pl/Webservice/" in one.model_dump_json()


@pytest.mark.parametrize("setting", [settings.EVENTS_KEPT_DAYS, settings.DELIVERIES_KEPT_DAYS])
async def test_how_long_events_and_deliveries_are_kept(
    site: Site, uow: UnitOfWork, factories: Factories, setting: Any
) -> None:
    model: Any = LoggedEvent if setting is settings.EVENTS_KEPT_DAYS else Delivery
    old = uow.clock.now() - timedelta(days=3)
    uow.session.add(LoggedEvent(type="ticket.created", subject="ticket:1", data="{}", created_at=old))
    uow.session.add(
        Delivery(
            webhook_id=1, event_id=1, message_id="m", event_type="ticket.created", subject="ticket:1",
            status="delivered", attempts=1, due_at=old, created_at=old,
        )
    )  # fmt: skip
    await uow.session.flush()
    context = site.job_context(job_id=0, attempt=1, acting_id=1)
    before = await count(uow, model)
    await prune(context)
    assert await count(uow, model) == before
    await factories.setting(setting, 2)
    await prune(context)
    assert await count(uow, model) == before - 1


async def test_only_administrators_passwords_count_during_a_maintenance(desk: GiDesk) -> None:
    """As in OTRS's Auth and CustomerAuth; sessions and tokens from before go on."""
    before = await desk.session()
    agent = {"UserLogin": "agent01", "Password": AGENT_PASSWORD}
    customer = {"CustomerUserLogin": "cust0001", "Password": CUSTOMER_PASSWORD}
    made = await desk.create()
    now = int(desk.uow.clock.now().timestamp())
    desk.uow.session.add(
        SystemMaintenance(
            start_date=now, stop_date=now + 3600, comments="x", login_message="", notify_message="",
            show_login_message=1, valid_id=1,
        )
    )  # fmt: skip
    await desk.uow.session.flush()
    touched(desk.uow, SystemMaintenance)
    for credentials in (agent, customer):
        assert (await desk.call("POST", "/Session", credentials))["Error"]["ErrorCode"] == "SessionCreate.AuthFail"
        refused = await desk.call("GET", f"/Ticket/{made['TicketID']}", query=credentials)
        assert refused["Error"]["ErrorCode"] == "TicketGet.AuthFail"
    assert (await desk.call("GET", f"/Ticket/{made['TicketID']}", query={"SessionID": before}))["Ticket"]
    assert await desk.get(made["TicketID"])
    await desk.factories.agent("chief", password=AGENT_PASSWORD, admin=True)
    assert (await desk.call("POST", "/Session", {**agent, "UserLogin": "chief"}))["SessionID"]


async def test_a_password_that_must_be_changed_lets_nobody_in(desk: GiDesk) -> None:
    made = await desk.create()
    credentials = {"UserLogin": "agent02", "Password": AGENT_PASSWORD}
    agent = await desk.factories.agent("agent02", rights={desk.support: "rw"}, password=AGENT_PASSWORD)
    assert (await desk.call("GET", f"/Ticket/{made['TicketID']}", query=credentials))["Ticket"]

    await set_preference(desk.uow, agent.id, MUST_CHANGE, "1")

    refused = await desk.call("GET", f"/Ticket/{made['TicketID']}", query=credentials)
    assert refused["Error"]["ErrorCode"] == "TicketGet.AuthFail"
    assert "Error" in await desk.call("POST", "/Session", credentials)
