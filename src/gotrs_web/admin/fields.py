"""The fields of a module's form: what they show, and what they say to a command."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from operator import attrgetter
from typing import Any, Literal, TypeAlias

import orjson
from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_web.admin.listing import VALIDITIES
from gotrs_web.found_choices import MOST_OFFERED, Options, some
from gotrs_web.view import View, catalogue_of

WORDS = "_words"  # after a field's name: what its options are looked for by, without scripts
BEFORE = "before"  # the hidden field with what the form began with
# Asked with what is chosen at present: an entry that is not valid any more stays where it is in use.
LoadOptions: TypeAlias = Callable[[ReadUow, Principal, frozenset[str]], Awaitable[Options]]
FieldKind: TypeAlias = Literal[
    "text",
    "textarea",
    "number",
    "email",
    "url",
    "tel",
    "password",
    "select",
    "check",
    "choices",
    "file",
    "moment",
    "colour",
]


@dataclass(frozen=True)
class SentFile:
    """What came with a form."""

    name: str
    content_type: str
    content: bytes


Value: TypeAlias = str | list[str] | bool | SentFile


@dataclass(frozen=True)
class Field:
    """`label`, `hint`, `empty` and the texts of fixed options are message ids; options that are loaded come as they are,
    unless `translated` says that they are message ids, too.

    `source` is the attribute (a path) of what was read; `only` leaves the field out of the other form; `omit_empty`
    says nothing to the command when the field is empty. `found_at`: where further choices are looked for by words.
    """

    name: str
    label: str
    kind: FieldKind = "text"
    source: str = ""
    options: tuple[tuple[str, str], ...] | LoadOptions = ()
    translated: bool = False
    empty: str | None = None
    hint: str = ""
    required: bool = False
    full: bool = False
    rows: int = 3
    start: Value = ""
    omit_empty: bool = False
    only: Literal["create", "update", ""] = ""
    found_at: str = ""

    def stored(self, entry: Any) -> Value:
        """As a form would send it; what is secret is never shown."""
        if self.kind in ("file", "password"):
            return ""
        value = attrgetter(self.source or self.name)(entry)
        if self.kind == "check":
            return bool(value)
        if self.kind == "choices":
            return [str(getattr(one, "id", one)) for one in value]
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime):
            return _to_the_minute(value)
        return "" if value is None else str(value).replace("\r\n", "\n")

    def posted(self, form: FormData, zone: tzinfo = UTC) -> Value:
        """A moment was typed in the reader's time zone; what is none stays as it was typed."""
        if self.kind == "moment":
            typed = str(form.get(self.name, ""))
            try:
                return _to_the_minute(datetime.fromisoformat(typed).replace(tzinfo=zone))
            except ValueError:
                return typed
        if self.kind == "check":
            return self.name in form
        if self.kind == "choices":
            return [str(value) for value in form.getlist(self.name)]
        value = form.get(self.name, "")
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    def said(self, value: Value) -> dict[str, Any]:
        """For the command."""
        if value == "" and (self.omit_empty or self.kind == "file" or (self.kind == "select" and self.empty is None)):
            return {}
        if isinstance(value, SentFile):
            about = {"filename": value.name, "content_type": value.content_type}
            return {self.name: b64encode(value.content), **about}
        if self.kind == "number":
            return {self.name: str(value).strip() or "0"}
        return {self.name: value}


@dataclass(frozen=True)
class ShownField:
    """A field with its value and its options, ready for the template; texts are translated. `more`: there are other options,
    which are found by words."""

    field: Field
    label: str
    hint: str
    empty: str | None
    value: Value
    options: Options
    more: bool = False


