"""Reading, changing and resetting texts. What is changed counts in all processes within five seconds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from sqlalchemy import select

from gotrs_api.admin.translations.errors import TranslationNotFound
from gotrs_api.admin.translations.schemas import TranslationChangeRead, TranslationRead
from gotrs_api.db.newest_first import newest_first
from gotrs_api.i18n import N_
from gotrs_api.i18n.catalogue import Catalogue, Message, available_languages, catalogue, empty_catalog, forms, messages
from gotrs_api.i18n.changed import catalogues
from gotrs_api.i18n.models import ChangedTranslation, TranslationChange
from gotrs_api.i18n.placeholders import differs
from gotrs_api.identity import audit
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"
_EXAMPLES = 4


async def list_translations(uow: ReadUow, principal: Principal, language: str) -> list[TranslationRead]:
    """All of a language in the order of their English texts. Raises Forbidden for customers, TranslationNotFound."""
    principal.require_agent()
    if language not in available_languages():
        raise TranslationNotFound
    changed = (await catalogues(uow)).texts.get(language, {})
    return [_read(language, message, changed.get(message.key)) for message in messages(language).values()]


async def read_translation(uow: ReadUow, principal: Principal, translation_id: str) -> TranslationRead:
    """Raises Forbidden for customers, TranslationNotFound."""
    principal.require_agent()
    language, message = _known(translation_id)
    changed = (await catalogues(uow)).texts.get(language, {})
    return _read(language, message, changed.get(message.key))


async def change_translation(
    uow: UnitOfWork, principal: Principal, translation_id: str, texts: Sequence[str]
) -> TranslationRead:
    """The texts as delivered are a reset. Raises Forbidden, TranslationNotFound, InvalidInput at `/texts/…`."""
    principal.require_admin()
    language, message = _known(translation_id)
    wanted = tuple(text.replace("\r\n", "\n") for text in texts)
    if errors := troubles(language, message, wanted):
        raise InvalidInput(errors=errors)
    return await _set(uow, principal, language, message, wanted)


async def reset_translation(uow: UnitOfWork, principal: Principal, translation_id: str) -> TranslationRead:
    """Back to the texts as delivered. Raises Forbidden, TranslationNotFound."""
    principal.require_admin()
    language, message = _known(translation_id)
    return await _set(uow, principal, language, message, ())


async def list_changes(
    uow: ReadUow,
    principal: Principal,
    page: PageRequest,
    *,
    language: str | None = None,
    translation_id: str | None = None,
) -> Page[TranslationChangeRead]:
    """Newest first. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    statement = select(TranslationChange, User.login).join(User, User.id == TranslationChange.changed_by)
    if translation_id is not None:
        code, _, key = translation_id.partition(".")
        statement = statement.where(TranslationChange.language == code, TranslationChange.message_key == key)
    if language is not None:
        statement = statement.where(TranslationChange.language == language)
    statement = newest_first(statement, TranslationChange.id, page, _SORT)
    found = await uow.session.execute(statement.limit(page.limit + 1))
    rows = [_change(row, login) for row, login in found]
    return make_page(rows, page, _SORT, lambda change: [change.id], None)


def troubles(language: str, message: Message, texts: Sequence[str]) -> list[FieldError]:
    """Why these texts cannot stand for a message."""
    if len(texts) != (forms(language) if message.plural else 1):
        return [FieldError("/texts", "forms", N_("Each form of the plural needs a text."))]
    found = []
    for position, text in enumerate(texts):
        if not text.strip():
            found.append(FieldError(f"/texts/{position}", "missing", N_("This is required.")))
        elif differs(message.sources, text):
            detail = N_("The places in braces must be those of the English text.")
            found.append(FieldError(f"/texts/{position}", "placeholders", detail))
    return found


@cache
def numbers_of_forms(language: str) -> tuple[tuple[int, ...], ...]:
    """For each plural form of a language some numbers that it stands with."""
    probe = empty_catalog(language)
    count = forms(language)
    probe.add(("one", "many"), [str(form) for form in range(count)])
    rule: Catalogue = catalogue(language).but_for(probe)
    found: list[list[int]] = [[] for _ in range(count)]
    for n in range(1001):
        numbers = found[int(rule.plural_template("one", "many", n))]
        if len(numbers) < _EXAMPLES:
            numbers.append(n)
    return tuple(tuple(numbers) for numbers in found)


def translation_id(language: str, message: Message) -> str:
    return f"{language}.{message.key}"


async def _set(
    uow: UnitOfWork, principal: Principal, language: str, message: Message, texts: tuple[str, ...]
) -> TranslationRead:
    """Nothing is as delivered. What changes nothing leaves no trace."""
    if texts == message.texts:
        texts = ()
    row = await uow.session.get(ChangedTranslation, (language, message.key))
    before = row.texts if row is not None else None
    after = json.dumps(texts, ensure_ascii=False) if texts else None
    if before == after:
        return _read(language, message, texts)
    now = uow.clock.now()
    if row is None:
        row = ChangedTranslation(language=language, message_key=message.key, source=message.source)
        uow.session.add(row)
    if after is None:
        await uow.session.delete(row)
    else:
        row.texts, row.changed_at, row.changed_by = after, now, uow.acting_id
    uow.session.add(
        TranslationChange(
            language=language,
            message_key=message.key,
            source=message.source,
            texts_before=before,
            texts_after=after,
            changed_at=now,
            changed_by=uow.acting_id,
        )
    )
    await uow.session.flush()
    details = {"source": message.source, "before": _plain(before) or message.texts, "after": texts or message.texts}
    await audit.record(uow, principal, "translation.changed", "translation", translation_id(language, message), details)
    return _read(language, message, texts)


def _known(translation_id: str) -> tuple[str, Message]:
    language, _, key = translation_id.partition(".")
    if language not in available_languages() or key not in messages(language):
        raise TranslationNotFound
    return language, messages(language)[key]


def _read(language: str, message: Message, changed: tuple[str, ...] | None) -> TranslationRead:
    return TranslationRead(
        id=translation_id(language, message),
        language=language,
        source=message.source,
        source_plural=message.plural,
        texts=changed or message.texts,
        shipped=message.texts,
        is_changed=bool(changed),
    )


def _change(row: TranslationChange, login: str) -> TranslationChangeRead:
    return TranslationChangeRead(
        id=row.id,
        translation_id=f"{row.language}.{row.message_key}",
        language=row.language,
        source=row.source,
        texts_before=_plain(row.texts_before),
        texts_after=_plain(row.texts_after),
        changed=row.changed_at,
        changed_by=login,
    )


def _plain(stored: str | None) -> tuple[str, ...] | None:
    return None if stored is None else tuple(json.loads(stored))
