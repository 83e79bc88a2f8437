"""What a change of master data writes into the audit log: the columns, and what was and is in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import inspect

LONGEST: Final = 200
# Named, never shown: secrets, and what is no text for people.
_WITHHELD: Final = ("secret", "password", "token", "config", "content", "pw")
_OF_EVERY_ROW: Final = ("create_time", "create_by", "change_time", "change_by")


def changes_of(row: Any) -> dict[str, Any]:
    """`changed`: names of the columns that the next flush will write; `diff`: old and new value of those that may be told.

    Only for rows that say nothing about persons: the log cannot forget.
    """
    changed, diff = [], {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if attribute.key in _OF_EVERY_ROW or not history.has_changes():
            continue
        changed.append(attribute.key)
        if history.deleted and not is_withheld(attribute.key):
            values = [_told(history.deleted[0]), _told(history.added[0] if history.added else None)]
            if values[0] != values[1]:
                diff[attribute.key] = values
    return {"changed": sorted(changed)} | ({"diff": diff} if diff else {})


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The same of what is no single row: values by name, as they are read. Lists become words with commas between."""
    names = [name for name in dict.fromkeys((*before, *after)) if before.get(name) != after.get(name)]
    diff = {name: [_told(before.get(name)), _told(after.get(name))] for name in names if not is_withheld(name)}
    return {"changed": names} | ({"diff": diff} if diff else {})


def together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Two of such as one."""
    diff = {**one.get("diff", {}), **other.get("diff", {})}
    return {"changed": [*one.get("changed", ()), *other.get("changed", ())]} | ({"diff": diff} if diff else {})


def is_withheld(name: str) -> bool:
    return any(part in name for part in _WITHHELD)


def _told(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"