_VALID_HINT = N_("What is not valid is no longer offered; where it is in use it stays.")
VALID = Field("valid", N_("Valid"), "select", options=VALIDITIES, start="valid", hint=_VALID_HINT)
VALID_OR_NOT = Field(
    "valid",
    N_("Valid"),
    "select",
    options=(("true", N_("valid")), ("false", N_("invalid"))),
    start="true",
    hint=_VALID_HINT,
)
COMMENT = Field(
    "comment", N_("Comment"), "textarea", full=True, rows=2, hint=N_("For administrators alone; it has no effect.")
)


def name(
    label: str = N_("Name"),
    hint: str = N_("Must be the only one of its kind; settings and files refer to it."),
    **more: Any,
) -> Field:
    return Field("name", label, required=True, hint=hint, **more)


def for_form(fields: Iterable[Field], *, new: bool) -> list[Field]:
    return [one for one in fields if one.only != ("update" if new else "create")]


def values_of(fields: Iterable[Field], entry: Any | None) -> dict[str, Value]:
    if entry is None:
        return {one.name: one.start or ([] if one.kind == "choices" else one.start) for one in fields}
    return {one.name: one.stored(entry) for one in fields}


async def posted_values(fields: Iterable[Field], form: FormData, zone: tzinfo = UTC) -> dict[str, Value]:
    return {
        one.name: await _sent_file(form, one.name) if one.kind == "file" else one.posted(form, zone) for one in fields
    }


def _to_the_minute(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes")


async def _sent_file(form: FormData, field: str) -> Value:
    sent = form.get(field)
    if not isinstance(sent, UploadFile) or not sent.filename:
        return ""
    return SentFile(sent.filename, sent.content_type or "", await sent.read())


def values_shown(fields: Iterable[Field], form: FormData, entry: Any) -> dict[str, Value]:
    """What the form began with, which it carries along; what it does not tell is as stored."""
    try:
        told = orjson.loads(str(form.get(BEFORE, "")))
    except orjson.JSONDecodeError:
        told = {}
    stored = values_of(fields, entry)
    return {key: told.get(key, value) if isinstance(told, dict) else value for key, value in stored.items()}


def command_values(fields: Iterable[Field], values: Mapping[str, Value], before: Mapping[str, Value]) -> dict[str, Any]:
    """What the command is built from: everything for something new (`before` empty), else only what was changed.

    So two people who change different things do not undo each other, and what is in use but not valid any more stays.
    """
    said: dict[str, Any] = {}
    for one in fields:
        if one.name not in before or values[one.name] != before[one.name]:
            said |= one.said(values[one.name])
    return said


async def shown(
    request: Request, read: ReadUow, principal: Principal, fields: Iterable[Field], values: Mapping[str, Value]
) -> list[ShownField]:
    _ = catalogue_of(request).gettext
    found = []
    for one in fields:
        value = values[one.name]
        if one.kind == "moment":
            value = _local(str(value), View(request).zone)
        options: Options
        if callable(one.options):
            chosen = frozenset(value if isinstance(value, list) else [str(value)])
            loaded = await one.options(read, principal, chosen)
            options = [(key, _(text)) for key, text in loaded] if one.translated else loaded
        else:
            options = [(key, _(text)) for key, text in one.options]
        more = bool(one.found_at) and len(options) >= MOST_OFFERED
        if one.found_at:
            words = request.query_params.get(one.name + WORDS, "")
            options = some(options, value if isinstance(value, list) else [str(value)], words)
        empty = _(one.empty) if one.empty is not None else None
        found.append(ShownField(one, _(one.label), _(one.hint) if one.hint else "", empty, value, options, more))
    return found


def _local(moment: str, zone: tzinfo) -> str:
    """For a `datetime-local` field."""
    try:
        return datetime.fromisoformat(moment).astimezone(zone).strftime("%Y-%m-%dT%H:%M")
    except ValueError:
        return moment


def choices(rows: Iterable[Any], chosen: frozenset[str]) -> Options:
    """Valid entries, and what is chosen already."""
    return [(str(row.id), row.name) for row in rows if getattr(row, "is_valid", True) or str(row.id) in chosen]
