"""Every module of administration is made, changed, seen to act and taken back in a browser; `module_tests.txt` says where."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from gotrs_web.admin.navigation import SECTIONS
from tests.e2e.test_administration import OFFERED

HERE = Path(__file__).parent
TESTS = dict(
    line.split(maxsplit=1)
    for line in (HERE / "module_tests.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
CASES = {case.key for case in OFFERED}


def test_no_module_is_without_one() -> None:
    modules = {key for _, entries in SECTIONS for key, _ in entries}
    assert set(TESTS) == modules
    assert list(TESTS) == sorted(TESTS)


def test_each_is_there_and_drives_a_browser() -> None:
    missing = {module: named for module, named in TESTS.items() if not _is_there(named)}
    assert missing == {}


def _is_there(named: str) -> bool:
    file, _, test = named.partition("::")
    name, _, case = test.removesuffix("]").partition("[")
    return name in _of_a_browser(file) and (not case or case in CASES)


@cache
def _of_a_browser(file: str) -> frozenset[str]:
    """Tests that ask for an administrator at a page."""
    tree = ast.parse((HERE.parent / "e2e" / file).read_text(encoding="utf-8"))
    tests = [one for one in tree.body if isinstance(one, ast.AsyncFunctionDef) and one.name.startswith("test_")]
    return frozenset(one.name for one in tests if {"boss", "office", "page"} & {a.arg for a in one.args.args})
