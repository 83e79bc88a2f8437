"""Writes docs/admin/settings.md: every system setting, what it does, where it is read, and the test that shows it.

    python scripts/settings_table.py           write the table
    python scripts/settings_table.py --check   fail when it is not up to date or a cell is empty

A test shows a setting that it names, by its OTRS name or by its constant; a setting that no test names has none.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "admin" / "settings.md"
DECLARED = ROOT / "src" / "gotrs_api" / "sysconfig" / "settings.py"
KEPT = "none: kept for OTRS, no effect here"
DEMO = ROOT / "src" / "gotrs_api" / "demo"  # it sets some, and shows no effect of any
# It names many to show that none keeps an administrator out, and not what they do.
LOCKS_OUT = ROOT / "tests/identity/test_no_setting_locks_out.py"
_WORD = re.compile(r"[A-Z_0-9]{3,}")
_QUOTED = re.compile(r"[\"']([^\"'\n]+)[\"']")
SHOWN = 1  # readers and tests in a cell: the more are shown, the more often the page is out of date


@dataclass(frozen=True)
class Row:
    name: str
    effect: str
    readers: tuple[str, ...]
    tests: tuple[str, ...]
    kept: bool


def rows() -> list[Row]:
    constants = _constants()
    source = _words("src", except_for=(DECLARED, DEMO))
    tests = _words("tests", except_for=(LOCKS_OUT,))
    found = []
    for name, setting in sorted(settings.ALL.items()):
        names = frozenset({name, constants.get(name, name)})
        readers = tuple(path.removeprefix("src/") for path in _naming(source, names))
        found.append(Row(name, _cell(setting.described()), readers, tuple(_naming(tests, names)), setting.kept))
    return found


def problems(table: Iterable[Row]) -> list[str]:
    """Empty cells, and marks that are not true."""
    found = []
    for row in table:
        if row.kept and row.readers:
            found.append(f"{row.name} is marked as kept for OTRS, but {row.readers[0]} reads it")
        if not row.kept and not row.readers:
            found.append(f"{row.name}: nothing reads it; mark it with kept=True or drop it")
        if not row.kept and not row.tests:
            found.append(f"{row.name}: no test names it; write one that changes it and sees the effect")
        if not row.effect:
            found.append(f"{row.name}: no description")
        found += [f"{row.name}: {test} is not there" for test in row.tests if not (ROOT / test).exists()]
    return found


def page(table: Iterable[Row]) -> str:
    lines = [
        "# System settings",
        "",
        "What each setting does, which module reads it, and the test that shows the effect. Written by",
        "`scripts/settings_table.py`; a test fails when it is not up to date or a cell is empty. Every setting can be",
        "changed on *Administration, Settings*, through `/api/v1/sysconfig` and by `gotrs config`; a change counts in",
        "every process within five seconds.",
        "",
        "| setting | effect | read by | test |",
        "|---|---|---|---|",
    ]
    for row in table:
        if row.kept:
            lines.append(f"| `{_cell(row.name)}` | {row.effect} | {KEPT} | not applicable |")
        else:
            lines.append(f"| `{_cell(row.name)}` | {row.effect} | {_some(row.readers)} | {_some(row.tests)} |")
    return "\n".join(lines) + "\n"


def _constants() -> Mapping[str, str]:
    """Names of the constants in `settings.py`, by setting; of members of a dict or tuple, the dict's."""
    found: dict[str, str] = {}
    for name, value in vars(settings).items():
        if name == "ALL" or name.startswith("_"):
            continue
        members = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for member in members:
            if isinstance(member, Setting):
                found.setdefault(member.name, name)
    return found


@cache
def _words(folder: str, except_for: tuple[Path, ...] = ()) -> tuple[tuple[str, frozenset[str]], ...]:
    """Of each module the identifiers and the texts in quotation marks."""
    return tuple(
        (str(path.relative_to(ROOT)), frozenset(_WORD.findall(text)) | frozenset(_QUOTED.findall(text)))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not {path, *path.parents} & {*except_for} and (folder != "tests" or path.name.startswith("test_"))
        for text in (path.read_text(encoding="utf-8"),)
    )


def _naming(modules: Iterable[tuple[str, frozenset[str]]], names: frozenset[str]) -> list[str]:
    return [path for path, words in modules if not names.isdisjoint(words)]


def _some(paths: tuple[str, ...]) -> str:
    return ", ".join(f"`{path}`" for path in paths[:SHOWN])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    table = rows()
    found = problems(table)
    written = page(table)
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != written:
            found.append("docs/admin/settings.md is not up to date: run scripts/settings_table.py")
    elif not found:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(written, encoding="utf-8")
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
