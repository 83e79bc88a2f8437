"""Every message of the sources is in each catalogue, German is complete, and translations keep the placeholders."""

from __future__ import annotations

import runpy
from pathlib import Path

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "scripts/i18n.py"))


def test_catalogues_are_merged_complete_and_keep_their_placeholders() -> None:
    problems = SCRIPT["problems"]()
    assert problems == [], "run scripts/i18n.py extract, then missing and fill"
