"""YAML that somebody hands in: plain data, read without aliases, so that nothing becomes more than its text."""

from __future__ import annotations

from typing import Any, Final

import yaml

_MAX_DEPTH: Final = 40
# libyaml's are ten times as fast; a wheel without it has the other ones.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_plain(text: str) -> Any:
    """Raises ValueError for what is no YAML, has aliases, tags of programs, or is nested deeply."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.AliasEvent):
                raise ValueError("aliases are not taken")
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_DEPTH:
                raise ValueError("nested too deeply")
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError(str(error)) from error
