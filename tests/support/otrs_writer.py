"""Writes to an adopted database as OTRS does: plain SQL, each statement committed by itself, in OTRS's order."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.engine import URL

from gotrs_api.db.bulk import open_bulk
from gotrs_api.db.database import Database
from gotrs_api.kernel.clock import Clock


class OtrsWriter:
    """`user` is who does it (an id); times are naive in `zone`, as `OTRSTimeZone` says."""

    def __init__(self, url: URL, clock: Clock, zone: str = "UTC") -> None:
        self.database = Database(url, pool_size=1)
        self._clock, self._zone = clock, ZoneInfo(zone)
        self._engine = self.database.engine.execution_options(isolation_level="AUTOCOMMIT")

    async def close(self) -> None:
        await self.database.close()

    def now(self) -> datetime:
        return self._clock.now().astimezone(self._zone).replace(tzinfo=None, microsecond=0)

    async def run(self, statement: str, **values: Any) -> None:
        async with self._engine.connect() as connection:
            await connection.execute(text(statement), values)

    async def one(self, statement: str, **values: Any) -> Any:
        async with self._engine.connect() as connection:
            return (await connection.execute(text(statement), values)).one()

    async def rows(self, statement: str, **values: Any) -> list[Any]:
        async with self._engine.connect() as connection:
            return list((await connection.execute(text(statement), values)).all())

    async def insert(self, table: str, **values: Any) -> None:
        columns = ", ".join(values)
        marks = ", ".join(f":{column}" for column in values)
        await self.run(f"INSERT INTO {table} ({columns}) VALUES ({marks})", **values)  # noqa: S608 - a test's own

    def stamps(self, user: int) -> dict[str, Any]:
        return {"create_time": self.now(), "create_by": user, "change_time": self.now(), "change_by": user}

    async def create_ticket(self, tn: str, title: str, *, queue: int = 2, user: int = 2, customer: str = "") -> int:
        """TicketCreate: the row, then its history."""
        await self.insert(
            "ticket", tn=tn, title=title, queue_id=queue, ticket_lock_id=1, type_id=1, user_id=1,
            responsible_user_id=1, ticket_priority_id=3, ticket_state_id=1, customer_user_id=customer or None,
            timeout=0, until_time=0, escalation_time=0, escalation_update_time=0, escalation_response_time=0,
            escalation_solution_time=0, archive_flag=0, **self.stamps(user),
        )  # fmt: skip
        (ticket_id,) = await self.one("SELECT id FROM ticket WHERE tn = :tn", tn=tn)
        await self.history(ticket_id, "NewTicket", f"%%{tn}%%Raw%%3 normal%%new%%{ticket_id}", user=user)
        return int(ticket_id)

    async def add_article(self, ticket_id: int, subject: str, body: str, *, user: int = 2) -> int:
        """ArticleCreate of a visible phone note: article, its mail, its file, history, and the ticket's change time."""
        await self.insert(
            "article", ticket_id=ticket_id, article_sender_type_id=1, communication_channel_id=2,
            is_visible_for_customer=1, search_index_needs_rebuild=1, **self.stamps(user),
        )  # fmt: skip
        (article_id,) = await self.one("SELECT max(id) FROM article WHERE ticket_id = :id", id=ticket_id)
        message_id = f"<{article_id}.otrs@desk.example>"
        await self.insert(
            "article_data_mime", article_id=article_id, a_from="Agent <agent2@example.org>", a_to="desk@example.org",
            a_subject=subject, a_body=body, a_message_id=message_id,
            a_message_id_md5=hashlib.md5(message_id.encode(), usedforsecurity=False).hexdigest(),
            a_content_type="text/plain; charset=utf-8", incoming_time=int(self._clock.now().timestamp()),
            content_path=self.now().strftime("%Y/%m/%d"), **self.stamps(user),
        )  # fmt: skip
        async with open_bulk(self.database.url, writes=True) as bulk:  # knows how each database keeps files
            content: Any = "aGVsbG8=\n" if bulk.blobs_are_base64 else b"hello"
            columns = (
                "article_id", "filename", "content_size", "content_type", "disposition", "content",
                "create_time", "create_by", "change_time", "change_by",
            )  # fmt: skip
            values = (article_id, "note.txt", "5", "text/plain", "attachment", content, *self.stamps(user).values())
            await bulk.insert("article_data_mime_attachment", columns, [values])
            await bulk.sql.commit()
        await self.history(ticket_id, "PhoneCallAgent", "%%", user=user, article_id=article_id)
        await self.touch(ticket_id, user=user)
        return int(article_id)

    async def delete_ticket(self, ticket_id: int) -> None:
        """TicketDelete, in OTRS's order: what hangs on the ticket, its articles, the row."""
        await self.run("DELETE FROM dynamic_field_value WHERE object_id = :id", id=ticket_id)
        for table in ("ticket_index", "ticket_watcher", "ticket_flag", "ticket_history"):
            await self.run(f"DELETE FROM {table} WHERE ticket_id = :id", id=ticket_id)  # noqa: S608 - a test's own
        for table in ("article_data_mime_plain", "article_data_mime_attachment", "article_data_mime"):
            await self.run(
                f"DELETE FROM {table} WHERE article_id IN "  # noqa: S608 - a test's own
                "(SELECT id FROM article WHERE ticket_id = :id)", id=ticket_id,
            )  # fmt: skip
        await self.run("DELETE FROM article WHERE ticket_id = :id", id=ticket_id)
        await self.run("DELETE FROM ticket WHERE id = :id", id=ticket_id)

    async def set_state(self, ticket_id: int, state: str, *, user: int = 2) -> None:
        await self._set(ticket_id, "ticket_state_id", "ticket_state", state, user)
        await self.history(ticket_id, "StateUpdate", f"%%new%%{state}%%", user=user)

    async def set_owner(self, ticket_id: int, owner_id: int, login: str, *, user: int = 2) -> None:
        await self.run(
            "UPDATE ticket SET user_id = :owner, change_time = :now, change_by = :user WHERE id = :id",
            owner=owner_id, now=self.now(), user=user, id=ticket_id,
        )  # fmt: skip
        await self.history(ticket_id, "OwnerUpdate", f"%%{login}%%{owner_id}", user=user)

    async def set_field(self, ticket_id: int, field_id: int, name: str, value: str, *, user: int = 2) -> None:
        """DynamicFieldValue: delete and insert, then history; the ticket's change time stays, as in OTRS."""
        await self.run(
            "DELETE FROM dynamic_field_value WHERE field_id = :field AND object_id = :id", field=field_id, id=ticket_id
        )
        await self.insert("dynamic_field_value", field_id=field_id, object_id=ticket_id, value_text=value)
        line = f"%%FieldName%%{name}%%Value%%{value}%%OldValue%%"
        await self.history(ticket_id, "TicketDynamicFieldUpdate", line, user=user)

    async def add_customer(self, login: str, last_name: str, *, user: int = 2) -> None:
        await self.insert(
            "customer_user", login=login, email=login, customer_id="C1", first_name="New", last_name=last_name,
            valid_id=1, **self.stamps(user),
        )  # fmt: skip

    async def touch(self, ticket_id: int, *, user: int = 2) -> None:
        await self.run(
            "UPDATE ticket SET change_time = :now, change_by = :user WHERE id = :id",
            now=self.now(), user=user, id=ticket_id,
        )  # fmt: skip

    async def _set(self, ticket_id: int, column: str, table: str, name: str, user: int) -> None:
        await self.run(
            f"UPDATE ticket SET {column} = (SELECT id FROM {table} WHERE name = :name), "  # noqa: S608 - a test's own
            "change_time = :now, change_by = :user WHERE id = :id",
            name=name, now=self.now(), user=user, id=ticket_id,
        )  # fmt: skip

    async def history(
        self, ticket_id: int, kind: str, line: str, *, user: int = 2, article_id: int | None = None, **more: Any
    ) -> None:
        (kind_id,) = await self.one("SELECT id FROM ticket_history_type WHERE name = :name", name=kind)
        row = await self.one(
            "SELECT type_id, queue_id, user_id, ticket_priority_id, ticket_state_id FROM ticket WHERE id = :id",
            id=ticket_id,
        )
        await self.insert(
            "ticket_history", name=line, history_type_id=kind_id, ticket_id=ticket_id, article_id=article_id,
            type_id=row[0], queue_id=row[1], owner_id=row[2], priority_id=row[3], state_id=row[4],
            **self.stamps(user), **more,
        )  # fmt: skip
