"""Which language a person gets."""

from __future__ import annotations

import pytest

from gotrs_api.i18n import LANGUAGES, negotiate, parse_accept_language


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["de"], "de"),
        (["de-AT"], "de"),
        (["zh_CN"], "zh"),
        (["DE"], "de"),
        ([None, "", "fr"], "fr"),
        (["xx", "pl"], "pl"),
        (["xx"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_we_have_is_taken(wanted: list[str | None], code: str) -> None:
    assert negotiate(wanted).code == code


def test_only_languages_with_a_catalogue_are_offered() -> None:
    assert negotiate(["fr", "de"], available=["en", "de"]).code == "de"


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("de,en;q=0.8", ["de", "en"]),
        ("en;q=0.3, fr;q=0.9, de", ["de", "fr", "en"]),
        ("de;q=0, *;q=0.5, pl", ["pl"]),
        ("de;q=x, en", ["en"]),
        ("", []),
    ],
)
def test_what_a_browser_accepts_best_first(header: str, codes: list[str]) -> None:
    assert parse_accept_language(header) == codes


def test_four_languages_run_right_to_left() -> None:
    assert {code for code, language in LANGUAGES.items() if language.direction == "rtl"} == {"ar", "he", "fa", "ur"}


@pytest.mark.parametrize("code", list(LANGUAGES))
def test_each_language_has_dates_and_numbers(code: str) -> None:
    assert LANGUAGES[code].locale.language
