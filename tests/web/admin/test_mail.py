"""Screens of mail: accounts, filters with their trial, notifications with their preview."""

from __future__ import annotations

import pytest

from gotrs_api.mail.inbound.spool import accept
from gotrs_api.mail.models import FetchedAccount, SmtpTrouble
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import PASSWORD, Factories
from tests.support.jobs import drain
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
MAIL = b"From: Rosa <rosa@northwind.example>\nTo: help@desk.example\nSubject: Printer on fire\nMessage-ID: <1@x>\n\nHelp!\n"


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def new_account(web: WebBrowser, **more: str) -> str:
    await web.get("/admin/mail-accounts/new")
    values = {"type": "IMAP", "host": "127.0.0.1:9", "login": "desk", "password": "s3cret"}
    await web.send("/admin/mail-accounts/new", values | more)
    page = await web.follow()
    assert page.status == 200, page.text
    return page.response.url.path.removesuffix("/fetching")


async def test_an_account_is_made_and_its_password_never_shown(web: WebBrowser) -> None:
    address = await new_account(web)
    page = await web.get(address)
    assert "s3cret" not in page.response.text
    await web.send(address, {"host": "127.0.0.1:10", "stay": "1"})
    page = await web.follow()
    assert page.one("#f-host").get("value") == "127.0.0.1:10"
    assert page.has("Mira Agent changed")


async def test_the_trial_says_what_failed(web: WebBrowser) -> None:
    address = await new_account(web)
    await web.get(f"{address}/fetching")
    page = await web.send(f"{address}/trial")
    assert page.has("The server refuses connections at this port.")


async def test_a_mailbox_in_trouble_is_told_on_every_page(web: WebBrowser, uow: UnitOfWork) -> None:
    address = await new_account(web)
    assert not (await web.get("/agent/")).has("is not fetched")
    side = await uow.session.get(FetchedAccount, int(address.rpartition("/")[2]))
    assert side is not None
    side.failures, side.problem, side.error = 3, "login", "LOGIN failed"
    await uow.session.flush()
    for page in ("/admin/", "/admin/mail-accounts", "/agent/", "/admin/queues"):
        assert (await web.get(page)).has("desk@127.0.0.1:9 is not fetched"), page
    parts = (await web.client.get("/health/detailed")).json()["parts"]
    assert parts["mail_fetching"] == {"status": "failing", "accounts": 1, "failing": 1, "late": 0, "accesses_ending": 0}


async def test_counts_of_incoming_mail_add_up(web: WebBrowser, site: Site) -> None:
    await accept(site, MAIL, "http")
    await accept(site, MAIL, "http")
    await accept(site, b"no header", "http")
    await drain(site)
    page = await web.get("/admin/mail-accounts")
    assert page.has(
        "3 mails came in = 1 became tickets or articles + 1 wait for a decision + 0 ignored + 1 came before"
    )


async def test_a_filter_is_tried_on_a_stored_mail_before_it_is_saved(web: WebBrowser, site: Site) -> None:
    await accept(site, MAIL, "http")
    await drain(site)
    await web.get("/admin/postmaster-filters/new")
    rule = {
        "name": "fire/first",
        "condition-key": ["Subject", ""],
        "condition-not": ["0", "0"],
        "condition-value": ["on (fire)", ""],
        "set-key": ["X-OTRS-Priority", ""],
        "set-value": ["5 very high [***]", ""],
    }
    page = await web.send("/admin/postmaster-filters/new", rule | {"try": "1"})
    assert page.has("The filter matches this mail.")
    assert page.has("X-OTRS-Priority: 5 very high fire")
    assert (await web.get("/admin/postmaster-filters")).texts("a[data-row-link]") == []

    await web.get("/admin/postmaster-filters/new")
    await web.send("/admin/postmaster-filters/new", rule | {"stay": "1"})
    page = await web.follow()
    assert page.one("#f-name").get("value") == "fire/first"
    assert page.has("Mira Agent created it")
    action = "/admin/postmaster-filters/rule/fire%2Ffirst"
    page = await web.send(action, {"condition-value": ["on (fire", "", ""], "stay": "1"})
    assert page.status == 422
    assert page.one("#f-conditions-0").get("aria-invalid") == "true"
    await web.get(action)
    await web.send("/admin/postmaster-filters/removal")
    assert (await web.follow()).texts("a[data-row-link]") == []


