"""API v1 of the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import AwareDatetime, Field

from gotrs_api.admin.logs import service
from gotrs_api.admin.logs.schemas import Level, LogLine
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.ids import BigRowId
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import ListQuery, cut, listed
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read

SCOPE = "admin:system"
SORTS: dict[str, Callable[[Any], Any]] = {"at": lambda line: line.at, "event": lambda line: line.event}
router = ApiRouter(prefix="/admin/system/logs", tags=["administration"])


class LogQuery(ListQuery):
    level: Level | None = Field(None, description="This one and what is worse.")
    event: str | None = Field(None, max_length=200, description="`mail.fetch_failed`, or `mail.*`.")
    q: str | None = Field(None, max_length=200, description="Words that a line must have, somewhere.")
    at_after: AwareDatetime | None = None
    at_before: AwareDatetime | None = None

    @property
    def wanted(self) -> service.LogFilter:
        after: datetime | None = self.at_after
        return service.LogFilter(level=self.level, event=self.event, text=self.q, after=after, before=self.at_before)


@router.get("", summary="What the processes said lately", response_model=ListAnswer[LogLine])
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_logs(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[LogQuery, Query()]
) -> Response:
    """Newest first. The last few MiB are kept, without secrets; what is older is with whoever collects the console."""
    lines = await service.list_lines(uow, principal, query.wanted)
    return listed(request, query, cut(lines, query, SORTS, default="-id"))


@router.get("/{line_id}", summary="Read a line of the log", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def admin_system_log_line(uow: Read, principal: CurrentPrincipal, line_id: BigRowId) -> LogLine:
    return await service.read_line(uow, principal, line_id)
