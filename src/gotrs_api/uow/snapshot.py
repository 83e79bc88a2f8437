"""Master data that everybody asks for: one typed picture of some tables per site, at most a few seconds old.

    QUEUES = Snapshot("queues", (Queue,), load_queues)
    queues = await QUEUES.get(uow)

A unit of work that has written to the tables reads them itself until it ends; after its commit the picture is made anew.
Writes through the ORM are noticed automatically; code that bypasses it calls `touched`. Another process notices within
five seconds. While somebody makes a picture anew because of its age, the others go on with the old one.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, event
from sqlalchemy.orm import Session

from gotrs_api.uow.site import Site
from gotrs_api.uow.unit_of_work import ReadUow

T = TypeVar("T")
FRESH_FOR_S = 5.0
_TOUCHED = "touched_tables"


class _Pictures:
    """Of one site: what was loaded, and how often each table was written to by this process."""

    def __init__(self) -> None:
        self.loaded: dict[str, tuple[float, tuple[int, ...], Any]] = {}
        self.versions: dict[str, int] = {}
        self.known_versions: dict[tuple[str, ...], tuple[int, ...]] = {}
        self.renewing: set[str] = set()

    def version(self, tables: tuple[str, ...]) -> tuple[int, ...]:
        known = self.known_versions.get(tables)
        if known is None:
            known = self.known_versions[tables] = tuple(self.versions.get(table, 0) for table in tables)
        return known

    def bump(self, tables: Iterable[str]) -> None:
        self.known_versions.clear()
        for table in tables:
            self.versions[table] = self.versions.get(table, 0) + 1


class Snapshot(Generic[T]):
    """What `load` returns, remembered per site. `models` are the tables it reads."""

    def __init__(self, name: str, models: Iterable[type[Any] | Table], load: Callable[[ReadUow], Awaitable[T]]) -> None:
        self._name = name
        self._tables = tuple(_name_of(model) for model in models)
        self._load = load

    async def get(self, uow: ReadUow) -> T:
        if uow.writes and not _touched(uow.session.sync_session).isdisjoint(self._tables):
            return await self._load(uow)  # not yet committed: for this unit of work's eyes only
        if uow.renewed is not None and self._name not in uow.renewed:
            uow.renewed.add(self._name)
            return await self.reload(uow)
        pictures = uow.site.part(_Pictures, _Pictures)
        version = pictures.version(self._tables)
        held = pictures.loaded.get(self._name)
        if held is not None and held[1] == version:
            is_fresh = time.monotonic() < held[0]
            if is_fresh or self._name in pictures.renewing:
                found: T = held[2]
                return found
        return await self._renew(uow, pictures, version)

    async def reload(self, uow: ReadUow) -> T:
        """Load anew now, for callers that meet something the picture lacks: another process may have just added it."""
        pictures = uow.site.part(_Pictures, _Pictures)
        return await self._renew(uow, pictures, pictures.version(self._tables))

    async def _renew(self, uow: ReadUow, pictures: _Pictures, version: tuple[int, ...]) -> T:
        pictures.renewing.add(self._name)
        try:
            found = await self._load(uow)
        finally:
            pictures.renewing.discard(self._name)
        # With the version from before: a write during the load makes this picture stale at once.
        pictures.loaded[self._name] = (time.monotonic() + FRESH_FOR_S, version, found)
        return found


def touched(uow: ReadUow, *models: type[Any] | Table) -> None:
    """Say that this unit of work has written to tables by SQL."""
    _touch(uow.session.sync_session, {_name_of(model) for model in models})


def forget_pictures(site: Site) -> None:
    """In this process, at once; others look anew within five seconds anyway."""
    site.part(_Pictures, _Pictures).loaded.clear()


def _name_of(model: type[Any] | Table) -> str:
    return model.name if isinstance(model, Table) else str(model.__tablename__)


def _touched(session: Session) -> set[str]:
    found: set[str] = session.info.setdefault(_TOUCHED, set())
    return found


def _touch(session: Session, tables: set[str]) -> None:
    site: Site | None = session.info.get("site")
    if site is not None:
        _touched(session).update(tables)
        site.part(_Pictures, _Pictures).bump(tables)


@event.listens_for(Session, "after_flush")
def _note_written_tables(session: Session, _context: Any) -> None:
    if "site" in session.info:
        rows = (*session.new, *session.dirty, *session.deleted)
        _touch(session, {row.__tablename__ for row in rows})


@event.listens_for(Session, "after_commit")
def _note_committed_tables(session: Session) -> None:
    site: Site | None = session.info.get("site")
    tables = session.info.get(_TOUCHED)
    if site is not None and tables:
        site.part(_Pictures, _Pictures).bump(tables)
