"""The floor: list and zoom by hand, with nothing in between. Bare ASGI, an asyncpg pool, one statement each or two, orjson.

    python -m tests.bench.floor DATABASE_URL PORT EXTRAS

It knows no rights, no settings, keeps master data in memory, no filters but the bench's own, no errors. It writes the same bytes as the API does;
what the API works out by rules (`allowed`, by ticket id) and which dynamic fields there are, all of them empty, it is
told beforehand in the file EXTRAS.
"""

from __future__ import annotations

import base64
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import asyncpg
import orjson
import uvicorn

_OPEN = ("new", "open", "pending reminder", "pending auto")
_BOTH = frozenset({
    "id", "number", "title", "queue", "state", "priority", "type", "service", "sla", "lock", "owner", "responsible",
    "customer_id", "customer_user",
})  # fmt: skip
_JSON = [(b"content-type", b"application/json")]
_PEOPLE = """
    t.id, t.tn, coalesce(t.title, '') AS title, t.queue_id, t.ticket_state_id, t.ticket_priority_id, t.type_id,
    t.ticket_lock_id, t.service_id, t.sla_id, t.user_id, o.login AS o_login, o.first_name AS o_first,
    o.last_name AS o_last, t.responsible_user_id, r.login AS r_login, r.first_name AS r_first, r.last_name AS r_last,
    t.customer_id, t.customer_user_id, cu.first_name AS c_first, cu.last_name AS c_last, cu.email AS c_email,
    t.until_time, t.escalation_time, t.archive_flag, t.create_time, t.change_time,
    EXISTS (SELECT 1 FROM ticket_flag f WHERE f.ticket_id = t.id AND f.ticket_key = 'Seen' AND f.create_by = $1
            AND f.ticket_value = '1') AS seen
"""
_JOINS = """
    JOIN users o ON o.id = t.user_id JOIN users r ON r.id = t.responsible_user_id
    LEFT JOIN customer_user cu ON cu.login = t.customer_user_id
"""
LIST = " ".join((
    "SELECT", _PEOPLE, """
    FROM (SELECT * FROM ticket WHERE queue_id = $2 AND archive_flag = 0 AND ticket_state_id = ANY ($3)
          ORDER BY create_time DESC, id DESC LIMIT 26) t
    """, _JOINS, "ORDER BY t.create_time DESC, t.id DESC",
))  # fmt: skip
TICKET = " ".join((
    "SELECT", _PEOPLE, """,
        EXISTS (SELECT 1 FROM ticket_watcher w WHERE w.ticket_id = t.id AND w.user_id = $1) AS watched FROM ticket t
    """, _JOINS, "WHERE t.id = $2",
))  # fmt: skip
ARTICLES = """
    SELECT a.id, a.ticket_id, row_number() OVER (ORDER BY a.id) AS number, lower(c.name) AS channel, k.name AS sender,
        a.is_visible_for_customer, m.a_from, m.a_to, m.a_subject, a.create_time, a.change_time, u.id AS user_id,
        u.login, u.first_name, u.last_name, m.a_reply_to, m.a_cc, m.a_bcc, m.a_body, m.a_content_type, m.a_message_id,
        m.a_in_reply_to, m.a_references,
        (SELECT json_agg(json_build_object('id', f.id, 'filename', f.filename, 'content_type', f.content_type))
         FROM article_data_mime_attachment f WHERE f.article_id = a.id) AS files
    FROM article a JOIN communication_channel c ON c.id = a.communication_channel_id
    JOIN article_sender_type k ON k.id = a.article_sender_type_id JOIN users u ON u.id = a.create_by
    LEFT JOIN article_data_mime m ON m.article_id = a.id WHERE a.ticket_id = $1 ORDER BY a.id
"""


