"""API v1 of translations."""

import hashlib
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from fastapi import Header, Path, Query, Request, Response
from pydantic import Field

from gotrs_api.admin.translations import files, service
from gotrs_api.admin.translations.schemas import (
    FileForm,
    TranslationChangeRead,
    TranslationRead,
    TranslationsFile,
    TranslationsImported,
    TranslationWrite,
)
from gotrs_api.identity.paging import Paging, answer
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE = "queues:read"
WRITE_SCOPE = "admin:translations"
SORTS: dict[str, Callable[[Any], Any]] = {"source": lambda row: row.source.casefold()}
Language = Annotated[str, Query(max_length=10, description="Its code, as in `/i18n/languages`.")]
TranslationId = Annotated[str, Path(max_length=40)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]
router = ApiRouter(prefix="/translations", tags=["administration"])


class TranslationStatus(StrEnum):
    CHANGED = "changed"
    UNTRANSLATED = "untranslated"


class TranslationQuery(ListQuery):
    language: str = Field(max_length=10, description="Its code, as in `/i18n/languages`.")
    q: str | None = Field(None, max_length=200, description="Words in the English text or its translation.")
    status: TranslationStatus | None = None

    def wants(self, row: TranslationRead) -> bool:
        text = " ".join((row.source, row.source_plural, *row.texts)).casefold()
        if self.status is not None and not (row.is_changed if self.status == "changed" else not row.texts):
            return False
        return all(word in text for word in (self.q or "").casefold().split())


@router.get(
    "", summary="List texts of a language", response_model=ListAnswer[TranslationRead], responses=problem_responses(404)
)
@requires(READ_SCOPE, kinds=AGENTS)
async def translations_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[TranslationQuery, Query()]
) -> Response:
    found = await service.list_translations(uow, principal, query.language)
    return listed(request, query, cut([row for row in found if query.wants(row)], query, SORTS, default="source"))


@router.get("/changes", summary="List changes of texts")
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def translations_changes(
    request: Request,
    response: Response,
    uow: Read,
    principal: CurrentPrincipal,
    paging: Paging,
    language: Annotated[str | None, Query(max_length=10)] = None,
    translation_id: Annotated[str | None, Query(max_length=40, description="Of this text only.")] = None,
) -> ListAnswer[TranslationChangeRead]:
    page = await service.list_changes(uow, principal, paging, language=language, translation_id=translation_id)
    return answer(request, response, page.rows, page)


@router.get(
    "/export",
    summary="Download the changed texts of a language",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **problem_responses(404)},
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def translations_export(
    uow: Uow, principal: CurrentPrincipal, language: Language, form: FileForm = FileForm.PO
) -> Response:
    content = await files.export_changes(uow, principal, language, form)
    disposition = f'attachment; filename="{language}.{form}"'
    return Response(content, media_type=files.MEDIA_TYPES[form], headers={"Content-Disposition": disposition})


@router.post("/import", summary="Read changed texts of a language from a file", responses=problem_responses(404))
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def translations_import(
    uow: Uow, principal: CurrentPrincipal, language: Language, command: TranslationsFile
) -> TranslationsImported:
    content, write = command.content.encode(), not command.preview
    return await files.import_changes(uow, principal, language, content, command.form, write=write)


@router.get(
    "/{translation_id}", summary="Read a text", response_model=TranslationRead, responses=problem_responses(404)
)
@requires(READ_SCOPE, kinds=AGENTS)
async def translations_read(
    request: Request, uow: Read, principal: CurrentPrincipal, translation_id: TranslationId
) -> Response:
    found = await service.read_translation(uow, principal, translation_id)
    return single(request, found, _tag(found))


@router.put(
    "/{translation_id}", summary="Change a text", response_model=TranslationRead, responses=problem_responses(404, 412)
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def translations_change(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    translation_id: TranslationId,
    command: TranslationWrite,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _tag(await service.read_translation(uow, principal, translation_id)))
    changed = await service.change_translation(uow, principal, translation_id, command.texts)
    return single(request, changed, _tag(changed))


@router.delete(
    "/{translation_id}",
    summary="Give a text back as it was delivered",
    response_model=TranslationRead,
    responses=problem_responses(404),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def translations_reset(
    request: Request, uow: Uow, principal: CurrentPrincipal, translation_id: TranslationId
) -> Response:
    found = await service.reset_translation(uow, principal, translation_id)
    return single(request, found, _tag(found))


def _tag(found: TranslationRead) -> str:
    return etag(hashlib.sha256(repr(found.texts).encode()).hexdigest()[:20])
