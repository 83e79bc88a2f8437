"""Choices found by words, where a form has too many to offer all (`components/choice_search.html`)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from gotrs_api.kernel.errors import NotFound
from gotrs_api.uow.deps import Read
from gotrs_web.admin.fields import LoadOptions, some
from gotrs_web.admin.modules.reference_options import QUEUES_FOUND_AT, queue_options
from gotrs_web.admin.navigation import ROOT
from gotrs_web.deps import Administrator
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
) -> Response:
    """What is chosen stays, whatever the words."""
    load = FOUND.get(f"{router.prefix}/{kind}")
    if load is None:
        raise NotFound
    chosen = request.query_params.getlist(field)
    options = await load(read, principal, frozenset(chosen))
    wanted = words.casefold().split()
    fitting = [(key, text) for key, text in options if key in chosen or all(one in text.casefold() for one in wanted)]
    shown = [SimpleNamespace(id=key, name=text) for key, text in some(fitting, chosen)]
    context = {"agents": shown, "chosen": chosen, "name": field, "boxes": bool(boxes), "empty": ""}
    return render(request, "agent/_agent_choices.html", context)
