"""Translations, plural forms, and what happens without one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gotrs_api.db.initial_data import initial_rows
from gotrs_api.i18n import available_languages, catalogue
from gotrs_api.i18n.master_data import NOTIFICATION_HINTS


def test_a_message_is_translated_and_filled() -> None:
    assert catalogue("de").gettext("Remove {name}", name="Rosa") == "Rosa entfernen"


def test_a_message_without_translation_stays_english() -> None:
    assert catalogue("de").gettext("No such words in any page") == "No such words in any page"


def test_a_language_without_catalogue_is_english() -> None:
    assert catalogue("xx").gettext("Sign in") == "Sign in"


@pytest.mark.parametrize(
    ("language", "n", "text"),
    [
        ("en", 1, "1 quoted line"),
        ("en", 2, "2 quoted lines"),
        ("de", 1, "1 zitierte Zeile"),
        ("de", 0, "0 zitierte Zeilen"),
    ],
)
def test_plural_forms(language: str, n: int, text: str) -> None:
    assert catalogue(language).ngettext("{n} quoted line", "{n} quoted lines", n) == text


def test_the_empty_message_is_not_the_header() -> None:
    assert catalogue("de").gettext("") == ""


def test_what_a_new_installation_says_of_notifications_can_be_translated() -> None:
    rows = dict(initial_rows(datetime(2026, 3, 2, tzinfo=UTC)))["notification_event_item"]
    told = {row["event_value"] for row in rows if row["event_key"] == "VisibleForAgentTooltip"}
    assert told == set(NOTIFICATION_HINTS)


def test_english_comes_first() -> None:
    assert available_languages()[:2] == ("en", "de")
