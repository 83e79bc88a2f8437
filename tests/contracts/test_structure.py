"""Rules of the house that no linter knows. Each names the place to look when it fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contracts.source import CORE, ROOT, WEB, found, is_attribute, is_call_of, modules

EDGES = {"uow", "db", "jobs", "kernel"}
COMPOSITION_ROOTS = {"app.py", "cli.py", "worker.py", "serving.py", "asgi.py"}
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc", "base_service"}


def outside(*names: str) -> Iterator[Path]:
    """Modules of the core and the web tier that are not in these top-level packages or files."""
    for path in modules():
        if path.relative_to(CORE if path.is_relative_to(CORE) else WEB).parts[0] not in names:
            yield path


def test_only_the_edge_ends_a_transaction() -> None:
    # Moving in writes whole tables of two databases, in pieces that it can go on from.
    offenders = found(outside(*EDGES, *COMPOSITION_ROOTS, "otrs"), lambda node: is_call_of(node, "commit", "rollback"))
    assert offenders == [], "services flush; the unit of work commits"


def test_dialects_are_known_in_db_only() -> None:
    def offends(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom):
            return (node.module or "").startswith("sqlalchemy.dialects")
        decided_by = (
            node.left if isinstance(node, ast.Compare) else node.subject if isinstance(node, ast.Match) else node
        )
        return decided_by is not node and is_attribute(decided_by, "dialect.name", "dialect_name")

    assert found(outside("db"), offends) == [], "give `db` a function that means the same on each database"


def test_time_comes_from_the_clock() -> None:
    offenders = found(
        (path for path in modules() if path != CORE / "kernel/clock.py"),
        lambda node: is_call_of(node, "datetime.now", "datetime.utcnow", "date.today", "time.time"),
    )
    assert offenders == [], "take `uow.clock.now()`, so that tests can move it"


def test_the_environment_is_read_in_one_place() -> None:
    offenders = found(
        (path for path in outside(*COMPOSITION_ROOTS) if path != CORE / "kernel/settings.py"),
        lambda node: is_attribute(node, "os.environ", "os.getenv"),
    )
    assert offenders == [], "add a field to `kernel.settings.Settings`"


def test_every_folder_with_modules_is_a_package() -> None:
    missing = {path.parent for path in modules() if not (path.parent / "__init__.py").exists()}
    assert {str(folder.relative_to(ROOT)) for folder in missing} == set()


def test_modules_are_named_for_what_they_hold() -> None:
    names = [path.relative_to(ROOT).with_suffix("") for path in modules()]
    vague = [str(name) for name in names if VAGUE & {*name.parts}]
    assert vague == []


@pytest.mark.parametrize("record", sorted((ROOT / "docs/decisions").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_record_can_be_found_and_judged(record: Path) -> None:
    number = record.name[:4]
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+\.md", record.name)
    assert len(list(record.parent.glob(f"{number}-*.md"))) == 1, f"two records are number {number}"
    text = record.read_text()
    for heading in ("Status:", "## Context", "## Decision", "## Consequences"):
        assert heading in text, f"no {heading!r} in {record.name}"


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "make run" in readme
    assert "make test" in readme
