"""Who changed an entry lately, from the audit log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from fastapi import Request

from gotrs_api.admin.relations.relation import ASSIGNED, Axis, Relation, Side
from gotrs_api.admin.relations.schemas import AxisEntry
from gotrs_api.catalog.validity import Validity
from gotrs_api.i18n import N_
from gotrs_api.identity.audit_words import action_in_words
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.audit import AuditRead
from gotrs_api.identity.service import audit_log, personal_changes
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import Field
from gotrs_web.admin.navigation import title_of
from gotrs_web.view import catalogue_of

SHOWN = 5
_ON_OR_OFF = (("1", N_("yes")), ("true", N_("yes")), ("0", N_("no")), ("false", N_("no")))
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
    wanted = audit_log.AuditFilter(object_types=(kind,), object_id=entry_id)
    page = await audit_log.list_entries(read, principal, PageRequest(SHOWN), wanted)
    return await _changes(request, read, principal, page.rows, list(fields))


async def changes_of_relation(
    request: Request, read: ReadUow, principal: Principal, relation: Relation, side: Side, entry: AxisEntry
) -> list[Change]:
    """What an entry of one side was tied to, whichever side it was done from; the latest first."""
    axis, other = relation.axes[side], relation.axes[1 - side]
    found: list[AuditRead] = []
    for action in relation.logged_as:
        own = audit_log.AuditFilter(object_types=(axis.audited_as,), object_id=entry.key, action=action)
        found += (await audit_log.list_entries(read, principal, PageRequest(SHOWN), own)).rows
        named = orjson.dumps(entry.name).decode() + ":["
        others = audit_log.AuditFilter(object_types=(other.audited_as,), action=action, text=named)
        for each in (await audit_log.list_entries(read, principal, PageRequest(SHOWN), others)).rows:
            if entry.name in _stored_diff(each):
                found.append(_mirrored(each, other, entry.name))
    latest = sorted(found, key=lambda each: each.id, reverse=True)[:SHOWN]
    return await _changes(request, read, principal, latest, [])


def _mirrored(entry: AuditRead, other: Axis, name: str) -> AuditRead:
    """What it says of `name` alone, by what it was changed with."""
    diff = {str(entry.details.get("name", entry.object_id)): _stored_diff(entry)[name]}
    return entry.model_copy(update={"details": {"with": other.name, "diff": diff}})


async def _changes(
    request: Request, read: ReadUow, principal: Principal, entries: Iterable[AuditRead], known: list[Field]
) -> list[Change]:
    labels = {one.source.partition(".")[0] or one.name: one.label for one in known}
    labels |= {one.name: one.label for one in known} | _COLUMNS
    told = [(entry, await _diff(read, principal, entry)) for entry in entries]
    names = await _names(request, read, principal, known, [diff for _, diff in told])
    _ = catalogue_of(request).gettext
    return [
        Change(
            _sentence(request, entry, labels),
            entry.at,
            tuple(
                _(
                    "{field}: {before} → {after}",
                    field=_(labels[column]) if column in labels else column,
                    before=before,
                    after=after,
                )
                for column, (before, after) in _shown(diff, names, _).items()
            ),
        )
        for entry, diff in told
    ]


def _stored_diff(entry: AuditRead) -> dict[str, list[Any]]:
    """Old and new value by column."""
    told = entry.details.get("diff")
    return {key: value for key, value in told.items() if isinstance(value, list)} if isinstance(told, dict) else {}


async def _diff(read: ReadUow, principal: Principal, entry: AuditRead) -> dict[str, list[Any]]:
    """Of persons it lies beside the log, as long as they are known."""
    kept_as = entry.details.get(personal_changes.KEPT_AS)
    if not isinstance(kept_as, int):
        return _stored_diff(entry)
    return (await personal_changes.kept(read, principal, [kept_as])).get(kept_as, {})


async def _names(
    request: Request,
    read: ReadUow,
    principal: Principal,
    fields: Iterable[Field],
    diffs: Iterable[Mapping[str, list[Any]]],
) -> dict[str, dict[str, str]]:
    """What values are called, of columns that choose among some: by what is stored."""
    _ = catalogue_of(request).gettext
    found: dict[str, dict[str, str]] = {}
    for one in fields:
        if not callable(one.options):
            fixed = _ON_OR_OFF if one.kind == "check" else one.options
            found[one.name] = {value: _(label) for value, label in fixed}
            continue
        chosen = frozenset(part for diff in diffs for value in diff.get(one.name, ()) for part in _parts(value))
        if chosen:
            found[one.name] = dict(await one.options(read, principal, chosen))
    return found


def _parts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return [str(value).lower()]
    return str(value).split(", ") if value not in (None, "") else []


def _shown(
    diff: Mapping[str, list[Any]], names: Mapping[str, Mapping[str, str]], _: Callable[[str], str]
) -> dict[str, tuple[str, str]]:
    def word(column: str, value: Any) -> str:
        if value in (None, ""):
            return "–"
        if column == "valid_id":
            return _(Validity.of(int(value)))
        if value == ASSIGNED:
            return _("yes")
        known = names.get(column, {})
        return ", ".join(known.get(part, part) for part in _parts(value)) if known else str(value)

    return {column: (word(column, before), word(column, after)) for column, (before, after) in diff.items()}


def _sentence(request: Request, entry: AuditRead, labels: Mapping[str, str]) -> str:
    _ = catalogue_of(request).gettext
    who = entry.actor_name or entry.actor_kind
    if entry.action.endswith(".created"):
        return _("{name} created it", name=who)
    other_side = entry.details.get("with")
    if isinstance(other_side, str):
        return _("{name} changed {what}", name=who, what=_(title_of(other_side)))
    touched = entry.details.get("changed")
    if entry.action.endswith(".updated") and isinstance(touched, list):
        if not touched:
            return _("{name} saved it", name=who)
        what = ", ".join(_(labels.get(str(column), str(column))) for column in touched)
        return _("{name} changed {what}", name=who, what=what)
    return _("{name}: {action}", name=who, action=action_in_words(entry.action, _))
