"""API v1 of transfer: entries, or the whole desk, as files."""

from typing import Annotated

from fastapi import Path, Response

from gotrs_api.admin.row_files import MEDIA_TYPES, Format
from gotrs_api.admin.transfer import service
from gotrs_api.admin.transfer.schemas import KindRead, TransferFile, Transferred, TransferRow, TransferRowError
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Uow

router = ApiRouter(prefix="/admin/transfer", tags=["administration"])
Name = Annotated[str, Path(max_length=50, description="As in the list of kinds.")]


@router.get("", summary="List what goes out to files")
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def transfer_list(principal: CurrentPrincipal) -> ListAnswer[KindRead]:
    return whole(service.list_kinds(principal))


@router.get(
    "/{kind}/export",
    summary="Download all entries of a kind, or the whole desk",
    response_class=Response,
    responses={
        200: {"content": {form: {} for form in MEDIA_TYPES.values()}},
        **problem_responses(404),
    },
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def transfer_export(uow: Uow, principal: CurrentPrincipal, kind: Name, form: Format = "yaml") -> Response:
    """By the names of what they refer to, so that another desk can take them in; passwords and keys stay here."""
    content = await service.export_entries(uow, principal, kind, form)
    disposition = f'attachment; filename="{kind}.{form}"'
    return Response(content, media_type=MEDIA_TYPES[form], headers={"Content-Disposition": disposition})


@router.post(
    "/{kind}/import",
    summary="Read entries of a kind, or a whole desk, from a file",
    responses=problem_responses(404, 409),
)
@requires(Scope.ADMIN, group=ADMIN_GROUP)
async def transfer_import(uow: Uow, principal: CurrentPrincipal, kind: Name, body: TransferFile) -> Transferred:
    """As a whole or, where a row is wrong, not at all: then each fault has a pointer `/content/{kind}/{number}/{column}`."""
    planned = await service.import_entries(
        uow, principal, kind, body.content.encode(), body.form, preview=body.preview, pointer="/content"
    )
    return Transferred(
        written=not body.preview,
        rows=tuple(
            TransferRow(
                kind=one.kind,
                number=one.number,
                name=one.name,
                outcome=one.outcome,
                errors=tuple(
                    TransferRowError(column=error.pointer.strip("/"), code=error.code, message=error.sentence)
                    for error in one.errors
                ),
            )
            for one in planned
        ),
    )
