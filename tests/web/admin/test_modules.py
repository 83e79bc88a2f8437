"""Every module that is a list with a form: made, found, changed, used, made invalid; out to a file and back in."""

from __future__ import annotations

import pytest
import yaml

from gotrs_api.admin.transfer.kinds import KINDS
from gotrs_web.admin.fields import for_form
from gotrs_web.admin.modules import MODULES
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser, WebPage

pytestmark = pytest.mark.backends("sqlite")
# Their forms come in steps, or want more than words; they have tests of their own.
OF_THEIR_OWN = {"attachments", "mail-accounts", "smtp-accounts", "oauth2-accesses", "dynamic-fields", "maintenance"}
PLAIN = sorted(set(MODULES) - OF_THEIR_OWN)
KNOWN_BY = {key: kind.known_by for key, kind in KINDS.items()}
# Where a valid entry is offered and an invalid one is not.
OFFERED_ON = {
    "queues": "/agent/tickets/new/phone",
    "priorities": "/agent/tickets/new/phone",
    "types": "/agent/tickets/new/phone",
    "groups": "/admin/queues/new",
    "salutations": "/admin/queues/new",
    "signatures": "/admin/queues/new",
    "system-addresses": "/admin/queues/new",
    "auto-responses": "/admin/queues/1/answers",
    "templates": "/admin/queues/1/answers",
    "roles": "/admin/agents/1/roles",
    "services": "/admin/slas/new",
}
TYPED = {"email": "one@desk.example", "time_zone": "UTC"}


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    queue = await factories.existing_queue("Raw")
    await factories.agent("mira", password=PASSWORD, admin=True, rights={queue: "rw"})
    await web.sign_in("mira")


def named(key: str) -> str:
    return {"system-addresses": "one@network.example", "agents": "one.network"}.get(key, "one network")


async def created(web: WebBrowser, key: str) -> str:
    """The address of a new entry that has what is required, and the defaults."""
    module = MODULES[key]
    fields = {
        one.name: TYPED.get(one.name, "some text")
        for one in for_form(module.fields, new=True)
        if one.required and one.kind in ("text", "textarea", "email")
    }
    await web.get(f"/admin/{key}/new")
    page = await web.send(f"/admin/{key}/new", fields | {KNOWN_BY[key]: named(key)})
    assert page.status == 303, page.text
    return page.location.removesuffix(f"/{module.created_at}") if module.created_at else page.location


async def listed(web: WebBrowser, key: str, query: str) -> list[str]:
    return (await web.get(f"/admin/{key}?{query}")).texts("a[data-row-link]")


def offers(page: WebPage, words: str) -> bool:
    return any(words in option for option in page.texts("option, label.check"))


@pytest.mark.parametrize("key", PLAIN)
async def test_an_entry_is_made_changed_used_and_made_invalid(web: WebBrowser, key: str) -> None:
    name = named(key)
    address = await created(web, key)
    assert (await web.get(address)).one(f"#f-{KNOWN_BY[key]}").get("value") == name
    shown = await listed(web, key, "q=network")
    assert len(shown) == 1
    if key in OFFERED_ON:
        assert offers(await web.get(OFFERED_ON[key]), name)

    changed = name.replace("one", "two")
    await web.get(address)
    page = await web.send(address, {KNOWN_BY[key]: changed, "stay": "1"})
    assert page.status == 303, page.text
    address = page.location
    assert (await web.follow()).one(f"#f-{KNOWN_BY[key]}").get("value") == changed

    values = [option.get("value") for option in (await web.get(address)).all("#f-valid option")]
    page = await web.send(address, {"valid": "invalid" if "invalid" in values else "false", "stay": "1"})
    assert page.status == 303, page.text
    assert len(await listed(web, key, "q=network&valid=invalid")) == 1
    assert await listed(web, key, "q=network&valid=valid") == []
    if key in OFFERED_ON:
        assert not offers(await web.get(OFFERED_ON[key]), changed)


@pytest.mark.parametrize("form", ["yaml", "csv"])
@pytest.mark.parametrize("key", PLAIN)
async def test_what_is_exported_comes_back_as_it_was(web: WebBrowser, key: str, form: str) -> None:
    await created(web, key)
    content = (await web.get(f"/admin/transfer/{key}/{form}")).response.content
    await web.get(f"/admin/transfer/{key}")
    page = await web.send(f"/admin/transfer/{key}", files=[("file", (f"{key}.{form}", content, "text/plain"))])
    assert page.status == 200, page.text
    assert set(page.texts("tbody td:last-child")) == {"as it is"}


