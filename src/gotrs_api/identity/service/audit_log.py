"""Reading the audit log; only administrators may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, func, or_, select

from gotrs_api.db.newest_first import newest_first
from gotrs_api.identity import audit
from gotrs_api.identity.errors import AuditEntryNotFound
from gotrs_api.identity.models import AuditEntry
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.audit import AuditRead, AuditStats
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.uow import ReadUow

_SORT = "-id"


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """What is None or empty does not matter. `action` may end in `*`; `text` is looked for in actions, names, ids and
    details, and entries of `text_actions` fit as well: what the text means in the words of whoever asks."""

    action: str | None = None
    actor_kind: str | None = None
    actor_id: str | None = None
    object_types: tuple[str, ...] = ()
    object_id: str | None = None
    after: datetime | None = None
    before: datetime | None = None
    text: str | None = None
    text_actions: tuple[str, ...] = ()

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        for name in ("actor_kind", "actor_id", "object_id"):
            value = getattr(self, name)
            if value is not None:
                found.append(getattr(AuditEntry, name) == value)
        if self.object_types:
            found.append(AuditEntry.object_type.in_(self.object_types))
        if self.action is not None:
            start, star, _ = self.action.partition("*")
            found.append(
                AuditEntry.action.startswith(start, autoescape=True) if star else AuditEntry.action == self.action
            )
        if self.after is not None:
            found.append(AuditEntry.at >= self.after)
        if self.before is not None:
            found.append(AuditEntry.at < self.before)
        if self.text:
            columns = (
                *(AuditEntry.action, AuditEntry.actor_name, AuditEntry.object_id, AuditEntry.address),
                AuditEntry.details,
            )
            found.append(
                or_(
                    AuditEntry.action.in_(self.text_actions),
                    *(column.contains(self.text, autoescape=True) for column in columns),
                )
            )
        return found


async def list_entries(uow: ReadUow, principal: Principal, page: PageRequest, wanted: AuditFilter) -> Page[AuditRead]:
    """Newest first. Raises Forbidden."""
    principal.require_admin()
    matching = wanted.conditions()
    statement = select(AuditEntry).where(*matching).limit(page.limit + 1)
    statement = newest_first(statement, AuditEntry.id, page, _SORT)
    rows = [_read(entry) for entry in await uow.session.scalars(statement)]
    total = None
    if page.include_total:
        total = await uow.session.scalar(select(func.count()).select_from(AuditEntry).where(*matching))
    return make_page(rows, page, _SORT, lambda entry: [entry.id], total)


async def read_entry(uow: ReadUow, principal: Principal, entry_id: int) -> AuditRead:
    """Raises Forbidden, AuditEntryNotFound."""
    principal.require_admin()
    entry = await uow.session.get(AuditEntry, entry_id)
    if entry is None:
        raise AuditEntryNotFound
    return _read(entry)


async def stats(uow: ReadUow, principal: Principal) -> AuditStats:
    """How many entries of each action, and whether the chain is whole. Raises Forbidden."""
    principal.require_admin()
    rows = await uow.session.execute(
        select(AuditEntry.action, func.count().label("entries")).group_by(AuditEntry.action).order_by(AuditEntry.action)
    )
    verdict = await audit.verify(uow)
    return AuditStats(
        entries=verdict.entries,
        intact=verdict.intact,
        broken_at=verdict.broken_at,
        reason=verdict.reason,
        actions={row.action: row.entries for row in rows},
    )


def _read(entry: AuditEntry) -> AuditRead:
    details: dict[str, Any] = orjson.loads(entry.details) if entry.details else {}
    return AuditRead(
        id=entry.id,
        at=entry.at,
        actor_kind=entry.actor_kind,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        action=entry.action,
        object_type=entry.object_type,
        object_id=entry.object_id,
        address=entry.address,
        request_id=entry.request_id,
        details=details,
        hash=entry.hash,
    )
