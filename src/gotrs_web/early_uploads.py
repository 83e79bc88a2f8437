"""Files sent while somebody still writes: kept at once, and named by the form or its draft."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from gotrs_api.kernel.errors import GotrsError, fill
from gotrs_web.deps import Person
from gotrs_web.render import render
from gotrs_web.uploads import kept_files
from gotrs_web.view import catalogue_of

router = APIRouter()


@router.post("/agent/uploads", name="agent_upload")
@router.post("/customer/uploads", name="customer_upload")
async def receive(request: Request, principal: Person) -> Response:
    """The entry for the form's list of files; 422 with a sentence for a file that is not taken."""
    try:
        files = await kept_files(request, principal, await request.form())
    except GotrsError as refusal:
        said = fill(catalogue_of(request).gettext(refusal.msgid), refusal.params)
        return PlainTextResponse(said, status_code=422)
    return render(request, "layouts/_kept.html", {"files": files})
