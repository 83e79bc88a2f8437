"""Beside an OTRS in shadow mode GOTRS only shows: a unit of work that would write to a table of OTRS's raises OnlyShown.

That is asked where rows are written, so it holds for every door alike: browser, API, web services, MCP, mail, jobs. What
GOTRS keeps in tables of its own (sessions, tokens, webhooks, the audit log) is written as ever.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from gotrs_api.coexistence import service
from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.db.check import OWN_TABLE_PREFIX
from gotrs_api.uow import UnitOfWork

_ONLY_SHOWS = "only_shows"


async def hold_back(uow: UnitOfWork) -> None:
    """Whether this unit of work may write to OTRS's tables: asked when it begins."""
    if await service.is_shadow(uow):
        uow.session.info[_ONLY_SHOWS] = True


@event.listens_for(Session, "before_flush")
def _refuse_rows(session: Session, _context: Any, _instances: Any) -> None:
    if session.info.get(_ONLY_SHOWS):
        changed = (row for row in session.dirty if session.is_modified(row))
        for row in (*session.new, *changed, *session.deleted):
            _refuse(row.__tablename__)


@event.listens_for(Session, "do_orm_execute")
def _refuse_statement(state: ORMExecuteState) -> None:
    if state.session.info.get(_ONLY_SHOWS) and (state.is_insert or state.is_update or state.is_delete):
        _refuse(str(getattr(state.statement, "table").name))  # noqa: B009 - Insert, Update and Delete have one


def _refuse(table: str) -> None:
    if not table.startswith(OWN_TABLE_PREFIX):
        raise OnlyShown
