"""Who changed an entry lately, from the audit log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request

from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.audit import AuditRead
from gotrs_api.identity.service import audit_log
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import Field
from gotrs_web.view import catalogue_of

SHOWN = 5
_COLUMNS = {"valid_id": N_("Valid"), "comments": N_("Comment"), "name": N_("Name")}


@dataclass(frozen=True)
class Change:
    """For the macro `events`; `details` say what was and is in each field."""

    text: str
    at: datetime
    details: tuple[str, ...] = ()


async def last_changes(
    request: Request, read: ReadUow, principal: Principal, kind: str, entry_id: str, fields: Iterable[Field] = ()
) -> list[Change]:
    """The latest first. `fields` give names to the columns that were changed."""
    wanted = audit_log.AuditFilter(object_type=kind, object_id=entry_id)
    page = await audit_log.list_entries(read, principal, PageRequest(SHOWN), wanted)
    known = list(fields)
    labels = {one.source.partition(".")[0] or one.name: one.label for one in known}
    labels |= {one.name: one.label for one in known} | _COLUMNS
    diffs = [_diff(entry) for entry in page.rows]
    names = await _names(read, principal, known, diffs)
    _ = catalogue_of(request).gettext
    return [
        Change(
            _sentence(request, entry, labels),
            entry.at,
            tuple(
                _("{field}: {before} → {after}", field=_(labels.get(column, column)), before=before, after=after)
                for column, (before, after) in _shown(diff, names, _).items()
            ),
        )
        for entry, diff in zip(page.rows, diffs, strict=True)
    ]


def _diff(entry: AuditRead) -> dict[str, list[Any]]:
    """Old and new value by column; of persons' rows there is none."""
    told = entry.details.get("diff")
    return {key: value for key, value in told.items() if isinstance(value, list)} if isinstance(told, dict) else {}


async def _names(
    read: ReadUow, principal: Principal, fields: Iterable[Field], diffs: Iterable[Mapping[str, list[Any]]]
) -> dict[str, dict[str, str]]:
    """Of columns that refer to other entries: name by id."""
    found: dict[str, dict[str, str]] = {}
    for one in fields:
        chosen = frozenset(str(value) for diff in diffs for value in diff.get(one.name, ()))
        if chosen and callable(one.options):
            found[one.name] = dict(await one.options(read, principal, chosen))
    return found


def _shown(
    diff: Mapping[str, list[Any]], names: Mapping[str, Mapping[str, str]], _: Callable[[str], str]
) -> dict[str, tuple[str, str]]:
    def word(column: str, value: Any) -> str:
        if value in (None, ""):
            return "–"
        if column == "valid_id":
            return _(Validity.of(int(value)))
        return names.get(column, {}).get(str(value), str(value))

    return {column: (word(column, before), word(column, after)) for column, (before, after) in diff.items()}


def _sentence(request: Request, entry: AuditRead, labels: Mapping[str, str]) -> str:
    _ = catalogue_of(request).gettext
    who = entry.actor_name or entry.actor_kind
    if entry.action.endswith(".created"):
        return _("{name} created it", name=who)
    touched = entry.details.get("changed")
    if entry.action.endswith(".updated") and isinstance(touched, list):
        if not touched:
            return _("{name} saved it", name=who)
        what = ", ".join(_(labels.get(str(column), str(column))) for column in touched)
        return _("{name} changed {what}", name=who, what=what)
    return _("{name}: {action}", name=who, action=entry.action)