async def test_two_filters_cannot_have_one_name(web: WebBrowser) -> None:
    rule = {"name": "one", "condition-key": ["To", ""], "condition-value": [".", ""]}
    rule |= {"set-key": ["X-OTRS-Queue", ""], "set-value": ["Junk", ""]}
    for expected in (303, 422):
        await web.get("/admin/postmaster-filters/new")
        page = await web.send("/admin/postmaster-filters/new", rule)
        assert page.status == expected, page.text


async def test_a_notification_with_texts_filters_and_preview(web: WebBrowser, factories: Factories) -> None:
    queue = await factories.queue("Network")
    await factories.agent("olga", password=PASSWORD, admin=True, rights={queue: "rw"})
    ticket = await factories.ticket(title="Printer", queue=queue)
    web.client.cookies.clear()
    await web.sign_in("olga")
    new = "/admin/notification-events/new"
    await web.get(new)
    values = {"name": "Tell", "events": ["TicketCreate"], "recipients": ["Customer"], "filter_QueueID": ["1"]}
    values |= {"subject_en": "About <OTRS_TICKET_Title>", "body_en": "Hello"}
    page = await web.send(new, values | {"add": "1", "language": "de"})
    assert page.one("#f-subject_en").get("value") == "About <OTRS_TICKET_Title>"
    texts = {"subject_de": "Zu <OTRS_TICKET_Title>", "body_de": "Hallo", "other_filters": "MIMEBase_Subject = fire"}
    page = await web.send(new, texts)
    assert page.status == 303, page.text
    page = await web.follow()
    address = page.response.url.path
    assert page.one("#f-other_filters").text_content().strip() == "MIMEBase_Subject = fire"
    assert page.one("#f-subject_de").get("value") == "Zu <OTRS_TICKET_Title>"
    assert page.one("#f-filter_QueueID input[checked]").get("value") == "1"

    await web.send(address, {"other_filters": "nonsense", "stay": "1"})
    assert web.page is not None
    assert web.page.texts("#f-other_filters-error") == ["Each line is a key = a value."]

    await web.get(f"{address}/preview")
    page = await web.send(f"{address}/preview", {"ticket": ticket.tn})
    assert page.has("About Printer")
    page = await web.send(f"{address}/preview", {"ticket": "1"})
    assert page.status == 422
    await web.get(address)
    await web.send(f"{address}/removal")
    assert "Tell" not in (await web.follow()).texts("a[data-row-link]")


async def test_a_bad_key_is_refused_at_its_field_and_never_sent_back(web: WebBrowser) -> None:
    await web.get("/admin/mail/keys/new")
    page = await web.send("/admin/mail/keys/new", {"text": "my secret"})
    assert page.status == 422
    assert page.texts("#f-text-error") == ["There is no certificate in it (PEM is expected)."]
    assert "my secret" not in page.response.text


async def test_the_communication_log_is_searched(web: WebBrowser, site: Site) -> None:
    await accept(site, MAIL, "http")
    await drain(site)
    page = await web.get("/admin/mail/communication-log?direction=Incoming&q=follow_up")
    page = await web.get(page.all("a[data-row-link]")[0].get("href"))
    assert page.has("a new ticket")
    assert (await web.get("/admin/mail/communication-log?q=nothing+like+this")).has("Nothing fits what was asked for.")


