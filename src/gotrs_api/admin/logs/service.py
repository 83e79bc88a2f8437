"""Reading the kept lines of the log; only administrators may."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, get_args

import orjson

from gotrs_api.admin.errors import LogLineNotFound
from gotrs_api.admin.logs.schemas import Level, LogLine
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.logging import recent_log
from gotrs_api.kernel.recent_log import RecentLog
from gotrs_api.uow import ReadUow

_LEVELS: Final[tuple[Level, ...]] = get_args(Level)
_OWN: Final = frozenset({"timestamp", "level", "event", "process", "request_id"})


@dataclass(frozen=True, kw_only=True)
class LogFilter:
    """What is None does not matter. `level`: that and what is worse; `event` may end in `*`; `text`: every word of it."""

    level: Level | None = None
    event: str | None = None
    text: str | None = None
    after: datetime | None = None
    before: datetime | None = None

    @classmethod
    def of(cls, *, level: str | None, text: str) -> LogFilter:
        """Of words; what is no level is none."""
        return cls(level=next((one for one in _LEVELS if one == level), None), text=text or None)

    def wants(self, line: LogLine) -> bool:
        if self.level is not None and _LEVELS.index(line.level) < _LEVELS.index(self.level):
            return False
        if self.event is not None and not _named(line.event, self.event):
            return False
        if (self.after is not None and line.at < self.after) or (self.before is not None and line.at >= self.before):
            return False
        return self.text is None or _says(line, self.text)


async def list_lines(uow: ReadUow, principal: Principal, wanted: LogFilter) -> list[LogLine]:
    """Newest first, all that are kept. Raises Forbidden."""
    principal.require_admin()
    log = recent_log(uow.site.settings)
    return await asyncio.to_thread(lambda: [line for line in reversed(_numbered(log)) if wanted.wants(line)])


async def read_line(uow: ReadUow, principal: Principal, line_id: int) -> LogLine:
    """Raises Forbidden, LogLineNotFound also for one that has been forgotten."""
    found = next((line for line in await list_lines(uow, principal, LogFilter()) if line.id == line_id), None)
    if found is None:
        raise LogLineNotFound
    return found


def _numbered(log: RecentLog) -> list[LogLine]:
    """Oldest first. A number is the microsecond; lines of the same one follow each other."""
    found: list[LogLine] = []
    for line in sorted(_lines(log), key=lambda one: one.id):
        if found and line.id <= found[-1].id:
            line = line.model_copy(update={"id": found[-1].id + 1})
        found.append(line)
    return found


def _lines(log: RecentLog) -> Iterator[LogLine]:
    for kept in log.lines():
        try:
            at = datetime.fromisoformat(str(kept.get("timestamp"))).astimezone(UTC)
        except ValueError:
            continue
        level = kept.get("level")
        yield LogLine(
            id=int(at.timestamp() * 1_000_000),
            at=at,
            level=level if level in _LEVELS else "info",
            event=str(kept.get("event", "")),
            process=str(kept.get("process", "")),
            request_id=kept.get("request_id"),
            details={name: value for name, value in kept.items() if name not in _OWN},
        )


def _named(event: str, wanted: str) -> bool:
    start, star, _ = wanted.partition("*")
    return event.startswith(start) if star else event == wanted


def _says(line: LogLine, text: str) -> bool:
    said = f"{line.event} {line.process} {line.request_id} {orjson.dumps(line.details).decode()}".casefold()
    return all(word in said for word in text.casefold().split())


def as_text(details: dict[str, Any]) -> str:
    """What a line says besides, without a stack trace, on one line."""
    return " ".join(f"{name}={value}" for name, value in details.items() if name != "exception")
