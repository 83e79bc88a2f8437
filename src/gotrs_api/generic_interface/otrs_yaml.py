"""The YAML of web services: read strictly, written as OTRS writes it.

Text comes from administrators and from other systems' exports, so nothing of YAML beyond plain data is taken: no tags,
no aliases that grow into more than their text, nothing deep or large.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

from gotrs_api.dynamic_fields.otrs_yaml import TextLoader, dump
from gotrs_api.generic_interface.errors import YamlRefused

__all__ = ["MAX_BYTES", "dump", "load"]

MAX_BYTES: Final = 1024 * 1024
_MAX_DEPTH: Final = 40
_MAX_NODES: Final = 50_000


def load(text: str) -> dict[str, Any]:
    """The mapping that the text holds; every scalar is text, `~` is None. Raises YamlRefused."""
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        raise YamlRefused(f"The YAML is larger than {MAX_BYTES} bytes.")
    try:
        _refuse_tags(text)
        found = yaml.load(text, Loader=TextLoader)  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if isinstance(error, YamlRefused):
            raise
        raise YamlRefused(f"This is no YAML: {_where(error)}") from None
    if not isinstance(found, dict):
        raise YamlRefused("The YAML must be a mapping.")
    _count(found, 0, 0)
    return found


def _refuse_tags(text: str) -> None:
    depth = 0
    for token in yaml.scan(text):
        if isinstance(token, yaml.TagToken):
            raise YamlRefused(f"YAML tags are not allowed (line {token.start_mark.line + 1}).")
        if isinstance(token, yaml.BlockMappingStartToken | yaml.BlockSequenceStartToken | yaml.FlowMappingStartToken
                      | yaml.FlowSequenceStartToken):  # fmt: skip
            depth += 1
        elif isinstance(token, yaml.BlockEndToken | yaml.FlowMappingEndToken | yaml.FlowSequenceEndToken):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise YamlRefused("The YAML is nested too deeply.")


def _count(value: Any, depth: int, nodes: int) -> int:
    """Nodes with aliases written out, which is what every reader of the data would walk. Raises YamlRefused."""
    nodes += 1
    if nodes > _MAX_NODES:
        raise YamlRefused("The YAML has too many values.")
    if depth > _MAX_DEPTH:
        raise YamlRefused("The YAML is nested too deeply.")
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for child in children:
        nodes = _count(child, depth + 1, nodes)
    return nodes


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "not readable"
    return f"{problem} (line {mark.line + 1})" if mark is not None else str(problem)
