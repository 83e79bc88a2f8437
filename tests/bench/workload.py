"""What the bench asks the server for: the requests of each scenario, made from what is in the database."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

import asyncpg
import httpx

from gotrs_api.demo.organisation import PASSWORD
from tests.bench.dataset import GENERATED_TN_LENGTH, Dataset
from tests.bench.measuring import get, post

AGENT = "zofia.kaczmarek"  # rw in two groups of four, by two roles
QUEUES = ("Stores::Tills", "Stores::Network", "Service Desk::Accounts", "Service Desk::Workplace")
SAMPLE = 300
_VISIBLE = """
SELECT t.id FROM ticket t JOIN queue q ON q.id = t.queue_id
WHERE q.name = ANY($1) AND length(t.tn) = $2 ORDER BY t.id
"""


@dataclass(frozen=True)
class Workload:
    """`ticket_ids` are generated tickets that are only read, so that runs can be compared; `written_ids` grow."""

    headers: dict[str, str]
    ticket_ids: list[int]
    written_ids: list[int]

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

    def searches(self) -> list[str]:
        """Words that many, some and no tickets have."""
        words = ("printer", "laptop and", "Caller", "no such words anywhere")
        return [get(f"/api/v1/tickets?{urlencode({'q': word})}", self.headers) for word in words]


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
        ids = [row["id"] for row in await connection.fetch(_VISIBLE, list(QUEUES), GENERATED_TN_LENGTH)]
    finally:
        await connection.close()
    chosen = Random(1).sample(ids, min(2 * SAMPLE, len(ids)))
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    return Workload(headers, chosen[: len(chosen) // 2], chosen[len(chosen) // 2 :])
