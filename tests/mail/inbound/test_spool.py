"""A mail that was accepted is there for good; the same mail comes in once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, update

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.mail.inbound import service, spool_files
from gotrs_api.mail.inbound.jobs import prune_spool, sweep_spool
from gotrs_api.mail.inbound.spool import SPOOL, accept
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import Site, UnitOfWork
from tests.mail.inbound.letters import Postmaster, letter
from tests.support.jobs import drain, pending

SYSTEM = Principal.system("test")
MIB = 1024 * 1024


@pytest.fixture
def post(site: Site) -> Postmaster:
    return Postmaster(site)


async def tickets_in(site: Site) -> int:
    async with site.read() as uow:
        return await uow.session.scalar(select(func.count()).select_from(Ticket)) or 0


async def test_mail_and_job_come_in_one_transaction(post: Postmaster, site: Site) -> None:
    raw = letter()

    result = await post.accept(raw)

    row = await post.spooled(result.spool_id)
    assert (row.status, row.raw, row.size_bytes, row.source) == ("received", raw, len(raw), "test")
    assert await pending(site) == ["mail.process_inbound"]


async def test_a_copy_is_counted_and_makes_nothing(post: Postmaster, site: Site) -> None:
    raw = letter()
    first = await post.deliver(raw)
    before = await tickets_in(site)

    copy = await post.deliver(b"Received: from mx\nDelivered-To: x@y.example\n" + raw.replace(b"\n", b"\r\n"))

    assert (copy.status, copy.reason, copy.raw) == ("duplicate", f"The same mail as {first.id}.", None)
    assert await tickets_in(site) == before


async def test_the_same_id_with_another_text_is_a_mail_of_its_own(post: Postmaster) -> None:
    one = await post.deliver(letter(body="One.", message_id="<same@x.example>"))
    other = await post.deliver(letter(body="Two.", message_id="<same@x.example>"))

    assert (one.status, other.status) == ("done", "done")
    assert one.article_id != other.article_id


async def test_without_an_id_nothing_is_a_copy(post: Postmaster) -> None:
    rows = [await post.deliver(letter(message_id="")) for _ in range(2)]

    assert [row.status for row in rows] == ["done", "done"]


async def test_without_an_id_the_transmission_tells_copies(post: Postmaster) -> None:
    """A mail server that was not told in time that we have its mail hands over the same again, Received and all."""
    hop = (
        "from mx1 (mx1 [192.0.2.1]) by mx2 with ESMTP id 4{} for <help@desk.example>;\n Sun, 1 Nov 2026 10:00:00 +0000"
    )
    first, other = (letter(message_id="", headers={"Received": hop.format(number)}) for number in (1, 2))

    rows = [await post.deliver(raw) for raw in (first, b"From x Sun Nov  1\n" + first, other)]

    assert [row.status for row in rows] == ["done", "duplicate", "done"]


async def test_without_an_id_the_mailbox_number_tells_copies(site: Site) -> None:
    raw = letter(message_id="")
    for uid, expected in (("7:1", "received"), ("7:1", "duplicate"), ("7:2", "received")):
        result = await accept(site, raw, "imap", mailbox="inbox", uid=uid)
        assert result.status == expected


async def test_large_mail_is_a_file_until_its_article_has_it(post: Postmaster, site: Site) -> None:
    raw = letter(body="x" * 76 + "\n" * 1 + ("y" * 76 + "\n") * (9 * MIB // 77))

    result = await post.accept(raw)

    row = await post.spooled(result.spool_id)
    path = spool_files.path_of(site.settings.var, row.file)
    assert row.raw is None
    assert path.read_bytes() == raw
    await drain(site)
    assert (await post.spooled(result.spool_id)).status == "done"
    assert not path.exists()


async def test_too_large_mail_is_kept_whole_in_quarantine(post: Postmaster, site: Site) -> None:
    raw = letter(body=("z" * 76 + "\n") * (17 * MIB // 77))

    row = await post.deliver(raw)

    assert (row.status, row.reason.startswith("The mail has ")) == ("quarantined", True)
    assert "PostMasterMaxEmailSize" in row.reason
    async with site.read() as uow:
        assert await service.read_spooled_raw(uow, SYSTEM, row.id) == raw


async def test_what_the_database_refuses_is_not_accepted(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_args: object, **_kwargs: object) -> int:
        raise OSError("the database is away")

    monkeypatch.setattr("gotrs_api.mail.inbound.spool.insert_job", broken)

    with pytest.raises(OSError, match="away"):
        await accept(site, letter(), "test")

    async with site.read() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(SPOOL)) == 0


async def test_of_many_deliveries_at_once_one_counts(committed_site: Site) -> None:
    raw = letter(message_id="<race@customer.example>")

    results = await asyncio.gather(*(accept(committed_site, raw, "test") for _ in range(4)))

    assert sorted(result.status for result in results) == ["duplicate"] * 3 + ["received"]
    assert len({result.original_id for result in results}) == 1


async def test_forgotten_mail_is_found_again(post: Postmaster, site: Site, uow: UnitOfWork, clock: FakeClock) -> None:
    result = await post.accept(letter())
    await uow.session.execute(update(SPOOL).values(status="received"))
    ctx = site.job_context(job_id=0, attempt=1, acting_id=1)
    await drain(site)
    await uow.session.execute(update(SPOOL).values(status="received", raw=letter()))

    await sweep_spool(ctx)
    assert await pending(site) == []  # it is too young to be forgotten
    clock.advance(minutes=11)
    await sweep_spool(ctx)
    await sweep_spool(ctx)

    assert await pending(site) == ["mail.process_inbound"]
    await drain(site)
    assert (await post.spooled(result.spool_id)).status == "done"


async def test_files_without_a_row_go_after_days(site: Site, clock: FakeClock, tmp_path: Path) -> None:
    import os

    name = spool_files.write(site.settings.var, b"orphan", clock.now())
    path = spool_files.path_of(site.settings.var, name)
    os.utime(path, (clock.now().timestamp(), clock.now().timestamp()))
    ctx = site.job_context(job_id=0, attempt=1, acting_id=1)

    await sweep_spool(ctx)
    assert path.exists()
    clock.advance(days=3)
    await sweep_spool(ctx)

    assert not path.exists()


async def test_old_rows_are_forgotten_but_never_what_waits_for_a_decision(
    post: Postmaster, site: Site, clock: FakeClock
) -> None:
    raw = letter()
    kept = [await post.deliver(b""), await post.deliver(raw)]
    await post.deliver(raw)
    await post.deliver(letter(headers={"X-OTRS-Ignore": "yes"}))

    clock.advance(days=91)
    await prune_spool(site.job_context(job_id=0, attempt=1, acting_id=1))

    async with site.read() as uow:
        left = list(await uow.session.scalars(select(SPOOL.c.id).order_by(SPOOL.c.id)))
    assert left == [row.id for row in kept]


async def test_the_counts_add_up(post: Postmaster, site: Site) -> None:
    raw = letter()
    await post.deliver(raw)
    await post.deliver(raw)
    await post.deliver(letter(headers={"X-OTRS-Ignore": "yes"}))
    await post.deliver(b"")
    await post.accept(letter())

    async with site.read() as uow:
        health = await service.inbound_health(uow, SYSTEM)
        with pytest.raises(Forbidden):
            await service.inbound_health(uow, Principal(kind="agent", user_id=2, login="x", name="x"))  # type: ignore[arg-type]

    assert health.seen == 5
    assert (health.ticketed, health.duplicate, health.ignored, health.quarantined, health.received) == (1, 1, 1, 1, 1)


@pytest.mark.principal("admin")
async def test_quarantined_mail_can_be_made_a_ticket_through_the_api(
    post: Postmaster, client: httpx.AsyncClient, site: Site
) -> None:
    row = await post.deliver(b"no header at all, just words")
    assert (row.status, row.reason) == ("quarantined", "The mail has no header.")

    listed = (await client.get("/api/v1/admin/mail/spool", params={"status": "quarantined"})).json()
    again = await client.post(f"/api/v1/admin/mail/spool/{row.id}/retry")
    await drain(site)
    assert (await post.spooled(row.id)).status == "quarantined"
    raw = await client.get(f"/api/v1/admin/mail/spool/{row.id}/raw")
    forced = await client.post(f"/api/v1/admin/mail/spool/{row.id}/retry", json={"force": True})
    await drain(site)

    assert [entry["id"] for entry in listed["data"]] == [row.id]
    assert (again.status_code, forced.status_code) == (200, 200)
    assert raw.content == b"no header at all, just words"
    done = (await client.get(f"/api/v1/admin/mail/spool/{row.id}")).json()
    assert done["status"] == "done"
    refused = await client.post(f"/api/v1/admin/mail/spool/{row.id}/retry")
    assert (refused.status_code, refused.json()["code"]) == (409, "mail.spool_not_retryable")
    health = (await client.get("/api/v1/admin/mail/health")).json()
    assert (health["seen"], health["ticketed"]) == (1, 1)


@pytest.mark.principal("admin")
async def test_a_mail_that_became_an_article_is_read_from_there(
    post: Postmaster, client: httpx.AsyncClient, site: Site
) -> None:
    sent = letter()
    row = await post.deliver(sent)
    rule = {
        "name": "x",
        "conditions": [{"key": "Subject", "value": "."}],
        "settings": [{"key": "X-OTRS-Lock", "value": "lock"}],
    }

    raw = await client.get(f"/api/v1/admin/mail/spool/{row.id}/raw")
    tried = await client.post("/api/v1/postmaster-filters/try", json={"rule": rule, "spool_id": row.id})

    assert (row.status, row.raw, raw.content) == ("done", None, sent)
    assert tried.json()["matched"]


@pytest.mark.principal("agent", rights="rw")
async def test_the_spool_is_for_administrators(client: httpx.AsyncClient) -> None:
    for path in ("spool", "spool/1", "spool/1/raw", "health"):
        assert (await client.get(f"/api/v1/admin/mail/{path}")).status_code == 403
    assert (await client.post("/api/v1/admin/mail/spool/1/retry")).status_code == 403


@pytest.mark.principal("agent", rights="ro", queue="Raw")
async def test_agents_see_why_an_article_lies_where_it_does(post: Postmaster, client: httpx.AsyncClient) -> None:
    row = await post.deliver(letter())

    answer = await client.get(f"/api/v1/tickets/{row.ticket_id}/articles/{row.article_id}/decisions")

    steps = {entry["step"]: entry["by"] for entry in answer.json()["data"]}
    assert (steps["follow_up"], steps["queue"]) == ("none", "PostmasterDefaultQueue")


@pytest.mark.principal("agent", rights="", queue="Raw")
async def test_but_not_of_tickets_that_they_may_not_read(post: Postmaster, client: httpx.AsyncClient) -> None:
    row = await post.deliver(letter())

    answer = await client.get(f"/api/v1/tickets/{row.ticket_id}/articles/{row.article_id}/decisions")

    assert answer.status_code == 404


@pytest.mark.principal("admin")
async def test_mail_comes_in_over_http(post: Postmaster, client: httpx.AsyncClient, site: Site) -> None:
    raw = letter(headers={"X-OTRS-Queue": "Junk"})

    taken = await client.post("/api/v1/mail/inbound", content=raw, headers={"Content-Type": "message/rfc822"})
    again = await client.post("/api/v1/mail/inbound", content=raw, headers={"Content-Type": "message/rfc822"})
    nothing = await client.post("/api/v1/mail/inbound")
    await drain(site)

    assert (taken.status_code, taken.json()["status"]) == (202, "received")
    assert again.json()["status"] == "duplicate"
    assert nothing.status_code == 422
    row = await post.spooled(taken.json()["id"])
    assert (row.status, row.source) == ("done", "http")
    assert (await post.decisions(row.article_id))["queue"][1] == "Raw"
