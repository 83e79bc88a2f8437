"""YAML as OTRS writes it: every scalar is text, only `~` is nothing. `no: No thanks` must keep its key."""

from __future__ import annotations

from typing import Any

import yaml


class TextLoader(yaml.SafeLoader):
    """Without YAML 1.1's guesses at booleans, numbers and dates; Perl has none of them."""


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(text: str) -> dict[str, Any]:
    """A mapping; anything else (also text that is no YAML) counts as an empty one."""
    try:
        found = yaml.load(text, Loader=TextLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


def dump(config: dict[str, Any]) -> str:
    """With a document start and sorted keys, as OTRS's own writer."""
    return yaml.safe_dump(config, explicit_start=True, allow_unicode=True, sort_keys=True, default_flow_style=False)