class Floor:
    def __init__(self, url: str, extras: dict[str, Any]) -> None:
        self._url = url
        self._viewer = int(extras["viewer_id"])
        self._allowed: dict[str, list[str]] = extras["allowed"]
        self._ticket_fields: dict[str, None] = extras["ticket_fields"]
        self._article_fields: dict[str, None] = extras["article_fields"]
        self._pool: Any = None
        self._names: dict[str, dict[int | None, dict[str, Any]]] = {}
        self._queue_ids: dict[str, int] = {}
        self._open: list[int] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await self._start()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await self._pool.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        path: str = scope["path"]
        if path == "/api/v1/tickets":
            body = await self._list(scope["query_string"].decode())
        else:
            body = await self._zoom(path.rpartition("/")[2])
        headers = [*_JSON, (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _start(self) -> None:
        """Names of master data are read once: they do not change while the bench runs."""
        self._pool = await asyncpg.create_pool(self._url, min_size=10, max_size=10)
        for kind in ("queue", "ticket_priority", "ticket_type", "ticket_lock_type", "service", "sla"):
            rows = await self._pool.fetch(f"SELECT id, name FROM {kind}")  # noqa: S608
            self._names[kind] = {row["id"]: dict(row) for row in rows}
        states = "SELECT s.id, s.name, t.name AS type FROM ticket_state s JOIN ticket_state_type t ON t.id = s.type_id"
        self._names["state"] = {row["id"]: dict(row) for row in await self._pool.fetch(states)}
        self._queue_ids = {queue["name"]: queue["id"] for queue in self._names["queue"].values()}
        self._open = [state["id"] for state in self._names["state"].values() if state["type"] in _OPEN]

    async def _list(self, query: str) -> bytes:
        given = parse_qsl(query)
        rows = await self._pool.fetch(LIST, self._viewer, self._queue_ids[dict(given)["queue"]], self._open)
        more, rows = len(rows) > 25, rows[:25]
        after = None
        if rows and more:
            at = orjson.dumps(["-created", int(_aware(rows[-1]["create_time"]).timestamp()), rows[-1]["id"]])
            after = base64.urlsafe_b64encode(at).rstrip(b"=").decode()
        following = f"/api/v1/tickets?{urlencode([*given, ('after', after)])}" if after else None
        meta = {"has_more": more, "after": after, "before": None, "total": None}
        answer = {
            "data": [self._summary(row) for row in rows],
            "meta": meta,
            "links": {"next": following, "prev": None},
        }
        return orjson.dumps(answer, option=orjson.OPT_UTC_Z)

    async def _zoom(self, ticket_id: str) -> bytes:
        async with self._pool.acquire() as connection:
            row = await connection.fetchrow(TICKET, self._viewer, int(ticket_id))
            articles = await connection.fetch(ARTICLES, int(ticket_id))
        off = {"due": None, "state": "off"}
        head = self._summary(row)
        ticket = {
            **{name: value for name, value in head.items() if name in _BOTH},
            "pending_until": head["pending_until"],
            "escalation": {"first_response": off, "update": off, "solution": off},
            "dynamic_fields": self._ticket_fields,
            "archived": head["archived"],
            "watched": row["watched"],
            "seen": head["seen"],
            "created": head["created"],
            "changed": head["changed"],
            "merged_into": None,
            "allowed": self._allowed[ticket_id],
            "articles": [self._article(article) for article in articles],
        }
        return orjson.dumps(ticket, option=orjson.OPT_UTC_Z)

    def _summary(self, row: Any) -> dict[str, Any]:
        names = self._names
        return {
            "id": row["id"],
            "number": row["tn"],
            "title": row["title"],
            "queue": names["queue"][row["queue_id"]],
            "state": names["state"][row["ticket_state_id"]],
            "priority": names["ticket_priority"][row["ticket_priority_id"]],
            "type": names["ticket_type"].get(row["type_id"]),
            "service": names["service"].get(row["service_id"]),
            "sla": names["sla"].get(row["sla_id"]),
            "lock": names["ticket_lock_type"][row["ticket_lock_id"]],
            "owner": _user(row["user_id"], row["o_login"], row["o_first"], row["o_last"]),
            "responsible": _user(row["responsible_user_id"], row["r_login"], row["r_first"], row["r_last"]),
            "customer_id": row["customer_id"],
            "customer_user": {
                "login": row["customer_user_id"],
                "name": f"{row['c_first']} {row['c_last']}",
                "email": row["c_email"],
            },
            "pending_until": _moment(row["until_time"]),
            "escalates_at": _moment(row["escalation_time"]),
            "dynamic_fields": self._ticket_fields,
            "archived": bool(row["archive_flag"]),
            "seen": row["seen"],
            "created": _aware(row["create_time"]),
            "changed": _aware(row["change_time"]),
        }

    def _article(self, row: Any) -> dict[str, Any]:
        return {
            "id": row["id"],
            "ticket_id": row["ticket_id"],
            "number": row["number"],
            "channel": row["channel"],
            "sender_type": row["sender"],
            "visible_for_customer": bool(row["is_visible_for_customer"]),
            "from": row["a_from"],
            "to": row["a_to"],
            "subject": row["a_subject"],
            "created": _aware(row["create_time"]),
            "created_by": _user(row["user_id"], row["login"], row["first_name"], row["last_name"]),
            "reply_to": row["a_reply_to"],
            "cc": row["a_cc"],
            "bcc": row["a_bcc"],
            "body": row["a_body"],
            "content_type": row["a_content_type"],
            "has_html": False,
            "message_id": row["a_message_id"],
            "in_reply_to": row["a_in_reply_to"],
            "references": row["a_references"],
            "attachments": row["files"] or [],
            "dynamic_fields": self._article_fields,
            "changed": _aware(row["change_time"]),
        }


def _user(id_: int, login: str, first: str, last: str) -> dict[str, Any]:
    return {"id": id_, "login": login, "name": f"{first} {last}"}


def _moment(epoch: int) -> datetime | None:
    return datetime.fromtimestamp(epoch, UTC) if epoch else None


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def main() -> None:
    url, port, extras = sys.argv[1:]
    uvicorn.run(
        Floor(url, orjson.loads(Path(extras).read_bytes())),
        host="127.0.0.1",
        port=int(port),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        server_header=False,
    )


if __name__ == "__main__":
    main()
