"""API v1 of queues."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query, Request, Response
from pydantic import Field

from gotrs_api.catalog.entries import entry_etag
from gotrs_api.catalog.routes import SORTS, WRITE_SCOPE, EntryId, EntryQuery, IfMatch
from gotrs_api.catalog.schemas import In, Out
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import ADMIN_GROUP, QueueRight
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import require_match
from gotrs_api.kernel.ids import QueueId, RowId
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.queues import service
from gotrs_api.queues.schemas import QueueCreate, QueueNode, QueueRead, QueueUpdate
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE = "queues:read"
router = ApiRouter(prefix="/queues", tags=["queues"])


class QueueQuery(EntryQuery):
    """By default the queues that the caller may read; with `right` those on which that right is held."""

    right: Literal["ro", "move_into", "create", "note", "owner", "priority", "rw"] = "ro"
    group_id: int | None = Field(None, ge=1, le=2**31 - 1)


class MyQueues(Out):
    queue_ids: tuple[int, ...]


class MyQueuesSet(In):
    queue_ids: tuple[RowId, ...] = Field(max_length=10_000)


@router.get("", summary="List queues", response_model=ListAnswer[QueueRead])
@requires(READ_SCOPE, kinds=AGENTS)
async def queues_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[QueueQuery, Query()]
) -> Response:
    queues = await service.list_queues_for(uow, principal, QueueRight(query.right))
    rows = [queue for queue in queues if query.wants(queue) and query.group_id in (None, queue.group.id)]
    return listed(request, query, cut(rows, query, SORTS))


@router.get("/tree", summary="The queues as a tree")
@requires(READ_SCOPE, kinds=AGENTS)
async def queues_tree(uow: Read, principal: CurrentPrincipal) -> tuple[QueueNode, ...]:
    return service.queue_tree(await service.list_queues_for(uow, principal, QueueRight.RO))


@router.get("/mine", summary="My queues")
@requires(READ_SCOPE, kinds=AGENTS)
async def queues_mine(uow: Read, principal: CurrentPrincipal) -> MyQueues:
    """The queues whose news I want to hear."""
    return MyQueues(queue_ids=tuple(await service.my_queue_ids(uow, principal)))


@router.put("/mine", summary="Choose my queues")
@requires("profile:write", kinds=AGENTS)
async def queues_mine_set(uow: Uow, principal: CurrentPrincipal, command: MyQueuesSet) -> MyQueues:
    chosen = await service.choose_my_queues(uow, principal, [QueueId(queue_id) for queue_id in command.queue_ids])
    return MyQueues(queue_ids=tuple(chosen))


@router.post("", summary="Create a queue", status_code=201, response_model=QueueRead, responses=problem_responses(409))
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def queues_create(request: Request, uow: Uow, principal: CurrentPrincipal, command: QueueCreate) -> Response:
    queue = await service.create_queue(uow, principal, command)
    return single(request, queue, entry_etag(queue), status=201, location=f"{API_PREFIX}/queues/{queue.id}")


@router.get("/{queue_id}", summary="Read a queue", response_model=QueueRead, responses=problem_responses(404))
@requires(READ_SCOPE, kinds=AGENTS)
async def queues_read(request: Request, uow: Read, principal: CurrentPrincipal, queue_id: EntryId) -> Response:
    queue = await service.read_queue(uow, principal, QueueId(queue_id))
    return single(request, queue, entry_etag(queue))


@router.patch(
    "/{queue_id}", summary="Change a queue", response_model=QueueRead, responses=problem_responses(404, 409, 412)
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def queues_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    queue_id: EntryId,
    command: QueueUpdate,
    if_match: IfMatch = None,
) -> Response:
    current = await service.read_queue(uow, principal, QueueId(queue_id))
    require_match(if_match, entry_etag(current))
    queue = await service.update_queue(uow, principal, QueueId(queue_id), command)
    return single(request, queue, entry_etag(queue))


@router.put(
    "/{queue_id}", summary="Replace a queue", response_model=QueueRead, responses=problem_responses(404, 409, 412)
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def queues_replace(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    queue_id: EntryId,
    command: QueueCreate,
    if_match: IfMatch = None,
) -> Response:
    """What is left out goes back to its default; references keep what they are."""
    current = await service.read_queue(uow, principal, QueueId(queue_id))
    require_match(if_match, entry_etag(current))
    queue = await service.update_queue(uow, principal, QueueId(queue_id), QueueUpdate(**command.model_dump()))
    return single(request, queue, entry_etag(queue))


@router.delete(
    "/{queue_id}", summary="Take a queue out of use", status_code=204, responses=problem_responses(404, 409, 412)
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def queues_delete(uow: Uow, principal: CurrentPrincipal, queue_id: EntryId, if_match: IfMatch = None) -> None:
    """Tickets and history name their queue for ever, so it is not removed: it becomes invalid."""
    current = await service.read_queue(uow, principal, QueueId(queue_id))
    require_match(if_match, entry_etag(current))
    await service.update_queue(uow, principal, QueueId(queue_id), QueueUpdate(valid=Validity.INVALID))


ROUTERS = (router,)
