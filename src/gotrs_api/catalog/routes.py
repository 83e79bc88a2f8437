"""API v1 of master data: the same operations for every kind."""

# No `from __future__ import annotations`: FastAPI reads the schemas out of the closures' annotations.

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Header, Path, Query, Request, Response
from pydantic import BaseModel, Field

from gotrs_api.catalog import service
from gotrs_api.catalog.entries import entry_etag
from gotrs_api.catalog.schemas import (
    Entry,
    In,
    LockRead,
    NameCreate,
    NameUpdate,
    Out,
    PriorityCreate,
    PriorityRead,
    PriorityUpdate,
    ServiceCreate,
    ServiceRead,
    ServiceUpdate,
    StateCreate,
    StateRead,
    StateTypeRead,
    StateUpdate,
    SystemAddressCreate,
    SystemAddressRead,
    SystemAddressUpdate,
    TextCreate,
    TextRead,
    TextUpdate,
    TypeRead,
)
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import require_match
from gotrs_api.kernel.ids import RowId, ServiceId
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE, WRITE_SCOPE = "queues:read", "admin:catalog"
EntryId = Annotated[int, Path(ge=1, le=2**31 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]
UseCase = Callable[..., Awaitable[Any]]  # a function of a service; its schemas are those of the kind
SORTS: dict[str, Callable[[Any], Any]] = {
    "name": lambda entry: entry.name.lower(),
    "valid": lambda entry: entry.valid,
    "created": lambda entry: entry.created,
    "changed": lambda entry: entry.changed,
}


class EntryQuery(ListQuery):
    """Filters that every kind has."""

    q: str | None = Field(None, max_length=200, description="Part of the name, whatever the case.")
    name: str | None = Field(None, max_length=200)
    valid: Validity | None = None

    def wants(self, entry: Any) -> bool:
        return (
            (self.q is None or self.q.lower() in entry.name.lower())
            and (self.name is None or entry.name == self.name)
            and (self.valid is None or entry.valid is self.valid)
        )


class StateTypeQuery(ListQuery):
    name: str | None = Field(None, max_length=200)


@dataclass(frozen=True)
class Kind:
    """One kind of master data. `one` and `many` are its names in operation ids, with underscores."""

    path: str
    one: str
    many: str
    schema: type[Entry]
    list: UseCase
    read: UseCase | None = None
    create: UseCase | None = None
    create_schema: type[BaseModel] = BaseModel
    update: UseCase | None = None
    update_schema: type[BaseModel] = BaseModel

    @property
    def label(self) -> str:
        return self.one.replace("_", " ")


def routes_of(kind: Kind) -> ApiRouter:
    """Reading for agents, writing for the group admin. Nothing is ever removed: entries become invalid."""
    router = ApiRouter(prefix=kind.path, tags=["master data"])
    _add_list(router, kind)
    if kind.read is not None:
        _add_read(router, kind, kind.read)
    if kind.create is not None:
        _add_create(router, kind, kind.create)
    if kind.read is not None and kind.update is not None:
        _add_update(router, kind, kind.read, kind.update)
        _add_delete(router, kind, kind.read, kind.update)
    return router


def _add_list(router: ApiRouter, kind: Kind) -> None:
    schema = kind.schema

    @router.get(
        "",
        summary=f"List {kind.many.replace('_', ' ')}",
        operation_id=f"{kind.many}_list",
        response_model=ListAnswer[schema],  # type: ignore[valid-type]
    )
    @requires(READ_SCOPE, kinds=AGENTS)
    async def list_entries(request: Request, uow: Read, query: Annotated[EntryQuery, Query()]) -> Response:
        rows = [entry for entry in await kind.list(uow) if query.wants(entry)]
        return listed(request, query, cut(rows, query, SORTS))


def _add_read(router: ApiRouter, kind: Kind, read: UseCase) -> None:
    @router.get(
        "/{entry_id}",
        summary=f"Read a {kind.label}",
        operation_id=f"{kind.many}_read",
        response_model=kind.schema,
        responses=problem_responses(404),
    )
    @requires(READ_SCOPE, kinds=AGENTS)
    async def read_entry(request: Request, uow: Read, entry_id: EntryId) -> Response:
        entry = await read(uow, entry_id)
        return single(request, entry, entry_etag(entry))


def _add_create(router: ApiRouter, kind: Kind, create: UseCase) -> None:
    create_schema = kind.create_schema

    @router.post(
        "",
        summary=f"Create a {kind.label}",
        operation_id=f"{kind.many}_create",
        status_code=201,
        response_model=kind.schema,
        responses=problem_responses(409),
    )
    @requires(WRITE_SCOPE, group=ADMIN_GROUP)
    async def create_entry(
        request: Request,
        uow: Uow,
        principal: CurrentPrincipal,
        command: create_schema,  # type: ignore[valid-type]
    ) -> Response:
        entry = await create(uow, principal, command)
        location = f"{API_PREFIX}{kind.path}/{entry.id}"
        return single(request, entry, entry_etag(entry), status=201, location=location)


def _add_update(router: ApiRouter, kind: Kind, read: UseCase, update: UseCase) -> None:
    update_schema = kind.update_schema

    @router.patch(
        "/{entry_id}",
        summary=f"Change a {kind.label}",
        operation_id=f"{kind.many}_update",
        response_model=kind.schema,
        responses=problem_responses(404, 409, 412),
    )
    @requires(WRITE_SCOPE, group=ADMIN_GROUP)
    async def update_entry(
        request: Request,
        uow: Uow,
        principal: CurrentPrincipal,
        entry_id: EntryId,
        command: update_schema,  # type: ignore[valid-type]
        if_match: IfMatch = None,
    ) -> Response:
        require_match(if_match, entry_etag(await read(uow, entry_id)))
        entry = await update(uow, principal, entry_id, command)
        return single(request, entry, entry_etag(entry))


def _add_delete(router: ApiRouter, kind: Kind, read: UseCase, update: UseCase) -> None:
    @router.delete(
        "/{entry_id}",
        summary=f"Take a {kind.label} out of use",
        operation_id=f"{kind.many}_delete",
        status_code=204,
        responses=problem_responses(404, 409, 412),
        description="Tickets and history name it for ever, so it is not removed: it becomes invalid.",
    )
    @requires(WRITE_SCOPE, group=ADMIN_GROUP)
    async def delete_entry(uow: Uow, principal: CurrentPrincipal, entry_id: EntryId, if_match: IfMatch = None) -> None:
        require_match(if_match, entry_etag(await read(uow, entry_id)))
        await update(uow, principal, entry_id, kind.update_schema.model_validate({"valid": Validity.INVALID}))


KINDS = (
    Kind(
        "/states",
        "state",
        "states",
        StateRead,
        service.list_states,
        service.read_state,
        service.create_state,
        StateCreate,
        service.update_state,
        StateUpdate,
    ),
    Kind(
        "/priorities",
        "priority",
        "priorities",
        PriorityRead,
        service.list_priorities,
        service.read_priority,
        service.create_priority,
        PriorityCreate,
        service.update_priority,
        PriorityUpdate,
    ),
    Kind(
        "/types",
        "type",
        "types",
        TypeRead,
        service.list_types,
        service.read_type,
        service.create_type,
        NameCreate,
        service.update_type,
        NameUpdate,
    ),
    Kind("/locks", "lock", "locks", LockRead, service.list_locks),
    Kind(
        "/services",
        "service",
        "services",
        ServiceRead,
        service.list_services,
        service.read_service,
        service.create_service,
        ServiceCreate,
        service.update_service,
        ServiceUpdate,
    ),
    Kind(
        "/salutations",
        "salutation",
        "salutations",
        TextRead,
        service.list_salutations,
        service.read_salutation,
        service.create_salutation,
        TextCreate,
        service.update_salutation,
        TextUpdate,
    ),
    Kind(
        "/signatures",
        "signature",
        "signatures",
        TextRead,
        service.list_signatures,
        service.read_signature,
        service.create_signature,
        TextCreate,
        service.update_signature,
        TextUpdate,
    ),
    Kind(
        "/system-addresses",
        "system_address",
        "system_addresses",
        SystemAddressRead,
        service.list_system_addresses,
        service.read_system_address,
        service.create_system_address,
        SystemAddressCreate,
        service.update_system_address,
        SystemAddressUpdate,
    ),
)

_state_types = ApiRouter(prefix="/state-types", tags=["master data"])


@_state_types.get("", summary="List state types", response_model=ListAnswer[StateTypeRead])
@requires(READ_SCOPE, kinds=AGENTS)
async def state_types_list(request: Request, uow: Read, query: Annotated[StateTypeQuery, Query()]) -> Response:
    """What states mean to the system; fixed."""
    rows = [entry for entry in await service.list_state_types(uow) if query.name in (None, entry.name)]
    return listed(request, query, cut(rows, query, {"name": lambda entry: entry.name}))


class MyServices(Out):
    """Ids of services."""

    service_ids: tuple[int, ...]


class MyServicesSet(In):
    service_ids: tuple[RowId, ...] = Field(max_length=10_000)


_mine = ApiRouter(prefix="/services/mine", tags=["master data"])


@_mine.get("", summary="My services")
@requires(READ_SCOPE, kinds=AGENTS)
async def services_mine(uow: Read, principal: CurrentPrincipal) -> MyServices:
    """The services whose tickets I look after."""
    return MyServices(service_ids=tuple(await service.my_service_ids(uow, principal)))


@_mine.put("", summary="Choose my services")
@requires("profile:write", kinds=AGENTS)
async def services_mine_set(uow: Uow, principal: CurrentPrincipal, command: MyServicesSet) -> MyServices:
    chosen = await service.choose_my_services(uow, principal, [ServiceId(one) for one in command.service_ids])
    return MyServices(service_ids=tuple(chosen))


ROUTERS = (_mine, *(routes_of(kind) for kind in KINDS), _state_types)
