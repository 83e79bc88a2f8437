"""An OTRS and GOTRS on one database: what either writes the other shows, and in shadow mode GOTRS writes nothing."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.engine import URL

from gotrs_api.coexistence import service as coexistence
from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.db.bulk import open_bulk
from gotrs_api.db.database import Database
from gotrs_api.db.migrate import HalfAdopted, ensure_current
from gotrs_api.i18n.catalogue import catalogue
from gotrs_api.identity.passwords import verify
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound import ingest
from gotrs_api.mail.inbound.spool import IntakeOptions
from gotrs_api.mail.models.fetching import FetchedAccount
from gotrs_api.otrs.adopting import adopt, release
from gotrs_api.otrs.comparing import Sum
from gotrs_api.otrs.rows import Reader
from gotrs_api.otrs.shapes import table_shapes
from gotrs_api.tickets.follow_jobs import follow_deletions, follow_otrs
from gotrs_api.uow import Site
from gotrs_api.webhooks.models import LoggedEvent
from gotrs_api.wiring import JOBS
from tests.support import databases
from tests.support.clients import SharedApp, open_client
from tests.support.jobs import drain
from tests.support.otrs_source import PASSWORDS, Source, build, drop_constraints
from tests.support.otrs_writer import OtrsWriter
from tests.support.servers import Servers
from tests.support.sites import make_site
from tests.support.web import WebBrowser

ZONE = "Europe/Berlin"
AGENT, PASSWORD = "agent2", PASSWORDS[2][0]
_HOURS = (timedelta(hours=number) for number in count())
BUILDING = 50  # the dynamic field of the generated source
pytestmark = [pytest.mark.backends("mariadb", "postgresql"), pytest.mark.timeout(180)]


class Adopted:
    """The one database of a backend that the tests of this module share, and what it was before."""

    def __init__(self, url: URL, tables: dict[str, Any]) -> None:
        self.url, self.before = url, tables


@pytest.fixture(scope="module")
def kept() -> dict[str, Adopted]:
    return {}


@pytest.fixture
def clock() -> FakeClock:
    """Later with each test: they share a database, in which time goes on. In winter, after all that was generated."""
    return FakeClock(datetime(2030, 1, 7, 9, 30, tzinfo=UTC) + next(_HOURS))


@pytest.fixture
async def adopted(backend: str, servers: Servers, slot: int, kept: dict[str, Adopted], settings: Settings) -> Adopted:
    if backend not in kept:
        url = databases.create_empty(backend, servers, slot, "adopted")
        await build(url, Source(tickets=4, time_zone=ZONE))
        before = await structure(url)
        await adopt(settings, url)
        kept[backend] = Adopted(url, before)
    return kept[backend]


@pytest.fixture
async def site(settings: Settings, adopted: Adopted, clock: FakeClock) -> AsyncIterator[Site]:
    site = make_site(settings, Database(adopted.url, pool_size=5), clock)
    yield site
    await site.close()


@pytest.fixture
async def otrs(adopted: Adopted, clock: FakeClock) -> AsyncIterator[OtrsWriter]:
    writer = OtrsWriter(adopted.url, clock, ZONE)
    yield writer
    await writer.close()


@pytest.fixture
async def http(site: Site, shared_app: SharedApp) -> AsyncIterator[httpx.AsyncClient]:
    shared_app.site = site
    async with open_client(shared_app.app(web=True)) as opened:
        yield opened
    shared_app.site = None


@pytest.fixture
async def api(http: httpx.AsyncClient, site: Site, shared_app: SharedApp) -> AsyncIterator[httpx.AsyncClient]:
    """Signed in with the password that OTRS stored."""
    async with open_client(shared_app.app(web=True)) as opened:
        answer = await opened.post("/api/v1/auth/login", json={"login": AGENT, "password": PASSWORD})
        opened.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield opened


@pytest.fixture
async def browser(http: httpx.AsyncClient) -> WebBrowser:
    browser = WebBrowser(http)
    await browser.sign_in(AGENT, PASSWORD)
    return browser


async def set_mode(site: Site, mode: str) -> None:
    async with site.uow() as uow:
        await coexistence.write_value(uow, "mode", mode)


@pytest.fixture
async def beside(site: Site) -> None:
    await set_mode(site, coexistence.BESIDE)


@pytest.fixture
async def shadow(site: Site) -> None:
    await set_mode(site, coexistence.SHADOW)


async def follow(site: Site) -> list[tuple[str, int]]:
    """What a round of the follower told: (event, ticket)."""
    async with site.read() as read:
        last = (await read.session.scalars(select(LoggedEvent.id).order_by(LoggedEvent.id.desc()).limit(1))).first()
    for round_ in (follow_otrs, follow_deletions):
        await round_(site.job_context(job_id=0, attempt=1, acting_id=1))
    await drain(site)
    async with site.read() as read:
        query = select(LoggedEvent.type, LoggedEvent.ticket_id).where(LoggedEvent.id > (last or 0))
        return [(row.type, row.ticket_id) for row in await read.session.execute(query.order_by(LoggedEvent.id))]


async def read_ticket(api: httpx.AsyncClient, ticket_id: int) -> tuple[dict[str, Any], str]:
    answer = await api.get(f"/api/v1/tickets/{ticket_id}")
    assert answer.status_code == 200, answer.text
    return answer.json(), answer.headers["ETag"]


async def test_what_otrs_writes_is_shown_found_and_told(
    beside: None, site: Site, api: httpx.AsyncClient, browser: WebBrowser, otrs: OtrsWriter, clock: FakeClock
) -> None:
    await follow(site)
    ticket_id = await otrs.create_ticket("2026030210000011", "The lift is stuck", customer="customer3")
    await otrs.add_article(ticket_id, "Lift", "Between the third and the zeppelin floor.")
    assert await follow(site) == [("ticket.changed_elsewhere", ticket_id)]
    shown, etag = await read_ticket(api, ticket_id)
    assert (shown["title"], shown["state"]["name"], shown["queue"]["name"]) == ("The lift is stuck", "new", "Raw")
    assert datetime.fromisoformat(shown["created"]) == clock.now()
    found = (await api.get("/api/v1/search", params={"q": "zeppelin"})).json()["data"]
    assert [hit["ticket"]["id"] for hit in found] == [ticket_id]
    listed = (await api.get("/api/v1/tickets", params={"queue_id": 2, "sort": "-created"})).json()["data"]
    assert ticket_id in [row["id"] for row in listed]
    assert (await browser.get(f"/agent/tickets/{ticket_id}")).has("zeppelin floor")

    await otrs.set_state(ticket_id, "open")
    await otrs.set_owner(ticket_id, 4, "agent4")
    await otrs.set_field(ticket_id, BUILDING, "Building", "Tower 7")
    await otrs.add_customer("new@example.com", "Neumann")
    assert await follow(site) == [("ticket.changed_elsewhere", ticket_id)]
    shown, changed = await read_ticket(api, ticket_id)
    assert (shown["state"]["name"], shown["owner"]["login"]) == ("open", "agent4")
    assert shown["dynamic_fields"]["Building"] == "Tower 7"
    assert changed != etag
    stale = await api.patch(f"/api/v1/tickets/{ticket_id}", json={"title": "Lost"}, headers={"If-Match": etag})
    assert stale.status_code == 412
    files = (await api.get(f"/api/v1/tickets/{ticket_id}/attachments")).json()["data"]
    assert [(file["attachment"]["filename"], file["attachment"]["size"]) for file in files] == [("note.txt", 5)]
    assert (await api.get("/api/v1/search/customers", params={"q": "Neumann"})).json()["data"][0]["login"]
    page = await browser.get(f"/agent/tickets/{ticket_id}")
    assert page.has("Tower 7")
    assert await follow(site) == []


async def test_a_change_time_alone_is_news_too_and_told_once(
    beside: None, site: Site, otrs: OtrsWriter, clock: FakeClock
) -> None:
    await follow(site)
    await otrs.touch(2)
    assert await follow(site) == [("ticket.changed_elsewhere", 2)]
    await otrs.touch(3)  # in the same second
    assert await follow(site) == [("ticket.changed_elsewhere", 3)]
    clock.advance(seconds=20)
    await otrs.touch(4)
    await otrs.run(
        "UPDATE ticket SET change_time = :at WHERE id = 2", at=otrs.now().replace(second=otrs.now().second - 2)
    )
    assert {ticket for _, ticket in await follow(site)} == {2, 4}
    assert await follow(site) == []


async def test_background_work_is_left_to_otrs_until_it_is_ours(
    beside: None, site: Site, otrs: OtrsWriter, clock: FakeClock
) -> None:
    past = int(clock.now().timestamp()) - 3 * 86_400
    await otrs.run("UPDATE queue SET unlock_timeout = 10, first_response_time = 10 WHERE id = 2")
    account = {"account_type": "IMAP", "host": "127.0.0.1", "queue_id": 1, "trusted": 0, "valid_id": 1}
    await otrs.insert("mail_account", login="old", pw="old", **account, **otrs.stamps(1))
    (account_id,) = await otrs.one("SELECT max(id) FROM mail_account")
    async with site.uow() as uow:  # as an administrator who wants it fetched
        uow.session.add(FetchedAccount(account_id=account_id, is_fetched=1, interval_s=60))
    for number, change in enumerate(
        (
            "ticket_state_id = (SELECT id FROM ticket_state WHERE name = 'pending auto close+'), until_time = :past",
            "ticket_state_id = 4, ticket_lock_id = 2, timeout = :past",
            "escalation_time = :past, escalation_response_time = :past",
        )
    ):
        ticket_id = await otrs.create_ticket(f"20260302700000{number}", f"Left to OTRS {number}")
        await otrs.run(f"UPDATE ticket SET {change} WHERE id = :id", past=past, id=ticket_id)  # noqa: S608
    done_by = {
        "pending": (
            "tickets.pending", ("SELECT count(*) FROM ticket t JOIN ticket_state s ON s.id = t.ticket_state_id "
            "WHERE t.title = 'Left to OTRS 0' AND s.name = 'closed successful'"),
        ),
        "unlock": (
            "tickets.unlock_timeout", "SELECT count(*) FROM ticket WHERE title = 'Left to OTRS 1' AND ticket_lock_id = 1"
        ),
        "escalation": (
            "tickets.escalation", ("SELECT count(*) FROM ticket_history h JOIN ticket t ON t.id = h.ticket_id "
            "JOIN ticket_history_type y ON y.id = h.history_type_id "
            "WHERE t.title = 'Left to OTRS 2' AND y.name = 'EscalationResponseTimeStart'"),
        ),
        "mail_fetching": ("mail.fetch_due", "SELECT count(*) FROM gotrs_job WHERE name = 'mail.fetch_account'"),
    }  # fmt: skip
    for duty, (name, question) in done_by.items():
        (work,) = (each for each in site.jobs.periodic if each.name == name)
        for owner, expected in ((coexistence.OTRS, 0), (coexistence.GOTRS, 1), (coexistence.OTRS, 1)):
            async with site.uow() as uow:
                await coexistence.write_value(uow, f"job:{duty}", owner)
            await work.run(site.job_context(job_id=0, attempt=1, acting_id=1))
            assert tuple(await otrs.one(question)) == (expected,), f"{duty}: {owner}"
    await otrs.run("UPDATE queue SET unlock_timeout = 0, first_response_time = 0 WHERE id = 2")
    await otrs.run("UPDATE mail_account SET valid_id = 2")


async def test_a_ticket_that_otrs_deletes_is_missed_once_and_found_no_more(
    beside: None, site: Site, api: httpx.AsyncClient, otrs: OtrsWriter
) -> None:
    await follow(site)
    ids = [await otrs.create_ticket(f"20260302900000{n}", f"Gone {n}") for n in range(3)]
    await otrs.add_article(ids[1], "Pump", "The quagga drinks here.")
    await follow(site)
    assert (await api.get("/api/v1/search", params={"q": "quagga"})).json()["data"]
    await otrs.delete_ticket(ids[1])
    assert ("ticket.deleted", ids[1]) in await follow(site)
    assert await follow(site) == []
    assert not (await api.get("/api/v1/search", params={"q": "quagga"})).json()["data"]
    assert (await api.get(f"/api/v1/tickets/{ids[1]}")).status_code == 404
    assert not await otrs.rows("SELECT 1 FROM gotrs_search_document WHERE ticket_id = :id", id=ids[1])

    await otrs.delete_ticket(ids[2])  # the last one, and at once a new one
    newest = await otrs.create_ticket("2026030290000009", "Newest")
    (await api.delete(f"/api/v1/tickets/{ids[0]}")).raise_for_status()  # ours: told once, by itself
    told = await follow(site)
    assert sorted(each for event, each in told if event == "ticket.deleted") == [ids[2]]
    assert ("ticket.changed_elsewhere", newest) in told
    assert await follow(site) == []
    assert not await otrs.rows("SELECT 1 FROM gotrs_otrs_value WHERE name LIKE 'deleted:%'")


async def test_history_that_was_committed_late_is_not_passed_over(
    beside: None, site: Site, otrs: OtrsWriter, clock: FakeClock
) -> None:
    await follow(site)
    (last,) = await otrs.one("SELECT max(id) FROM ticket_history")
    await otrs.history(3, "Misc", "The one that was faster", id=last + 3)
    assert await follow(site) == [("ticket.changed_elsewhere", 3)]
    await otrs.history(2, "Misc", "The one that was slower", id=last + 1)
    assert await follow(site) == [("ticket.changed_elsewhere", 2)]
    clock.advance(minutes=2)
    await follow(site)
    await otrs.history(2, "Misc", "Nobody waits for ever", id=last + 2)
    assert await follow(site) == []
    if otrs.database.dialect_name == "postgresql":
        await otrs.one("SELECT setval('ticket_history_id_seq', (SELECT max(id) FROM ticket_history))")


async def test_what_gotrs_writes_is_as_otrs_writes_it_and_no_news(
    beside: None, site: Site, api: httpx.AsyncClient, otrs: OtrsWriter, clock: FakeClock
) -> None:
    await follow(site)
    clock.advance(minutes=5)
    (sessions,) = await otrs.one("SELECT count(*) FROM sessions")
    article = {"subject": "Answer", "body": "It moves again.", "channel": "phone"}
    created = await api.post(
        "/api/v1/tickets",
        json={"title": "From GOTRS", "queue": "Raw", "article": article, "customer_user": "customer3"},
    )
    assert created.status_code == 201, created.text
    ticket_id = created.json()["id"]
    (await api.patch(f"/api/v1/tickets/{ticket_id}", json={"dynamic_fields": {"Building": "Annex"}})).raise_for_status()
    closed = await api.post(f"/api/v1/tickets/{ticket_id}/close", json={"state": "closed successful"})
    assert closed.status_code == 200, closed.text
    assert not [event for event, _ in await follow(site) if event == "ticket.changed_elsewhere"]

    row = await otrs.one(
        "SELECT tn, change_time, change_by, create_time, user_id, ticket_state_id FROM ticket WHERE id = :id",
        id=ticket_id,
    )
    assert row.change_time == row.create_time == otrs.now()  # Berlin's clock, as OTRS has it
    assert row.change_by == 2
    history = await otrs.rows(
        "SELECT t.name, h.name, h.create_by, h.create_time FROM ticket_history h "
        "JOIN ticket_history_type t ON t.id = h.history_type_id WHERE h.ticket_id = :id ORDER BY h.id",
        id=ticket_id,
    )
    assert history[0][:2] == ("NewTicket", f"%%{row.tn}%%Raw%%3 normal%%new%%{ticket_id}")
    lines = {kind: line for kind, line, *_ in history}
    assert lines["TicketDynamicFieldUpdate"] == "%%FieldName%%Building%%Value%%Annex%%OldValue%%"
    assert lines["StateUpdate"] == "%%new%%closed successful%%"
    assert {(by, at) for _, _, by, at in history} == {(2, otrs.now())}
    kept = await otrs.one(
        "SELECT a.ticket_id, m.a_subject, m.a_body, m.content_path, m.incoming_time FROM article a "
        "JOIN article_data_mime m ON m.article_id = a.id WHERE a.ticket_id = :id",
        id=ticket_id,
    )
    assert kept[:3] == (ticket_id, "Answer", "It moves again.")
    assert (kept.content_path, kept.incoming_time) == (f"{otrs.now():%Y/%m/%d}", int(clock.now().timestamp()))
    field = await otrs.one("SELECT value_text FROM dynamic_field_value WHERE object_id = :id", id=ticket_id)
    assert field[0] == "Annex"
    assert tuple(await otrs.one("SELECT count(*) FROM sessions")) == (sessions,)


async def test_a_change_of_both_is_told_though_gotrs_wrote_too(
    beside: None, site: Site, api: httpx.AsyncClient, otrs: OtrsWriter
) -> None:
    await follow(site)
    await otrs.set_owner(3, 5, "agent5")
    (await api.patch("/api/v1/tickets/3", json={"title": "Both"})).raise_for_status()
    assert ("ticket.changed_elsewhere", 3) in await follow(site)


async def test_a_new_password_is_one_that_otrs_reads(beside: None, api: httpx.AsyncClient, otrs: OtrsWriter) -> None:
    answer = await api.post("/api/v1/users/me/password", json={"current": PASSWORD, "new": "Quite-another-1"})
    assert answer.status_code == 204, answer.text
    (stored,) = await otrs.one("SELECT pw FROM users WHERE login = :login", login=AGENT)
    assert stored.startswith("BCRYPT:")  # OTRS reads it whatever its CryptType
    assert verify("Quite-another-1", stored)
    await otrs.run("UPDATE users SET pw = :pw WHERE login = :login", pw=PASSWORDS[2][1], login=AGENT)


async def test_rights_given_in_otrs_count_here(
    beside: None, site: Site, api: httpx.AsyncClient, otrs: OtrsWriter, clock: FakeClock
) -> None:
    assert (await api.get("/api/v1/tickets/2")).status_code == 200
    clock.advance(minutes=1)
    await otrs.run("DELETE FROM group_user WHERE user_id = 2 AND group_id = 1")
    await follow(site)
    assert (await api.get("/api/v1/tickets/2")).status_code == 404
    await otrs.insert("group_user", user_id=2, group_id=1, permission_key="rw", **otrs.stamps(1))
    await follow(site)
    assert (await api.get("/api/v1/tickets/2")).status_code == 200


async def test_in_shadow_mode_every_door_refuses_with_the_same_words_and_nothing_is_written(
    shadow: None, site: Site, adopted: Adopted, api: httpx.AsyncClient, browser: WebBrowser
) -> None:
    before = await contents(adopted.url)
    sentence = OnlyShown.message
    await WebBrowser(browser.client).get("/auth/login")
    refused = await api.post("/api/v1/auth/login", json={"login": AGENT, "password": "wrong"})
    assert refused.status_code == 401

    page = await browser.get("/agent/tickets/2")  # with articles that nobody has seen
    assert page.status == 200
    page = await browser.get("/agent/tickets/2/note")
    answer = await browser.client.post("/agent/tickets/2/lock", data={"csrf_token": _token(page)})
    assert (answer.status_code, catalogue("de").gettext(sentence) in answer.text) == (403, True)
    assert "<html" in answer.text

    answer = await api.patch("/api/v1/tickets/2", json={"title": "No"})
    assert (answer.status_code, answer.json()["code"], answer.json()["detail"]) == (403, "otrs.shadow", sentence)

    service = "/otrs/nph-genericinterface.pl/Webservice/GenericTicketConnectorREST"
    login = {"UserLogin": AGENT, "Password": PASSWORD}
    shown = (await api.post(f"{service}/TicketSearch", json=login | {"TicketID": ["2"]})).json()
    assert shown["TicketID"] == ["2"]
    told = (await api.patch(f"{service}/Ticket/2", json=login | {"Ticket": {"Title": "No"}})).json()
    assert sentence in told["Error"]["ErrorMessage"]

    assert "isError" in (await _tool(api, "get_ticket", ticket_id=2))
    told = await _tool(api, "update_ticket", ticket_id=2, title="No")
    assert told["isError"]
    assert sentence in str(told["content"])

    mail = b"From: a@example.com\r\nTo: desk@example.org\r\nSubject: Hi\r\n\r\nHello\r\n"
    answer = await api.post("/api/v1/mail/inbound", content=mail, headers={"Content-Type": "message/rfc822"})
    assert (answer.status_code, answer.json()["code"]) == (403, "otrs.shadow")
    url = adopted.url.render_as_string(hide_password=False)
    with pytest.raises(OnlyShown):
        await ingest.ingest_one(Settings(database_url=url), io.BytesIO(mail), IntakeOptions())

    await drain(site)
    assert {name for name, found in (await contents(adopted.url)).items() if found != before[name]} == set()


def test_each_duty_is_done_by_the_side_that_has_it() -> None:
    wired = {
        (getattr(work, "job", None) or getattr(work, "periodic", None)).name  # type: ignore[union-attr]
        for work in JOBS
    }
    for duty, works in coexistence.DUTIES.items():
        assert works <= wired
        for work in works:
            assert not coexistence.Coexistence(coexistence.SHADOW, {duty: coexistence.GOTRS}).does(work)
            assert not coexistence.Coexistence(coexistence.BESIDE, {}).does(work)
            assert not coexistence.Coexistence(coexistence.BESIDE, {duty: coexistence.OTRS}).does(work)
            assert coexistence.Coexistence(coexistence.BESIDE, {duty: coexistence.GOTRS}).does(work)
            assert coexistence.Coexistence().does(work)


async def test_after_release_the_database_is_as_it_was_also_when_adopting_was_cut_off(
    adopted: Adopted,
    kept: dict[str, Adopted],
    backend: str,
    settings: Settings,
    clock: FakeClock,
    shared_app: SharedApp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del kept[backend]
    await release(adopted.url)
    assert await structure(adopted.url) == adopted.before

    async def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(coexistence, "begin", killed)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            await adopt(settings, adopted.url)
    database = Database(adopted.url, pool_size=1)
    with pytest.raises(HalfAdopted):  # or it would take itself to be alone on it
        await ensure_current(database)
    await database.close()
    await release(adopted.url)
    assert await structure(adopted.url) == adopted.before

    monkeypatch.undo()
    async with open_bulk(adopted.url, writes=True) as bulk:
        await drop_constraints(bulk)
        await bulk.run("UPDATE ticket SET user_id = 7777 WHERE id IN (2, 4)")
        await bulk.run("UPDATE ticket SET queue_id = 88 WHERE id = 2")
        await bulk.run("UPDATE queue SET group_id = 99 WHERE id = 4")
        await bulk.sql.commit()
    hidden = (await adopt(settings, adopted.url)).hidden
    assert [(each.what, each.missing, each.tickets) for each in hidden] == [
        ("owner", "7777", ["201500000002", "201500000004"]),
        ("queue", "88", ["201500000002"]),
        ("group of its queue", "99", ["201500000003"]),
    ]
    site = make_site(settings, Database(adopted.url, pool_size=5), clock)
    shared_app.site = site
    try:
        async with open_client(shared_app.app(web=False)) as api:
            answer = await api.post("/api/v1/auth/login", json={"login": AGENT, "password": PASSWORD})
            api.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

            async def shown() -> set[str]:
                return {each["number"] for each in (await api.get("/api/v1/tickets")).json()["data"]}

            lost = {"201500000002", "201500000003", "201500000004"}
            assert not lost & await shown()
            for each in hidden:  # what the report says to do, with an id that is there
                async with open_bulk(adopted.url, writes=True) as bulk:
                    await bulk.run(re.sub("<id from .*?>", "2", each.mend))
                    await bulk.sql.commit()
            assert lost <= await shown()
    finally:
        shared_app.site = None
        await site.close()


def _token(page: Any) -> str:
    return str(page.all("input[name=csrf_token]")[0].get("value"))


async def _tool(api: httpx.AsyncClient, name: str, **arguments: Any) -> Any:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments}}
    answer = await api.post("/api/mcp", json=body, headers={"MCP-Protocol-Version": "2025-11-25"})
    assert answer.status_code == 200, answer.text
    return answer.json()["result"]


async def contents(url: URL) -> dict[str, tuple[int, int]]:
    """A sum over all rows of each table of OTRS's."""
    sums: dict[str, tuple[int, int]] = {}
    async with open_bulk(url) as bulk:
        columns = await bulk.columns()
        for name, shape in table_shapes().items():
            found, reader = Sum(), Reader(shape, columns[name])
            async for rows in bulk.everything(name, reader.columns):
                found.add([tuple(reader.decode(row)) for row in rows])
            sums[name] = (found.rows, found.total)
    return sums


async def structure(url: URL) -> dict[str, Any]:
    """What the server itself says of tables, columns, indexes, constraints and sequences."""
    async with open_bulk(url) as bulk:
        if bulk.kind == "mariadb":
            found: dict[str, Any] = {}
            for table in sorted(await bulk.tables()):
                ((_, sql),) = await bulk.all(f"SHOW CREATE TABLE `{table}`")
                found[table] = [part for part in sql.split() if not part.startswith("AUTO_INCREMENT=")]
            return found
        return {
            "columns": await bulk.all(
                "SELECT table_name, ordinal_position, column_name, data_type, character_maximum_length, is_nullable, "
                "column_default FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"
            ),
            "indexes": await bulk.all("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1"),
            "constraints": await bulk.all(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2"
            ),
            "sequences": await bulk.all("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1"),
            "functions": await bulk.all("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace"),
        }
