"""The database ends one of two transactions that wait for each other: a web service's call is carried out all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from gotrs_api.tickets.models import Ticket
from gotrs_api.tickets.service import escalation
from tests.generic_interface.conftest import GiDesk

pytestmark = pytest.mark.backends("sqlite")


@pytest.fixture
def disturb(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """From now on the first transaction that changes a ticket is ended at its end; the answer then names it."""

    def arrange() -> list[str]:
        ended: list[str] = []
        refresh = escalation.refresh_pending

        async def refresh_or_not(uow: Any) -> None:
            await refresh(uow)
            if not ended:
                ended.append("deadlock")
                raise OperationalError("UPDATE ticket", {}, Exception(1213, "Deadlock found when trying to get lock"))

        monkeypatch.setattr(escalation, "refresh_pending", refresh_or_not)
        return ended

    return arrange


async def test_a_ticket_is_created_once(desk: GiDesk, disturb: Callable[[], list[str]]) -> None:
    count = select(func.count()).select_from(Ticket)
    before = await desk.uow.session.scalar(count) or 0
    ended = disturb()

    created = await desk.create()

    assert ended
    assert await desk.uow.session.scalar(count) == before + 1
    assert (await desk.get(created["TicketID"]))["Title"] == "A title"


async def test_a_ticket_is_changed(desk: GiDesk, disturb: Callable[[], list[str]]) -> None:
    created = await desk.create()
    ended = disturb()

    changed = await desk.update(created["TicketID"], Ticket={"Title": "Ashes"})

    assert ended
    assert changed["TicketID"] == created["TicketID"]
    assert (await desk.get(created["TicketID"]))["Title"] == "Ashes"