async def test_a_file_makes_and_changes_all_or_nothing(web: WebBrowser) -> None:
    rows = [{"name": "Network", "group_id": "users"}, {"name": "Network::VPN", "group_id": "users"}]
    wrong = [*rows, {"name": "Raw", "group_id": "nobody"}]
    address = "/admin/transfer/queues"
    for told, status in ((wrong, 422), (rows, 200)):
        await web.get(address)
        file = ("file", ("queues.yaml", yaml.safe_dump(told).encode(), "application/yaml"))
        page = await web.send(address, files=[file])
        assert page.status == status
        if status == 422:
            assert page.has("Group: There is none named nobody. Import Groups first, or the whole desk.")
            assert not page.all("button[name=start]")
    await web.send(address, {"start": "1"})
    assert (await web.follow()).status == 200
    assert await listed(web, "queues", "q=network") == ["Network", "Network::VPN"]


async def test_what_is_no_list_of_entries_is_refused(web: WebBrowser) -> None:
    await web.get("/admin/transfer/types")
    page = await web.send("/admin/transfer/types", files=[("file", ("types.yaml", b"just words", "text/plain"))])
    assert page.texts("#f-file-error") == ["The file is no list of entries."]
    assert (await web.get("/admin/transfer/oauth2-accesses")).status == 404


async def sent(web: WebBrowser, key: str, name: str, content: bytes, *, start: bool = True) -> WebPage:
    address = f"/admin/transfer/{key}"
    await web.get(address)
    page = await web.send(address, files=[("file", (name, content, "text/plain"))])
    if start:
        assert page.status == 200, page.text
        page = await web.send(address, {"start": "1"})
        assert page.status == 303, page.texts("tbody td:last-child")
    return page


# What stands in a form of its own: how one is made, what its file is changed from and into, and where that shows.
@pytest.mark.parametrize("form", ["yaml", "csv"])
@pytest.mark.parametrize(
    ("key", "new", "made", "before", "after", "shown_at"),
    [
        ("attachments", "/admin/attachments/new", {"name": "terms"}, "terms.txt", "rules.txt", "/admin/attachments"),
        (
            "mail-accounts", "/admin/mail-accounts/new",
            {"host": "imap.desk.example", "login": "desk", "password": "Secret-of-1"}, "60", "90",
            "/admin/mail-accounts/1",
        ),
        (
            "smtp-accounts", "/admin/smtp-accounts/new",
            {"name": "Sales", "host": "smtp.desk.example", "login": "desk", "password": "Secret-of-1"},
            "smtp.desk.example", "mx.desk.example", "/admin/smtp-accounts",
        ),
        (
            "postmaster-filters", "/admin/postmaster-filters/new",
            {
                "name": "spam", "condition-key": ["Subject"], "condition-not": ["1"], "condition-value": ["fr=ee"],
                "set-key": ["X-OTRS-Queue"], "set-value": ["Junk"],
            },
            "X-OTRS-Queue: Junk", "X-OTRS-Queue: Misc", "/admin/postmaster-filters",
        ),
        ("notification-events", "", {}, "NotificationLockTimeout", "NotificationMove", "/admin/notification-events"),
        ("calendars", "", {}, "01-01 New Year", "01-01 Hogmanay", "/admin/calendars/0"),
    ],
)  # fmt: skip
async def test_what_has_a_form_of_its_own_goes_out_to_a_file_and_comes_back_changed(
    web: WebBrowser,
    key: str,
    new: str,
    made: dict[str, str | list[str]],
    before: str,
    after: str,
    shown_at: str,
    form: str,
) -> None:
    if new:
        await web.get(new)
        files = [("content", ("terms.txt", b"\x00of\xff use", "text/plain"))] if key == "attachments" else None
        assert (await web.send(new, made, files=files)).status == 303
    assert f"/admin/transfer/{key}" in (await web.get(f"/admin/{key}")).links().values()
    content = (await web.get(f"/admin/transfer/{key}/{form}")).response.content
    assert b"Secret" not in content
    page = await sent(web, key, f"{key}.{form}", content, start=False)
    assert set(page.texts("tbody td:last-child")) == {"as it is"}, page.text

    told = content.decode("utf-8-sig")
    assert before in told, told[:2000]
    await sent(web, key, f"{key}.{form}", told.replace(before, after).encode())
    page = await web.get(shown_at)
    assert after in page.response.text
    if key == "attachments":
        address = page.one("a[data-row-link]").get("href")
        assert (await web.get(f"{address}/content")).response.content == b"\x00of\xff use"


