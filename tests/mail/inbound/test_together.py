"""Many mails at once: sorted in one transaction, all or none, and none of them twice."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.inbound import pipeline, together
from gotrs_api.mail.inbound.ingest import MaildirCounts, _batches, _take_files
from gotrs_api.mail.inbound.spool import SPOOL, IntakeOptions
from gotrs_api.mail.inbound.turns import Turns
from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.repository import zoom
from gotrs_api.uow import Site, UnitOfWork
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
    lock_row, lock_rows = zoom.lock_row, zoom.lock_rows

    async def noting(session: AsyncSession, ticket_id: int) -> bool:
        held.append(ticket_id)
        return await lock_row(session, ticket_id)

    async def noting_all(session: AsyncSession, ticket_ids: Collection[int]) -> set[int]:
        held.extend(ticket_ids)
        return await lock_rows(session, ticket_ids)

    monkeypatch.setattr(zoom, "lock_row", noting)
    monkeypatch.setattr(zoom, "lock_rows", noting_all)
    async with site.read() as uow:
        numbers = await uow.session.scalars(select(Ticket.tn).order_by(Ticket.id.desc()).limit(2))
    for number in numbers:
        await post.accept(letter(subject=f"Re: [Ticket#{number}] Again"))
    await drain(site)

    assert held == sorted(held)
    assert len(held) == 2


async def test_an_answer_does_not_overtake_what_it_answers(site: Site) -> None:
    """Another worker has begun the first mail's job, and waits for its turn."""
    post = Postmaster(site)
    await post.accept(letter(message_id="<first@x>"))
    async with site.job_transaction() as session:
        await session.execute(
            update(Job).where(Job.name == "mail.process_inbound").values(status="running", attempts=1)
        )
    await post.accept(letter(headers={"References": "<first@x>"}))
    await post.accept(letter())

    await drain(site)

    first, answer, other = [await post.spooled(result.spool_id) for result in post.results]
    assert first.status == answer.status == "done"
    assert answer.ticket_id == first.ticket_id != other.ticket_id


async def test_mails_of_jobs_that_wait_here_are_taken_along(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runner has begun several jobs: one sorts for all, the others find their work done."""
    post, begun, begin_ = Postmaster(site), list[int](), together._begin

    async def begin(context: Any, mail: int) -> Any:
        begun.append(mail)
        return await begin_(context, mail)

    mails = [(await post.accept(letter())).spool_id for _ in range(MAILS)]
    turns = site.part(Turns, Turns)
    async with turns.lock:
        contexts = [site.job_context(job_id=0, attempt=1, acting_id=1) for _ in mails]
        jobs = [
            asyncio.create_task(together.sort_together(context, mail))
            for context, mail in zip(contexts, mails, strict=True)
        ]
        await asyncio.sleep(0)
        monkeypatch.setattr(together, "_begin", begin)
    assert await asyncio.gather(*jobs) == [True] * MAILS
    assert begun == mails[:1]
    assert await statuses(site) == ["done"] * MAILS
    assert not turns.waiting


async def test_nothing_is_read_that_is_not_written_yet(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows of a company wait for each other; whatever looks at such rows must write them first."""
    at_work: list[UnitOfWork] = []
    gathering = UnitOfWork.gathering

    def noting(uow: UnitOfWork) -> Any:
        at_work.append(uow)
        return gathering(uow)

    read_too_early: list[str] = []

    def check(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not at_work or statement.startswith("INSERT INTO"):
            return
        # Whether an agent has seen it, of which nobody asks here, is part of every look at a ticket.
        told = re.sub(r"EXISTS \(SELECT [^()]*ticket_flag[^()]*\)", "", statement)
        values = set(parameters.values() if isinstance(parameters, dict) else parameters)
        for table, rows in (at_work[-1]._gathered or {}).items():
            if not re.search(rf"(FROM|JOIN|UPDATE) [`\"]?{table.name}\b", told):
                continue
            for key in ("a_message_id_md5", "ticket_id"):
                if f"{table.name}.{key} =" in told:
                    rows = [row for row in rows if row[key] in values]
            if rows:
                read_too_early.append(statement)

    monkeypatch.setattr(UnitOfWork, "gathering", noting)
    event.listen(Engine, "before_cursor_execute", check)
    post = Postmaster(site)
    try:
        await post.deliver(letter(message_id="<old@x>"))
        old = await post.spooled(post.results[0].spool_id)
        async with site.read() as uow:
            number = await uow.session.scalar(select(Ticket.tn).where(Ticket.id == old.ticket_id))
        for raw in (
            letter(message_id="<a@x>"),
            letter(message_id="<b@x>", headers={"X-OTRS-State": "closed successful"}),
            letter(headers={"References": "<a@x>"}),
            letter(headers={"References": "<b@x>"}, sender="somebody@else.example"),
            letter(subject=f"Re: [Ticket#{number}]", headers={"X-OTRS-FollowUp-State": "closed successful"}),
            letter(headers={"In-Reply-To": "<old@x>", "X-OTRS-FollowUp-Lock": "lock"}),
            letter(headers={"References": "<a@x>", "X-OTRS-FollowUp-SenderType": "agent"}),
            letter(headers={"References": "<a@x>"}, sender="third@else.example"),
        ):
            await post.accept(raw)
        await drain(site)
    finally:
        event.remove(Engine, "before_cursor_execute", check)

    assert await statuses(site) == ["done"] * 9
    assert len(at_work) == 1
    assert read_too_early == []


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
