"""What a change of master data writes into the audit log: the columns, and what was and is in them."""

from __future__ import annotations

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
        if history.deleted and not any(part in attribute.key for part in _WITHHELD):
            values = [_told(history.deleted[0]), _told(history.added[0] if history.added else None)]
            if values[0] != values[1]:
                diff[attribute.key] = values
    return {"changed": sorted(changed)} | ({"diff": diff} if diff else {})


def _told(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"
