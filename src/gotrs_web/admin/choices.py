"""Choices found by words, where a form has too many to offer all (`components/choice_search.html`)."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.kernel.errors import NotFound
from gotrs_api.uow.deps import Read
from gotrs_web.admin.fields import LoadOptions
from gotrs_web.admin.modules.reference_options import QUEUES_FOUND_AT, queue_options
from gotrs_web.admin.navigation import ROOT
from gotrs_web.deps import Administrator
from gotrs_web.found_choices import Searched, answer

router = APIRouter(prefix=f"{ROOT}/choices")
FOUND: dict[str, LoadOptions] = {QUEUES_FOUND_AT: queue_options}


@router.get("/{kind}", name="admin_choices")
async def find(
    request: Request,
    principal: Administrator,
    read: Read,
    kind: str,
    search: Searched,
) -> Response:
    """What is chosen stays, whatever the words."""
    load = FOUND.get(f"{router.prefix}/{kind}")
    if load is None:
        raise NotFound
    return answer(request, search, await load(read, principal, frozenset(search.chosen)))
