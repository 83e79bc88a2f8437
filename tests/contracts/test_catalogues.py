"""Every message of the sources is in each catalogue and translated there, and translations keep the placeholders."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from gotrs_api.i18n import available_languages, catalogue
from gotrs_api.sysconfig import settings

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts/i18n.py"))


def test_catalogues_are_merged_complete_and_keep_their_placeholders() -> None:
    problems = SCRIPT["problems"]()
    assert problems == [], "run scripts/i18n.py extract, then missing and fill"


def test_what_settings_do_is_in_the_catalogues() -> None:
    """A description that is put together, not written, would stay English."""
    found = SCRIPT["extracted"]()
    assert [one.name for one in settings.ALL.values() if one.description not in found] == []


@pytest.mark.parametrize("language", available_languages())
def test_settings_of_a_family_are_told_apart(language: str) -> None:
    gettext = catalogue(language).gettext
    names = [settings.CALENDAR_NAMES[number].described(gettext) for number in settings.CALENDAR_NUMBERS]
    assert len(set(names)) == len(names)
    assert not any("{" in one.described(gettext) for one in settings.ALL.values())
