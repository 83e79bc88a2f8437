"""Mail in quarantine is told by a ticket, which is closed when the mail is sorted after all."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from gotrs_api.articles import service as articles
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.mail.inbound import pipeline, quarantine
from gotrs_api.mail.inbound.service import retry_spooled
from gotrs_api.mail.inbound.spool import PROCESS_JOB
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.models import Ticket
from gotrs_api.uow import Site
from tests.mail.inbound.letters import Postmaster, letter
from tests.support.factories import Factories
from tests.support.jobs import drain

SYSTEM = Principal.system("test")
HEADLESS = b"\x1f\x8b\x08 no mail at all"


async def retry(site: Site, spool_id: int, *, force: bool) -> None:
    async with site.uow() as uow:
        await retry_spooled(uow, SYSTEM, spool_id, force=force)
    await drain(site)


async def ticket(site: Site, ticket_id: int) -> Any:
    async with site.read() as uow:
        return await tickets.get_ticket(uow, SYSTEM, TicketId(ticket_id))


async def test_a_ticket_tells_of_it_and_bears_the_raw_mail(site: Site) -> None:
    row = await Postmaster(site).deliver(HEADLESS)

    assert row.status == "quarantined"
    assert row.raw == HEADLESS
    told = await ticket(site, row.ticket_id)
    assert (told.title, told.queue.name, told.state.name, told.customer_user) == (
        "Mail in quarantine", "Raw", "new", None,
    )  # fmt: skip
    async with site.read() as uow:
        (article,) = await articles.list_articles(uow, SYSTEM, TicketId(row.ticket_id))
        plain = await articles.read_plain(uow, SYSTEM, TicketId(row.ticket_id), ArticleId(article.id))
    assert "The mail has no header." in article.body
    assert (article.sender_type, article.visible_for_customer, plain) == ("system", False, HEADLESS)


async def test_what_is_too_large_is_told_with_its_header(site: Site, factories: Factories) -> None:
    await factories.setting(settings.POSTMASTER_MAX_EMAIL_SIZE, 1)
    row = await Postmaster(site).deliver(letter("Plans of the house", "x" * 2000))

    assert (row.status, (await ticket(site, row.ticket_id)).title) == (
        "quarantined",
        "Mail in quarantine: Plans of the house",
    )


@pytest.mark.parametrize("closed_before", [False, True])
async def test_the_ticket_is_closed_when_the_mail_is_sorted(site: Site, closed_before: bool) -> None:
    post = Postmaster(site)
    first = await post.deliver(HEADLESS)
    if closed_before:
        async with site.uow() as uow:
            await quarantine.close_notice(uow, TicketId(first.ticket_id), "done with it")

    await retry(site, first.id, force=True)

    row = await post.spooled(first.id)
    assert (row.status, row.ticket_id != first.ticket_id) == ("done", True)
    assert (await ticket(site, first.ticket_id)).state.name == "closed successful"
    said = [text for kind, text in await post.history(first.ticket_id) if kind == "Misc"]
    assert (f"The mail was sorted: new_ticket (TicketID {row.ticket_id})." in said) is not closed_before


async def test_trying_in_vain_is_told_in_the_same_ticket(site: Site) -> None:
    post = Postmaster(site)
    first = await post.deliver(HEADLESS)

    await retry(site, first.id, force=False)

    row = await post.spooled(first.id)
    assert (row.status, row.ticket_id) == ("quarantined", first.ticket_id)
    async with site.read() as uow:
        assert len(await articles.list_articles(uow, SYSTEM, TicketId(first.ticket_id))) == 2


async def test_a_desk_that_can_make_no_ticket_keeps_the_mail(
    site: Site, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_args: object, **_named: object) -> Any:
        raise LookupError("there is no valid queue")

    monkeypatch.setattr(pipeline, "choose_queue", broken)
    monkeypatch.setattr(quarantine, "choose_queue", broken)
    post, raw = Postmaster(site), letter()
    accepted = await post.accept(raw)
    for _ in range(2 * PROCESS_JOB.max_attempts):
        await drain(site, allow_failures=True)
        clock.advance(minutes=10)

    row = await post.spooled(accepted.spool_id)
    assert (row.status, row.raw, row.ticket_id) == ("quarantined", raw, None)
    async with site.read() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(Ticket)) == 1
