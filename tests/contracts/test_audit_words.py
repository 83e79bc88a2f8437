"""The audit log says in words what was done: no action is recorded that has none, and none has words without being recorded.

What only shows when it runs (`f"{kind}.{action}"`) is checked besides by `tests/support/audited.py`, in every test.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gotrs_api.admin.relations.relation import RELATIONS
from gotrs_api.i18n import available_languages, catalogue
from gotrs_api.identity.audit_words import ACTIONS, OBJECTS, action_in_words, object_in_words
from gotrs_web.admin.modules import MODULES
from tests.contracts.source import CORE, ROOT, WEB, is_call_of, modules, parsed

_ACTION, _OBJECT = 2, 3  # places among the arguments of `record`
_ANY = r"[a-z0-9_-]+"


def test_every_action_and_object_that_is_recorded_has_words() -> None:
    found = list(_recorded())
    assert len(found) > 80
    assert [f"{place}: {action}" for place, action, _ in found if not _matching(action, ACTIONS)] == []
    assert [f"{place}: {kind}" for place, _, kind in found if not _matching(kind, OBJECTS)] == []


def test_every_relation_and_every_module_has_words() -> None:
    recorded = [action for relation in RELATIONS.values() for action in relation.logged_as]
    kinds = {module.audited_as for module in MODULES.values() if module.audited_as}
    kinds |= {axis.audited_as for relation in RELATIONS.values() for axis in relation.axes}
    assert set(recorded) - set(ACTIONS) == set()
    assert kinds - OBJECTS.keys() == set()


def test_words_are_of_actions_that_are_recorded() -> None:
    source = {path.read_text(encoding="utf-8") for path in modules(CORE, WEB) if path.name != "audit_words.py"}
    verbs = {action.rpartition(".")[2] for action in ACTIONS}
    assert [verb for verb in verbs if not any(verb in text for text in source)] == []


@pytest.mark.parametrize("language", available_languages())
def test_no_two_actions_have_the_same_words(language: str) -> None:
    words = [action_in_words(action, catalogue(language).gettext) for action in ACTIONS]
    assert len(set(words)) == len(words)


def test_what_is_not_known_keeps_its_code() -> None:
    gettext = catalogue("de").gettext
    assert action_in_words("queue.updated", gettext) == "Queue: geändert"
    assert action_in_words("plugin.sang", gettext) == "plugin.sang"
    assert object_in_words("plugin", gettext) == "plugin"


def _recorded() -> Iterator[tuple[str, str, str]]:
    """Place, action and kind of object of each entry that is written; patterns, where part of it is not known before."""
    for path in modules(CORE, WEB):
        for node in ast.walk(parsed(path)):
            if (
                is_call_of(node, "audit.record", "log.record")
                and isinstance(node, ast.Call)
                and len(node.args) > _ACTION
            ):
                kind = _pattern(node.args[_OBJECT], path) if len(node.args) > _OBJECT else "None"
                yield f"{path.relative_to(ROOT)}:{node.lineno}", _pattern(node.args[_ACTION], path), kind


def _pattern(node: ast.expr, path: Path) -> str:
    match node:
        case ast.Constant(value=value):
            return re.escape(str(value))
        case ast.JoinedStr(values=parts):
            return "".join(_pattern(part, path) for part in parts)
        case ast.FormattedValue(value=ast.Name(id=name)) | ast.Name(id=name) if name.isupper():
            module = importlib.import_module(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))
            return re.escape(str(getattr(module, name)))
        case ast.FormattedValue():
            return _ANY
    return rf"{_ANY}(\.{_ANY})?"


def _matching(pattern: str, known: Iterable[str]) -> bool:
    return pattern == "None" or any(re.fullmatch(pattern, one) for one in known)
