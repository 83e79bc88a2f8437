"""API v1: the languages of the desk and their texts, for programs that show them; nobody has to sign in."""

import hashlib
from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import BaseModel, ConfigDict

from gotrs_api.i18n.catalogue import available_languages
from gotrs_api.i18n.changed import catalogues
from gotrs_api.i18n.languages import DEFAULT_LANGUAGE, LANGUAGES
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import public
from gotrs_api.kernel.errors import NotFound
from gotrs_api.kernel.etags import etag
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read

router = ApiRouter(prefix="/i18n", tags=["i18n"])


class LanguageRead(BaseModel):
    """`name` is what its speakers call it; `direction` is ltr or rtl."""

    model_config = ConfigDict(frozen=True)

    code: str
    name: str
    direction: str
    default: bool


class TranslationsRead(BaseModel):
    """Texts by their English original, which stands for itself where it is missing. Places look like `{name}`."""

    model_config = ConfigDict(frozen=True)

    language: str
    messages: dict[str, str]


@router.get("/languages", summary="List the languages")
@public
async def i18n_languages() -> ListAnswer[LanguageRead]:
    return whole(
        [
            LanguageRead(
                code=code,
                name=LANGUAGES[code].name,
                direction=LANGUAGES[code].direction,
                default=code == DEFAULT_LANGUAGE,
            )
            for code in available_languages()
        ]
    )


@router.get(
    "/translations/{lang}",
    summary="Read the texts of a language",
    response_model=TranslationsRead,
    responses=problem_responses(404),
)
@public
async def i18n_translations(request: Request, uow: Read, lang: Annotated[str, Path(max_length=20)]) -> Response:
    try:
        found = TranslationsRead(language=lang, messages=(await catalogues(uow)).texts_of(lang))
    except KeyError:
        raise NotFound from None
    digest = hashlib.sha256(repr(found.messages).encode()).hexdigest()[:16]
    return single(request, found, etag(lang, digest))
