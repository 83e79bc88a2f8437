"""Many tickets at once."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from gotrs_api.identity.principal import Principal
from gotrs_api.jobs.execute import run_job
from gotrs_api.jobs.store import new_holder, progress_of
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.schemas import BulkClose, BulkRead, BulkStarted, BulkWatch, TicketBulk
from gotrs_api.tickets.service import bulk
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories
from tests.support.jobs import drain
from tests.tickets.desk import Desk


async def change(desk: Desk, command: schemas.BulkSelection, who: Principal | None = None) -> BulkRead:
    desk.next_request()
    answer = await service.change_tickets(desk.uow, who or desk.ann, command)
    assert isinstance(answer, BulkRead)
    desk.next_request()
    return answer


async def test_any_set_of_changes_on_each(desk: Desk) -> None:
    one, two = await desk.ticket(), await desk.ticket()
    main = await desk.ticket(title="The cause")
    known = len(await desk.history(one.id))
    command = TicketBulk.model_validate(
        {
            "ids": [one.id, two.id],
            "note": {"body": "All the same fire."},
            "changes": {"priority": "4 high", "state": "open", "owner": "bob"},
            "link": {"type": "ParentChild", "role": "parent", "ticket_id": main.id},
            "watch": True,
        }
    )

    done = await change(desk, command)

    assert (done.total, done.succeeded, done.failed) == (2, 2, 0)
    assert [(each.ticket_id, each.ok, each.status) for each in done.results] == [
        (one.id, True, 200),
        (two.id, True, 200),
    ]
    for ticket in (one, two):
        after = await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))
        assert (after.priority.name, after.state.name, after.owner.login) == ("4 high", "open", "bob")
        assert after.watched
        (link,) = await service.list_links(desk.uow, desk.ann, TicketId(ticket.id))
        assert (link.role, link.ticket.id) == ("parent", main.id)
    news = await desk.news(one.id, known)
    assert news[:2] == [("Bulk", "Ticket bulk action."), ("AddNote", "%%Bulk")]
    assert ("PriorityUpdate", "%%3 normal%%3%%4 high%%4") in news


async def test_each_ticket_has_its_own_result(desk: Desk) -> None:
    good, taken = await desk.ticket(), await desk.ticket(owner="bob", lock="lock")
    hidden = await desk.factories.ticket()
    merged = await desk.ticket()
    await service.merge_ticket(desk.uow, desk.ann, TicketId(merged.id), schemas.TicketMerge(into=good.id))
    before = await desk.history(taken.id)

    done = await change(
        desk, TicketBulk.model_validate({"ids": [hidden.id, taken.id, 999_999_999, good.id], "merge_into": merged.id})
    )

    assert [(each.status, each.code) for each in done.results] == [
        (404, "ticket.not_found"),
        (409, "ticket.locked_by_other"),
        (404, "ticket.not_found"),
        (409, "ticket.merge_impossible"),
    ]
    assert done.results[1].detail == "The ticket is locked by bob."
    assert (done.results[1].message_key, done.results[1].params) == (
        "The ticket is locked by {owner}.",
        {"owner": "bob"},
    )
    assert await desk.history(taken.id) == before, "nothing half-written"

    wrong = await change(desk, TicketBulk.model_validate({"ids": [good.id], "changes": {"queue": "Nowhere"}}))
    assert [(e.pointer, e.code) for e in wrong.results[0].errors] == [("/queue", "unknown")]
    assert (await desk.history(good.id))[-1] != ("Bulk", "Ticket bulk action.")


async def test_a_mail_goes_to_each_customer_and_time_is_booked(desk: Desk) -> None:
    known, unknown = await desk.ticket(customer_user="jane"), await desk.ticket()
    before, half = len(await desk.history(known.id)), await desk.history(unknown.id)
    command = TicketBulk.model_validate(
        {
            "ids": [known.id, unknown.id],
            "note": {"subject": "Call", "body": "Power cut.", "visible_for_customer": True},
            "note_time_units": 5,
            "mail": {"subject": "Power cut", "body": "We are on it.", "time_units": 2.5},
        }
    )

    done = await change(desk, command)

    assert [each.ok for each in done.results] == [True, False]
    assert [(error.pointer, error.code) for error in done.results[1].errors] == [("/to", "required")]
    assert await desk.history(unknown.id) == half, "nothing half-written"
    assert await desk.news(known.id, before) == [
        ("Bulk", "Ticket bulk action."),
        ("AddNote", "%%Bulk"),
        ("TimeAccounting", "%%5%%5"),
        ("SendAnswer", "%%jane@customer.example"),
        ("TimeAccounting", "%%2.5%%7.5"),
    ]
    note, mail = (await service.list_articles(desk.uow, desk.ann, TicketId(known.id)))[-2:]
    assert (note.subject, note.visible_for_customer) == ("Call", True)
    assert (mail.to, mail.visible_for_customer) == ("jane@customer.example", True)


async def test_they_are_merged_into_the_oldest_or_by_number(desk: Desk) -> None:
    old = await desk.ticket()
    desk.uow.clock.advance(seconds=60)  # type: ignore[attr-defined]
    young, other, main = await desk.ticket(), await desk.ticket(), await desk.ticket()

    to_oldest = await change(desk, TicketBulk.model_validate({"ids": [young.id, old.id], "merge_to_oldest": True}))
    command = {"ids": [old.id, other.id, main.id], "merge_into_number": main.number}
    by_number = await change(desk, TicketBulk.model_validate(command))

    assert (to_oldest.failed, by_number.failed) == (0, 0)
    for ticket, state in ((young, "merged"), (old, "merged"), (other, "merged"), (main, "new")):
        assert (await service.get_ticket(desk.uow, desk.ann, TicketId(ticket.id))).state.type == state
    assert (await service.get_ticket_by_number(desk.uow, desk.ann, young.number)).id == main.id
    with pytest.raises(InvalidInput) as refused:
        await service.change_tickets(
            desk.uow, desk.ann, TicketBulk.model_validate({"ids": [main.id], "merge_into_number": "4711"})
        )
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/merge_into_number", "unknown")]


async def test_each_is_linked_with_all_others_that_one_sees(desk: Desk) -> None:
    tickets = [await desk.ticket() for _ in range(3)]
    hidden = await desk.factories.ticket()
    ids = [hidden.id, *(ticket.id for ticket in tickets)]

    done = await change(desk, TicketBulk.model_validate({"ids": ids, "link_together": True}))

    assert [each.ok for each in done.results] == [False, True, True, True]
    for ticket in tickets:
        links = await service.list_links(desk.uow, desk.ann, TicketId(ticket.id))
        assert sorted(link.ticket.id for link in links) == [each.id for each in tickets if each.id != ticket.id]
    with pytest.raises(InvalidInput) as refused:
        many = {"ids": range(1, 52), "link_together": True}
        await service.change_tickets(desk.uow, desk.ann, TicketBulk.model_validate(many))
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/link_together", "too_many")]


@pytest.mark.parametrize(
    "command",
    [
        {"merge_into": 1, "merge_to_oldest": True},
        {"merge_into": 1, "merge_into_number": "1"},
        {"note_time_units": 1},
        {"mail": {"subject": "", "body": "x"}},
        {"partners": [1], "watch": True},
    ],
)
@pytest.mark.backends("sqlite")
def test_what_makes_no_sense_is_refused(command: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        TicketBulk.model_validate({"ids": [1], **command})


async def test_all_that_match(desk: Desk) -> None:
    tickets = [await desk.ticket(title=f"Fire {n}") for n in range(3)]
    other = await desk.ticket(title="Water")
    await desk.factories.ticket("Fire elsewhere")

    done = await change(desk, BulkClose.model_validate({"filter": {"title": "Fire*"}}))

    assert [each.ticket_id for each in done.results] == [ticket.id for ticket in tickets]
    assert (await service.get_ticket(desk.uow, desk.ann, TicketId(other.id))).state.name == "new"
    await desk.factories.setting(settings.BULK_LIMIT, 2)
    for selection in ({"filter": {"title": "Fire*"}}, {"ids": [ticket.id for ticket in tickets]}):
        with pytest.raises(InvalidInput) as refused:
            await service.change_tickets(desk.uow, desk.ann, BulkClose.model_validate(selection))
        assert refused.value.errors[0].code == "too_many"


async def test_watching_asks_for_no_lock_and_leaves_no_trace(desk: Desk) -> None:
    taken = await desk.ticket(owner="bob", lock="lock")
    done = await change(desk, BulkWatch.model_validate({"ids": [taken.id]}), desk.eve)
    assert done.succeeded == 1
    assert ("Bulk", "Ticket bulk action.") not in await desk.history(taken.id)
    with pytest.raises(Forbidden):
        await service.change_tickets(desk.uow, desk.jane, BulkWatch.model_validate({"ids": [taken.id]}))


async def test_more_than_fifty_are_a_job(desk: Desk, site: Site) -> None:
    tickets = [await desk.factories.ticket(queue=desk.support) for _ in range(50)]
    hidden = await desk.factories.ticket()
    ids = [hidden.id, *(ticket.id for ticket in tickets)]
    desk.next_request()

    started = await service.change_tickets(desk.uow, desk.ann, BulkClose.model_validate({"ids": ids}))

    assert isinstance(started, BulkStarted)
    assert started.total == 51
    assert await drain(site) == ["tickets.bulk"]
    done, result = await progress_of(desk.uow.session, started.job_id)
    kept = BulkRead.model_validate_json(result or "")
    assert (done, kept.total, kept.succeeded, kept.failed) == (51, 51, 50, 1)
    assert [each.ticket_id for each in kept.results] == ids
    assert kept.results[0].code == "ticket.not_found"
    after = await service.get_ticket(desk.uow, desk.ann, TicketId(tickets[-1].id))
    assert after.state.name == "closed successful"


async def test_the_next_attempt_goes_on_where_the_last_one_ended(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    tickets = [await desk.factories.ticket(queue=desk.support) for _ in range(51)]
    body = {"ids": [ticket.id for ticket in tickets], "note": {"body": "Once."}}
    desk.next_request()
    started = await service.change_tickets(desk.uow, desk.ann, TicketBulk.model_validate(body))
    assert isinstance(started, BulkStarted)
    real, calls = bulk.change_one, 0

    async def dies_at_the_tenth(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 10:
            raise ConnectionError("the process ended here")
        return await real(*args, **kwargs)

    monkeypatch.setattr(bulk, "change_one", dies_at_the_tenth)
    await run_job(site, started.job_id, new_holder())
    assert (await progress_of(desk.uow.session, started.job_id))[0] == 9
    site.clock.advance(seconds=600)  # type: ignore[attr-defined]
    await drain(site)

    assert (await progress_of(desk.uow.session, started.job_id))[0] == 51
    for ticket in tickets:
        assert len(await service.list_articles(desk.uow, desk.ann, TicketId(ticket.id))) == 1


@pytest.mark.principal("agent", rights="rw", queue="Raw")
async def test_through_the_api(client: httpx.AsyncClient, factories: Factories, site: Site) -> None:
    raw = await factories.existing_queue("Raw")
    tickets = [await factories.ticket(queue=raw) for _ in range(52)]
    ids = [ticket.id for ticket in tickets]
    bodies: dict[str, dict[str, Any]] = {
        "": {"changes": {"title": "Fire"}},
        "/assign": {"owner_id": 1},
        "/priority": {"priority": "5 very high"},
        "/queue": {"queue": "Raw"},
        "/state": {"state": "open"},
        "/lock": {},
        "/watch": {},
        "/close": {"note": {"body": "Put out."}},
        "/merge": {"into": ids[1]},
    }
    for path, body in bodies.items():
        answer = await client.post(f"/api/v1/tickets/bulk{path}", json={"ids": ids[:1], **body})
        assert answer.status_code == 200, answer.text
        assert answer.json()["results"][0]["ok"], answer.text

    wrongs: tuple[dict[str, Any], ...] = (
        {},
        {"ids": []},
        {"ids": ids[:1]},
        {"ids": ids[:1], "filter": {}, "watch": True},
    )
    for wrong in wrongs:
        assert (await client.post("/api/v1/tickets/bulk", json=wrong)).status_code == 422
    many = await client.post("/api/v1/tickets/bulk/priority", json={"ids": ids, "priority": "4 high"})
    assert many.status_code == 202, many.text
    waiting = (await client.get(many.headers["Location"])).json()
    assert waiting["status"] == "pending"
    await drain(site)
    finished = (await client.get(many.headers["Location"])).json()
    assert (finished["status"], finished["progress_done"], finished["progress_total"]) == ("done", 52, 52)
    assert finished["result"]["failed"] == 0
    assert len(finished["result"]["results"]) == 52


async def test_nobody_does_it_without_signing_in(client: httpx.AsyncClient) -> None:
    assert (await client.post("/api/v1/tickets/bulk/close", json={"ids": [1]})).status_code == 401


async def test_a_ticket_on_which_a_deadlock_ended_the_change_is_changed_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await desk.ticket(), await desk.ticket()
    asked: list[int] = []
    leave_trace = bulk._leave_trace

    async def leave_or_not(uow: UnitOfWork, principal: Principal, ticket_id: TicketId) -> None:
        asked.append(ticket_id)
        await leave_trace(uow, principal, ticket_id)
        if len(asked) == 1:
            raise OperationalError("UPDATE ticket", {}, Exception(1213, "Deadlock found when trying to get lock"))

    monkeypatch.setattr(bulk, "_leave_trace", leave_or_not)
    known = len(await desk.history(one.id))
    done = await change(desk, TicketBulk.model_validate({"ids": [one.id, two.id], "changes": {"state": "open"}}))
    assert (done.succeeded, asked) == (2, [one.id, one.id, two.id])
    assert [name for name, _ in await desk.news(one.id, known)].count("Bulk") == 1
