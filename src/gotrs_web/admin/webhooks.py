"""Webhooks: who is told of events, whether that gets through, and doing it again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_api.webhooks import service as webhooks
from gotrs_api.webhooks.schemas import SecretRotate, WebhookCreate, WebhookRead, WebhookUpdate
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.fields import Value, posted_values, shown, values_of, values_shown
from gotrs_web.admin.listing import WORDS, Column, Found, ListPane, Query, cut
from gotrs_web.admin.pages import list_pane
from gotrs_web.admin.webhook_form import FIELDS, FILTERS, GENERAL, HEADERS, LABELS, NO_HEADERS, said
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of, text_values
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

KEY = "webhooks"
PAGE = f"/admin/{KEY}"
router = APIRouter(prefix=PAGE)
DELIVERIES_SHOWN = 50
OLD_SECRET_COUNTS_S = 86_400
STATUSES = {
    "pending": N_("waits"),
    "delivered": N_("delivered"),
    "failed": N_("failed"),
    "dropped": N_("dropped"),
}


def state_of(hook: WebhookRead) -> str:
    """A message id."""
    if not hook.active:
        return N_("off")
    return N_("does not get through") if hook.failing_since else N_("on")


COLUMNS = (
    Column(N_("Name"), "name", "link"),
    Column(N_("Address"), "url", "muted"),
    Column(N_("State"), state_of, "word"),
    Column(N_("Last success"), "last_success", "moment"),
)


@router.get("", name="admin_webhooks")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/new", name="admin_new_webhook")
async def show_empty_form(request: Request, principal: Administrator, read: Read) -> Response:
    return await _form(request, read, principal, None, values_of(FIELDS, None))


@router.post("/new")
async def create(request: Request, principal: Administrator) -> Response:
    """Answers with the page itself: the secret is shown this once."""
    site: Site = request.state.site
    sent = await request.form()
    values = await posted_values(FIELDS, sent)
    headers = text_values(sent, (HEADERS,))[HEADERS]
    try:
        command = build(WebhookCreate, said(values, {}, headers))
        async with site.uow(acting_id=principal.user_id) as uow:
            created = await webhooks.create_webhook(uow, principal, command)
    except InvalidInput as refusal:
        async with site.read() as read:
            errors = errors_of(request, refusal, LABELS)
            return await _form(request, read, principal, None, values, errors=errors, headers=headers)
    async with site.read() as read:
        return await _form(request, read, principal, created, values_of(FIELDS, created), secret=created.secret)


@router.get("/{webhook_id}", name="admin_webhook")
async def show_form(request: Request, principal: Administrator, read: Read, webhook_id: int) -> Response:
    hook = await webhooks.read_webhook(read, principal, webhook_id)
    return await _form(request, read, principal, hook, values_of(FIELDS, hook))


@router.post("/{webhook_id}")
async def save(request: Request, principal: Administrator, webhook_id: int) -> Response:
    site: Site = request.state.site
    sent = await request.form()
    values = await posted_values(FIELDS, sent)
    headers = text_values(sent, (HEADERS,))[HEADERS]
    async with site.read() as read:
        hook = await webhooks.read_webhook(read, principal, webhook_id)
    try:
        before = values_shown(FIELDS, sent, hook)
        command = build(WebhookUpdate, said(values, before, headers, no_headers=NO_HEADERS in sent))
        async with site.uow(acting_id=principal.user_id) as uow:
            await webhooks.update_webhook(uow, principal, webhook_id, command)
    except (InvalidInput, Conflict) as refusal:
        async with site.read() as read:
            errors = errors_of(request, refusal, LABELS)
            return await _form(request, read, principal, hook, values, errors=errors, headers=headers)
    return redirect(request, f"{PAGE}/{webhook_id}", toast=catalogue_of(request).gettext("Saved."))


@router.post("/{webhook_id}/switch", name="admin_webhook_switch")
async def switch(request: Request, principal: Administrator, uow: Uow, webhook_id: int) -> Response:
    _ = catalogue_of(request).gettext
    on = str((await request.form()).get("active", "")) == "1"
    await webhooks.update_webhook(uow, principal, webhook_id, WebhookUpdate(active=on))
    toast = _("The webhook is on.") if on else _("The webhook is off.")
    return redirect(request, f"{PAGE}/{webhook_id}", toast=toast)


@router.post("/{webhook_id}/secret", name="admin_webhook_secret")
async def rotate_secret(request: Request, principal: Administrator, webhook_id: int) -> Response:
    """Answers with the page itself: the secret is shown this once."""
    site: Site = request.state.site
    command = SecretRotate(overlap_s=OLD_SECRET_COUNTS_S)
    async with site.uow(acting_id=principal.user_id) as uow:
        made = await webhooks.rotate_secret(uow, principal, webhook_id, command)
    async with site.read() as read:
        hook = await webhooks.read_webhook(read, principal, webhook_id)
        return await _form(request, read, principal, hook, values_of(FIELDS, hook), secret=made.secret)


@router.post("/{webhook_id}/test", name="admin_webhook_test")
async def test(request: Request, principal: Administrator, uow: Uow, webhook_id: int) -> Response:
    delivery = await webhooks.test_webhook(uow, principal, webhook_id)
    toast = catalogue_of(request).gettext("A test event is on its way.")
    return redirect(request, f"{PAGE}/{webhook_id}/deliveries/{delivery.id}", toast=toast)


@router.post("/{webhook_id}/removal", name="admin_webhook_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, webhook_id: int) -> Response:
    await webhooks.delete_webhook(uow, principal, webhook_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The webhook is removed."))


@router.get("/{webhook_id}/deliveries", name="admin_webhook_deliveries")
async def show_deliveries(request: Request, principal: Administrator, read: Read, webhook_id: int) -> Response:
    return await _deliveries(request, read, principal, webhook_id, None)


@router.get("/{webhook_id}/deliveries/{delivery_id}", name="admin_webhook_delivery")
async def show_delivery(
    request: Request, principal: Administrator, read: Read, webhook_id: int, delivery_id: int
) -> Response:
    return await _deliveries(request, read, principal, webhook_id, delivery_id)


@router.post("/{webhook_id}/deliveries/{delivery_id}/again", name="admin_webhook_redelivery")
async def redeliver(
    request: Request, principal: Administrator, uow: Uow, webhook_id: int, delivery_id: int
) -> Response:
    again = await webhooks.redeliver(uow, principal, webhook_id, delivery_id)
    toast = catalogue_of(request).gettext("The event is on its way once more.")
    return redirect(request, f"{PAGE}/{webhook_id}/deliveries/{again.id}", toast=toast)


async def _form(
    request: Request,
    read: ReadUow,
    principal: Principal,
    hook: WebhookRead | None,
    values: Mapping[str, Value],
    *,
    errors: FormErrors | None = None,
    headers: str = "",
    secret: str = "",
) -> Response:
    changes = await last_changes(request, read, principal, "webhook", str(hook.id), FIELDS) if hook else []
    context = {
        **await _shared(request, read, principal, hook, ""),
        "before": orjson.dumps(values_of(FIELDS, hook)).decode() if hook else "",
        "general": await shown(request, read, principal, GENERAL, values),
        "filters": await shown(request, read, principal, FILTERS, values),
        "headers": headers,
        "secret": secret,
        "errors": errors or FormErrors(),
        "changes": changes,
    }
    return render(request, "admin/webhooks/webhook.html", context, status=422 if errors else 200)


async def _deliveries(
    request: Request, read: ReadUow, principal: Principal, webhook_id: int, delivery_id: int | None
) -> Response:
    hook = await webhooks.read_webhook(read, principal, webhook_id)
    cursor = request.query_params.get("after") or None
    page = await webhooks.list_deliveries(read, principal, webhook_id, PageRequest(DELIVERIES_SHOWN, cursor))
    entry = None
    if delivery_id is not None:
        entry = await webhooks.read_delivery(read, principal, webhook_id, delivery_id)
    context = {"deliveries": page, "entry": entry, "statuses": STATUSES}
    shared = await _shared(request, read, principal, hook, "deliveries")
    return render(request, "admin/webhooks/deliveries.html", {**shared, **context})


async def _shared(
    request: Request, read: ReadUow, principal: Principal, hook: WebhookRead | None, tab: str
) -> dict[str, Any]:
    _ = catalogue_of(request).gettext
    here = f"{PAGE}/{hook.id}" if hook is not None else f"{PAGE}/new"
    tabs = [
        {"label": _("Settings"), "url": here, "current": tab == ""},
        {"label": _("Deliveries"), "url": f"{here}/deliveries", "current": tab == "deliveries"},
    ]
    return {
        "listed": await _list(request, read, principal, str(hook.id) if hook is not None else ""),
        "heading": hook.name if hook is not None else _("Add webhook"),
        "tabs": tabs if hook is not None else [],
        "action": here,
        "hook": hook,
        "state": state_of(hook) if hook is not None else "",
    }


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, KEY, COLUMNS, (WORDS,), _rows, current=current, add=N_("Add webhook")
    )


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await webhooks.list_webhooks(read, principal), query, lambda hook: f"{hook.name} {hook.url}")
