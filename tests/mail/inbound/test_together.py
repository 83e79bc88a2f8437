"""Many mails at once: sorted in one transaction, all or none, and none of them twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.inbound import pipeline, together
from gotrs_api.mail.inbound.ingest import MaildirCounts, _batches, _take_files
from gotrs_api.mail.inbound.spool import SPOOL, IntakeOptions
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository import zoom
from gotrs_api.uow import Site
from tests.mail.inbound.letters import Postmaster, letter
from tests.support.jobs import drain

MAILS = 5


async def statuses(site: Site) -> list[str]:
    async with site.read() as uow:
        return list(await uow.session.scalars(select(SPOOL.c.status).order_by(SPOOL.c.id)))


async def count(site: Site, model: Any) -> int:
    async with site.read() as uow:
        return await uow.session.scalar(select(func.count()).select_from(model)) or 0


async def test_what_waits_is_sorted_along_by_one_job(site: Site) -> None:
    post, before = Postmaster(site), await count(site, Article)
    first = letter(message_id="<first@x>")
    for raw in (first, *[letter() for _ in range(MAILS - 2)], letter(headers={"References": "<first@x>"})):
        await post.accept(raw)
    await drain(site)
    assert await statuses(site) == ["done"] * MAILS
    assert await count(site, Article) == before + MAILS
    rows = [await post.spooled(result.spool_id) for result in post.results]
    assert rows[-1].ticket_id == rows[0].ticket_id
    assert all(row.attempts == 1 and row.raw is None for row in rows)
    async with site.read() as uow:
        done = await uow.session.scalar(
            select(func.count()).select_from(Job).where(Job.name == "mail.process_inbound", Job.status == "done")
        )
    assert done == 1


async def test_their_tickets_are_held_in_the_order_of_ids(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever holds several takes them so; taken as the mails come, they and an agent who merges wait for each other."""
    post = Postmaster(site)
    for _ in range(2):
        await post.deliver(letter())
    held: list[int] = []
    lock_row = zoom.lock_row

    async def noting(session: AsyncSession, ticket_id: int) -> bool:
        held.append(ticket_id)
        return await lock_row(session, ticket_id)

    monkeypatch.setattr(zoom, "lock_row", noting)
    async with site.read() as uow:
        numbers = await uow.session.scalars(select(Ticket.tn).order_by(Ticket.id.desc()).limit(2))
    for number in numbers:
        await post.accept(letter(subject=f"Re: [Ticket#{number}] Again"))
    await drain(site)

    assert held == sorted(held)
    assert len(held) == 2


async def test_a_start_counts_once_however_many_take_a_mail_along(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted for each of them, a mail could go into quarantine as one that kills the process."""
    post = Postmaster(site)
    mails = [await post.accept(letter()) for _ in range(2)]
    monkeypatch.setattr(together, "_is_easy", lambda *_: True)  # both looked before either counted
    context = site.job_context(job_id=0, attempt=1, acting_id=1)

    assert await together._begin(context, mails[0].spool_id) is not None
    assert await together._begin(context, mails[0].spool_id) is not None

    assert [(await post.spooled(each.spool_id)).attempts for each in mails] == [1, 1]


async def test_one_that_cannot_be_sorted_takes_no_other_with_it(
    site: Site, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    post, sort = Postmaster(site), pipeline.detect_follow_up

    async def stumble(uow: Any, mail: Any) -> Any:
        if mail.get("Subject") == "poison":
            raise RuntimeError("cannot")
        return await sort(uow, mail)

    monkeypatch.setattr(pipeline, "detect_follow_up", stumble)
    for subject in ("one", "poison", "two"):
        await post.accept(letter(subject))
    for _ in range(8):
        await drain(site, allow_failures=True)
        clock.advance(minutes=10)
    assert await statuses(site) == ["done", "quarantined", "done"]


async def test_a_crash_in_the_middle_leaves_every_mail_and_every_job(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = Postmaster(site)
    for _ in range(MAILS):
        await post.accept(letter())
    before = await count(site, Article)

    async def crash(*_: object) -> None:
        raise SystemError("killed")

    context = site.job_context(job_id=0, attempt=1, acting_id=1)
    with monkeypatch.context() as patch:
        patch.setattr(together, "write_sorted", crash)
        assert not await together.sort_together(context, post.results[0].spool_id)
    assert await count(site, Article) == before
    assert await statuses(site) == ["received"] * MAILS
    await drain(site)
    assert await statuses(site) == ["done"] * MAILS
    assert await count(site, Article) == before + MAILS


async def test_a_maildir_is_taken_in_by_few_commits_and_copies_are_told(site: Site, tmp_path: Path) -> None:
    for part in ("new", "cur"):
        (tmp_path / part).mkdir()
    same = letter()
    for number, raw in enumerate((letter(), same, same, letter())):
        (tmp_path / "new" / f"{number}.x").write_bytes(raw)
    counts = MaildirCounts()
    for paths in _batches(sorted((tmp_path / "new").iterdir())):
        await _take_files(site, tmp_path, paths, IntakeOptions(), counts)
    assert (counts.received, counts.duplicates, counts.failed) == (3, 1, 0)
    assert len(list((tmp_path / "cur").iterdir())) == 4
    assert sorted(await statuses(site)) == ["duplicate", "received", "received", "received"]
