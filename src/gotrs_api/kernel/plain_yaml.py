"""YAML that somebody hands in: plain data, read without aliases, so that nothing becomes more than its text."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

_MAX_DEPTH: Final = 40
_OUTER: Final = 2  # tables that lie no deeper than in a list, in a table, are counted as entries
# libyaml's are ten times as fast; a wheel without it has the other ones.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFault(ValueError):
    """What is wrong, and the line where (from 1); 0 where that is not known. `key`: what stands in a table twice."""

    def __init__(self, message: str, line: int = 0, key: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.key = key


class TooManyEntries(ValueError):
    """More tables than were asked for."""


class _CoreLoader(_LOADER):  # type: ignore[misc,valid-type]
    """What YAML 1.1 and 1.2 take alike for more than a text: `no`, `007`, `1:30`, `1e3` and days are texts."""


_CoreLoader.yaml_implicit_resolvers = {}
for _tag, _words, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+][0-9]+)?", "-0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    _CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^({_words})$"), list(_first))


def load_plain(text: str) -> Any:
    """Raises YamlFault (a ValueError) for what is no YAML, has aliases, tags of programs, or is nested deeply."""
    return _loaded(text, _LOADER)


def load_core(text: str, *, most: int) -> Any:
    """The same of what people write by hand: what only some versions of YAML take for more than a text is a text.

    Raises YamlFault also for a key that stands in one table twice, TooManyEntries for more than `most` tables in a list.
    """
    return _loaded(text, _CoreLoader, most=most)


def _loaded(text: str, loader: Any, most: int | None = None) -> Any:
    try:
        _walk(text, most)
        return yaml.load(text, Loader=loader)  # noqa: S506 - a SafeLoader
    except (YamlFault, TooManyEntries):
        raise
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(str(error), mark.line + 1 if mark else 0) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise YamlFault(str(error)) from error


def _walk(text: str, most: int | None) -> None:
    """Without making anything of it. Raises YamlFault, TooManyEntries; `most` None: keys are not looked at either."""
    tables: list[set[str] | None] = []  # those we are in, with their keys; None: a list
    awaits_key: list[bool] = []
    entries = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise YamlFault("aliases are not taken", _line(event))
        if isinstance(event, yaml.CollectionEndEvent):
            tables.pop()
            awaits_key.pop()
        elif isinstance(event, yaml.NodeEvent):
            keys = tables[-1] if tables else None
            if keys is not None:
                if most is not None and awaits_key[-1] and isinstance(event, yaml.ScalarEvent):
                    if event.value in keys:
                        raise YamlFault("a key stands there twice", _line(event), event.value)
                    keys.add(event.value)
                awaits_key[-1] = not awaits_key[-1]
            if isinstance(event, yaml.CollectionStartEvent):
                is_table = isinstance(event, yaml.MappingStartEvent)
                entries += is_table and len(tables) in range(1, _OUTER + 1)
                if most is not None and entries > most:
                    raise TooManyEntries
                tables.append(set() if is_table else None)
                awaits_key.append(True)
                if len(tables) > _MAX_DEPTH:
                    raise YamlFault("nested too deeply", _line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
