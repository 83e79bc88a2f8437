"""Taking a merged ticket out again, and what is known of merges."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import delete, select

from gotrs_api.articles.models import ArticleFlag
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.errors import TicketLockedByOther, TicketRightMissing, UnmergeImpossible
from gotrs_api.tickets.events import TicketUnmerged
from gotrs_api.tickets.schemas import TicketMerge, TicketUnmerge
from tests.tickets.desk import Desk


async def merged_pair(desk: Desk) -> tuple[TicketId, TicketId]:
    """A merged ticket with a booked call, and its main ticket."""
    main, merged = await desk.ticket(title="Fire"), await desk.ticket(title="Smoke", state="open")
    merged_id = TicketId(merged.id)
    (first,) = await service.list_articles(desk.uow, desk.ann, merged_id)
    for article_id, units in ((first.id, 2), (None, 3)):
        command = schemas.TicketAccountTime(time_units=units, article_id=article_id)
        await service.account_time(desk.uow, desk.ann, merged_id, command)
    await service.watch_ticket(desk.uow, desk.bob, merged_id, schemas.TicketWatch())
    await service.merge_ticket(desk.uow, desk.ann, merged_id, TicketMerge(into=main.id))
    return merged_id, TicketId(main.id)


async def test_what_came_goes_back(desk: Desk) -> None:
    merged_id, main_id = await merged_pair(desk)
    merged_tn = (await service.get_ticket(desk.uow, desk.ann, merged_id)).number
    main_tn = (await service.get_ticket(desk.uow, desk.ann, main_id)).number
    later = await service.add_article(
        desk.uow, desk.ann, main_id, schemas.TicketReply(subject="Both", body="Out.", time_units=1)
    )
    known, known_main = len(await desk.history(merged_id)), len(await desk.history(main_id))

    back = await service.unmerge_ticket(
        desk.uow, desk.bob, merged_id, TicketUnmerge.model_validate({"note": {"body": "They are two."}})
    )

    assert (back.state.name, back.lock.name, back.number) == ("open", "unlock", merged_tn)
    own = await service.list_articles(desk.uow, desk.ann, merged_id)
    assert [article.subject for article in own] == ["Smoke", "Ticket Merged", "Note"]
    assert [a.id for a in await service.list_articles(desk.uow, desk.ann, main_id)][1:] == [later.id]
    assert (await service.list_time(desk.uow, desk.ann, merged_id)).total == 2
    assert (await service.list_time(desk.uow, desk.ann, main_id)).total == 4, "what hangs on no article stays"
    assert await service.list_links(desk.uow, desk.ann, merged_id) == []
    assert [w.login for w in await service.list_watchers(desk.uow, desk.ann, main_id)] == ["bob"]
    undone = ("Misc", f"Ticket {merged_tn} was taken out of {main_tn} again.")
    rows = await desk.history(merged_id)
    news = rows[-(len(rows) - known) :]
    assert undone in news
    assert ("StateUpdate", "%%merged%%open%%") in news
    assert ("AddNote", "%%Note") in rows[:known], "the article's rows came back with it"
    assert undone in (await desk.history(main_id))[-known_main:]
    assert (await service.get_ticket_by_number(desk.uow, desk.ann, merged_tn)).id == merged_id
    told = [event for event in desk.uow._events if isinstance(event, TicketUnmerged)]
    assert told == [TicketUnmerged(ticket_id=merged_id, main_ticket_id=main_id)]
    flags = select(ArticleFlag.article_key).where(ArticleFlag.article_key.startswith("GOTRS::MergedFrom"))
    assert list(await desk.uow.session.scalars(flags)) == [], "it is at home again"


async def test_it_can_be_merged_again(desk: Desk) -> None:
    merged_id, main_id = await merged_pair(desk)
    for _ in range(2):
        await service.unmerge_ticket(desk.uow, desk.ann, merged_id, TicketUnmerge())
        await service.merge_ticket(desk.uow, desk.ann, merged_id, TicketMerge(into=main_id))
    for ticket_id in (merged_id, main_id):
        merges = await service.merge_history(desk.uow, desk.ann, ticket_id)
        assert [(m.merged.id, m.into.id, m.undone is None) for m in merges] == [
            (merged_id, main_id, False),
            (merged_id, main_id, False),
            (merged_id, main_id, True),
        ]
        assert merges[0].created_by.login == "ann"


async def test_a_chain_is_undone_from_its_end(desk: Desk) -> None:
    merged_id, main_id = await merged_pair(desk)
    last_id = TicketId((await desk.ticket(title="All of it")).id)
    await service.merge_ticket(desk.uow, desk.ann, main_id, TicketMerge(into=last_id))

    with pytest.raises(UnmergeImpossible) as refused:
        await service.unmerge_ticket(desk.uow, desk.ann, merged_id, TicketUnmerge())
    assert "take that one out first" in refused.value.detail
    await service.unmerge_ticket(desk.uow, desk.ann, main_id, TicketUnmerge())
    await service.unmerge_ticket(desk.uow, desk.ann, merged_id, TicketUnmerge())

    subjects = {
        ticket_id: [a.subject for a in await service.list_articles(desk.uow, desk.ann, ticket_id)]
        for ticket_id in (merged_id, main_id, last_id)
    }
    assert subjects == {
        merged_id: ["Smoke", "Ticket Merged"],
        main_id: ["Smoke", "Ticket Merged"],
        last_id: ["Smoke"],
    }


async def test_what_cannot_be_undone(desk: Desk) -> None:
    merged_id, main_id = await merged_pair(desk)
    with pytest.raises(TicketRightMissing):
        await service.unmerge_ticket(desk.uow, desk.eve, merged_id, TicketUnmerge())
    with pytest.raises(UnmergeImpossible):
        await service.unmerge_ticket(desk.uow, desk.ann, main_id, TicketUnmerge())
    await service.lock_ticket(desk.uow, desk.bob, main_id, schemas.TicketLock())
    with pytest.raises(TicketLockedByOther):
        await service.unmerge_ticket(desk.uow, desk.ann, merged_id, TicketUnmerge())
    await service.unlock_ticket(desk.uow, desk.bob, main_id, schemas.TicketUnlock())
    await desk.uow.session.execute(delete(ArticleFlag).where(ArticleFlag.article_key.startswith("GOTRS::")))
    with pytest.raises(UnmergeImpossible) as refused:
        await service.unmerge_ticket(desk.uow, desk.ann, merged_id, TicketUnmerge())
    assert "not known which articles" in refused.value.detail


async def test_a_pending_ticket_comes_back_open(desk: Desk) -> None:
    main = await desk.ticket()
    waiting = await desk.ticket(state="pending reminder", pending_until="2026-03-04T09:00:00Z")
    await service.merge_ticket(desk.uow, desk.ann, TicketId(waiting.id), TicketMerge(into=main.id))
    back = await service.unmerge_ticket(desk.uow, desk.ann, TicketId(waiting.id), TicketUnmerge())
    assert (back.state.name, back.pending_until) == ("open", None)


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_through_the_api(client: httpx.AsyncClient) -> None:
    ids = []
    for title in ("Fire", "Smoke"):
        body = {"title": title, "queue": "Raw", "article": {"subject": title, "body": title}}
        ids.append((await client.post("/api/v1/tickets", json=body)).json()["id"])
    at = f"/api/v1/tickets/{ids[1]}"
    refused = await client.post(f"{at}/unmerge")
    assert (refused.status_code, refused.json()["code"]) == (409, "ticket.unmerge_impossible")
    merged = (await client.post(f"{at}/merge", json={"into": ids[0]})).json()
    assert "unmerge" in merged["allowed"]
    back = await client.post(f"{at}/unmerge")
    assert (back.status_code, back.json()["state"]["name"]) == (200, "new")
    (entry,) = (await client.get(f"{at}/merge-history")).json()["data"]
    assert (entry["merged"]["id"], entry["into"]["id"]) == (ids[1], ids[0])
    assert entry["undone"] == "2026-03-02T09:30:00Z"