async def new_smtp_account(web: WebBrowser, **more: str) -> str:
    await web.get("/admin/smtp-accounts/new")
    values = {
        "name": "Sales",
        "security": "none",
        "host": "127.0.0.1",
        "port": "9",
        "login": "desk",
        "password": "s3cret",
    }
    page = await web.send("/admin/smtp-accounts/new", values | more)
    assert page.status == 303, page.text
    page = await web.follow()
    assert page.status == 200
    return page.response.url.path.removesuffix("/sending")


async def test_an_outgoing_account_is_made_tried_chosen_by_an_address_and_stays_while_it_is_in_use(
    web: WebBrowser,
) -> None:
    assert (await web.get("/admin/mail/queue")).has("Mail does not leave this system yet")
    address = await new_smtp_account(web)
    page = await web.send(f"{address}/trial")
    assert page.has("The server refuses connections at this port.")
    assert "s3cret" not in page.response.text

    await web.get("/admin/system-addresses/1")
    await web.send("/admin/system-addresses/1", {"smtp_account_id": address.rpartition("/")[2]})
    page = await web.get(address)
    assert page.has("Used by")
    email = (await web.get("/admin/system-addresses/1")).one("#f-email").get("value")
    await web.get(f"{address}/sending")
    page = await web.send(f"{address}/removal")
    assert page.status == 409
    assert page.has(f"These addresses send through this account: {email}.")
    await web.get(address)
    page = await web.send(address, {"valid": "invalid"})
    assert page.has(f"These addresses send through this account: {email}.")

    await web.get("/admin/system-addresses/1")
    await web.send("/admin/system-addresses/1", {"smtp_account_id": ""})
    await web.get(f"{address}/sending")
    assert (await web.send(f"{address}/removal")).status == 303
    assert (await web.get("/admin/mail/queue")).has("Mail does not leave this system yet")


async def test_a_server_that_takes_nothing_is_told_on_every_page(web: WebBrowser, uow: UnitOfWork) -> None:
    address = await new_smtp_account(web, is_default="on")
    assert not (await web.get("/agent/")).has("takes no mail")
    account_id, now = int(address.rpartition("/")[2]), uow.clock.now()
    trouble = SmtpTrouble(account_id=account_id, problem="token", error="535 no", since=now, failed_at=now)
    uow.session.add(trouble)
    await uow.session.flush()
    for path in ("/admin/", "/admin/smtp-accounts", "/agent/"):
        assert (await web.get(path)).has("Sales takes no mail at present."), path
    page = await web.get(f"{address}/sending")
    assert page.has("The OAuth 2 access does not work.")
    assert page.has("535 no")
    parts = (await web.client.get("/health/detailed")).json()["parts"]
    assert parts["mail"] == {"status": "failing", "servers": 1, "failing": 1}


async def test_an_address_that_nothing_is_for_is_told(web: WebBrowser) -> None:
    address = await new_smtp_account(web)
    words = "no outgoing mail account is the default"
    assert not (await web.get("/agent/")).has(words)
    await web.get("/admin/system-addresses/new")
    told = {"email": "a@desk.example", "display_name": "A", "queue_id": "1"}
    await web.send("/admin/system-addresses/new", told | {"smtp_account_id": address.rpartition("/")[2]})
    assert (await web.get("/agent/")).has(words)


async def test_the_queue_says_why_a_mail_waits(web: WebBrowser, site: Site) -> None:
    address = await new_smtp_account(web, is_default="on")
    await web.get("/admin/setting-groups/outgoing-mail")
    await web.send("/admin/setting-groups/outgoing-mail/test", {"to": "me@desk.example"})
    await drain(site)
    page = await web.get("/admin/mail/queue")
    assert page.has("server takes nothing")
    assert page.has("Sales")
    entry = (await web.get("/admin/mail/communication-log?direction=Outgoing")).one("a[data-row-link]").get("href")
    page = await web.get(str(entry))
    assert f"{address}/sending" in page.links().values()
