"""The source tree as the contract tests see it: files, and where in them something is used."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "src/gotrs_api"
WEB = ROOT / "src/gotrs_web"


def modules(*folders: Path) -> Iterator[Path]:
    for folder in folders or (CORE, WEB):
        yield from sorted(folder.rglob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_bytes(), str(path))


def found(paths: Iterator[Path], offends: Callable[[ast.AST], bool]) -> list[str]:
    """`file:line` of every node that offends, for a failure message one can click on."""
    return [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
        for path in paths
        for node in ast.walk(parsed(path))
        if offends(node)
    ]


def is_call_of(node: ast.AST, *names: str) -> bool:
    """Whether the node calls one of these: `commit` is any `….commit()`, `datetime.now` any such pair."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_attribute(node.func, *names)


def is_attribute(node: ast.AST, *names: str) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value
    prefix = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
    return node.attr in names or f"{prefix}.{node.attr}" in names
