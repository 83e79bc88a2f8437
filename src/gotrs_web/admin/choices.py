"""Choices found by words, where a form has too many to offer all (`components/choice_search.html`)."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gotrs_api.kernel.errors import NotFound
from gotrs_api.uow.deps import Read
from gotrs_web.admin.fields import LoadOptions
from gotrs_web.admin.modules.reference_options import QUEUES_FOUND_AT, queue_options
from gotrs_web.admin.navigation import ROOT
from gotrs_web.deps import Administrator
from gotrs_web.found_choices import some
from gotrs_web.render import render

router = APIRouter(prefix=f"{ROOT}/choices")
FOUND: dict[str, LoadOptions] = {QUEUES_FOUND_AT: queue_options}


@router.get("/{kind}", name="admin_choices")
async def find(
    request: Request,
    principal: Administrator,
    read: Read,
    kind: str,
    field: Annotated[str, Query(pattern="^[A-Za-z_]{1,60}$")],
    words: Annotated[str, Query(max_length=200)] = "",
    boxes: str = "",
    empty: str = "",
) -> Response:
    """What is chosen stays, whatever the words."""
    load = FOUND.get(f"{router.prefix}/{kind}")
    if load is None:
        raise NotFound
    chosen = request.query_params.getlist(field)
    options = await load(read, principal, frozenset(chosen))
    context = {
        "options": some(options, chosen, words),
        "chosen": chosen,
        "name": field,
        "boxes": bool(boxes),
        "empty": empty,
    }
    return render(request, "components/_found_choices.html", context)
