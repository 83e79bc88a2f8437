"""What routes of statistics take, and how their files are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import Query, Response
from pydantic import BaseModel

from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.list_answer import whole
from gotrs_api.stats.service.tables import MEDIA_TYPES, Form, as_file
from gotrs_api.uow import UnitOfWork

Days = Annotated[int, Query(ge=1, le=366, description="The last so many days, today included.")]
FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
            MEDIA_TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}},
        }
    }
}


async def file_answer(
    uow: UnitOfWork, principal: Principal, rows: Sequence[BaseModel], form: Form, name: str
) -> Response:
    """JSON in the envelope of lists, else a file to be saved. The audit log names who took it."""
    await audit.record(uow, principal, "statistics.exported", "statistics", name, {"form": form})
    headers = {"Cache-Control": "no-store"}
    if form == "json":
        return Response(whole(rows).model_dump_json(), headers=headers, media_type=MEDIA_TYPES[form])
    headers["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return Response(as_file(rows, form), headers=headers, media_type=MEDIA_TYPES[form])
