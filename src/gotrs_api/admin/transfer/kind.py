"""What goes out to files and comes back in: a kind of entries, and what a file says of one.

The columns of a file are the fields of the API's own commands; references stand there by name, never by id.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin

import orjson
from pydantic import BaseModel

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, UnitOfWork

Shape: TypeAlias = Literal["text", "number", "check", "lines", "data"]
Entries: TypeAlias = Callable[[ReadUow, Principal], Awaitable[Sequence[Any]]]
# Of what is no kind itself: names by id.
Names: TypeAlias = Callable[[ReadUow, Principal], Awaitable[Mapping[str, str]]]
Create: TypeAlias = Callable[[UnitOfWork, Principal, Any], Awaitable[Any]]
Update: TypeAlias = Callable[[UnitOfWork, Principal, Any, Any], Awaitable[Any]]
Value: TypeAlias = str | int | bool | list[str]
_YES: Final = frozenset({"true", "1", "yes", "on"})
_NO: Final = frozenset({"false", "0", "no", "off", ""})


@dataclass(frozen=True)
class Column:
    """`refers`: the kind whose entries it names, or what answers names by id. `settled`: cannot be changed later."""

    name: str
    shape: Shape
    refers: str | Names | None = None
    settled: bool = False

    @property
    def is_list(self) -> bool:
        return self.shape == "lines"

    def stored(self, entry: Any) -> Value:
        """As a command has it; of references the id. What is secret is never told."""
        if self.refers is not None:
            return self._stored_reference(entry)
        value = getattr(entry, self.name, None)
        if self.shape == "data":
            return _canonical(value or {})
        if self.shape == "lines":
            return [str(one) for one in value or ()]
        if self.shape in ("check", "number"):
            return bool(value) if self.shape == "check" else int(value or 0)
        return "" if value is None else str(value).replace("\r\n", "\n")

    def _stored_reference(self, entry: Any) -> Value:
        if self.is_list:
            ids = getattr(entry, self.name, None)
            found = getattr(entry, self.name.removesuffix("_ids") + "s") if ids is None else ids
            return sorted(str(getattr(one, "id", one)) for one in found)
        if hasattr(entry, self.name):
            return str(getattr(entry, self.name) or "")
        return str(getattr(entry, self.name.removesuffix("_id")).id)

    def read(self, given: Any) -> Value:
        """What a file says, as `stored` would; of references the names. Raises InvalidInput at the column."""
        if self.refers is not None and not self.is_list:
            return self._text(given)
        readers: dict[Shape, Callable[[Any], Value]] = {
            "text": self._text,
            "number": self._number,
            "check": self._check,
            "lines": self._lines,
            "data": self._data,
        }
        return readers[self.shape](given)

    def is_as(self, value: Value, stored: Value, *, merged: bool = False) -> bool:
        """Whether a file says what is there already. Lists are in no order; of a table that is merged it may say a part."""
        if isinstance(value, list) and isinstance(stored, list):
            return sorted(value) == sorted(stored)
        if merged:
            wanted, there = orjson.loads(str(value)), orjson.loads(str(stored))
            return all(key in there and there[key] == one for key, one in wanted.items())
        return value == stored

    def said(self, value: Value) -> Any:
        """For the command."""
        return orjson.loads(str(value)) if self.shape == "data" else value

    def _text(self, given: Any) -> str:
        if given is None:
            return ""
        if isinstance(given, bool | float):
            # Which text was meant nobody can tell any more: `1.10` was read as 1.1.
            raise self._wrong("quotes", N_("Put it in quotes, so that it is read as a text."))
        if not isinstance(given, str | int):
            raise self._wrong("text", N_("A text is expected."))
        return str(given).replace("\r\n", "\n")

    def _number(self, given: Any) -> int:
        if given in (None, ""):
            return 0
        text = str(given).strip()
        if isinstance(given, bool | list | dict) or not text.removeprefix("-").isdecimal() or not text.isascii():
            raise self._wrong("int_parsing", N_("Give a whole number."))
        return int(text) if len(text) < 20 else 2**63

    def _check(self, given: Any) -> bool:
        word = "" if given is None else str(given).strip().lower()
        if isinstance(given, list | dict) or word not in _YES | _NO:
            raise self._wrong("check", N_("Yes or no is expected."))
        return word in _YES

    def _lines(self, given: Any) -> list[str]:
        if isinstance(given, dict | bool | float):
            raise self._wrong("lines", N_("A list of texts is expected."))
        told = given if isinstance(given, list) else self._text(given).split("\n") if given else []
        found = [self._text(one) for one in told]
        return sorted(found) if self.refers is not None else found

    def _data(self, given: Any) -> str:
        """A table is that of a YAML file; a CSV file has it as JSON."""
        try:
            found = (orjson.loads(given) if given else {}) if isinstance(given, str) else {} if given is None else given
            if isinstance(found, dict):
                return _canonical(found)
        except (orjson.JSONDecodeError, TypeError):
            pass
        raise self._wrong("shape", N_("A table of names and values is expected."))

    def _wrong(self, code: str, detail: str) -> InvalidInput:
        return InvalidInput.field(f"/{self.name}", code, detail)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`known_by`: what a file knows entries by. `refers`: of the columns that name others, which.

    `secret`: a column that is written empty, and says nothing as long as it is. `adopt` takes what other systems export
    for what we do. `merged`: tables of which what is not said stays. `placed`: what orders the entries of a file where the name does not.
    """

    key: str
    known_by: str
    entries: Entries
    creation: type[BaseModel]
    create: Create
    change: type[BaseModel]
    update: Update
    refers: Mapping[str, str | Names] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    secret: str = ""
    merged: frozenset[str] = frozenset()
    adopt: Callable[[Mapping[str, Any]], dict[str, Any]] = dict
    placed: Callable[[Any], Any] = lambda entry: 0
    identify: Callable[[Any], Any] = lambda entry: entry.id

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The one that entries are known by comes first."""
        fields = {**self.change.model_fields, **self.creation.model_fields}
        names = dict.fromkeys((*self.creation.model_fields, *self.change.model_fields))
        wanted = [name for name in names if name not in self.left_out and f"{name}_id" not in names]
        wanted.sort(key=lambda name: name != self.known_by)
        return tuple(
            Column(name, shape_of(fields[name].annotation), self.refers.get(name), name not in self.change.model_fields)
            for name in wanted
        )

    def name_of(self, entry: Any) -> str:
        return str(getattr(entry, self.known_by))

    def in_order(self, entries: Iterable[Any]) -> list[Any]:
        """The same on every desk, whatever the ids; of a tree the upper ones first."""
        return sorted(entries, key=lambda one: (self.placed(one), self.name_of(one).casefold(), self.name_of(one)))


def shape_of(annotation: Any) -> Shape:
    """How a file says what a command's field holds."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return shape_of(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return shape_of(next(one for one in get_args(annotation) if one is not NoneType))
    if origin is Literal:
        return "number" if all(isinstance(one, int) for one in get_args(annotation)) else "text"
    if origin in (tuple, list, frozenset):
        return "lines"
    if origin is dict or annotation is dict:
        return "data"
    return "check" if annotation is bool else "number" if annotation is int else "text"


def _canonical(value: Any) -> str:
    return orjson.dumps(value, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS).decode()


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    raise TypeError
