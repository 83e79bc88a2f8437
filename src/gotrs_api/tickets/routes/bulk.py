"""API v1: the same for many tickets at once. Stands before the routes of single tickets: `bulk` is no ticket id."""

from collections.abc import Callable
from typing import Any

from fastapi import Response

from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.tickets import schemas, service
from gotrs_api.tickets.routes.parameters import WRITE_SCOPE
from gotrs_api.tickets.schemas import BulkRead, BulkStarted
from gotrs_api.uow.deps import Read

router = ApiRouter(prefix="/tickets/bulk", tags=["tickets"])
_ACTIONS: tuple[tuple[str, str, type[Any]], ...] = (
    ("", "Change many tickets", schemas.TicketBulk),
    ("/assign", "Give many tickets to an owner", schemas.BulkAssign),
    ("/close", "Close many tickets", schemas.BulkClose),
    ("/priority", "Set the priority of many tickets", schemas.BulkPriority),
    ("/queue", "Move many tickets", schemas.BulkQueue),
    ("/state", "Set the state of many tickets", schemas.BulkState),
    ("/merge", "Merge many tickets into one", schemas.BulkMerge),
    ("/lock", "Lock many tickets for yourself", schemas.BulkLock),
    ("/watch", "Watch many tickets", schemas.BulkWatch),
)
_ANSWERS: dict[int | str, dict[str, Any]] = {
    202: {"model": BulkStarted, "description": "More than 50 tickets: a job works on them; `Location` names it."}
}


def _endpoint(path: str, summary: str, command_type: type[Any]) -> Callable[..., Any]:
    async def endpoint(
        response: Response,
        uow: Read,
        principal: CurrentPrincipal,
        command: command_type,  # type: ignore[valid-type]
    ) -> BulkRead | BulkStarted:
        answer = await service.change_tickets(uow, principal, command)
        if isinstance(answer, BulkStarted):
            response.status_code = 202
            response.headers["Location"] = f"{API_PREFIX}/jobs/{answer.job_id}"
        return answer

    endpoint.__name__ = f"tickets_bulk{path.replace('/', '_')}"
    endpoint.__doc__ = f"{summary}: each by itself, with a result for each. Takes ids, or a filter for all that match."
    return requires(WRITE_SCOPE, kinds=AGENTS)(endpoint)


for _path, _summary, _command in _ACTIONS:
    router.add_api_route(
        _path,
        _endpoint(_path, _summary, _command),
        methods=["POST"],
        summary=_summary,
        response_model=BulkRead | BulkStarted,
        responses=_ANSWERS,
    )
