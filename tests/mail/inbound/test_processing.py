"""Whatever happens in between, a mail ends in exactly one ticket, or in quarantine; it is never lost."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from gotrs_api.articles.models import Article
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.inbound import pipeline, processing
from gotrs_api.mail.inbound.spool import PROCESS_JOB, accept
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import Site
from tests.mail.inbound.letters import Postmaster, letter
from tests.support.jobs import drain


class Killed(Exception):
    """Stands for a crash at this point."""


@pytest.fixture
def post(site: Site) -> Postmaster:
    return Postmaster(site)


async def counts(site: Site) -> tuple[int, int]:
    async with site.read() as uow:
        found = [await uow.session.scalar(select(func.count()).select_from(model)) for model in (Ticket, Article)]
    return found[0] or 0, found[1] or 0


STEPS = {
    "before the transaction": (processing, "_parse"),
    "while sorting": (pipeline, "detect_follow_up"),
    "after the ticket": (pipeline, "_respond"),
}


@pytest.mark.parametrize("step", STEPS)
async def test_a_crash_leaves_nothing_and_the_next_try_does_it(
    post: Postmaster, site: Site, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    module, name = STEPS[step]
    before = await counts(site)

    async def crash(*_args: object, **_kwargs: object) -> Any:
        raise Killed

    result = await post.accept(letter())
    with monkeypatch.context() as patch:
        patch.setattr(module, name, crash)
        await drain(site, allow_failures=True)
    assert await counts(site) == before
    assert (await post.spooled(result.spool_id)).status == "received"

    clock.advance(minutes=10)
    await drain(site)

    row = await post.spooled(result.spool_id)
    assert (row.status, row.attempts) == ("done", 2)
    assert await counts(site) == (before[0] + 1, before[1] + 1)


async def test_running_the_job_again_does_nothing(post: Postmaster, site: Site) -> None:
    row = await post.deliver(letter())
    before = await counts(site)

    ctx = site.job_context(job_id=0, attempt=1, acting_id=1)
    assert await processing.process_spooled(ctx, row.id) is None

    assert await counts(site) == before


async def test_two_workers_with_one_mail_make_one_ticket(committed_site: Site) -> None:
    result = await accept(committed_site, letter(), "test")
    before = await counts(committed_site)
    ctx = committed_site.job_context(job_id=0, attempt=1, acting_id=1)

    outcomes = await asyncio.gather(*(processing.process_spooled(ctx, result.spool_id) for _ in range(4)))

    assert len([outcome for outcome in outcomes if outcome is not None]) == 1
    assert await counts(committed_site) == (before[0] + 1, before[1] + 1)


async def test_many_mails_at_once_all_arrive(committed_site: Site) -> None:
    before = await counts(committed_site)
    results = [await accept(committed_site, letter(f"No. {n}"), "test") for n in range(8)]
    ctx = committed_site.job_context(job_id=0, attempt=1, acting_id=1)

    outcomes = await asyncio.gather(*(processing.process_spooled(ctx, result.spool_id) for result in results))

    assert len({outcome.ticket_id for outcome in outcomes if outcome}) == 8
    assert (await counts(committed_site))[0] == before[0] + 8


@pytest.mark.backends("sqlite")
async def test_a_deadlock_costs_no_attempt(post: Postmaster, monkeypatch: pytest.MonkeyPatch) -> None:
    tries = 0

    async def deadlock_once(*arguments: Any) -> Any:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OperationalError("SELECT 1", None, Exception(1213, "Deadlock found"))
        return await run(*arguments)

    run = pipeline.run
    monkeypatch.setattr(processing, "run", deadlock_once)

    row = await post.deliver(letter())

    assert (row.status, row.attempts, tries) == ("done", 1, 2)


async def test_what_keeps_failing_is_quarantined_with_the_reason(
    post: Postmaster, site: Site, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: object) -> Any:
        raise RuntimeError("a bug in a filter")

    monkeypatch.setattr(pipeline, "detect_follow_up", broken)
    raw = letter()
    result = await post.accept(raw)

    for _ in range(PROCESS_JOB.max_attempts):
        await drain(site, allow_failures=True)
        clock.advance(minutes=10)

    row = await post.spooled(result.spool_id)
    assert (row.status, row.reason, row.raw) == ("quarantined", "RuntimeError: a bug in a filter", raw)
    assert await drain(site) == []


async def test_a_mail_that_takes_the_process_down_is_not_tried_for_ever(post: Postmaster, site: Site) -> None:
    result = await post.accept(letter())
    ctx = site.job_context(job_id=0, attempt=1, acting_id=1)
    for _ in range(processing.MAX_STARTS):
        await processing._start(ctx, result.spool_id)  # and then the process died

    await drain(site)

    row = await post.spooled(result.spool_id)
    assert row.status == "quarantined"
    assert "never ended" in row.reason


def many_parts(number: int) -> bytes:
    part = b"--b\nContent-Type: text/plain; name=x.txt\nContent-Disposition: attachment\n\nx\n"
    return b"From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n" + part * number + b"--b--\n"


ODD = {
    "nothing": b"",
    "an empty line": b"\n",
    "binary": bytes(range(256)) * 400,
    "no body": b"From: a@x.example\nSubject: only a header\n",
    "ten thousand parts": many_parts(10_000),
    "a million header bytes": b"From: a@x.example\nSubject: " + b"x" * 1_000_000 + b"\n\nbody\n",
    "ten thousand headers": b"From: a@x.example\n" + b"X-A: b\n" * 10_000 + b"\nbody\n",
    "ten thousand recipients": b"From: a@x.example\nTo: " + b", ".join(b"u%d@x.example" % n for n in range(10_000)) + b"\n\nx\n",
    "ten thousand references": b"From: a@x.example\nReferences: " + b" ".join(b"<%d@x>" % n for n in range(10_000)) + b"\n\nx\n",
    "deep nesting": b"From: a@x.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(300)
    ),
    "lies about its charset": b"From: a@x.example\nContent-Type: text/plain; charset=no-such\n\n\xff\xfe\x00caf\xe9\n",
    "null bytes": b"From: a\x00@x.example\nSubject: x\x00y\nMessage-ID: <\x00>\n\nbody\x00body\n",
    "lone surrogates": b"From: a@x.example\nSubject: =?utf-8?B?7aCA?=\n\n\xed\xa0\x80\n",
    "emoji everywhere": "From: 😀 <a@x.example>\nSubject: 😀😀\nX-OTRS-Queue: 😀\n\n😀\n".encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
async def test_odd_mail_is_ticketed_or_quarantined_but_never_lost(post: Postmaster, name: str) -> None:
    row = await post.deliver(ODD[name])

    if row.status == "quarantined":
        assert row.raw == ODD[name]
        assert row.reason
    else:
        assert row.status == "done"
        assert row.ticket_id
        assert row.article_id
