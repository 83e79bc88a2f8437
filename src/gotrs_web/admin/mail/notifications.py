"""Notifications: who is told what on which event; with a preview on a real ticket."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import orjson
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.automation.notifications import service as notifications
from gotrs_api.automation.notifications.schemas import (
    NotificationCreate,
    NotificationRead,
    NotificationTest,
    NotificationTrial,
    NotificationUpdate,
)
from gotrs_api.i18n import LANGUAGES, N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, InvalidInput, NotFound
from gotrs_api.tickets import service as tickets
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.changes import last_changes
from gotrs_web.admin.fields import Field, ShownField, Value, posted_values, shown, values_of, values_shown
from gotrs_web.admin.listing import USUAL_FILTERS, Column, Found, ListPane, Query, cut
from gotrs_web.admin.mail.notification_form import (
    FILTERS,
    GENERAL,
    RECIPIENTS,
    all_fields,
    as_entry,
    command_of,
    language_names,
    text_fields,
)
from gotrs_web.admin.mail.tag_list import TAGS
from gotrs_web.admin.modules.catalog import CHANGED, NAME, VALIDITY
from gotrs_web.admin.pages import list_pane, transfer_url
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import View, catalogue_of

KEY = "notification-events"
PAGE = f"/admin/{KEY}"
AUDITED_AS = "notification_event"
router = APIRouter(prefix=PAGE)
COLUMNS = (NAME, Column(N_("Events"), lambda row: ", ".join(row.events), "muted"), VALIDITY, CHANGED)


@router.get("", name="admin_notification_events")
async def show_list(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _list(request, read, principal)})


@router.get("/new", name="admin_new_notification_event")
async def show_empty_form(request: Request, principal: Administrator, read: Read) -> Response:
    languages = [_first_language(request)]
    return await _page(request, read, principal, None, languages, values_of(all_fields(languages), None))


@router.post("/new")
async def create(request: Request, principal: Administrator) -> Response:
    return await _posted(request, principal, None)


@router.get("/{notification_id:int}", name="admin_notification_event")
async def show_form(request: Request, principal: Administrator, read: Read, notification_id: int) -> Response:
    entry = await notifications.read_notification(read, principal, notification_id)
    languages = list(entry.messages)
    values = values_of(all_fields(languages), as_entry(entry))
    return await _page(request, read, principal, entry, languages, values)


@router.post("/{notification_id:int}")
async def save(request: Request, principal: Administrator, notification_id: int) -> Response:
    return await _posted(request, principal, notification_id)


@router.get("/{notification_id:int}/preview", name="admin_notification_preview")
async def show_preview(request: Request, principal: Administrator, read: Read, notification_id: int) -> Response:
    return await _preview_page(request, read, principal, notification_id)


@router.post("/{notification_id:int}/preview")
async def try_it(request: Request, principal: Administrator, notification_id: int) -> Response:
    """Nothing is kept; a mail goes to the caller alone, if asked for."""
    site: Site = request.state.site
    form = await request.form()
    number = str(form.get("ticket", "")).strip()
    errors, trial = FormErrors(), None
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            ticket = await tickets.get_ticket_by_number(uow, principal, number)
            command = build(NotificationTest, {"ticket_id": ticket.id, "send": "send" in form})
            trial = await notifications.try_notification(uow, principal, notification_id, command)
    except NotFound as refusal:
        errors = errors_of(request, refusal, {"ticket": catalogue_of(request).gettext("Ticket number")})
    async with site.read() as read:
        return await _preview_page(request, read, principal, notification_id, number, trial, errors)


@router.post("/{notification_id:int}/removal", name="admin_notification_removal")
async def remove(request: Request, principal: Administrator, uow: Uow, notification_id: int) -> Response:
    await notifications.delete_notification(uow, principal, notification_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The notification is removed."))


async def _posted(request: Request, principal: Principal, notification_id: int | None) -> Response:
    """Saved, or shown with one language more or fewer, by the button that was pressed."""
    site: Site = request.state.site
    form = await request.form()
    entry = None
    if notification_id is not None:
        async with site.read() as read:
            entry = await notifications.read_notification(read, principal, notification_id)
    languages = _languages(form)
    fields = all_fields(languages)
    values = await posted_values(fields, form)
    before = values_shown(all_fields(entry.messages), form, as_entry(entry)) if entry else {}
    added = str(form.get("language", ""))
    if "add" in form or "drop" in form:
        if "add" in form and added in LANGUAGES and added not in languages:
            languages.append(added)
            values |= values_of(text_fields(added), None)
        languages = [one for one in languages if one != form.get("drop")]
        async with site.read() as read:
            return await _page(request, read, principal, entry, languages, values, before)
    try:
        said = command_of(values, before, languages, list(entry.messages) if entry else [])
        async with site.uow(acting_id=principal.user_id) as uow:
            if entry is None:
                saved = await notifications.create_notification(uow, principal, build(NotificationCreate, said))
            else:
                command = build(NotificationUpdate, said)
                saved = await notifications.update_notification(uow, principal, entry.id, command)
    except (InvalidInput, Conflict) as refusal:
        errors = _errors(request, refusal, languages)
        async with site.read() as read:
            return await _page(request, read, principal, entry, languages, values, before, errors)
    target = f"{PAGE}/{saved.id}" if entry is None or "stay" in form else PAGE
    return redirect(request, target, toast=catalogue_of(request).gettext("Saved."))


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    entry: NotificationRead | None,
    languages: Sequence[str],
    values: Mapping[str, Value],
    before: Mapping[str, Value] | None = None,
    errors: FormErrors | None = None,
) -> Response:
    _ = catalogue_of(request).gettext

    async def part(fields: Sequence[Field]) -> list[ShownField]:
        return await shown(request, read, principal, fields, values)

    context = {
        "listed": await _list(request, read, principal, str(entry.id) if entry else ""),
        "heading": entry.name if entry else _("Add notification"),
        "tabs": _tabs(request, entry.id, "") if entry else [],
        "action": f"{PAGE}/{entry.id}" if entry else f"{PAGE}/new",
        "entry": entry,
        "before": orjson.dumps(dict(values if before is None else before)).decode() if entry else "",
        "general": await part(GENERAL),
        "filters": await part(FILTERS),
        "recipients": await part(RECIPIENTS),
        "texts": [(code, label, await part(text_fields(code))) for code, label in language_names(languages)],
        "more_languages": language_names(code for code in LANGUAGES if code not in languages),
        "tags": [(tag, _(meaning)) for tag, meaning in TAGS],
        "errors": errors or FormErrors(),
        "changes": await last_changes(request, read, principal, AUDITED_AS, str(entry.id), all_fields(entry.messages))
        if entry
        else [],
    }
    return render(request, "admin/mail/notification.html", context, status=422 if errors else 200)


async def _preview_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    notification_id: int,
    number: str = "",
    trial: NotificationTrial | None = None,
    errors: FormErrors | None = None,
) -> Response:
    entry = await notifications.read_notification(read, principal, notification_id)
    context = {
        "listed": await _list(request, read, principal, str(entry.id)),
        "heading": entry.name,
        "tabs": _tabs(request, entry.id, "preview"),
        "entry": entry,
        "number": number,
        "trial": trial,
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/mail/notification_preview.html", context, status=422 if errors else 200)


def _tabs(request: Request, notification_id: int, current: str) -> list[dict[str, object]]:
    _ = catalogue_of(request).gettext
    here = f"{PAGE}/{notification_id}"
    return [
        {"label": _("Settings"), "url": here, "current": current == ""},
        {"label": _("Preview"), "url": f"{here}/preview", "current": current == "preview"},
    ]


def _errors(request: Request, refusal: InvalidInput | Conflict, languages: Sequence[str]) -> FormErrors:
    """`/messages/de/subject` belongs to the field `subject_de`, `/filter/QueueID` to the further filters."""
    _ = catalogue_of(request).gettext
    labels = {one.name: _(one.label) for one in all_fields(languages)}
    if not refusal.errors:
        return errors_of(request, refusal, labels)
    errors = FormErrors(labels)
    for found in refusal.errors:
        parts = found.pointer.strip("/").split("/")
        if parts[0] == "messages" and len(parts) == 3:
            name = f"{parts[2]}_{parts[1]}"
        else:
            name = "other_filters" if parts[0] == "filter" else parts[0]
        said = _(found.detail)
        errors.add(name, said if name in labels else f"{name}: {said}")
    return errors


def _languages(form: FormData) -> list[str]:
    return [code for code in dict.fromkeys(map(str, form.getlist("languages"))) if code.replace("_", "").isalnum()]


def _first_language(request: Request) -> str:
    code = View(request).language.code
    return code if code in LANGUAGES else "en"


async def _list(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request,
        read,
        principal,
        KEY,
        COLUMNS,
        USUAL_FILTERS,
        _rows,
        current=current,
        add=N_("Add notification"),
        transfer_url=transfer_url(KEY),
    )


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    rows = await notifications.list_notifications(read, principal)
    return cut(rows, query, lambda row: f"{row.name} {' '.join(row.events)}")
