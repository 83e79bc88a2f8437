"""Forms put aside."""

from __future__ import annotations

import httpx
import pytest
from sqlalchemy import insert, select

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import Forbidden, InvalidInput, TooLarge
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service
from gotrs_api.tickets.errors import DraftNotFound, TicketNotFound, TooManyDrafts
from gotrs_api.tickets.models import FormDraft
from gotrs_api.tickets.schemas import FormDraftHandover, FormDraftWrite
from gotrs_api.tickets.service import drafts
from tests.tickets.desk import Desk

HALF_DONE = FormDraftWrite(action="reply", title="For Jane", content={"body": "Dear Jäne,", "to": ["a@b.example"]})


async def test_a_draft_is_kept_for_its_agent(desk: Desk, clock: FakeClock) -> None:
    ticket_id = TicketId((await desk.ticket()).id)
    saved = await service.save_draft(desk.uow, desk.ann, ticket_id, HALF_DONE)
    clock.advance(seconds=60)
    done = HALF_DONE.model_copy(update={"content": {"body": "Dear Jane, good news."}})

    again = await service.replace_draft(desk.uow, desk.ann, ticket_id, saved.id, done)
    note = await service.save_draft(desk.uow, desk.ann, ticket_id, FormDraftWrite(action="note", content={}))

    assert (saved.content, saved.owner.login, saved.title) == (HALF_DONE.content, "ann", "For Jane")
    assert (again.content, again.created) == ({"body": "Dear Jane, good news."}, saved.created)
    assert again.changed > saved.changed
    assert [draft.id for draft in await service.list_drafts(desk.uow, desk.ann, ticket_id)] == [note.id, saved.id]
    assert await service.list_drafts(desk.uow, desk.bob, ticket_id) == []
    row = (await desk.uow.session.scalars(select(FormDraft).where(FormDraft.id == saved.id))).one()
    assert (row.object_type, row.object_id, row.action) == ("Ticket", ticket_id, "reply")
    for act in (service.read_draft, service.delete_draft):
        with pytest.raises(DraftNotFound):
            await act(desk.uow, desk.bob, ticket_id, saved.id)
    await service.delete_draft(desk.uow, desk.ann, ticket_id, saved.id)
    with pytest.raises(DraftNotFound):
        await service.read_draft(desk.uow, desk.ann, ticket_id, saved.id)


async def test_a_draft_is_handed_over(desk: Desk) -> None:
    ticket_id = TicketId((await desk.ticket()).id)
    saved = await service.save_draft(desk.uow, desk.ann, ticket_id, HALF_DONE)
    stranger = await desk.factories.agent("stranger")

    for to in ("nobody", "stranger", stranger.id):
        with pytest.raises(InvalidInput):
            await service.hand_over_draft(desk.uow, desk.ann, ticket_id, saved.id, FormDraftHandover(to=to))
    given = await service.hand_over_draft(desk.uow, desk.ann, ticket_id, saved.id, FormDraftHandover(to="bob"))

    assert given.owner.login == "bob"
    assert (await service.read_draft(desk.uow, desk.bob, ticket_id, saved.id)).content == HALF_DONE.content
    with pytest.raises(DraftNotFound):
        await service.read_draft(desk.uow, desk.ann, ticket_id, saved.id)


async def test_drafts_have_limits(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket_id = TicketId((await desk.ticket()).id)
    with pytest.raises(TooLarge):
        await service.save_draft(
            desk.uow, desk.ann, ticket_id, FormDraftWrite(action="note", content={"body": "x" * 1024 * 1024})
        )
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 1)
    await service.save_draft(desk.uow, desk.ann, ticket_id, HALF_DONE)
    with pytest.raises(TooManyDrafts):
        await service.save_draft(desk.uow, desk.ann, ticket_id, HALF_DONE)
    hidden = await desk.factories.ticket()
    with pytest.raises(TicketNotFound):
        await service.save_draft(desk.uow, desk.ann, TicketId(hidden.id), HALF_DONE)
    with pytest.raises(Forbidden):
        await service.list_drafts(desk.uow, desk.jane, ticket_id)


async def test_what_otrs_put_aside_is_listed_but_not_read(desk: Desk) -> None:
    ticket_id = TicketId((await desk.ticket()).id)
    now = desk.uow.clock.now()
    ann = desk.ann.user_id
    await desk.uow.session.execute(
        insert(FormDraft).values(
            object_type="Ticket", object_id=ticket_id, action="AgentTicketNote", content=b"BQoDAAAAAQ==",
            create_time=now, create_by=ann, change_time=now, change_by=ann,
        )
    )  # fmt: skip
    (draft,) = await service.list_drafts(desk.uow, desk.ann, ticket_id)
    assert (draft.action, draft.content) == ("AgentTicketNote", None)


async def test_forgotten_drafts_go(desk: Desk, clock: FakeClock) -> None:
    ticket_id = TicketId((await desk.ticket()).id)
    await service.save_draft(desk.uow, desk.ann, ticket_id, HALF_DONE)
    clock.advance(seconds=7 * 86400)
    await drafts.delete_expired(desk.uow)
    assert len(await service.list_drafts(desk.uow, desk.ann, ticket_id)) == 1
    clock.advance(seconds=60)
    await drafts.delete_expired(desk.uow)
    assert await service.list_drafts(desk.uow, desk.ann, ticket_id) == []


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_through_the_api(client: httpx.AsyncClient) -> None:
    body = {"title": "Fire", "queue": "Raw", "article": {"subject": "Fire", "body": "Hot."}}
    ticket = (await client.post("/api/v1/tickets", json=body)).json()
    at = f"/api/v1/tickets/{ticket['id']}/draft"
    saved = await client.post(at, json={"action": "note", "content": {"body": "Hm"}})
    assert saved.status_code == 201, saved.text
    one = saved.headers["Location"]
    assert (await client.get(one)).json()["content"] == {"body": "Hm"}
    assert (await client.put(one, json={"action": "note", "content": {}})).json()["content"] == {}
    assert [draft["id"] for draft in (await client.get(at)).json()["data"]] == [saved.json()["id"]]
    assert (await client.post(f"{one}/handover", json={"to": "nobody"})).status_code == 422
    assert (await client.delete(one)).status_code == 204
    assert (await client.get(one)).status_code == 404
    assert (await client.post(at, json={"action": "no te", "content": {}})).status_code == 422
    client.headers.pop("Authorization")
    assert (await client.get(at)).status_code == 401
