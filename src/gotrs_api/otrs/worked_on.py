"""How many tickets people have made or changed in a target since the last import: another run would remove or overwrite them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.last_import import LastImport
from gotrs_api.otrs.paging import BEFORE_ALL
from gotrs_api.tickets.history_types import HistoryType

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


async def work_since(target: BulkConnection, last: LastImport) -> Work:
    """By ids above those that the import has written, and by change times from its beginning on."""
    keys = {name: BEFORE_ALL if (key := last.last_key(name)) is None else key for name in _TABLES}
    ticket_changed, values = last.where("ticket", ("change_time",))
    told = ", ".join(f"'{each}'" for each in _TOLD)
    touched = await target.scalar(
        "SELECT count(*) FROM ("  # noqa: S608 - numbers and our own names
        f"SELECT ticket_id FROM ticket_history WHERE id > {keys['ticket_history']:d} AND history_type_id NOT IN "
        f"(SELECT id FROM ticket_history_type WHERE name IN ({told})) "
        f"UNION SELECT ticket_id FROM article WHERE id > {keys['article']:d} "
        f"UNION SELECT id FROM ticket WHERE {ticket_changed}"
        f") touched WHERE ticket_id <= {keys['ticket']:d}",
        **values,
    )
    article_changed, values = last.where("article", ("change_time",))
    return Work(
        new_tickets=await _count(target, "ticket", f"id > {keys['ticket']:d}"),
        changed_tickets=int(touched),
        new_articles=await _count(target, "article", f"id > {keys['article']:d}"),
        changed_articles=await _count(target, "article", f"id <= {keys['article']:d} AND {article_changed}", **values),
    )


async def _count(target: BulkConnection, table: str, where: str, **values: Any) -> int:
    return int(await target.scalar(f"SELECT count(*) FROM {table} WHERE {where}", **values))  # noqa: S608 - our own
