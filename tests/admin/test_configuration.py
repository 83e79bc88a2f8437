"""Settings: each one is listed, changed with its type, reset, and taken back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
import yaml
from sqlalchemy import select, update

from gotrs_api.admin.configuration import agent_values, service
from gotrs_api.admin.configuration.errors import AgentValueNotFound
from gotrs_api.identity.errors import OwnSettingNotFound
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import own_settings
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.sysconfig import changing, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig.models import (
    SysconfigDefault,
    SysconfigDefaultVersion,
    SysconfigModified,
    SysconfigModifiedVersion,
)
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import touched
from tests.support.factories import Factories

HOOK = "Ticket::Hook"


@pytest.fixture
async def boss(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent(login="boss", admin=True))


async def test_a_change_counts_at_once_and_can_be_taken_back(uow: UnitOfWork, boss: Principal) -> None:
    await service.change_setting(uow, boss, HOOK, "Case#")
    assert await sysconfig.get(uow, settings.TICKET_HOOK) == "Case#"
    await service.change_setting(uow, boss, HOOK, "Call#")
    await service.change_setting(uow, boss, "FQDN", "desk.example.com")
    newest_first = (await service.list_changes(uow, boss, PageRequest(limit=10))).rows
    assert [(change.name, change.value_before, change.value_after) for change in newest_first] == [
        ("FQDN", None, "desk.example.com"),
        (HOOK, "Case#", "Call#"),
        (HOOK, None, "Case#"),
    ]

    restored = await service.take_back(uow, boss, newest_first[1].id)

    assert set(restored.names) == {HOOK, "FQDN"}
    assert await sysconfig.get(uow, settings.TICKET_HOOK) == "Case#"
    assert await sysconfig.get(uow, settings.FQDN) == settings.FQDN.default


async def test_a_reset_setting_is_as_delivered_and_a_repeated_one_leaves_no_trace(
    uow: UnitOfWork, boss: Principal
) -> None:
    await service.change_setting(uow, boss, HOOK, "Case#")
    await service.change_setting(uow, boss, HOOK, "Case#")
    await service.reset_setting(uow, boss, HOOK)
    setting = await service.reset_setting(uow, boss, HOOK)

    assert (setting.value, setting.is_modified) == (settings.TICKET_HOOK.default, False)
    assert len((await service.list_changes(uow, boss, PageRequest(limit=10), name=HOOK)).rows) == 2


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GOTRS::Captcha::RequiredFor", ["signup"]),
        ("OTRSTimeZone", "Mars/Olympus"),
        ("Ticket::SubjectFormat", "Middle"),
        ("TimeWorkingHours", {"Mon": ["x"]}),
    ],
)
async def test_a_value_that_does_not_fit_is_refused(uow: UnitOfWork, boss: Principal, name: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as refusal:
        await service.change_setting(uow, boss, name, value)
    assert refusal.value.errors[0].pointer == "/value"


@pytest.mark.backends("sqlite")
async def test_agents_without_the_group_admin_see_no_setting(uow: UnitOfWork, factories: Factories) -> None:
    agent = await factories.principal(await factories.agent(login="ann"))
    with pytest.raises(Forbidden):
        await service.list_settings(uow, agent)


@pytest.mark.backends("sqlite")
async def test_a_captcha_service_without_its_secret_is_refused(uow: UnitOfWork, boss: Principal) -> None:
    with pytest.raises(InvalidInput):
        await service.change_setting(uow, boss, settings.CAPTCHA_PROVIDER.name, "hcaptcha")


@pytest.mark.principal("admin")
async def test_over_the_api_with_an_etag(client: httpx.AsyncClient) -> None:
    listed = (await client.get("/api/v1/sysconfig?q=ticket::hook&limit=5")).json()
    assert HOOK in [row["name"] for row in listed["data"]]
    read = await client.get(f"/api/v1/sysconfig/{HOOK}")
    body = {"value": "Case#"}
    changed = await client.put(f"/api/v1/sysconfig/{HOOK}", json=body, headers={"If-Match": read.headers["etag"]})
    assert (changed.status_code, changed.json()["value"]) == (200, "Case#")
    again = await client.put(f"/api/v1/sysconfig/{HOOK}", json=body, headers={"If-Match": read.headers["etag"]})
    assert again.status_code == 412
    assert (await client.put("/api/v1/sysconfig/No::Such", json=body)).status_code == 404


async def test_a_change_that_is_rolled_back_counts_for_nobody(committed_site: Site) -> None:
    with pytest.raises(RuntimeError):
        async with committed_site.uow() as uow:
            await changing.put(uow, settings.TICKET_HOOK, "Case#")
            assert await sysconfig.get(uow, settings.TICKET_HOOK) == "Case#"
            raise RuntimeError

    async with committed_site.read() as read:
        assert await sysconfig.get(read, settings.TICKET_HOOK) == settings.TICKET_HOOK.default


async def delivered(uow: UnitOfWork, name: str, value: str, *, is_valid: int = 1) -> None:
    """As an OTRS that was moved in has it."""
    await changing.put(uow, settings.ALL[name], settings.ALL[name].default)
    await changing.reset(uow, settings.ALL[name])
    await uow.session.execute(
        update(SysconfigDefault).where(SysconfigDefault.name == name).values(effective_value=value, is_valid=is_valid)
    )
    touched(uow, SysconfigDefault)


async def test_what_otrs_ships_or_has_switched_off_is_off(uow: UnitOfWork) -> None:
    reset_on_move = settings.TICKET_FORCE_OWNER_RESET
    module = "---\nModule: Kernel::System::Ticket::Event::ForceOwnerReset\n"
    await delivered(uow, reset_on_move.name, module, is_valid=0)
    assert await sysconfig.get(uow, reset_on_move) == {}

    await changing.put(uow, settings.TICKET_RESPONSIBLE, True)
    await changing.put(uow, settings.TICKET_HOOK, "Case#")
    await uow.session.execute(update(SysconfigModified).values(is_valid=0))
    touched(uow, SysconfigModified)

    assert await sysconfig.get(uow, settings.TICKET_RESPONSIBLE) is False
    assert await sysconfig.get(uow, settings.TICKET_HOOK) == settings.TICKET_HOOK.default  # OTRS needs it


async def test_an_emptied_optional_setting_is_switched_off_for_otrs_and_keeps_its_value_there(
    uow: UnitOfWork, boss: Principal
) -> None:
    name = settings.TICKET_WATCHER_GROUPS.name
    await service.change_setting(uow, boss, name, ["users"])
    await delivered(uow, name, "---\n- admin\n")
    await service.change_setting(uow, boss, name, ["users"])

    setting = await service.change_setting(uow, boss, name, [])

    row = (await uow.session.scalars(select(SysconfigModified).where(SysconfigModified.name == name))).one()
    assert (setting.value, row.is_valid, yaml.safe_load(row.effective_value)) == ([], 0, ["users"])


async def test_our_own_default_can_be_chosen_where_otrs_delivered_another(uow: UnitOfWork, boss: Principal) -> None:
    name = settings.TICKET_WATCHER.name
    await delivered(uow, name, "--- '0'\n")
    before = await service.read_setting(uow, boss, name)
    assert (before.value, before.default, before.is_modified) == (False, False, False)

    changed = await service.change_setting(uow, boss, name, True)
    assert (changed.value, changed.is_modified) == (True, True)
    assert (await service.reset_setting(uow, boss, name)).value is False


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (settings.AGENT_SESSION_MAX_TIME_S, 0),
        (settings.AGENT_SESSION_MAX_IDLE_S, -1),
        (settings.AGENT_SESSION_LIMIT, -1),
        (settings.AGENT_PASSWORD_POLICY, {"PasswordMinSize": "many"}),
        (settings.AGENT_PASSWORD_POLICY, {"PasswordMinSize": "5000"}),
        (settings.CUSTOMER_PASSWORD_POLICY, {"PasswordRegExp": "("}),
        (settings.SIGN_UP_REFUSED_ADDRESSES, ["("]),
        (settings.SEND_NO_AUTO_RESPONSE, "("),
        (settings.AGENT_BCRYPT_COST, 31),
        (settings.AGENT_CRYPT_TYPE, "rot13"),
        (settings.SYSTEM_ID, "ten"),
        (settings.HTTP_TYPE, "ftp"),
        (settings.FQDN, ""),
        (settings.FQDN, "desk.example/help"),
        (settings.ARTICLE_DIR, "var/article"),
        (settings.ARTICLE_DIR, f"/{'x' * 3000}"),
        (settings.POSTMASTER_DEFAULT_QUEUE, "Nowhere"),
        (settings.POSTMASTER_DEFAULT_STATE, "undecided"),
        (settings.CUSTOMER_TICKET_PRIORITY_DEFAULT, "9 hopeless"),
        (settings.TICKET_TYPE_DEFAULT, "Wish"),
        (settings.SECOND_FACTOR_GROUPS, ["admins"]),
    ],
)
async def test_values_that_would_lock_out_or_break_are_refused(
    uow: UnitOfWork, boss: Principal, setting: Setting[Any], value: Any
) -> None:
    with pytest.raises(InvalidInput):
        await service.change_setting(uow, boss, setting.name, value)


@pytest.mark.backends("sqlite")
async def test_an_expression_is_one_of_perls(uow: UnitOfWork, boss: Principal) -> None:
    expression = r"^\p{Lu}++@"
    assert (
        await service.change_setting(uow, boss, settings.SEND_NO_AUTO_RESPONSE.name, expression)
    ).value == expression


async def test_what_names_an_entry_offers_those_that_are_valid(uow: UnitOfWork, boss: Principal) -> None:
    closed = await service.read_setting(uow, boss, settings.POSTMASTER_FOLLOW_UP_STATE_CLOSED.name)
    assert {"", "open", "new"} <= set(closed.options)
    assert (await service.change_setting(uow, boss, closed.name, "open")).value == "open"
    assert (await service.change_setting(uow, boss, settings.SECOND_FACTOR_GROUPS.name, ["users"])).value == ["users"]


@pytest.mark.backends("sqlite")
async def test_a_text_of_one_line_stays_one(uow: UnitOfWork, boss: Principal) -> None:
    """It stands in headers of mails, and a line end there would stop them all."""
    name = settings.NOTIFICATION_SENDER_NAME.name
    assert (await service.change_setting(uow, boss, name, "Desk\r\nBcc: all@example.com\n")).value == (
        "Desk Bcc: all@example.com"
    )
    divider = settings.TICKET_HOOK_DIVIDER.name
    assert (await service.change_setting(uow, boss, divider, ": ")).value == ": "
    text = "One line\nand another"
    assert (await service.change_setting(uow, boss, settings.MAINTENANCE_LOGIN_MESSAGE.name, text)).value == text


async def test_agents_have_their_own_value_while_they_may(
    uow: UnitOfWork, boss: Principal, factories: Factories
) -> None:
    ann = await factories.principal(await factories.agent(login="ann"))
    order = settings.ZOOM_EXPAND_SORT

    await own_settings.choose(uow, ann, order.name, "reverse")

    assert await sysconfig.get_for(uow, order, int(ann.user_id)) == "reverse"
    assert await sysconfig.get_for(uow, order, int(boss.user_id)) == "normal"
    with pytest.raises(InvalidInput):
        await own_settings.choose(uow, ann, order.name, "sideways")

    setting = await service.change_setting(uow, boss, order.name, "normal", agents_may_change=False)
    assert setting.agents_may_change is False
    assert await sysconfig.get_for(uow, order, int(ann.user_id)) == "normal"
    with pytest.raises(OwnSettingNotFound):
        await own_settings.choose(uow, ann, order.name, "reverse")

    await service.change_setting(uow, boss, order.name, "reverse")
    await service.change_setting(uow, boss, order.name, "normal")
    assert (await service.read_setting(uow, boss, order.name)).agents_may_change is False
    await service.reset_setting(uow, boss, order.name)
    assert await sysconfig.get_for(uow, order, int(ann.user_id)) == "reverse"
    await own_settings.choose(uow, ann, order.name, None)
    assert await sysconfig.get_for(uow, order, int(ann.user_id)) == "normal"
    with pytest.raises(InvalidInput):
        await service.change_setting(uow, boss, HOOK, "Case#", agents_may_change=True)


async def test_what_agents_have_otherwise_is_found_and_taken_back(
    uow: UnitOfWork, boss: Principal, factories: Factories
) -> None:
    order, hide = settings.ZOOM_EXPAND_SORT, settings.HIDE_EMPTY_QUEUES
    ann, ben, cy = [await factories.principal(await factories.agent(login=login)) for login in ("ann", "ben", "cy_")]
    for who in (ann, ben, cy):
        await own_settings.choose(uow, who, order.name, "reverse")
    await own_settings.choose(uow, ann, hide.name, True)
    await service.change_setting(uow, boss, order.name, "reverse")

    async def found(**asked: str) -> list[tuple[str, str]]:
        page = await agent_values.list_agent_values(uow, boss, PageRequest(limit=10, include_total=True), **asked)
        assert page.total == len(page.rows)
        return [(row.login, row.name) for row in page.rows]

    assert await found() == [("ann", hide.name), ("cy_", order.name), ("ben", order.name), ("ann", order.name)]
    assert await found(name=hide.name) == [("ann", hide.name)]
    assert await found(words="zoomexpand BEN") == [("ben", order.name)]
    assert await found(words="_ cy") == [("cy_", order.name)]
    first = await agent_values.list_agent_values(uow, boss, PageRequest(limit=3))
    rest = await agent_values.list_agent_values(uow, boss, PageRequest(limit=3, after=first.after))
    assert [row.login for row in rest.rows] == ["ann"]
    back = await agent_values.list_agent_values(uow, boss, PageRequest(limit=3, before=rest.before))
    assert back.rows == first.rows
    assert first.rows[0].value is True

    await agent_values.reset_agent_value(uow, boss, first.rows[0].id)
    assert await sysconfig.get_for(uow, hide, int(ann.user_id)) is False
    assert await agent_values.reset_agent_values(uow, boss, order.name) == 3
    assert await found() == []
    assert await sysconfig.get(uow, order) == "reverse", "what counts for all stays"
    with pytest.raises(AgentValueNotFound):
        await agent_values.reset_agent_value(uow, boss, first.rows[0].id)
    for forbidden in (
        agent_values.list_agent_values(uow, ann, PageRequest(limit=1)),
        agent_values.reset_agent_values(uow, ann, order.name),
    ):
        with pytest.raises(Forbidden):
            await forbidden


async def test_a_value_of_an_agent_that_cannot_be_read_is_shown_as_it_is(
    uow: UnitOfWork, boss: Principal, factories: Factories
) -> None:
    ann = await factories.agent(login="ann")
    await changing.put_own(uow, settings.ZOOM_EXPAND_SORT, ann.id, "reverse")
    own = SysconfigModified.user_id == ann.id
    await uow.session.execute(update(SysconfigModified).where(own).values(effective_value="--- [oops"))
    page = await agent_values.list_agent_values(uow, boss, PageRequest(limit=1))
    assert [row.value for row in page.rows] == ["--- [oops"]


@pytest.mark.principal("admin")
async def test_values_of_agents_over_the_api(client: httpx.AsyncClient, uow: UnitOfWork, factories: Factories) -> None:
    address, order = "/api/v1/sysconfig/agent-values", settings.ZOOM_EXPAND_SORT
    for login in ("ann", "ben"):
        await changing.put_own(uow, order, (await factories.agent(login=login)).id, "reverse")
    listed = (await client.get(address, params={"q": "ann"})).json()["data"]
    assert [(one["login"], one["name"], one["value"]) for one in listed] == [("ann", order.name, "reverse")]
    one = f"{address}/{listed[0]['id']}"
    assert (await client.get(one)).json() == listed[0]
    assert (await client.delete(one)).status_code == 204
    assert (await client.delete(one)).status_code == 404
    assert (await client.get(one)).status_code == 404
    assert (await client.delete(address)).status_code == 422
    assert (await client.delete(address, params={"name": HOOK})).status_code == 404
    assert (await client.delete(address, params={"name": order.name})).status_code == 204
    assert (await client.get(address)).json()["data"] == []


@pytest.mark.backends("sqlite")
@pytest.mark.principal("agent")
async def test_agents_see_no_values_of_others(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/sysconfig/agent-values")).status_code == 403


@pytest.mark.principal("agent")
async def test_ones_own_settings_over_the_api(client: httpx.AsyncClient) -> None:
    name = settings.HIDE_EMPTY_QUEUES.name.replace("#", "%23")
    listed = (await client.get("/api/v1/users/me/settings")).json()["data"]
    assert settings.HIDE_EMPTY_QUEUES.name in [one["name"] for one in listed]
    chosen = await client.put(f"/api/v1/users/me/settings/{name}", json={"value": True})
    assert (chosen.status_code, chosen.json()["value"], chosen.json()["of_the_desk"]) == (200, True, False)
    assert (await client.put("/api/v1/users/me/settings/FQDN", json={"value": "x"})).status_code == 404


@pytest.mark.backends("sqlite")
@pytest.mark.principal("customer")
async def test_customers_have_no_settings_of_their_own(client: httpx.AsyncClient) -> None:
    assert (await client.get("/api/v1/users/me/settings")).status_code == 403


def test_settings_stand_where_otrs_has_them() -> None:
    places = {
        "FQDN": "Core",
        "TimeZone::Calendar3Name": "Core::Time::Calendar3",
        "Ticket::Frontend::AgentTicketPhone###DynamicField": "Frontend::Agent::View::TicketPhoneNew",
        "Ticket::Frontend::CustomerTicketZoom###StateType": "Frontend::Customer::View::TicketZoom",
        "SMIME": "Core::Crypt::SMIME",
        "GOTRS::Captcha::Bits": "GOTRS::Captcha",
    }
    assert {name: settings.ALL[name].place for name in places} == places


async def changed_in_otrs(uow: UnitOfWork, value: str, *, deployed_before: str | None, back: bool = False) -> None:
    """As its administration leaves the setting until somebody deploys it; with `back` it was to be as delivered again."""
    await changing.put(uow, settings.TICKET_HOOK, "Unseen#")
    row = (await uow.session.scalars(select(SysconfigModified).where(SysconfigModified.name == HOOK))).one()
    row.effective_value, row.is_dirty, row.reset_to_default = value, 1, int(back)
    if deployed_before is not None:
        shared = {
            "name": HOOK, "is_valid": 1, "user_modification_active": 0, "effective_value": deployed_before,
        }  # fmt: skip
        empty = dict.fromkeys(
            ("description", "navigation", "xml_content_raw", "xml_content_parsed", "xml_filename"), ""
        )
        flags = ("is_invisible", "is_readonly", "is_required", "has_configlevel", "user_modification_possible")
        version = SysconfigDefaultVersion(
            sysconfig_default_id=row.sysconfig_default_id, **shared, **empty, **dict.fromkeys(flags, 0)
        )
        uow.session.add(version)
        await uow.session.flush()
        for text in ("--- Older#\n", deployed_before):
            uow.session.add(
                SysconfigModifiedVersion(
                    sysconfig_default_version_id=version.id, reset_to_default=0, **{**shared, "effective_value": text}
                )
            )
            await uow.session.flush()
    await uow.session.flush()


@pytest.mark.parametrize(
    ("deployed", "counts"), [(None, settings.TICKET_HOOK.default), ("--- Case#\n", "Case#")], ids=["never", "before"]
)
async def test_what_was_changed_in_otrs_and_not_deployed_does_not_count_and_is_shown(
    uow: UnitOfWork, boss: Principal, deployed: str | None, counts: str
) -> None:
    await changed_in_otrs(uow, "--- Call#\n", deployed_before=deployed)

    assert await sysconfig.get(uow, settings.TICKET_HOOK) == counts
    setting = await service.read_setting(uow, boss, HOOK)
    assert (setting.value, setting.is_undeployed, setting.undeployed_value) == (counts, True, "Call#")


async def test_a_setting_that_waits_to_be_as_delivered_again_still_counts(uow: UnitOfWork, boss: Principal) -> None:
    await changed_in_otrs(uow, "--- Ticket#\n", deployed_before="--- Case#\n", back=True)

    assert await sysconfig.get(uow, settings.TICKET_HOOK) == "Case#"
    assert (await service.read_setting(uow, boss, HOOK)).undeployed_value == settings.TICKET_HOOK.default


async def test_saving_here_settles_what_waits_in_otrs(uow: UnitOfWork, boss: Principal) -> None:
    await changed_in_otrs(uow, "--- Call#\n", deployed_before="--- Case#\n")
    kept = await service.change_setting(uow, boss, HOOK, "Case#")
    assert (kept.value, kept.is_undeployed) == ("Case#", False)
    assert (await service.list_changes(uow, boss, PageRequest(limit=10), name=HOOK)).rows == []

    await changed_in_otrs(uow, "--- Call#\n", deployed_before=None)
    assert (await service.change_setting(uow, boss, HOOK, "Call#")).value == "Call#"

    await changed_in_otrs(uow, "--- Call#\n", deployed_before=None)
    reset = await service.reset_setting(uow, boss, HOOK)
    assert (reset.value, reset.is_modified, reset.is_undeployed) == ("Ticket#", False, False)


@pytest.mark.backends("sqlite")
async def test_the_language_is_one_that_there_is_or_the_one_that_otrs_had(uow: UnitOfWork, boss: Principal) -> None:
    name = settings.DEFAULT_LANGUAGE.name
    with pytest.raises(InvalidInput):
        await service.change_setting(uow, boss, name, "Klingon")
    await changing.put(uow, settings.DEFAULT_LANGUAGE, "ja_KS")
    assert (await service.read_setting(uow, boss, name)).options[-1] == "ja_KS"
    assert (await service.change_setting(uow, boss, name, "de")).value == "de"
