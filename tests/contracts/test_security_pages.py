"""The threat models name tests as proof: they are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "security").glob("*.md"))


def test_what_the_security_pages_name_exists() -> None:
    tests = {path.relative_to(ROOT / "tests").as_posix(): path.read_text() for path in ROOT.glob("tests/**/*.py")}
    functions = {name for text in tests.values() for name in re.findall(r"def (test_\w+)", text)}
    modules = {Path(path).stem for path in tests}
    assert PAGES
    for page in PAGES:
        text = page.read_text()
        assert set(re.findall(r"\btest_\w+", text)) - functions - modules == set(), page.name
        assert {path for path in re.findall(r"`([\w/]+\.py)", text) if path not in tests} == set(), page.name
        for path, name in re.findall(r"`([\w/]+\.py)::(test_\w+)`", text):
            assert f"def {name}(" in tests[path], f"{page.name}: {path}::{name}"
