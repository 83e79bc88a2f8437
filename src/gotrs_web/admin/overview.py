"""Where administration starts: what can be looked after here."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_web.deps import Administrator
from gotrs_web.render import render

router = APIRouter(prefix="/admin")


@router.get("/", name="admin")
async def show(request: Request, principal: Administrator) -> Response:
    return render(request, "admin/overview.html", {})


@router.get("")
async def without_slash() -> Response:
    return RedirectResponse("/admin/", status_code=308)
