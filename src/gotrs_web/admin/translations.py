"""The texts of the desk: found by words, changed where they stand, given back as delivered, out to a file and in again."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.admin.translations import files, service
from gotrs_api.admin.translations.schemas import FileForm, ImportAction, TranslationRead, TranslationsImported
from gotrs_api.i18n import LANGUAGES, N_, available_languages
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import WORDS, Filter, Found, Query
from gotrs_web.admin.navigation import ROOT
from gotrs_web.admin.transfer import sent_file
from gotrs_web.deps import Administrator
from gotrs_web.downloads import file_download
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render, wants_fragment
from gotrs_web.view import View, catalogue_of

PAGE = f"{ROOT}/translations"
ROWS = 25
CHANGES_SHOWN = 20
router = APIRouter(prefix=PAGE)
STATUSES = (("changed", N_("changed here")), ("untranslated", N_("not translated")))
FILTERS = (
    Filter("language", N_("Language"), tuple((code, LANGUAGES[code].name) for code in available_languages())),
    WORDS,
    Filter("status", N_("State"), STATUSES),
)
ACTIONS: Mapping[ImportAction, str] = {
    ImportAction.CHANGED: N_("changed"),
    ImportAction.RESET: N_("as delivered again"),
    ImportAction.SAME: N_("as it is"),
    ImportAction.UNKNOWN: N_("not known in this version"),
    ImportAction.REFUSED: N_("refused"),
}


@dataclass(frozen=True)
class Row:
    """A text and what its fields hold: its texts, or what was typed and refused. `forms`: numbers that each form goes with."""

    text: TranslationRead
    values: Sequence[str]
    forms: Sequence[tuple[int, ...]]
    errors: FormErrors = field(default_factory=FormErrors)

    @property
    def rows(self) -> int:
        return max(1, min(8, max(len(value) // 55 + value.count("\n") + 1 for value in self.values)))


@router.get("", name="admin_translations")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    query = _query(request)
    found = _found(await service.list_translations(read, principal, query["language"]), query)
    context = {
        "query": query,
        "filters": FILTERS,
        "found": found,
        "language": LANGUAGES[query["language"]],
        "rows": [_row(text) for text in found.rows],
        "size": ROWS,
    }
    return render(request, "admin/translations/list.html", context)


@router.get("/files", name="admin_translation_files")
async def show_files(request: Request, principal: Administrator) -> Response:
    return _files_page(request)


@router.get("/files/{language}.{form}", name="admin_translation_export")
async def export(principal: Administrator, uow: Uow, language: str, form: FileForm) -> Response:
    content = await files.export_changes(uow, principal, language, form)
    return file_download(content, f"{language}.{form}", files.MEDIA_TYPES[form])


@router.post("/files")
async def look_or_import(request: Request, principal: Administrator) -> Response:
    site: Site = request.state.site
    form = await request.form()
    query = _query(request, form)
    filename, content = await sent_file(form)
    kind = FileForm.PO if filename.lower().endswith(".po") else FileForm.YAML
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            found = await files.import_changes(uow, principal, query["language"], content, kind, write="start" in form)
    except InvalidInput as refusal:
        _ = catalogue_of(request).gettext
        return _files_page(request, query, errors=errors_of(request, refusal, {"file": _("File")}, {"content": "file"}))
    if found.written:
        toast = catalogue_of(request).gettext("Imported.")
        return redirect(request, f"{PAGE}?language={query['language']}&status=changed", toast=toast)
    return _files_page(request, query, filename, content, found)


@router.get("/{translation_id}", name="admin_translation")
async def show_text(request: Request, principal: Administrator, read: Read, translation_id: str) -> Response:
    text = await service.read_translation(read, principal, translation_id)
    return await _text_page(request, read, principal, _row(text))


@router.post("/{translation_id}")
async def save(request: Request, principal: Administrator, translation_id: str) -> Response:
    """From a row of the list or the page of the text; where it was sent from is shown again."""
    site: Site = request.state.site
    form = await request.form()
    typed = [str(value).replace("\r\n", "\n") for value in form.getlist("texts")]
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            if "reset" in form:
                text = await service.reset_translation(uow, principal, translation_id)
            else:
                text = await service.change_translation(uow, principal, translation_id, typed)
    except InvalidInput as refusal:
        async with site.read() as read:
            text = await service.read_translation(read, principal, translation_id)
            row = _row(text, typed, _errors(request, refusal, text))
            if wants_fragment(request):
                return _row_alone(request, row)
            return await _text_page(request, read, principal, row)
    toast = catalogue_of(request).gettext("Saved.")
    if wants_fragment(request):
        return _row_alone(request, _row(text), toast)
    return redirect(request, f"{PAGE}/{translation_id}{_query(request).suffix}", toast=toast)


def _query(request: Request, form: FormData | None = None) -> Query:
    """One always looks at one language: that which was chosen, else one's own."""
    asked = Query.of(request, FILTERS)
    language = str(form.get("language", "")) if form is not None else asked["language"]
    if language not in available_languages():
        language = View(request).language.code
    return Query(asked.values | {"language": language}, asked.page)


