"""A small help desk for ticket tests: queues, people, and a short way to say what they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import event, select

from gotrs_api.articles.schemas import ArticleCreate
from gotrs_api.customers.models import CustomerUser
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.queues.models import Queue
from gotrs_api.tickets import service
from gotrs_api.tickets.models import TicketHistory, TicketHistoryType
from gotrs_api.tickets.schemas import TicketCreate, TicketRead
from gotrs_api.uow import ReadUow, UnitOfWork
from tests.support.factories import Factories


@dataclass
class Desk:
    """`ann` has rw in `support`; `bob` too; `eve` may only read there. `sales` takes moves from ann."""

    uow: UnitOfWork
    factories: Factories
    support: Queue
    sales: Queue
    ann_user: User
    bob_user: User
    eve_user: User
    jane_user: CustomerUser
    ann: Principal
    bob: Principal
    eve: Principal
    jane: Principal

    async def ticket(self, principal: Principal | None = None, /, **fields: Any) -> TicketRead:
        """A ticket in `support`, with an internal note unless `article` says otherwise."""
        command = new_ticket(self.support, **fields)
        return await service.create_ticket(self.uow, principal or self.ann, command)

    def next_request(self) -> None:
        """What one transaction remembers of its tickets ends here, as if another one had begun."""
        self.uow.session.info.pop("gotrs.tickets", None)

    async def history(self, ticket_id: int) -> list[tuple[str, str]]:
        return await history_rows(self.uow, ticket_id)

    async def news(self, ticket_id: int, known: int) -> list[tuple[str, str]]:
        """The history rows after the first `known` ones."""
        return (await self.history(ticket_id))[known:]


def new_ticket(in_queue: Queue, /, **fields: Any) -> TicketCreate:
    values = {
        "title": "Printer is on fire",
        "queue_id": in_queue.id,
        "article": {"subject": "Smoke", "body": "A lot of smoke."},
        **fields,
    }
    if isinstance(values["article"], ArticleCreate):
        return TicketCreate(**values)
    return TicketCreate.model_validate(values)


async def open_desk(uow: UnitOfWork, factories: Factories) -> Desk:
    support, sales = await factories.queue("Support"), await factories.queue("Sales")
    ann = await factories.agent("ann", rights={support: "rw", sales: "move_into"})
    bob = await factories.agent("bob", rights={support: "rw"})
    eve = await factories.agent("eve", rights={support: "ro"})
    company = await factories.customer_company("acme")
    jane = await factories.customer_user("jane", company=company)
    return Desk(
        uow=uow,
        factories=factories,
        support=support,
        sales=sales,
        ann_user=ann,
        bob_user=bob,
        eve_user=eve,
        jane_user=jane,
        ann=await factories.principal(ann),
        bob=await factories.principal(bob),
        eve=await factories.principal(eve),
        jane=await factories.principal(jane),
    )


async def history_rows(uow: ReadUow, ticket_id: int) -> list[tuple[str, str]]:
    """(type, name) of each row, oldest first."""
    rows = await uow.session.execute(
        select(TicketHistoryType.name, TicketHistory.name)
        .join(TicketHistoryType, TicketHistoryType.id == TicketHistory.history_type_id)
        .where(TicketHistory.ticket_id == ticket_id)
        .order_by(TicketHistory.id)
    )
    return [(row[0], row[1]) for row in rows]


class Statements:
    """Counts the statements that a block sends: `with Statements(uow) as sent: …; assert len(sent.texts) <= 8`."""

    def __init__(self, uow: ReadUow) -> None:
        self._engine = uow.site.database.engine.sync_engine
        self._by_driver: list[str] = getattr(uow.site.database, "driver_texts", [])
        self._driver_before = len(self._by_driver)
        self._texts: list[str] = []

    @property
    def texts(self) -> list[str]:
        return self._texts + self._by_driver[self._driver_before :]

    def __enter__(self) -> Statements:
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_exc: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "SAVEPOINT" not in statement:  # those are the test database's own
            self._texts.append(statement)
