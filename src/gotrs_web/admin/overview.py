"""Where administration starts: what can be looked after here, and what waits for a decision."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.admin.service import background
from gotrs_api.customers.sign_up import service as sign_up
from gotrs_api.mail.inbound import service as inbound
from gotrs_api.uow.deps import Read
from gotrs_web.deps import Administrator
from gotrs_web.render import render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin")


@router.get("/", name="admin")
async def show(request: Request, principal: Administrator, read: Read) -> Response:
    ngettext = catalogue_of(request).ngettext
    quarantined = (await inbound.inbound_health(read, principal)).quarantined
    dead = (await background.count_jobs(read, principal)).get("dead", 0)
    waiting = []
    if quarantined:
        text = ngettext("{n} mail waits for a decision.", "{n} mails wait for a decision.", quarantined)
        waiting.append((text, "/admin/mail/spool?status=quarantined"))
    if dead:
        text = ngettext(
            "{n} job was given up and waits for a decision.", "{n} jobs were given up and wait for a decision.", dead
        )
        waiting.append((text, "/admin/jobs?status=dead"))
    if signed_up := await sign_up.count_waiting(read):
        text = ngettext("{n} sign-up waits for a decision.", "{n} sign-ups wait for a decision.", signed_up)
        waiting.append((text, "/admin/sign-ups"))
    return render(request, "admin/overview.html", {"waiting": waiting})


@router.get("")
async def without_slash() -> Response:
    return RedirectResponse("/admin/", status_code=308)