def _found(texts: Sequence[TranslationRead], query: Query) -> Found:
    wanted = query["q"].casefold().split()
    fitting = [
        text
        for text in texts
        if (query["status"] != "changed" or text.is_changed)
        and (query["status"] != "untranslated" or not text.texts)
        and all(word in " ".join((text.source, text.source_plural, *text.texts)).casefold() for word in wanted)
    ]
    page = min(query.page, max(1, -(-len(fitting) // ROWS)))
    return Found(fitting[(page - 1) * ROWS : page * ROWS], len(fitting), page)


def _row(text: TranslationRead, typed: Sequence[str] = (), errors: FormErrors | None = None) -> Row:
    forms = service.numbers_of_forms(text.language) if text.source_plural else ((),)
    values = typed if len(typed) == len(forms) else text.texts or [""] * len(forms)
    return Row(text, values, forms, errors or FormErrors())


def _errors(request: Request, refusal: InvalidInput, text: TranslationRead) -> FormErrors:
    _ = catalogue_of(request).gettext
    labels = {f"texts-{position}": _("Text") for position in range(len(_row(text).forms))}
    errors = FormErrors(labels)
    for found in refusal.errors:
        errors.add(found.pointer.strip("/").replace("/", "-"), _(found.detail))
    return errors


def _row_alone(request: Request, row: Row, toast: str | None = None) -> Response:
    context = {"row": row, "query": _query(request), "language": LANGUAGES[row.text.language]}
    return render(request, "admin/translations/_row.html", context, status=422 if row.errors else 200, toast=toast)


async def _text_page(request: Request, read: ReadUow, principal: Principal, row: Row) -> Response:
    page = PageRequest(CHANGES_SHOWN)
    changes = await service.list_changes(read, principal, page, translation_id=row.text.id)
    context = {"row": row, "query": _query(request), "language": LANGUAGES[row.text.language], "changes": changes.rows}
    return render(request, "admin/translations/text.html", context, status=422 if row.errors else 200)


def _files_page(
    request: Request,
    query: Query | None = None,
    filename: str = "",
    content: bytes = b"",
    found: TranslationsImported | None = None,
    errors: FormErrors | None = None,
) -> Response:
    rows = found.rows if found else ()
    wrong = any(row.action is ImportAction.REFUSED for row in rows)
    context = {
        "query": query or _query(request),
        "languages": FILTERS[0].options,
        "forms": [form.value for form in FileForm],
        "filename": filename,
        "content": b64encode(content).decode(),
        "looked_at": found is not None,
        "rows": [row for row in rows if row.action is not ImportAction.SAME],
        "same": sum(row.action is ImportAction.SAME for row in rows),
        "actions": ACTIONS,
        "wrong": wrong,
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/translations/files.html", context, status=422 if errors or wrong else 200)
