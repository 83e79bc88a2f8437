"""Values as remote systems write them: numbers as text or the other way round, blanks around, Perl's idea of truth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def is_given(value: Any) -> bool:
    """Perl's truth: undef, '', 0 and '0' are nothing; lists and mappings are always something."""
    if isinstance(value, Mapping | list):
        return True
    return value not in (None, "", "0", 0, False)


def as_text(value: Any) -> str:
    """A scalar as text, trimmed; "" for anything else."""
    if value is None or isinstance(value, Mapping | list):
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def as_id(value: Any) -> int | None:
    """A positive whole number that a database can hold."""
    text = as_text(value)
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        return None
    return int(text) or None


def as_list(value: Any) -> list[Any]:
    """What may stand alone or in a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def as_texts(value: Any) -> list[str]:
    return [text for each in as_list(value) if (text := as_text(each)) != ""]


def trimmed(value: Any) -> Any:
    """The same with blanks taken off every text in it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Mapping):
        return {key: trimmed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [trimmed(each) for each in value]
    return value