async def test_a_filter_and_an_attachment_come_from_a_file_into_an_empty_desk(web: WebBrowser) -> None:
    rule = {"name": "junk", "conditions": ["Subject = ^x"], "settings": ["X-OTRS-Queue: Junk"]}
    await sent(web, "postmaster-filters", "one.yaml", yaml.safe_dump([rule]).encode())
    assert await listed(web, "postmaster-filters", "valid=valid") == ["junk"]
    wrong = [rule | {"conditions": ["Subject = ("]}]
    page = await sent(web, "postmaster-filters", "one.yaml", yaml.safe_dump(wrong).encode(), start=False)
    assert page.status == 422

    account = {
        "name": "new",
        "host": "imap.desk.example",
        "login": "desk",
        "password": "p",
        "queue_id": "Junk",
        "dispatch": "queue",
    }
    await sent(web, "mail-accounts", "one.yaml", yaml.safe_dump([account]).encode())
    assert len(await listed(web, "mail-accounts", "")) == 1
    page = await sent(web, "calendars", "one.yaml", b"[{number: 12, name: Moon}]", start=False)
    assert page.status == 422
    assert page.has("There are the calendars 0 to 9.")


OTRS_NOTIFICATION = """---
- ChangeBy: 1
  Comment: made elsewhere
  Data:
    AgentEnabledByDefault: [Email]
    Events: [TicketQueueUpdate]
    LanguageID: [de, en]
    QueueID: ['3']
    Recipients: [AgentOwner]
    RecipientGroups: ['1']
    TransportEmailTemplate: [Alert]
    Transports: [Email]
    VisibleForAgent: ['1']
    VisibleForAgentTooltip: [Moved]
  ID: 77
  Message:
    de: {Body: 'Hallo <OTRS_OWNER_UserFirstname>', ContentType: text/plain, Subject: Verschoben}
    en: {Body: '<b>Hello</b>', ContentType: text/html, Subject: Moved}
  Name: Moved to junk
  ValidID: 2
"""


async def test_a_notification_exported_by_otrs_is_taken_in(web: WebBrowser) -> None:
    await sent(web, "notification-events", "Export_Notification.yml", OTRS_NOTIFICATION.encode())
    assert await listed(web, "notification-events", "q=junk&valid=invalid") == ["Moved to junk"]
    address = (await web.get("/admin/notification-events?q=junk")).one("a[data-row-link]").get("href", "").split("?")[0]
    page = await web.get(address)
    values = page.values(address)
    assert (values["events"], values["filter_QueueID"], values["visible_for_agent"]) == ("TicketQueueUpdate", "3", "1")
    assert (values["recipient_group_ids"], values["email_template"], values["tooltip"]) == ("1", "Alert", "Moved")
    texts = [str(values[name]).strip() for name in ("subject_de", "body_en", "content_type_en")]
    assert texts == ["Verschoben", "<b>Hello</b>", "text/html"]
    file = (await web.get("/admin/transfer/notification-events/yaml")).response.text
    (told,) = [one for one in yaml.safe_load(file) if one["name"] == "Moved to junk"]
    assert (told["filter"], told["recipient_group_ids"]) == ({"QueueID": ["Junk"]}, ["users"])


async def test_headings_sort_and_the_list_keeps_its_order(web: WebBrowser) -> None:
    for key in MODULES:
        page = await web.get(f"/admin/{key}")
        orders = [link.get("href") for link in page.all("th[scope=col] a")]
        assert orders or not page.all("[data-row]"), key
        for order in orders:
            up = await web.get(order)
            assert up.one("th[aria-sort]").get("aria-sort") == "ascending", order
            (turned,) = (link.get("href") for link in up.all("th[aria-sort] a"))
            down = await web.get(turned)
            assert down.one("th[aria-sort]").get("aria-sort") == "descending", turned

    names = await listed(web, "states", "sort=-name")
    assert len(names) > 5
    assert names == sorted(names, key=str.casefold, reverse=True)
    first = (await web.get("/admin/states?sort=-name")).all("a[data-row-link]")[0].get("href")
    assert first.endswith("?sort=-name")
    assert await listed(web, "states", "sort=no+such+column") == await listed(web, "states", "")
