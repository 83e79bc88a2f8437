"""What every module of administration has: help at each field, what uses an entry, and what a change changed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from gotrs_api.identity.models import AuditEntry
from gotrs_api.uow import ReadUow
from gotrs_web.admin.mail.notification_form import all_fields
from gotrs_web.admin.modules import MODULES
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
async def at_desk(web: WebBrowser, factories: Factories) -> WebBrowser:
    queue = await factories.existing_queue("Raw")
    await factories.agent("mira", password=PASSWORD, admin=True, rights={queue: "rw"})
    await web.sign_in("mira")
    return web


@pytest.mark.parametrize("key", MODULES)
def test_each_field_says_what_it_does(key: str) -> None:
    assert [one.name for one in MODULES[key].fields if not one.hint] == []


def test_each_field_of_a_notification_says_what_it_does() -> None:
    assert [one.name for one in all_fields(["en"]) if not one.hint] == []


async def test_tickets_that_use_an_entry_are_counted_and_found(at_desk: WebBrowser, factories: Factories) -> None:
    company = await factories.customer_company("acme")
    customer = await factories.customer_user("paul", company=company)
    queue = await factories.existing_queue("Raw")
    ticket = await factories.ticket("Printer on fire", queue=queue, customer=customer)
    for address, most in (
        (f"queues/{queue.id}", 2),
        (f"states/{ticket.ticket_state_id}", 2),
        (f"priorities/{ticket.ticket_priority_id}", 2),
        (f"types/{ticket.type_id}", 2),
        ("customer-companies/acme", 1),
    ):
        page = await at_desk.get(f"/admin/{address}")
        (link,) = [one for one in page.all(".admin__used a") if "/agent/search" in one.get("href", "")]
        assert 1 <= int(link.text_content().split()[0]) <= most, address
        page = await at_desk.get(link.get("href", ""))
        assert page.has("Printer on fire"), (address, page.text[-700:])


async def test_people_say_what_they_are_tied_to(at_desk: WebBrowser, factories: Factories) -> None:
    company = await factories.customer_company("acme")
    customer = await factories.customer_user("paul", company=company)
    queue = await factories.existing_queue("Raw")
    group, agent = await factories.group("desk"), await factories.agent("lena", rights={queue: "ro"})
    role = await factories.role("helpers", rights={group: "rw"})
    await factories.ticket("Printer on fire", queue=queue, customer=customer, owner=agent)
    await at_desk.get(f"/admin/agents/{agent.id}/roles")
    await at_desk.send(f"/admin/agents/{agent.id}/roles", {"member": [str(role.id)]})
    await at_desk.get("/admin/notification-events/1")
    chosen: dict[str, str | list[str]] = {
        "recipient_agent_ids": [str(agent.id)],
        "recipient_role_ids": [str(role.id)],
    }
    await at_desk.send("/admin/notification-events/1", chosen)
    await at_desk.get("/admin/templates/new")
    template = (await at_desk.send("/admin/templates/new", {"name": "hello", "queue_ids": ["2"]})).location
    for address, told in (
        (f"/admin/agents/{agent.id}", ("Owner: 1 ticket", "Groups: 1", "Roles: 1", "Notifications 1")),
        (f"/admin/roles/{role.id}", ("Agents: 1", "Groups: 1", "Notifications 1")),
        (f"/admin/groups/{group.id}", ("Roles: 1",)),
        (f"/admin/customer-users/{customer.id}", ("1 ticket",)),
        ("/admin/customer-companies/acme", ("1 ticket", "Customer users 1")),
        (template, ("Queues 1",)),
    ):
        page = await at_desk.get(address)
        said = " | ".join(page.texts(".admin__used p, .admin__used summary"))
        assert all(one in said for one in told), (address, said)
        for link in page.all(".admin__used a"):
            assert (await at_desk.get(link.get("href", ""))).status == 200, link.get("href")


async def test_the_history_tells_what_was_and_is(at_desk: WebBrowser, factories: Factories) -> None:
    group = await factories.group("desk")
    await at_desk.get("/admin/queues/3")
    await at_desk.send(
        "/admin/queues/3", {"group_id": str(group.id), "unlock_timeout": "30", "valid": "invalid", "stay": "1"}
    )
    page = await at_desk.follow()
    told = page.texts(".events li li")
    assert {"Group: users → desk", "Unlock after (minutes): 0 → 30", "Valid: valid → invalid"} <= set(told)

    await at_desk.get(f"/admin/groups/{group.id}")
    await at_desk.send(f"/admin/groups/{group.id}", {"name": "helpdesk", "stay": "1"})
    assert (await at_desk.follow()).texts(".events li li") == ["Name: desk → helpdesk"]

    await at_desk.get("/admin/states/1")
    await at_desk.send("/admin/states/1", {"color": "#1a6b3c", "stay": "1"})
    assert "Colour: – → #1a6b3c" in (await at_desk.follow()).texts(".events li li")


async def test_what_a_person_was_is_told_beside_the_log_and_secrets_nowhere(
    at_desk: WebBrowser, factories: Factories, read: ReadUow
) -> None:
    customer = await factories.customer_user("paul", company=await factories.customer_company("acme"))
    agent = await factories.agent("lena")
    for address, said, told in (
        (f"/admin/customer-users/{customer.id}", {"city": "Lisbon"}, "City: – → Lisbon"),
        (f"/admin/agents/{agent.id}", {"title": "Dr", "mobile": "+351 1"}, "Title: – → Dr"),
    ):
        await at_desk.get(address)
        await at_desk.send(address, said | {"stay": "1"})
        page = await at_desk.follow()
        assert told in page.texts(".events li li"), address
    rows = await read.session.scalars(select(AuditEntry.details).where(AuditEntry.action.like("%.updated")))
    assert not [row for row in rows if row and ("Lisbon" in row or "351" in row or "Dr" in row)]

    await at_desk.get(f"/admin/agents/{agent.id}")
    await at_desk.send(f"/admin/agents/{agent.id}", {"valid": "false", "stay": "1"})
    assert "Valid: valid → invalid" in (await at_desk.follow()).texts(".events li li")


async def test_the_history_of_what_is_more_than_one_row(at_desk: WebBrowser) -> None:
    await at_desk.get("/admin/mail-accounts/new")
    account = {"host": "imap.desk.example", "login": "desk", "password": "first-Secret1", "interval_s": "60"}
    address = (await at_desk.send("/admin/mail-accounts/new", account)).location.removesuffix("/fetching")
    await at_desk.get("/admin/templates/new")
    template = (await at_desk.send("/admin/templates/new", {"name": "hello"})).location
    for where, said, told in (
        (
            address,
            {"host": "mail.desk.example", "type": "POP3S", "interval_s": "90", "password": "other-Secret2"},
            {
                "Server: imap.desk.example → mail.desk.example",
                "Kind: IMAP with TLS → POP3 with TLS",
                "Fetch every … seconds: 60 → 90",
            },
        ),
        (template, {"queue_ids": ["1", "3"]}, {"Queues: – → Postmaster, Junk"}),
        ("/admin/notification-events/1", {"once_per_day": "1"}, {"Once a day for each ticket and recipient: no → yes"}),
    ):
        await at_desk.get(where)
        await at_desk.send(where, said | {"stay": "1"})
        page = await at_desk.follow()
        assert told <= set(page.texts(".events li li")), (where, page.texts(".events li"))
        assert not page.has("Secret")

    rule: dict[str, str | list[str]] = {
        "name": "spam",
        "condition-key": ["Subject"],
        "condition-not": ["0"],
        "condition-value": ["free"],
    }
    rule |= {"set-key": ["X-OTRS-Ignore"], "set-value": ["yes"]}
    await at_desk.get("/admin/postmaster-filters/new")
    await at_desk.send("/admin/postmaster-filters/new", rule)
    await at_desk.get("/admin/postmaster-filters/rule/spam")
    await at_desk.send("/admin/postmaster-filters/rule/spam", rule | {"condition-value": ["gratis"], "stay": "1"})
    assert "Conditions: Subject = free → Subject = gratis" in (await at_desk.follow()).texts(".events li li")


async def test_relations_tell_on_both_sides_what_either_changed(at_desk: WebBrowser, factories: Factories) -> None:
    agent, group, role = (
        await factories.agent("lena"),
        await factories.group("users of tokens"),
        await factories.role("desk"),
    )
    by_agent = f"/admin/relations/agents-groups/agents/{agent.id}"
    by_group = f"/admin/relations/agents-groups/groups/{group.id}"
    await at_desk.get(by_agent)
    await at_desk.send(by_agent, {f"cell-{group.id}": ["ro"]})
    await at_desk.get(f"/admin/agents/{agent.id}/rights")
    await at_desk.send(f"/admin/agents/{agent.id}/rights", {f"group-{group.id}": ["ro", "note"]})
    assert (await at_desk.get(by_agent)).texts(".events li li") == [
        "users of tokens: ro → ro note", "users of tokens: – → ro",
    ]  # fmt: skip
    assert (await at_desk.get(by_group)).texts(".events li li") == ["lena: ro → ro note", "lena: – → ro"]
    assert (await at_desk.get(by_group)).has("changed Agents")
    await at_desk.get(f"/admin/agents/{agent.id}/roles")
    await at_desk.send(f"/admin/agents/{agent.id}/roles", {"member": [str(role.id)]})
    assert (await at_desk.get(f"/admin/relations/agents-roles/roles/{role.id}")).texts(".events li li") == [
        "lena: – → yes"
    ]
