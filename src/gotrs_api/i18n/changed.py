"""The catalogues of a site: those of the product with what administrators changed in them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import func, select

from gotrs_api.i18n.catalogue import Catalogue, Message, catalogue, empty_catalog, messages
from gotrs_api.i18n.models import ChangedTranslation, TranslationChange
from gotrs_api.i18n.placeholders import differs
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot


class Catalogues:
    """`texts`: what was changed, by language and the message's key."""

    def __init__(self, texts: Mapping[str, Mapping[str, tuple[str, ...]]], state: tuple[int, int] = (0, 0)) -> None:
        self.texts = texts
        self.state = state
        self._made: dict[str, Catalogue] = {}

    def of(self, language: str) -> Catalogue:
        if language not in self._made:
            self._made[language] = self._make(language)
        return self._made[language]

    def _make(self, language: str) -> Catalogue:
        """What no longer fits its message, because another version has changed it, is left out."""
        shipped = catalogue(language)
        changed = self.texts.get(shipped.language)
        if not changed:
            return shipped
        known = messages(shipped.language)
        catalog = empty_catalog(shipped.language)
        for key, texts in changed.items():
            message = known.get(key)
            if message is not None and fits(message, texts, catalog.num_plurals):
                catalog.add(
                    message.sources if message.plural else message.source, texts if message.plural else texts[0]
                )
        return shipped.but_for(catalog)

    def texts_of(self, language: str) -> dict[str, str]:
        """Translations by the English text; plural forms are left out. Raises KeyError for an unknown language."""
        changed = self.texts.get(language, {})
        return {
            message.source: texts[0]
            for message in messages(language).values()
            if not message.plural and (texts := changed.get(message.key) or message.texts)
        }


def fits(message: Message, texts: tuple[str, ...], forms: int) -> bool:
    """Whether a translation has as many forms as its language, and the places of its message."""
    return (
        len(texts) == (forms if message.plural else 1)
        and all(texts)
        and not any(differs(message.sources, text) for text in texts)
    )


SHIPPED = Catalogues({})


class _Kept:
    """The last that was made of this site: compiling again what nobody changed would take time every five seconds."""

    catalogues = SHIPPED


async def _load(uow: ReadUow) -> Catalogues:
    kept = uow.site.part(_Kept, _Kept)
    statement = select(func.count(), func.max(TranslationChange.id)).select_from(TranslationChange)
    count, latest = (await uow.session.execute(statement)).one()
    state = (int(count), int(latest or 0))
    if not uow.writes and kept.catalogues.state == state:
        return kept.catalogues
    texts: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    rows = select(ChangedTranslation.language, ChangedTranslation.message_key, ChangedTranslation.texts)
    for language, key, stored in await uow.session.execute(rows):
        texts[language][key] = tuple(json.loads(stored))
    found = Catalogues(texts, state)
    if not uow.writes:
        kept.catalogues = found
    return found


_CATALOGUES = Snapshot("translations", (ChangedTranslation, TranslationChange), _load)


async def catalogues(uow: ReadUow) -> Catalogues:
    """Those of now; a change counts in all processes within five seconds."""
    return await _CATALOGUES.get(uow)
