"""Names and ids in commands to master data that exists and is valid."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from gotrs_api.catalog.validity import Validity
from gotrs_api.kernel.errors import FieldError
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.repository import master
from gotrs_api.tickets.repository.master import Datum
from gotrs_api.tickets.service.addresses import mailbox
from gotrs_api.tickets.service.locking import LOCK, UNLOCK
from gotrs_api.uow import ReadUow

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+")


def pointer(command: object, kind: str) -> str:
    """The JSON pointer of what was given: `/queue_id` when only the id was."""
    only_id = getattr(command, kind, None) is None and getattr(command, f"{kind}_id", None) is not None
    return f"/{kind}_id" if only_id else f"/{kind}"


class Customer(NamedTuple):
    """What goes into the ticket: a login or address, and the customer id of a known customer user; and their address.

    `mailbox` has the name with it, as OTRS fills in From of calls and To of mails.
    """

    login: str
    customer_id: str | None
    email: str
    mailbox: str


class Wanted:
    """Collects what a command refers to, looks all of it up at once, and reports what was wrong with it."""

    def __init__(self) -> None:
        self._pointers: dict[str, str] = {}
        self._asked: dict[str, tuple[int | None, str | None]] = {}
        self._found: dict[str, list[Datum]] = {}
        self._errors: list[FieldError] = []

    def ask(self, kind: str, command: object, default: str | int | None = None) -> None:
        """Ask for `command.<kind>` or `command.<kind>_id`, or for `default` when neither is given."""
        value, by_id = getattr(command, kind, None), getattr(command, f"{kind}_id", None)
        self._pointers[kind] = pointer(command, kind)
        if value is None and by_id is None:
            value = default
        if value is None and by_id is None:
            return
        if isinstance(value, int):
            if by_id is not None and by_id != value:
                self.refuse(kind, "mismatch", "Name and id do not agree.")
                return
            value, by_id = None, value
        self._asked[kind] = (by_id, value)

    def ask_customer(self, customer_user: str | None) -> None:
        self._pointers["customer"] = "/customer_user"
        if customer_user:
            self._asked["customer"] = (None, customer_user)

    def refuse(self, kind: str, code: str, detail: str) -> None:
        self._errors.append(FieldError(self._pointers.get(kind, f"/{kind}"), code, detail))

    def add(self, errors: Iterable[FieldError]) -> None:
        self._errors.extend(errors)

    async def find(self, uow: ReadUow) -> None:
        asked = {kind: (id_, name) for kind, (id_, name) in self._asked.items()}
        self._found = await master.find(uow.session, asked)

    def is_known(self, kind: str) -> bool:
        return bool(self._found.get(kind))

    async def find_instead(self, uow: ReadUow, kind: str, id_: int) -> None:
        """Look up a substitute for a default that does not exist."""
        self._asked[kind] = (id_, None)
        self._found |= await master.find(uow.session, {kind: (id_, None)})

    def get(self, kind: str) -> Datum | None:
        """The datum asked for; None when it was not asked for or is wrong (see `check`)."""
        if kind not in self._asked:
            return None
        rows, (id_, name) = self._found[kind], self._asked[kind]
        if len(rows) == 1 and (id_ is None or rows[0].id == id_) and (name is None or _same(rows[0].name, name)):
            if rows[0].valid_id == Validity.VALID.id:
                return rows[0]
            self.refuse(kind, "not_valid", "This is not in use any more.")
        elif id_ is not None and name is not None and rows:
            self.refuse(kind, "mismatch", "Name and id do not agree.")
        else:
            self.refuse(kind, "unknown", "There is nothing of this name or id.")
        return None

    def require(self, kind: str) -> Datum:
        """As `get`, but raises InvalidTicketChange at once when there is none."""
        datum = self.get(kind)
        if datum is None and not self._errors:
            self.refuse(kind, "required", "This is required.")
        self.check()
        assert datum is not None
        return datum

    def lock(self) -> Datum | None:
        """As `get`; of OTRS's third, `tmp_lock`, only mail and OTRS's own web services know."""
        datum = self.get("lock")
        if datum is not None and datum.name not in (LOCK, UNLOCK):
            self.refuse("lock", "unknown", "This must be `unlock` or `lock`.")
            return None
        return datum

    def customer(self) -> Customer | None:
        """A known customer user by login or e-mail, else an address as it is; anything else is refused."""
        if "customer" not in self._asked:
            return None
        value = self._asked["customer"][1] or ""
        rows = [row for row in self._found["customer"] if row.valid_id == Validity.VALID.id]
        by_login = [row for row in rows if _same(row.name, value)]
        known = by_login or (rows if len(rows) == 1 else [])
        if known:
            (user, *_) = known
            return Customer(user.name, user.extra or None, user.email, mailbox(user.full_name.strip(), user.email))
        if not _ADDRESS.fullmatch(value):
            self.refuse("customer", "unknown", "There is no such customer user, and it is no e-mail address.")
            return None
        return Customer(value, None, value, value)

    def check(self) -> None:
        """Raises InvalidTicketChange with all that was wrong so far."""
        if self._errors:
            raise InvalidTicketChange(errors=tuple(dict.fromkeys(self._errors)))


async def one(uow: ReadUow, kind: str, command: object, default: Any = None) -> Datum:
    """The only thing that an action's command refers to. Raises InvalidTicketChange."""
    wanted = Wanted()
    wanted.ask(kind, command, default)
    wanted.check()
    await wanted.find(uow)
    return wanted.require(kind)


def _same(found: str, asked: str) -> bool:
    """MySQL compares without regard to case; then the database's spelling counts."""
    return found.casefold() == asked.casefold()
