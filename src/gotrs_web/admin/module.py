"""What a module of administration is: a list, a form, and the use cases behind them. The pages are the same for all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from pydantic import BaseModel

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import NotFound
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_web.admin.fields import Field
from gotrs_web.admin.listing import USUAL_FILTERS, Column, Filter, Rows
from gotrs_web.admin.navigation import title_of
from gotrs_web.forms import number

EntryId: TypeAlias = Any  # a number, or a company's customer id
ReadEntry: TypeAlias = Callable[[ReadUow, Principal, EntryId], Awaitable[Any]]
Create: TypeAlias = Callable[[UnitOfWork, Principal, Any], Awaitable[Any]]
Update: TypeAlias = Callable[[UnitOfWork, Principal, EntryId, Any], Awaitable[Any]]
Warns: TypeAlias = Callable[[ReadUow, Principal, Any], Awaitable[str]]
UsedBy: TypeAlias = Callable[[ReadUow, Principal, Any], Awaitable[Sequence["Use"]]]


@dataclass(frozen=True)
class Use:
    """Where an entry is in use: names of others, and the module they belong to; of many only how many, and where they are.

    Without a module it is tickets; `as_` (a message id) says what the entry is to them.
    """

    module: str
    names: tuple[tuple[str, str], ...] = ()  # (id, name)
    count: int = 0
    url: str = ""
    as_: str = ""

    @property
    def title(self) -> str:
        """A message id."""
        return title_of(self.module) if self.module else ""


@dataclass(frozen=True)
class Tab:
    """A further page of an entry, below its address."""

    path: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Module:
    """`add` and labels are message ids. `audited_as` is the kind of object in the audit log.

    `tabs`: pages beside the form, `pages` beside the list, with handlers of their own. `created_at`: where one is led after creating something.
    `warns`: what an entry is to be warned of, a message id, or "". `title`: what an entry is called. `has_content`: an entry is a file, too, which `…/content` answers.
    """

    key: str
    add: str
    columns: tuple[Column, ...]
    rows: Rows
    read: ReadEntry
    fields: tuple[Field, ...]
    creation: type[BaseModel]
    create: Create
    change: type[BaseModel]
    update: Update
    audited_as: str
    filters: tuple[Filter, ...] = USUAL_FILTERS
    used_by: UsedBy | None = None
    warns: Warns | None = None
    pages: tuple[Tab, ...] = ()
    tabs: tuple[Tab, ...] = ()
    created_at: str = ""
    has_content: bool = False
    title: Callable[[Any], str] = field(default=lambda entry: str(entry.name))
    identify: Callable[[Any], str] = field(default=lambda entry: str(entry.id))
    parse_id: Callable[[str], EntryId] = field(default=lambda text: whole_number(text))


def whole_number(text: str) -> int:
    """Raises NotFound."""
    found = number(text)
    if found is None:
        raise NotFound
    return found
