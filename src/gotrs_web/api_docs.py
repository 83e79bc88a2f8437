"""Swagger UI over the API's description, from vendored files and without inline script."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_web.render import render

router = APIRouter()


@router.get("/swagger/", name="api_docs")
async def show(request: Request) -> Response:
    return render(request, "layouts/api_docs.html", {"openapi_url": "/openapi.json"})


@router.get("/swagger")
async def without_slash() -> Response:
    return RedirectResponse("/swagger/", status_code=308)
