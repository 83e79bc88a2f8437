"""The devices on which one is told by web push: adding the browser one is in, trying it, and removing one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from gotrs_api.automation.web_push import service as web_push
from gotrs_api.automation.web_push.customers import ANSWERS, STATES, is_wanted
from gotrs_api.automation.web_push.schemas import BrowserSubscription, PushSubscriptionCreate
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.own_account import PreferencesUpdate
from gotrs_api.identity.service import own_account
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.auth.passkeys import sent_json
from gotrs_web.deps import Customer, Person
from gotrs_web.device_cookie import remember_this_browser, this_browser
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.user_agents import program_of
from gotrs_web.view import catalogue_of

PAGES = {Kind.AGENT: "/agent/profile/devices", Kind.CUSTOMER: "/customer/profile/devices"}
AREAS = tuple(PAGES.values())
router = APIRouter()


@router.get(AREAS[0], name="agent_devices")
@router.get(AREAS[1], name="customer_devices")
async def show(request: Request, principal: Person, read: Read) -> Response:
    return await _page(request, read, principal)


@router.get(f"{AREAS[0]}/key", name="agent_device_key")
@router.get(f"{AREAS[1]}/key", name="customer_device_key")
async def key(principal: Person, uow: Uow) -> Response:
    """For `PushManager.subscribe`."""
    return JSONResponse({"key": await web_push.public_key(uow)}, headers={"Cache-Control": "no-store"})


@router.post(AREAS[0], name="agent_add_device")
@router.post(AREAS[1], name="customer_add_device")
async def add(request: Request, principal: Person) -> Response:
    site: Site = request.state.site
    form = await request.form()
    _ = catalogue_of(request).gettext
    try:
        subscription = build(BrowserSubscription, sent_json(form.get("subscription")))
        command = build(PushSubscriptionCreate, {"name": str(form.get("name", "")), "subscription": subscription})
        async with site.uow(acting_id=principal.user_id) as uow:
            await web_push.subscribe(uow, principal, command)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, _labels(request))
        async with site.read() as read:
            return await _page(request, read, principal, errors=errors)
    response = redirect(request, _page_of(principal), toast=_("From now on you are told on this device."))
    remember_this_browser(request, principal.kind, response, subscription.endpoint)
    return response


@router.post(f"{AREAS[1]}/kinds", name="customer_push_kinds")
async def choose(request: Request, principal: Customer, uow: Uow) -> Response:
    """What customers are told of; agents choose with their notifications."""
    form = await request.form()
    values = {kind: None if form.get(kind) else "0" for kind in (ANSWERS, STATES)}
    await own_account.update_preferences(uow, principal, PreferencesUpdate(values=values))
    return redirect(request, _page_of(principal), toast=catalogue_of(request).gettext("Saved."))


@router.post(f"{AREAS[0]}/{{device_id}}/removal", name="agent_remove_device")
@router.post(f"{AREAS[1]}/{{device_id}}/removal", name="customer_remove_device")
async def remove(request: Request, principal: Person, uow: Uow, device_id: int) -> Response:
    await web_push.remove(uow, principal, device_id)
    toast = catalogue_of(request).gettext("That device is not told any more.")
    return redirect(request, _page_of(principal), toast=toast)


@router.post(f"{AREAS[0]}/{{device_id}}/trial", name="agent_try_device")
@router.post(f"{AREAS[1]}/{{device_id}}/trial", name="customer_try_device")
async def try_out(request: Request, principal: Person, uow: Uow, device_id: int) -> Response:
    await web_push.try_out(uow, principal, device_id)
    toast = catalogue_of(request).gettext("A message is on its way to that device.")
    return redirect(request, _page_of(principal), toast=toast)


def _page_of(principal: Principal) -> str:
    return PAGES[principal.kind]


def _labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {"name": _("Name of the device")}


async def _page(request: Request, read: ReadUow, principal: Principal, *, errors: FormErrors | None = None) -> Response:
    _ = catalogue_of(request).gettext
    chosen = (await own_account.preferences(read, principal)).values if principal.is_customer else {}
    context = {
        "kinds": [
            (name, label, is_wanted(chosen, name))
            for name, label in ((ANSWERS, _("Answers")), (STATES, _("Changes of state")))
        ],
        "layout": "layouts/agent.html" if principal.is_agent else "layouts/customer.html",
        "portal": principal.is_customer,
        "base": _page_of(principal),
        "labels": _labels(request),
        "devices": await web_push.list_own(read, principal),
        "this_one": await web_push.own_id(read, principal, this_browser(request, principal.kind)),
        "name": program_of(request.headers.get("user-agent", "")),
        "errors": errors or FormErrors(),
    }
    return render(request, "own_devices/index.html", context, status=422 if errors else 200)
