"""Who changed an entry lately, from the audit log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request

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
    """For the macro `events`."""

    text: str
    at: datetime


async def last_changes(
    request: Request, read: ReadUow, principal: Principal, kind: str, entry_id: str, fields: Iterable[Field] = ()
) -> list[Change]:
    """The latest first. `fields` give names to the columns that were changed."""
    wanted = audit_log.AuditFilter(object_type=kind, object_id=entry_id)
    page = await audit_log.list_entries(read, principal, PageRequest(SHOWN), wanted)
    labels = {one.source.partition(".")[0] or one.name: one.label for one in fields}
    labels |= {one.name: one.label for one in fields} | _COLUMNS
    return [Change(_sentence(request, entry, labels), entry.at) for entry in page.rows]


def _sentence(request: Request, entry: AuditRead, labels: Mapping[str, str]) -> str:
    """Values are not in the log, only what was touched."""
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
