"""Devices: who is told on them, what a push service gets, and what becomes of devices that are gone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import select

from gotrs_api.automation.models import PushKey, PushSubscription
from gotrs_api.automation.web_push import service
from gotrs_api.automation.web_push.customers import ANSWERS, STATES
from gotrs_api.automation.web_push.encryption import encrypt
from gotrs_api.automation.web_push.errors import SubscriptionNotFound
from gotrs_api.automation.web_push.schemas import PushSubscriptionCreate
from gotrs_api.identity.events import PasswordChanged
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.own_account import PreferencesUpdate
from gotrs_api.identity.service import own_account
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.events import TicketTitleChanged
from gotrs_api.tickets.schemas import TicketReply, TicketUpdate
from gotrs_api.uow import Site, UnitOfWork
from tests.automation.conftest import Notifications
from tests.support.factories import Factories
from tests.support.jobs import drain, pending
from tests.support.push_service import PushBrowser, PushService, decoded, push_service
from tests.tickets.desk import Desk


@pytest.fixture
async def pushes() -> AsyncIterator[PushService]:
    async with push_service() as peer:
        yield peer


async def subscribe(uow: UnitOfWork, who: Principal, browser: PushBrowser) -> int:
    command = PushSubscriptionCreate.model_validate({"name": "Phone", "subscription": browser.subscription})
    return (await service.subscribe(uow, who, command)).id


async def settled(site: Site, uow: UnitOfWork, *, allow_failures: bool = False) -> list[str]:
    await uow.settle()
    uow.session.info.pop("gotrs.tickets", None)
    return await drain(site, allow_failures=allow_failures)


def test_a_message_is_sealed_as_the_standards_example_has_it() -> None:
    """RFC 8291, appendix A."""
    ours = ec.derive_private_key(
        int.from_bytes(decoded("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big"), ec.SECP256R1()
    )
    theirs = PushBrowser(
        "",
        private=int.from_bytes(decoded("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), "big"),
        auth=decoded("BTBZMqHH6r4Tts7J_aSIgg"),
    )
    plain = b"When I grow up, I want to be a watermelon"
    sealed = encrypt(plain, theirs.public, theirs.auth, salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"), key=ours)
    expected = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95"
        "bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert sealed == decoded(expected)
    assert theirs.read(sealed) == plain


async def test_an_agents_devices_are_told_what_the_agent_chose(
    desk: Desk,
    notifications: Notifications,
    factories: Factories,
    uow: UnitOfWork,
    pushes: PushService,
    clock: FakeClock,
) -> None:
    """Without a choice of their own they get on devices what they get by mail; whoever has no device gets nothing there."""
    row = await notifications.only(
        Recipients=["AgentOwner", "AgentResponsible"], VisibleForAgent=["1"], AgentEnabledByDefault=["Email"]
    )
    phone, tablet = pushes.browser("phone"), pushes.browser("tablet")
    for browser in (phone, tablet):
        await subscribe(uow, desk.bob, browser)
    ticket = await factories.ticket("Tea", queue=desk.support, owner=desk.bob_user, responsible=desk.ann_user)
    event = TicketTitleChanged(ticket_id=TicketId(ticket.id), old_title="x", new_title="y")
    assert len(await notifications.emit(event)) == 2
    for browser in (phone, tablet):
        (shown,) = pushes.messages(browser)
        assert shown["title"].endswith("It happened to Tea")
        assert (shown["path"], shown["tag"]) == (f"/agent/tickets/{ticket.id}", f"ticket-{ticket.id}")
    sent = pushes.pushed[0]
    claims = sent.claims()
    assert (claims["aud"], claims["sub"][:7]) == (pushes.origin, "mailto:")
    assert clock.now().timestamp() < claims["exp"] <= (clock.now() + timedelta(hours=24)).timestamp()
    assert (sent.headers["content-encoding"], int(sent.headers["ttl"]) > 0) == ("aes128gcm", True)
    assert ("SendAgentNotification", f"%%Tell%%{desk.bob_user.login}%%WebPush") in await desk.history(ticket.id)
    pushes.pushed.clear()
    choice = {f"Notification-{row.id}-WebPush": 0}
    await notifications.prefer(desk.bob_user, NotificationTransport=json.dumps(choice))
    assert len(await notifications.emit(event)) == 2
    assert pushes.pushed == []


async def test_a_customer_is_told_of_answers_and_of_what_others_did_to_the_state(
    desk: Desk, site: Site, uow: UnitOfWork, pushes: PushService
) -> None:
    ticket = await desk.ticket(customer_user="jane")
    phone = pushes.browser("phone")
    await subscribe(uow, desk.jane, phone)
    note = {"subject": "Re", "body": "Turn it off.", "channel": "internal", "visible_for_customer": True}
    await tickets.add_article(uow, desk.ann, TicketId(ticket.id), TicketReply.model_validate(note))
    await tickets.add_article(
        uow, desk.ann, TicketId(ticket.id), TicketReply.model_validate(note | {"visible_for_customer": False})
    )
    await settled(site, uow)
    (shown,) = pushes.messages(phone)
    assert shown["title"] == "You have an answer from us."
    assert (shown["body"], shown["path"]) == (
        f"#{ticket.number} {ticket.title}",
        f"/customer/tickets/{ticket.number}",
    )
    pushes.pushed.clear()
    await tickets.update_ticket(
        uow, desk.ann, TicketId(ticket.id), TicketUpdate.model_validate({"state": "closed successful"})
    )
    await settled(site, uow)
    assert [one["title"] for one in pushes.messages(phone)] == ["This is solved."]
    pushes.pushed.clear()
    reply = TicketReply.model_validate({"subject": "No", "body": "It still burns."})
    await tickets.add_article(uow, desk.jane, TicketId(ticket.id), reply)
    await settled(site, uow)
    assert pushes.pushed == [], "a customer is told of what she did herself"


async def test_a_device_that_is_gone_is_forgotten_and_a_busy_service_asked_again(
    desk: Desk, site: Site, uow: UnitOfWork, pushes: PushService, clock: FakeClock
) -> None:
    phone = pushes.browser("phone")
    device = await subscribe(uow, desk.bob, phone)
    pushes.status, pushes.headers = 429, {"Retry-After": "120"}
    await service.try_out(uow, desk.bob, device)
    await settled(site, uow, allow_failures=True)
    clock.advance(seconds=119)
    assert await drain(site, allow_failures=True) == []
    pushes.status = 503
    clock.advance(seconds=1)
    assert await drain(site, allow_failures=True) == ["web_push.deliver"]
    pushes.status = 201
    clock.advance(hours=1)
    assert await drain(site, allow_failures=True) == ["web_push.deliver"]
    assert len(pushes.messages(phone)) == 3
    (kept,) = await service.list_own(uow, desk.bob)
    assert kept.delivered == clock.now()
    pushes.status = 410
    await service.try_out(uow, desk.bob, device)
    await settled(site, uow)
    assert await service.list_own(uow, desk.bob) == []
    assert await pending(site) == []


async def test_a_browser_tells_one_person_and_only_its_own_person_removes_it(
    desk: Desk, uow: UnitOfWork, pushes: PushService
) -> None:
    phone = pushes.browser("phone")
    await subscribe(uow, desk.ann, phone)
    device = await subscribe(uow, desk.bob, phone)
    assert await service.list_own(uow, desk.ann) == []
    with pytest.raises(SubscriptionNotFound):
        await service.remove(uow, desk.ann, device)
    await service.remove(uow, desk.bob, device)
    assert await service.list_own(uow, desk.bob) == []


async def test_a_new_password_ends_what_a_stolen_session_may_have_left_behind(
    desk: Desk, uow: UnitOfWork, pushes: PushService
) -> None:
    for who, name in ((desk.jane, "phone"), (desk.ann, "tablet")):
        await subscribe(uow, who, pushes.browser(name))
    await uow.emit(PasswordChanged(kind=Kind.CUSTOMER, subject="jane", by_owner=True))
    await uow.settle()
    assert (await service.list_own(uow, desk.jane), len(await service.list_own(uow, desk.ann))) == ([], 1)


async def test_the_pair_of_keys_is_made_once_and_nothing_lies_open_in_the_database(
    desk: Desk, uow: UnitOfWork, pushes: PushService
) -> None:
    phone = pushes.browser("phone")
    key = await service.public_key(uow)
    await subscribe(uow, desk.bob, phone)
    assert await service.public_key(uow) == key
    assert len(decoded(key)) == 65
    pair = (await uow.session.scalars(select(PushKey))).one()
    kept = (await uow.session.scalars(select(PushSubscription))).one()
    assert "PRIVATE KEY" not in pair.private_key
    assert phone.endpoint not in kept.target


@pytest.mark.backends("sqlite")
async def test_nobody_makes_us_call_into_the_own_network_or_use_keys_that_are_none(desk: Desk, uow: UnitOfWork) -> None:
    for endpoint in ("http://169.254.169.254/latest", "http://10.0.0.1/", "file:///etc/passwd"):
        with pytest.raises(InvalidInput):
            await subscribe(uow, desk.bob, PushBrowser(endpoint))
    good = PushBrowser("https://push.example.com/x").subscription
    for keys in ({"p256dh": "AAAA", "auth": good["keys"]["auth"]}, {**good["keys"], "auth": "short"}):
        command = PushSubscriptionCreate.model_validate({"name": "x", "subscription": good | {"keys": keys}})
        with pytest.raises(InvalidInput):
            await service.subscribe(uow, desk.bob, command)


@pytest.mark.backends("sqlite")
@pytest.mark.principal("customer")
async def test_the_api_knows_ones_devices(client: httpx.AsyncClient, pushes: PushService) -> None:
    base = "/api/v1/users/me/push-subscriptions"
    assert len(decoded((await client.get(f"{base}/key")).json()["key"])) == 65
    body = {"name": "Phone", "subscription": pushes.browser("phone").subscription}
    made = await client.post(base, json=body)
    assert (made.status_code, made.json()["name"]) == (201, "Phone")
    assert [one["id"] for one in (await client.get(base)).json()["data"]] == [made.json()["id"]]
    assert (await client.post(f"{base}/{made.json()['id']}/trial")).status_code == 202
    assert (await client.delete(f"{base}/{made.json()['id']}")).status_code == 204
    assert (await client.delete(f"{base}/{made.json()['id']}")).status_code == 404


async def test_a_customer_is_told_only_what_he_or_she_chose(
    desk: Desk, site: Site, uow: UnitOfWork, pushes: PushService
) -> None:
    ticket = await desk.ticket(customer_user="jane")
    phone = pushes.browser("phone")
    await subscribe(uow, desk.jane, phone)
    answer = {"subject": "Re", "body": "Done.", "channel": "internal", "visible_for_customer": True}
    both = TicketReply.model_validate(answer | {"state": "closed successful"})
    await own_account.update_preferences(uow, desk.jane, PreferencesUpdate(values={ANSWERS: "0"}))
    await tickets.add_article(uow, desk.ann, TicketId(ticket.id), TicketReply.model_validate(answer))
    await settled(site, uow)
    assert pushes.pushed == [], "an answer, of which she wants to hear nothing"
    await tickets.add_article(uow, desk.ann, TicketId(ticket.id), both)
    await settled(site, uow)
    assert [one["title"] for one in pushes.messages(phone)] == ["This is solved."]
    pushes.pushed.clear()
    await own_account.update_preferences(uow, desk.jane, PreferencesUpdate(values={ANSWERS: None, STATES: "0"}))
    await tickets.update_ticket(uow, desk.ann, TicketId(ticket.id), TicketUpdate.model_validate({"state": "open"}))
    await settled(site, uow)
    assert pushes.pushed == []
    await tickets.add_article(uow, desk.ann, TicketId(ticket.id), both)
    await settled(site, uow)
    assert [one["title"] for one in pushes.messages(phone)] == ["You have an answer from us."]
