"""Changed texts out to a file and back in: as gettext writes them, or as YAML."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

import yaml
from babel.messages.pofile import PoFileError, read_po, write_po

from gotrs_api.admin.translations import service
from gotrs_api.admin.translations.schemas import FileForm, ImportAction, ImportedTranslation, TranslationsImported
from gotrs_api.i18n import LANGUAGES, N_
from gotrs_api.i18n.catalogue import empty_catalog, message_key, messages
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.plain_yaml import load_plain
from gotrs_api.uow import UnitOfWork

MEDIA_TYPES = {FileForm.PO: "text/x-gettext-translation", FileForm.YAML: "application/yaml"}


async def export_changes(uow: UnitOfWork, principal: Principal, language: str, form: FileForm) -> bytes:
    """What was changed of a language. Raises Forbidden for anybody but administrators, TranslationNotFound."""
    principal.require_admin()
    changed = [one for one in await service.list_translations(uow, principal, language) if one.is_changed]
    await audit.record(uow, principal, "translations.exported", "language", language, {"form": str(form)})
    if form is FileForm.YAML:
        texts = {one.source: list(one.texts) if one.source_plural else one.texts[0] for one in changed}
        return yaml.safe_dump({"language": language, "texts": texts}, allow_unicode=True, sort_keys=False).encode()
    catalog = empty_catalog(language)
    for one in changed:
        source = (one.source, one.source_plural) if one.source_plural else one.source
        catalog.add(source, one.texts if one.source_plural else one.texts[0])
    written = io.BytesIO()
    write_po(written, catalog, width=120)
    return written.getvalue()


async def import_changes(
    uow: UnitOfWork, principal: Principal, language: str, content: bytes, form: FileForm, *, write: bool
) -> TranslationsImported:
    """Messages that a file leaves out, or leaves empty, stay; all of the others are written, or none.

    Raises Forbidden for anybody but administrators, TranslationNotFound, InvalidInput for what cannot be read.
    """
    principal.require_admin()
    now = {one.source: one for one in await service.list_translations(uow, principal, language)}
    known = messages(language)
    rows: list[ImportedTranslation] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for source, texts in _parsed(language, content, form).items():
        message = known.get(message_key(source))
        if message is None:
            rows.append(ImportedTranslation(source=source, action=ImportAction.UNKNOWN))
        elif texts == now[source].texts:
            rows.append(ImportedTranslation(source=source, action=ImportAction.SAME))
        elif errors := service.troubles(language, message, texts):
            rows.append(ImportedTranslation(source=source, action=ImportAction.REFUSED, reason=errors[0].detail))
        else:
            action = ImportAction.RESET if texts == message.texts else ImportAction.CHANGED
            rows.append(ImportedTranslation(source=source, action=action))
            wanted[now[source].id] = texts
    written = write and all(row.action is not ImportAction.REFUSED for row in rows)
    if written:
        for translation_id, texts in wanted.items():
            await service.change_translation(uow, principal, translation_id, texts)
    return TranslationsImported(written=written, rows=tuple(rows))


def _parsed(language: str, content: bytes, form: FileForm) -> dict[str, tuple[str, ...]]:
    try:
        found = _of_yaml(language, content) if form is FileForm.YAML else _of_po(language, content)
    except (ValueError, PoFileError, RecursionError) as error:
        raise InvalidInput.field("/content", "unreadable", N_("This file cannot be read.")) from error
    return {source: texts for source, texts in found if source and any(texts)}


def _of_yaml(language: str, content: bytes) -> Iterable[tuple[str, tuple[str, ...]]]:
    data = load_plain(content.decode("utf-8-sig"))
    if not isinstance(data, Mapping) or not isinstance(data.get("texts"), Mapping):
        raise ValueError(data)
    _require_language(language, str(data.get("language", language)))
    return [(str(source), _texts(value)) for source, value in data["texts"].items()]


def _of_po(language: str, content: bytes) -> Iterable[tuple[str, tuple[str, ...]]]:
    catalog = read_po(io.BytesIO(content), ignore_obsolete=True, abort_invalid=True)
    if catalog.locale_identifier:
        _require_language(language, catalog.locale_identifier)
    return [
        (entry.id[0] if isinstance(entry.id, tuple | list) else entry.id, _texts(entry.string))
        for entry in catalog
        if entry.id and not entry.fuzzy
    ]


def _texts(value: object) -> tuple[str, ...]:
    texts = value if isinstance(value, list | tuple) else [value]
    return tuple("" if text is None else str(text).replace("\r\n", "\n") for text in texts)


def _require_language(language: str, named: str) -> None:
    if named.replace("-", "_") not in (language, LANGUAGES[language].cldr):
        raise InvalidInput.field("/content", "language", N_("This file is of another language."))
