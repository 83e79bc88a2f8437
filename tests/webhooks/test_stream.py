"""The event stream: what is told to whom, resumed, and ended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import orjson
import pytest
from sqlalchemy import delete

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketClose, TicketUpdate
from gotrs_api.uow import Site
from gotrs_api.webhooks.models import LoggedEvent
from gotrs_api.webhooks.stream import event_stream, whole
from gotrs_api.webhooks.tail import FOLLOWER, tail_of
from tests.webhooks.conftest import CommittedFactories

pytestmark = pytest.mark.backends("sqlite")


class Listener:
    """Reads a stream; `next()` answers the next event's type and content."""

    def __init__(self, stream: AsyncIterator[bytes]) -> None:
        self._stream = stream
        self.events: list[tuple[int, str, dict[str, Any]]] = []

    async def chunk(self) -> str:
        return (await asyncio.wait_for(anext(self._stream), 5)).decode()

    async def next(self) -> tuple[int, str, dict[str, Any]]:
        while not self.events:
            for block in (await self.chunk()).split("\n\n"):
                lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
                if "data" in lines:
                    self.events.append((int(lines["id"]), lines["event"], orjson.loads(lines["data"])))
        return self.events.pop(0)

    async def close(self) -> None:
        await self._stream.aclose()  # type: ignore[attr-defined]


Listen = Callable[..., Awaitable[Listener]]


@pytest.fixture
async def listen(committed_site: Site) -> AsyncIterator[Listen]:
    opened: list[Listener] = []

    async def begin(principal: Principal | Callable[[], Principal | None], last_id: int | None = None) -> Listener:
        async def identify() -> Principal | None:
            return principal() if callable(principal) else principal

        listener = Listener(
            event_stream(committed_site, identify, last_id=last_id, wants=lambda _: True, show=whole, heartbeat_s=0.3)
        )
        opened.append(listener)
        assert "retry" in await listener.chunk()
        return listener

    yield begin
    for listener in opened:
        await listener.close()


async def rename(site: Site, ticket_id: int, title: str) -> None:
    async with site.uow() as uow:
        await tickets.update_ticket(uow, Principal.system("test"), TicketId(ticket_id), TicketUpdate(title=title))


async def test_a_change_is_told_with_its_values(committed_site: Site, made: CommittedFactories, listen: Listen) -> None:
    raw = await made.existing_queue("Raw")
    agent = await made.agent(rights={raw: "ro"})
    ticket = await made.ticket(queue=raw)
    listener = await listen(await made.principal(agent))
    await rename(committed_site, ticket.id, "Printer")
    _, kind, event = await listener.next()
    assert kind == "ticket.updated"
    assert event["otrs_event"] == "TicketTitleUpdate"
    assert event["data"]["new_title"] == "Printer"
    assert event["data"]["number"] == ticket.tn


async def test_who_may_not_see_the_ticket_hears_nothing_of_it(
    committed_site: Site, made: CommittedFactories, listen: Listen
) -> None:
    raw = await made.existing_queue("Raw")
    agent = await made.agent(rights={raw: "ro"})
    hidden = await made.ticket(queue=await made.queue("Hidden"))
    seen = await made.ticket(queue=raw)
    listener = await listen(await made.principal(agent))
    await rename(committed_site, hidden.id, "Secret")
    await rename(committed_site, seen.id, "Open")
    assert (await listener.next())[2]["data"]["new_title"] == "Open"


async def test_rights_count_as_they_are_now(committed_site: Site, made: CommittedFactories, listen: Listen) -> None:
    raw = await made.existing_queue("Raw")
    agent = await made.agent(rights={raw: "ro"})
    ticket = await made.ticket(queue=raw)
    now: list[Principal | None] = [await made.principal(agent)]
    listener = await listen(lambda: now[0])
    await rename(committed_site, ticket.id, "One")
    await listener.next()
    now[0] = None
    await rename(committed_site, ticket.id, "Two")
    with pytest.raises(StopAsyncIteration):
        await listener.next()
    running = {task.get_name() for task in asyncio.all_tasks()}
    assert FOLLOWER not in running, "nobody listens: the log is left alone"


async def test_a_stream_ends_with_the_process(committed_site: Site, made: CommittedFactories, listen: Listen) -> None:
    await made.ticket()
    listener = await listen(Principal.system("test"))
    waiting = asyncio.create_task(listener.next())
    await asyncio.sleep(0)
    tail_of(committed_site).end()
    with pytest.raises(StopAsyncIteration):
        await waiting


async def test_a_listener_that_comes_back_misses_nothing(
    committed_site: Site, made: CommittedFactories, listen: Listen
) -> None:
    ticket = await made.ticket()
    system = Principal.system("test")
    first = await listen(system)
    await rename(committed_site, ticket.id, "One")
    last_id, _, _ = await first.next()
    await first.close()
    for title in ("Two", "Three"):
        await rename(committed_site, ticket.id, title)
    again = await listen(system, last_id)
    assert [(await again.next())[2]["data"]["new_title"] for _ in range(2)] == ["Two", "Three"]


async def test_a_log_that_no_longer_reaches_back_says_so(
    committed_site: Site, made: CommittedFactories, listen: Listen
) -> None:
    ticket = await made.ticket()
    await rename(committed_site, ticket.id, "One")
    async with committed_site.uow() as uow:
        far = LoggedEvent(id=10_000_000, type="system.test", subject="system", data="{}", created_at=uow.clock.now())
        uow.session.add(far)
    async with committed_site.uow() as uow:
        await uow.session.execute(delete(LoggedEvent).where(LoggedEvent.id < 10_000_000))
    listener = await listen(Principal.system("test"), 5)
    assert (await listener.next())[1] == "stream.reset"


async def test_who_heard_more_than_there_is_has_to_look_for_himself_and_hears_what_follows(
    committed_site: Site, made: CommittedFactories, listen: Listen
) -> None:
    ticket = await made.ticket()
    listener = await listen(Principal.system("test"), 5_000_000)
    assert (await listener.next())[1] == "stream.reset"
    await rename(committed_site, ticket.id, "After the backup")
    assert (await listener.next())[2]["data"]["new_title"] == "After the backup"


async def test_silence_is_broken_by_comments(committed_site: Site, listen: Listen) -> None:
    listener = await listen(Principal.system("test"))
    assert ": alive" in await listener.chunk()


async def test_what_is_undone_is_not_told(committed_site: Site, made: CommittedFactories, listen: Listen) -> None:
    ticket = await made.ticket()
    listener = await listen(Principal.system("test"))
    with pytest.raises(RuntimeError):
        async with committed_site.uow() as uow:
            await tickets.update_ticket(uow, Principal.system("t"), TicketId(ticket.id), TicketUpdate(title="Undone"))
            await uow.settle()
            raise RuntimeError
    await rename(committed_site, ticket.id, "Done")
    assert (await listener.next())[2]["data"]["new_title"] == "Done"


async def test_customers_hear_no_internal_note(committed_site: Site, made: CommittedFactories, listen: Listen) -> None:
    customer = await made.customer_user()
    ticket = await made.ticket(customer=customer)
    listener = await listen(await made.principal(customer))
    await rename(committed_site, ticket.id, "Renamed inside")
    async with committed_site.uow() as uow:
        await tickets.close_ticket(uow, Principal.system("t"), TicketId(ticket.id), TicketClose())
    assert (await listener.next())[1] == "ticket.status_changed"
