"""What people have made or changed in a target since the last import: another run would remove or overwrite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.ledger import Ledger, Progress
from gotrs_api.otrs.paging import BEFORE_ALL
from gotrs_api.otrs.rows import NO_TIME
from gotrs_api.tickets.history_types import HistoryType

_FUTURE: Final = timedelta(days=1)  # dates beyond it are dirt of the source: nobody has written them here
_TABLES: Final = ("ticket", "article", "ticket_history")
# A desk notes by itself what it has told: nobody has worked for these.
_TOLD: Final = (*(each for each in HistoryType if each.startswith("Escalation")), HistoryType.SEND_AGENT_NOTIFICATION)


@dataclass(frozen=True)
class Work:
    """How many were made or changed here. A ticket that is new is not counted as changed as well."""

    new_tickets: int
    changed_tickets: int
    new_articles: int
    changed_articles: int

    def __bool__(self) -> bool:
        return bool(self.new_tickets or self.changed_tickets or self.new_articles or self.changed_articles)

    def __str__(self) -> str:
        return (
            "The target has been worked in since the last import "
            f"(new tickets: {self.new_tickets:,}, new articles: {self.new_articles:,}, "
            f"changed tickets: {self.changed_tickets:,}, changed articles: {self.changed_articles:,})"
        )


async def work_since(target: BulkConnection, ledger: Ledger, progress: Mapping[str, Progress], now: datetime) -> Work:
    """By ids above those that the import has written, and by change times from its beginning on.

    `now` is aware. After a run that did not end only the ids tell: it may have brought rows changed later than it began.
    """
    last = {name: progress[name].last_key if name in progress else BEFORE_ALL for name in _TABLES}
    began = await ledger.last_began()
    changed = {
        name: await _changed(target, ledger, name, began, progress.get(name), now) for name in ("ticket", "article")
    }
    told = ", ".join(f"'{each}'" for each in _TOLD)
    touched = await target.scalar(
        "SELECT count(*) FROM ("  # noqa: S608 - numbers and our own names
        f"SELECT ticket_id FROM ticket_history WHERE id > {last['ticket_history']:d} AND history_type_id NOT IN "
        f"(SELECT id FROM ticket_history_type WHERE name IN ({told})) "
        f"UNION SELECT ticket_id FROM article WHERE id > {last['article']:d} "
        f"UNION SELECT id FROM ticket WHERE {changed['ticket'][0]}"
        f") touched WHERE ticket_id <= {last['ticket']:d}",
        **changed["ticket"][1],
    )
    where, values = changed["article"]
    return Work(
        new_tickets=await _count(target, "ticket", f"id > {last['ticket']:d}"),
        changed_tickets=int(touched),
        new_articles=await _count(target, "article", f"id > {last['article']:d}"),
        changed_articles=await _count(target, "article", f"id <= {last['article']:d} AND {where}", **values),
    )


async def _count(target: BulkConnection, table: str, where: str, **values: Any) -> int:
    return int(await target.scalar(f"SELECT count(*) FROM {table} WHERE {where}", **values))  # noqa: S608 - our own


async def _changed(
    target: BulkConnection, ledger: Ledger, table: str, began: datetime | None, done: Progress | None, now: datetime
) -> tuple[str, dict[str, Any]]:
    """A condition with its values: changed since, and later than what the source has shown."""
    if began is None or done is None:
        return "1 = 0", {}
    shown = (done.changed_until or NO_TIME) + timedelta(seconds=1)
    since = max(ledger.in_tables(began), shown)
    until = ledger.in_tables(now.replace(tzinfo=None)) + _FUTURE
    values: dict[str, Any] = {f"{table}_since": since, f"{table}_until": until}
    if target.times_are_text:
        values = {name: at.strftime("%Y-%m-%d %H:%M:%S") for name, at in values.items()}
    return f"change_time >= :{table}_since AND change_time < :{table}_until", values
