"""User::OutOfOffice of Znuny 6.5: absences of agents, one or many, set by an administrator."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from typing import Any

from gotrs_api.generic_interface.operations.authentication import authenticated
from gotrs_api.generic_interface.operations.call import Answer, Call
from gotrs_api.generic_interface.operations.values import as_text, is_given
from gotrs_api.identity.errors import UserNotFound
from gotrs_api.identity.out_of_office import Absence
from gotrs_api.identity.service import absences

_KEYS = ("UserEmail", "UserLogin", "UserSearch", "StartDate", "EndDate", "OutOfOffice")
_MAX_ENTRIES = 5000


async def out_of_office(call: Call) -> Answer:
    """All entries or none."""
    principal = await authenticated(call, scope="admin:*")
    if not (principal.is_agent and principal.is_admin):
        raise call.failed("AuthFail", "User needs to be in group admin.")
    entries = _entries(call)
    if not entries or len(entries) > _MAX_ENTRIES:
        raise _wrong(call)
    async with call.site.uow(acting_id=principal.user_id) as uow:
        for entry in entries:
            try:
                user_id = await absences.find_agent(
                    uow,
                    email=as_text(entry.get("UserEmail")),
                    login=as_text(entry.get("UserLogin")),
                    search=as_text(entry.get("UserSearch")),
                )
                await absences.set_absence(uow, principal, user_id, _absence(call, entry))
            except UserNotFound:
                raise _wrong(call) from None
    return {"Success": 1}


def _entries(call: Call) -> list[Mapping[str, Any]]:
    given = call.data.get("OutOfOfficeEntries")
    if isinstance(given, list) and all(isinstance(each, Mapping) for each in given):
        return given
    if isinstance(given, Mapping):
        return [given]
    text = call.data.get("OutOfOfficeEntriesCSVString")
    if isinstance(text, str) and text.strip():
        delimiter = ";" if text.count(";") >= text.count(",") else ","
        return list(csv.DictReader(io.StringIO(text.strip()), delimiter=delimiter))
    return [{key: call.data.get(key) for key in _KEYS}]


def _absence(call: Call, entry: Mapping[str, Any]) -> Absence | None:
    if not is_given(entry.get("OutOfOffice", "1")):
        return None
    try:
        start, end = (date.fromisoformat(as_text(entry.get(key))[:10]) for key in ("StartDate", "EndDate"))
    except ValueError:
        raise _wrong(call) from None
    if end < start:
        raise _wrong(call)
    return Absence(start, end)


def _wrong(call: Call) -> Exception:
    return call.failed("WrongInputStructure", "Wrong input structure!")
