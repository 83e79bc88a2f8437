"""From form fields to command schemas, and from refusals back to the fields they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData

from gotrs_api.i18n.commands import build as build  # a form says what a command is built from
from gotrs_api.kernel.errors import GotrsError, fill
from gotrs_web.view import View, catalogue_of


class FormErrors:
    """What to say at each field; under "" what belongs to the form as a whole. Texts are translated."""

    def __init__(self, labels: Mapping[str, str] | None = None) -> None:
        self._labels = dict(labels or {})
        self._found: defaultdict[str, list[str]] = defaultdict(list)

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, field: str, message: str) -> None:
        said = self._found[field if field in self._labels else ""]
        if message not in said:
            said.append(message)

    def at(self, field: str) -> list[str]:
        return self._found.get(field, [])

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """For the macro `form_errors`, in the order of the labels."""
        order = ["", *self._labels]
        return [
            (field, self._labels.get(field, ""), message)
            for field in sorted(self._found, key=order.index)
            for message in self._found[field]
        ]


def errors_of(
    request: Request, refusal: GotrsError, labels: Mapping[str, str], pointers: Mapping[str, str] | None = None
) -> FormErrors:
    """`labels`: the form's fields and their shown names; `pointers`: the last part of a JSON pointer to a field's name,
    where they differ (`queue_id` to `queue`). What belongs to no field is said above the form."""
    _ = catalogue_of(request).gettext
    errors = FormErrors(labels)
    for found in refusal.errors:
        last = _last_word(found.pointer)
        field = (pointers or {}).get(last, last)
        said = fill(_(found.detail), found.params)
        errors.add(field, said if field in labels or not last else f"{last}: {said}")
    if not refusal.errors:
        errors.add("", fill(_(refusal.msgid), refusal.params))
    return errors


def _last_word(pointer: str) -> str:
    """The name that a pointer ends in; of `/queue_ids/3` the list's."""
    parts = pointer.split("/")
    return parts[-2] if parts[-1].isdecimal() and len(parts) > 1 else parts[-1]


def text_values(form: FormData, names: Iterable[str]) -> dict[str, str]:
    """What was typed, without the line ends of Windows; "" where a field was not sent."""
    found = {}
    for name in names:
        value = form.get(name)
        found[name] = value.replace("\r\n", "\n") if isinstance(value, str) else ""
    return found


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: an empty field of a form says nothing."""
    return {name: value for name, value in values.items() if value not in ("", None)}


def number(text: str, bits: int = 31) -> int | None:
    """An id out of a select; None when nothing (sensible) was chosen. Ids of tickets and messages have 63 `bits`."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) < 2**bits else None


def local_moment(request: Request, text: str) -> datetime | None:
    """What a `datetime-local` field holds, in the reader's time zone; aware UTC. None when it is no time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=View(request).zone)
    return moment.astimezone(UTC)
