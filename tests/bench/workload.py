"""What the bench asks the server for: the requests of each scenario, made from what is in the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

import asyncpg
import httpx

from gotrs_api.demo.organisation import PASSWORD
from tests.bench.dataset import GENERATED_TN_LENGTH, Dataset
from tests.bench.measuring import Asked, get, post

AGENT = "zofia.kaczmarek"  # rw in two groups of four, by two roles
QUEUES = ("Stores::Tills", "Stores::Network", "Service Desk::Accounts", "Service Desk::Workplace")
FOREIGN_QUEUE = "Web Shop::Orders"  # the agent may not see it
SAMPLE = 300
CONNECTIONS = 16
SEARCH_CONNECTIONS = 2
_VISIBLE = """
SELECT t.id FROM ticket t JOIN queue q ON q.id = t.queue_id
WHERE q.name = ANY($1) AND length(t.tn) = $2 ORDER BY t.id
"""
_MESSAGES = "SELECT min(id) FROM article WHERE ticket_id = ANY($1) GROUP BY ticket_id"


@dataclass(frozen=True)
class Workload:
    """`ticket_ids` are generated tickets that are only read, so that runs can be compared; `written_ids` grow.

    `words` are searched for, by kind.
    """

    headers: dict[str, str]
    ticket_ids: list[int]
    written_ids: list[int]
    words: dict[str, list[str]]

    def list_paths(self) -> list[str]:
        """A page of 25 open tickets of a queue, newest first."""
        queries = ({"queue": queue, "not_closed": "true", "limit": "25"} for queue in QUEUES)
        return [f"/api/v1/tickets?{urlencode(query)}" for query in queries]

    def zoom_paths(self) -> list[str]:
        """A ticket with all its articles."""
        return [f"/api/v1/tickets/{ticket_id}?expand=articles" for ticket_id in self.ticket_ids]

    def article_creates(self) -> list[str]:
        note = {"subject": "Note", "body": "Called back, will try again tomorrow morning. " * 4}
        return [post(f"/api/v1/tickets/{id_}/articles", self.headers, note) for id_ in self.written_ids]

    def ticket_creates(self) -> list[str]:
        return [
            post("/api/v1/tickets", self.headers, _ticket(queue, number)) for number, queue in enumerate(QUEUES * 5)
        ]

    def searches(self) -> dict[str, list[str]]:
        """By kind of words: as a page of the list of tickets, and by relevance, each with its total."""
        pages = {"listed": "/api/v1/tickets", "ranked": "/api/v1/search"}
        return {
            f"search {kind}, {way}": [f"{path}?{urlencode({'q': each, 'include_total': 'true'})}" for each in words]
            for kind, words in self.words.items()
            for way, path in pages.items()
        }

    def reads(self, port: int, server_pid: int, scenarios: Collection[str]) -> dict[str, Asked]:
        """What is read in these scenarios; `search` is every kind of words in turn, and then a part for each."""
        searches = self.searches()
        paths = {
            "list": self.list_paths(),
            "zoom": self.zoom_paths(),
            "queues": ["/api/v1/queues/counts"],
            "dashboard": ["/api/v1/dashboard/stats"],
            "search": [paths[n % len(paths)] for n in range(SAMPLE) for paths in searches.values()],
            **searches,
        }
        return {
            name: Asked(
                port,
                server_pid,
                [get(path, self.headers) for path in found],
                SEARCH_CONNECTIONS if name.startswith("search") else CONNECTIONS,
            )
            for name, found in paths.items()
            if name.partition(" ")[0] in scenarios
        }


def _ticket(queue: str, number: int) -> dict[str, Any]:
    article = {"subject": "Call", "body": "Scanner stopped. " * 20, "channel": "phone", "sender_type": "customer"}
    return {
        "title": f"Bench call {number}",
        "queue": queue,
        "customer_user": f"bench{1 + number}",
        "article": article,
    }


async def make_workload(dataset: Dataset, base_url: str) -> Workload:
    """Signs the agent in as anybody would."""
    async with httpx.AsyncClient(base_url=base_url, timeout=30) as client:
        answer = await client.post("/api/v1/auth/login", json={"login": AGENT, "password": PASSWORD})
        answer.raise_for_status()
    connection = await asyncpg.connect(dataset.plain_url)
    try:
        found = [row["id"] for row in await connection.fetch(_VISIBLE, list(QUEUES), GENERATED_TN_LENGTH)]
        chosen = Random(1).sample(found, min(2 * SAMPLE, len(found)))
        ids, written_ids = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 :]
        messages = [row["min"] for row in await connection.fetch(_MESSAGES, ids)]
        foreign = await connection.fetchval("SELECT id FROM queue WHERE name = $1", FOREIGN_QUEUE)
    finally:
        await connection.close()
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    return Workload(headers, ids, written_ids, _words(messages, foreign))


def _words(message_ids: list[int], foreign_queue_id: int) -> dict[str, list[str]]:
    """By how many messages hold them (see `dataset`)."""
    return {
        "everywhere": ["printer", "laptop"],
        "tenth": ["tenthword"],
        "hundredth": ["hundredthword"],
        "thousandth": ["thousandthword"],
        "unique": [f"serial{id_}" for id_ in message_ids],
        "nowhere": [f"nowhere{number}" for number in range(SAMPLE)],
        "two words": ["printer tenthword", "tenthword hundredthword"],
        "phrase": ['"halfword tenthword"', '"tenthword hundredthword"'],
        "no such phrase": ['"network printer"'],
        "prefix": ["hundred*", "thousand*"],
        "exclusion": ["printer -halfword", "tenthword -hundredthword"],
        "of others": [f"queue{foreign_queue_id}"],
    }
