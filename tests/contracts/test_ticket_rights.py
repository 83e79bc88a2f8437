"""What each permission key opens: every route about one ticket, tried by everybody, compared with a table in the repository.

`ticket_rights.txt` has for each route who gets past the question of rights (whatever else may be wrong with the request).
After a wanted change: `WRITE_TABLES=1 .venv/bin/python -m pytest tests/contracts/test_ticket_rights.py`, and read
the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from gotrs_api.customers.models import CustomerUser
from gotrs_api.edge.examples import EXAMPLES
from gotrs_api.identity.models import PermissionGroup
from gotrs_api.identity.routing import ApiRoute
from gotrs_api.kernel.settings import Settings
from gotrs_api.queues.models import Queue
from tests.contracts.route_rules import api_routes
from tests.support.factories import Factories

pytestmark = pytest.mark.backends("sqlite")
TABLE = Path(__file__).with_name("ticket_rights.txt")
HEADING = "# method, address: who gets past the question of rights on a ticket in a queue\n"
READING: Final = ("tickets:read", "articles:read")
# Agents by their keys on the ticket's queue; besides, what `_caller` knows.
KEYS: Final = {
    "nothing": "",
    "ro": "ro",
    "move_into": "ro move_into",
    "create": "ro create",
    "note": "ro note",
    "owner": "ro owner",
    "priority": "ro priority",
    "rw": "rw",
}
# What the examples of the description lack.
BODIES: Final[dict[str, dict[str, Any]]] = {
    **EXAMPLES,
    "FormDraftWrite": {"action": "note", "content": {}},
    "FormDraftHandover": {"to": "nora"},
}
QUERIES: Final = {
    "/api/v1/tickets/{ticket_id}/links": "?type=ParentChild&role=parent&ticket_id=OTHER",
    "/api/v1/tickets/{ticket_id}/template-draft": "?template_id=1&article_id=1",
}
WHO: Final = (*KEYS, "admin", "admin with rw", "token for reading", "customer", "other customer")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"requests_per_minute": 1_000_000})


def ticket_calls() -> Iterator[tuple[str, ApiRoute]]:
    for route in api_routes():
        if route.path.startswith("/api/v1/tickets/") and "by-number" not in route.path:
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield method, route


async def _caller(factories: Factories, who: str, jane: CustomerUser, queue: Queue, target: Queue) -> dict[str, str]:
    if who in KEYS or who == "token for reading":
        rights: dict[PermissionGroup | Queue, str] = {}
        if keys := KEYS.get(who, "rw"):
            rights = {queue: keys, target: "move_into create"}
        agent = await factories.agent("ann", rights=rights)
        return await factories.bearer(agent, scopes=READING if who == "token for reading" else None)
    if who.startswith("admin"):
        mine: dict[PermissionGroup | Queue, str] = {queue: "rw", target: "rw"} if who == "admin with rw" else {}
        return await factories.bearer(await factories.agent("ann", admin=True, rights=mine))
    return await factories.bearer(jane if who == "customer" else await factories.customer_user("joe"))


@pytest.mark.parametrize("who", WHO)
async def test_rights_are_those_of_the_table(client: httpx.AsyncClient, factories: Factories, who: str) -> None:
    queue, target = await factories.queue("Support"), await factories.queue("Target")
    jane = await factories.customer_user("jane")
    headers = await _caller(factories, who, jane, queue, target)
    await factories.agent("nora", rights={queue: "rw"})
    past = {}
    for method, route in ticket_calls():
        ticket, other = [await factories.ticket(queue=queue, customer=jane) for _ in range(2)]
        article = await factories.article(ticket)
        for row in (ticket, other, article):  # deleting one makes its number free for the next
            factories.uow.session.expunge(row)
        ids = {"ticket_id": ticket.id, "article_id": article.id}
        address = f"{_address(route.path, ids)}{QUERIES.get(route.path, '')}".replace("OTHER", str(other.id))
        body = _body(route, ticket.id, other.id, article.id, target.name)
        answer = await client.request(method, address, headers=headers, json=body)
        assert answer.status_code < 500, f"{method} {address}: {answer.text}"
        past[f"{route.path} {method}"] = not _is_refused(answer)
    _compare(who, past)


def test_the_table_opens_nothing_to_whom_nothing_is_open() -> None:
    table = _read()
    presence = {f"/api/v1/tickets/{{ticket_id}}/presence {method}" for method in ("PUT", "DELETE")}
    leaving = "/api/v1/tickets/{ticket_id}/presence DELETE"  # of oneself alone: it says nothing of the ticket
    assert {line for line, names in table.items() if names & {"nothing", "admin"}} == {leaving}
    assert {line for line, names in table.items() if "other customer" in names} == set()
    assert {
        line for line, names in table.items() if "token for reading" in names and not line.endswith("GET")
    } == presence


def _address(path: str, ids: dict[str, int]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: str(ids.get(name[1], 1)), path)


def _body(route: ApiRoute, ticket_id: int, other_id: int, article_id: int, target: str) -> dict[str, Any] | None:
    if route.body_field is None:
        return None
    name = getattr(route.body_field.field_info.annotation, "__name__", "")
    body = {**BODIES.get(name, {})}
    known = {
        "ids": [ticket_id], "ticket_id": other_id, "into": other_id, "article_id": article_id,
        "queue": target, "owner": "nora", "responsible": "nora",
    }  # fmt: skip
    return {**body, **{key: value for key, value in known.items() if key in body}}


def _is_refused(answer: httpx.Response) -> bool:
    """Forbidden, or hidden as if it were not there; of a bulk answer, at its one ticket."""
    if answer.status_code == 200 and answer.headers.get("content-type") == "application/json":
        found = answer.json()
        if isinstance(found, dict) and (results := found.get("results")):
            return bool(results[0]["status"] == 403 or results[0]["code"] == "ticket.not_found")
    if answer.status_code == 404:
        return bool(answer.json()["code"] == "ticket.not_found")
    return answer.status_code == 403


def _compare(who: str, past: dict[str, bool]) -> None:
    table = _read()
    if os.environ.get("WRITE_TABLES"):
        for line in {line for line in table if line not in past}:
            del table[line]
        for line, may in past.items():
            known = table.setdefault(line, set())
            (known.add if may else known.discard)(who)
        lines = [f"{line}: {', '.join(one for one in WHO if one in table[line]) or 'nobody'}" for line in sorted(table)]
        TABLE.write_text(HEADING + "\n".join(lines) + "\n")
    assert {line for line, may in past.items() if may} == {line for line, names in table.items() if who in names}
    assert set(past) == set(table)


def _read() -> dict[str, set[str]]:
    if not TABLE.exists():
        return {}
    rows = [line.rpartition(": ") for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return {line: {name for name in names.split(", ") if name != "nobody"} for line, _, names in rows}
