"""API v1 of web services: their configuration, their exchange with OTRS, their log."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Header, Path, Query, Request, Response
from pydantic import Field

from gotrs_api.catalog.validity import Validity
from gotrs_api.generic_interface.schemas import (
    Direction,
    WebServiceCallDetail,
    WebServiceCallRead,
    WebserviceCreate,
    WebserviceImport,
    WebserviceRead,
    WebserviceUpdate,
    WebserviceVersion,
)
from gotrs_api.generic_interface.service import administration, communications
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

SCOPE = "admin:web-services"
router = ApiRouter(prefix="/web-services", tags=["web services"])
WebserviceId = Annotated[int, Path(ge=1, le=2**31 - 1)]
RowId = Annotated[int, Path(ge=1, le=2**63 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]
_SORTS: dict[str, Callable[[Any], Any]] = {
    "name": lambda service: service.name.lower(),
    "created": lambda service: service.created,
    "changed": lambda service: service.changed,
}


class WebserviceQuery(ListQuery):
    q: str | None = Field(None, max_length=200, description="Part of the name, whatever the case.")
    valid: Validity | None = None

    def wants(self, service: WebserviceRead) -> bool:
        return (self.q is None or self.q.lower() in service.name.lower()) and (
            self.valid is None or service.valid is self.valid
        )


class CommunicationQuery(ListQuery):
    type: Direction | None = None


@router.get("", summary="List web services", response_model=ListAnswer[WebserviceRead])
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[WebserviceQuery, Query()]
) -> Response:
    rows = [each for each in await administration.list_webservices(uow, principal) if query.wants(each)]
    return listed(request, query, cut(rows, query, _SORTS))


@router.post(
    "", summary="Create a web service", status_code=201, response_model=WebserviceRead, responses=problem_responses(409)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: WebserviceCreate
) -> Response:
    service = await administration.create_webservice(uow, principal, command)
    return _made(request, service)


@router.post(
    "/import",
    summary="Import a web service of OTRS",
    status_code=201,
    response_model=WebserviceRead,
    responses=problem_responses(409),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_import(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: WebserviceImport
) -> Response:
    """OTRS's YAML export, as text. Tags, deep nesting and more than 1 MiB are refused."""
    return _made(request, await administration.import_webservice(uow, principal, command))


@router.get(
    "/{webservice_id}", summary="Read a web service", response_model=WebserviceRead, responses=problem_responses(404)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_read(
    request: Request, uow: Read, principal: CurrentPrincipal, webservice_id: WebserviceId
) -> Response:
    service = await administration.read_webservice(uow, principal, webservice_id)
    return single(request, service, _etag(service))


@router.patch(
    "/{webservice_id}",
    summary="Change a web service",
    response_model=WebserviceRead,
    responses=problem_responses(404, 409, 412),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    webservice_id: WebserviceId,
    command: WebserviceUpdate,
    if_match: IfMatch = None,
) -> Response:
    """`config` is the whole configuration. A secret that is sent as `********` stays as it is stored."""
    require_match(if_match, _etag(await administration.read_webservice(uow, principal, webservice_id)))
    service = await administration.update_webservice(uow, principal, webservice_id, command)
    return single(request, service, _etag(service))


@router.delete(
    "/{webservice_id}", status_code=204, summary="Delete a web service", responses=problem_responses(404, 409, 412)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_delete(
    uow: Uow, principal: CurrentPrincipal, webservice_id: WebserviceId, if_match: IfMatch = None
) -> None:
    """With its log and its earlier forms."""
    require_match(if_match, _etag(await administration.read_webservice(uow, principal, webservice_id)))
    await administration.delete_webservice(uow, principal, webservice_id)


@router.get(
    "/{webservice_id}/export",
    summary="Export a web service for OTRS",
    response_class=Response,
    responses={200: {"content": {"application/yaml": {"schema": {"type": "string"}}}}, **problem_responses(404)},
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_export(uow: Uow, principal: CurrentPrincipal, webservice_id: WebserviceId) -> Response:
    """With its passwords, so that it runs elsewhere; the audit log notes it."""
    name, text = await administration.export_webservice(uow, principal, webservice_id)
    filename = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "_" for letter in name)
    headers = {"Content-Disposition": f'attachment; filename="{filename}.yml"'}
    return Response(text.encode(), media_type="application/yaml", headers=headers)


@router.get("/{webservice_id}/versions", summary="List earlier configurations", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_versions(
    uow: Read, principal: CurrentPrincipal, webservice_id: WebserviceId
) -> ListAnswer[WebserviceVersion]:
    return whole(await administration.list_versions(uow, principal, webservice_id))


@router.post(
    "/{webservice_id}/versions/{version_id}/restore",
    summary="Go back to an earlier configuration",
    response_model=WebserviceRead,
    responses=problem_responses(404),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_restore(
    request: Request, uow: Uow, principal: CurrentPrincipal, webservice_id: WebserviceId, version_id: RowId
) -> Response:
    service = await administration.restore_version(uow, principal, webservice_id, version_id)
    return single(request, service, _etag(service))


@router.get(
    "/{webservice_id}/debugger",
    summary="List logged communications",
    response_model=ListAnswer[WebServiceCallRead],
    responses=problem_responses(404),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_debugger(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    webservice_id: WebserviceId,
    query: Annotated[CommunicationQuery, Query()],
) -> Response:
    """The newest first, as far as the service's debug threshold logs them."""
    page = await communications.list_communications(uow, principal, webservice_id, query.page, kind=query.type)
    return listed(request, query, page)


@router.get(
    "/{webservice_id}/debugger/{entry_id}", summary="Read a logged communication", responses=problem_responses(404)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_communication(
    uow: Read, principal: CurrentPrincipal, webservice_id: WebserviceId, entry_id: RowId
) -> WebServiceCallDetail:
    return await communications.read_communication(uow, principal, webservice_id, entry_id)


@router.delete(
    "/{webservice_id}/debugger",
    status_code=204,
    summary="Empty the log of a web service",
    responses=problem_responses(404),
)
@requires(SCOPE, group=ADMIN_GROUP)
async def web_services_debugger_clear(uow: Uow, principal: CurrentPrincipal, webservice_id: WebserviceId) -> None:
    await communications.clear_communications(uow, principal, webservice_id)


def _made(request: Request, service: WebserviceRead) -> Response:
    return single(request, service, _etag(service), status=201, location=f"{API_PREFIX}/web-services/{service.id}")


def _etag(service: WebserviceRead) -> str:
    """Of what it shows: change times have whole seconds."""
    return etag(service.id, zlib.crc32(service.model_dump_json().encode()), service.changed)
