"""Following an OTRS on the same database: what it writes becomes known here within seconds.

Its history and article rows have ids above those seen last, its changes of tickets a new `change_time`. The tickets concerned
are indexed anew, get a new version (ETags), and `TicketChangedElsewhere` goes to webhooks and open pages. A ticket that
it has deleted is noticed within six seconds: `TicketDeletedElsewhere`.
"""

from __future__ import annotations

from typing import Final

from gotrs_api.coexistence import service as coexistence
from gotrs_api.identity.principals import forget_after_commit
from gotrs_api.jobs import periodic
from gotrs_api.tickets.events import TicketChangedElsewhere, TicketDeletedElsewhere
from gotrs_api.tickets.search_jobs import IndexTicket
from gotrs_api.tickets.service import following, gone
from gotrs_api.uow import JobContext

BATCH: Final = 500


@periodic("tickets.follow_otrs", every_s=3, timeout_s=60)
async def follow_otrs(ctx: JobContext) -> None:
    """Nothing to do where no OTRS is beside us."""
    async with ctx.read() as read:
        if not (await coexistence.current(read)).mode:
            return
        values = await coexistence.read_values(read)
        news = await following.look(read, following.Seen.parse(values.get("seen", "")), BATCH)
        rights = await following.rights_fingerprint(read)
    if values.get("seen", "") != news.seen.text:
        async with ctx.uow() as uow:
            for ticket_id in await following.renew(uow, news):
                await uow.emit(TicketChangedElsewhere(ticket_id=ticket_id))
                await uow.enqueue(IndexTicket(ticket_id=ticket_id), dedupe_key=f"search.ticket:{ticket_id}")
            await coexistence.write_value(uow, "seen", news.seen.text)
    if values.get("rights", "") != rights:
        async with ctx.uow() as uow:
            forget_after_commit(uow)
            await coexistence.write_value(uow, "rights", rights)


@periodic("tickets.follow_deletions", every_s=6, timeout_s=60)
async def follow_deletions(ctx: JobContext) -> None:
    """Finds tickets that OTRS has deleted, which leaves no trace, by their absence."""
    async with ctx.read() as read:
        if not (await coexistence.current(read)).mode:
            return
        missed = await gone.look(read)
    for at in range(0, len(missed.ticket_ids), BATCH):
        async with ctx.uow() as uow:
            for ticket_id in missed.ticket_ids[at : at + BATCH]:
                await gone.clear_away(uow, ticket_id)
                await uow.emit(TicketDeletedElsewhere(ticket_id=ticket_id))
    if missed.remembered:
        async with ctx.uow() as uow:
            await gone.keep(uow, missed)


JOBS: Final = (follow_otrs, follow_deletions)
