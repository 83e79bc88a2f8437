"""API v1 of system settings."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Header, Path, Query, Request, Response
from pydantic import Field

from gotrs_api.admin.configuration import agent_values, service
from gotrs_api.admin.configuration.schemas import (
    AgentValueRead,
    SettingChangeRead,
    SettingRead,
    SettingsRestored,
    SettingWrite,
)
from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:sysconfig"
SORTS: dict[str, Callable[[Any], Any]] = {"name": lambda row: row.name, "group": lambda row: row.group}
Name = Annotated[str, Path(max_length=250, description="As in the list; `#` is sent as `%23`.")]
ValueId = Annotated[int, Path(ge=1, le=2**31 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]
router = ApiRouter(prefix="/sysconfig", tags=["administration"])


class SettingQuery(ListQuery):
    q: str | None = Field(None, max_length=200, description="Words in name or description.")
    group: str | None = Field(None, max_length=100, description="A place in the tree, with all below it.")
    modified: bool | None = None

    def wants(self, row: SettingRead) -> bool:
        text = f"{row.name} {row.description}".casefold()
        return (
            all(word in text for word in (self.q or "").casefold().split())
            and (self.group is None or f"{row.group}::".startswith(f"{self.group}::"))
            and self.modified in (None, row.is_modified)
        )


@router.get("", summary="List system settings", response_model=ListAnswer[SettingRead])
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[SettingQuery, Query()]
) -> Response:
    rows = [row for row in await service.list_settings(uow, principal) if query.wants(row)]
    return listed(request, query, cut(rows, query, SORTS))


@router.get("/changes", summary="List changes of system settings")
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_changes(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    paging: Paging,
    name: Annotated[str | None, Query(max_length=250, description="Of this setting only.")] = None,
) -> ListAnswer[SettingChangeRead]:
    page = await service.list_changes(uow, principal, paging, name=name)
    return answer(request, response, page.rows, page)


@router.post(
    "/changes/{change_id}/rollback", summary="Take back a change and all later ones", responses=problem_responses(404)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_rollback(
    uow: Uow, principal: CurrentPrincipal, change_id: Annotated[int, Path(ge=1, le=2**31 - 1)]
) -> SettingsRestored:
    return await service.take_back(uow, principal, change_id)


@router.get("/agent-values", summary="List the values of settings that agents have of their own")
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_agent_values(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    paging: Paging,
    name: Annotated[str | None, Query(max_length=250, description="Of this setting only.")] = None,
    q: Annotated[str | None, Query(max_length=200, description="Words in names of agents, logins or settings.")] = None,
) -> ListAnswer[AgentValueRead]:
    page = await agent_values.list_agent_values(uow, principal, paging, name=name, words=q)
    return answer(request, response, page.rows, page)


@router.delete(
    "/agent-values",
    status_code=204,
    summary="Let a setting be for every agent as it is for all",
    responses=problem_responses(404),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_agent_values_reset(
    uow: Uow, principal: CurrentPrincipal, name: Annotated[str, Query(max_length=250, description="The setting.")]
) -> None:
    await agent_values.reset_agent_values(uow, principal, name)


@router.get("/agent-values/{value_id}", summary="Read an agent's own value", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_agent_value(uow: Read, principal: CurrentPrincipal, value_id: ValueId) -> AgentValueRead:
    return await agent_values.read_agent_value(uow, principal, value_id)


@router.delete(
    "/agent-values/{value_id}",
    status_code=204,
    summary="Let a setting be for an agent as it is for all",
    responses=problem_responses(404),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_agent_value_reset(uow: Uow, principal: CurrentPrincipal, value_id: ValueId) -> None:
    await agent_values.reset_agent_value(uow, principal, value_id)


@router.get(
    "/{name:path}", summary="Read a system setting", response_model=SettingRead, responses=problem_responses(404)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_read(request: Request, uow: Read, principal: CurrentPrincipal, name: Name) -> Response:
    setting = await service.read_setting(uow, principal, name)
    return single(request, setting, _tag(setting))


@router.put(
    "/{name:path}",
    summary="Change a system setting",
    response_model=SettingRead,
    responses=problem_responses(404, 412),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_change(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    name: Name,
    command: SettingWrite,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_setting(uow, principal, name)))
    setting = await service.change_setting(
        uow, principal, name, command.value, agents_may_change=command.agents_may_change
    )
    return single(request, setting, _tag(setting))


@router.delete(
    "/{name:path}",
    summary="Give a system setting its default again",
    response_model=SettingRead,
    responses=problem_responses(404),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def sysconfig_reset(request: Request, uow: Uow, principal: CurrentPrincipal, name: Name) -> Response:
    setting = await service.reset_setting(uow, principal, name)
    return single(request, setting, _tag(setting))


def _tag(setting: SettingRead) -> str:
    return etag(
        hashlib.sha256(setting.model_dump_json(include={"value", "agents_may_change"}).encode()).hexdigest()[:20]
    )
