"""`gotrs demo` leaves a help desk behind that adds up, as if people had made it."""

from __future__ import annotations

from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.articles.models import Article, ArticleMime, ArticlePlain
from gotrs_api.catalog.models import TicketState
from gotrs_api.customers.models import CustomerCompany, CustomerUser
from gotrs_api.demo.filling import DemoIsThere, fill_site, quiet_handlers
from gotrs_api.demo.organisation import PASSWORD, QUEUES
from gotrs_api.demo.people import AGENTS, COMPANIES
from gotrs_api.demo.plan import DAYS
from gotrs_api.identity import passwords
from gotrs_api.identity.models import User
from gotrs_api.jobs.models import Job
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.models import MailQueue
from gotrs_api.queues.models import Queue
from gotrs_api.tickets.models import Ticket, TicketHistory, TicketHistoryType
from gotrs_api.uow import Site

pytestmark = pytest.mark.backends("sqlite")
TICKETS = 20


def _ignore(_done: int, _of: int) -> None: ...


async def test_a_small_demo_adds_up(site: Site, clock: FakeClock) -> None:
    site.handlers = quiet_handlers()
    now, calls = clock.now(), []
    before = await _count(site, Ticket)

    filled = await fill_site(
        site, clock, until=now, tickets=TICKETS, seed=7, progress=lambda done, of: calls.append((done, of))
    )

    assert calls == [(done, filled.steps) for done in range(1, filled.steps + 1)]
    assert await _count(site, Ticket) - before == TICKETS
    assert await _count(site, CustomerCompany) == len(COMPANIES)
    assert await _count(site, CustomerUser) == sum(len(company.people) for company in COMPANIES)
    async with site.read() as read:
        names = set(await read.session.scalars(select(Queue.name)))
        assert names >= set(QUEUES)
        await _history_tells_what_happened(read.session, now)
        await _mails_lie_there_as_they_came(read.session)
        hashes = set(await read.session.scalars(select(User.pw).where(User.login.in_([a.login for a in AGENTS]))))
    assert len(hashes) == 1
    assert passwords.verify(PASSWORD, hashes.pop())
    assert await _count(site, MailQueue) == 0
    async with site.read() as read:
        assert not [name for name in await read.session.scalars(select(Job.name)) if name.startswith("mail.")]

    with pytest.raises(DemoIsThere):
        await fill_site(site, clock, until=now, tickets=TICKETS, seed=7, progress=_ignore)


async def _history_tells_what_happened(session: AsyncSession, now: datetime) -> None:
    tickets = (
        await session.execute(select(Ticket).where(Ticket.create_time > now - timedelta(days=DAYS + 1)))
    ).scalars()
    demo = [ticket for ticket in tickets if ticket.customer_user_id]
    assert len(demo) == TICKETS
    states = dict((await session.execute(select(TicketState.id, TicketState.name))).all())
    by_id = sorted(demo, key=lambda ticket: ticket.id)
    assert [t.create_time for t in by_id] == sorted(t.create_time for t in demo)  # numbers grow with time
    for ticket in demo:
        rows = (
            await session.execute(
                select(TicketHistoryType.name, TicketHistory.name, TicketHistory.article_id, TicketHistory.create_time)
                .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
                .where(TicketHistory.ticket_id == ticket.id)
                .order_by(TicketHistory.id)
            )
        ).all()
        assert rows[0][1].startswith(f"%%{ticket.tn}%%")
        assert [row.create_time for row in rows] == sorted(row.create_time for row in rows)
        assert rows[-1].create_time <= now
        changes = [row[1].split("%%") for row in rows if row[0] == "StateUpdate"]
        assert states[ticket.ticket_state_id] == (changes[-1][2] if changes else "new")
        articles = set(await session.scalars(select(Article.id).where(Article.ticket_id == ticket.id)))
        assert {row.article_id for row in rows if row.article_id} == articles
    assert await session.scalar(select(func.count()).where(ArticleMime.a_message_id.is_not(None)))


async def _count(site: Site, model: type) -> int:
    async with site.read() as read:
        return await read.session.scalar(select(func.count()).select_from(model)) or 0


async def _mails_lie_there_as_they_came(session: AsyncSession) -> None:
    """They can be looked at, and bounced."""
    found = (
        await session.execute(
            select(ArticleMime.a_message_id, ArticlePlain.body)
            .join(ArticlePlain, ArticlePlain.article_id == ArticleMime.article_id)
            .where(ArticleMime.a_from.not_like("%harbour-and-hill.example>"))
        )
    ).all()
    assert found
    for message_id, body in found:
        assert message_from_bytes(body, policy=default)["Message-ID"] == message_id
