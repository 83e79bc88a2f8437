"""The audit log as a file: CSV for spreadsheets, or one JSON object a line."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Final, Literal

import orjson

from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.schemas.audit import AuditRead
from gotrs_api.identity.service.audit_log import AuditFilter, list_entries
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.kernel.spreadsheets import harmless
from gotrs_api.uow import Site

Form = Literal["csv", "jsonl"]
MEDIA_TYPES: Final[dict[Form, str]] = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
COLUMNS: Final = tuple(AuditRead.model_fields)
_PAGE: Final = 500


async def export(site: Site, principal: Principal, wanted: AuditFilter, form: Form) -> AsyncIterator[bytes]:
    """Newest first, in pieces, each with a read of its own. That it was taken is an entry itself.

    Raises Forbidden before the first piece.
    """
    principal.require_admin()
    async with site.uow(acting_id=principal.user_id) as uow:
        asked = {name: value for name, value in vars(wanted).items() if value}
        await audit.record(
            uow,
            principal,
            "audit.exported",
            "audit",
            None,
            {"form": form, "filter": {k: str(v) for k, v in asked.items()}},
        )
    if form == "csv":
        yield b"\xef\xbb\xbf" + _csv([COLUMNS])
    after: str | None = None
    while True:
        async with site.read() as read:
            page = await list_entries(read, principal, PageRequest(limit=_PAGE, after=after), replace(wanted))
        if form == "csv":
            yield _csv([_cells(entry) for entry in page.rows])
        else:
            yield b"".join(entry.model_dump_json().encode() + b"\n" for entry in page.rows)
        after = page.after
        if after is None:
            return


def _cells(entry: AuditRead) -> list[str]:
    values = entry.model_dump(mode="json")
    values["details"] = orjson.dumps(entry.details).decode() if entry.details else ""
    return [harmless("" if values[name] is None else str(values[name])) for name in COLUMNS]


def _csv(rows: list[list[str]] | list[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8", "replace")
