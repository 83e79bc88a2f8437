"""Editing a property in place: a dialog where scripts run, else a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, FieldError, GotrsError, InvalidInput, NotFound, PreconditionFailed
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import NoteInput, TicketRead
from gotrs_api.uow import Site
from gotrs_web.agent.ticket.answering import changed, ticket_url
from gotrs_web.agent.ticket.field_forms import FIELD_FORMS
from gotrs_web.agent.ticket.lasting_forms import LASTING_FORMS
from gotrs_web.agent.ticket.lost_updates import Basis, Standing, standing
from gotrs_web.agent.ticket.move_form import MOVE_FORMS
from gotrs_web.agent.ticket.passing_forms import PASSING_FORMS
from gotrs_web.agent.ticket.property_forms import FORMS, Field, PropertyForm
from gotrs_web.agent.ticket.relation_forms import RELATION_FORMS
from gotrs_web.agent.ticket.screen_lock import enter
from gotrs_web.agent.ticket.stream import history_text
from gotrs_web.agent.ticket.undoing import with_undo
from gotrs_web.deps import Agent
from gotrs_web.dynamic_fields import PREFIX
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render, wants_fragment
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/tickets")
NOTE = "note"
_ALL_FORMS = (FORMS, MOVE_FORMS, RELATION_FORMS, FIELD_FORMS, PASSING_FORMS, LASTING_FORMS)


@router.get("/{ticket_id}/{name}", name="agent_ticket_property")
async def edit(request: Request, principal: Agent, ticket_id: int, name: str) -> Response:
    """Raises TicketLockedByOther and TicketRightMissing as the change itself would."""
    form = _known(name)
    site: Site = request.state.site
    async with site.read() as read:
        before = await tickets.get_ticket(read, principal, TicketId(ticket_id))
    entered = await enter(request, principal, before, form.action)
    async with site.read() as read:
        fields = await form.load(request, read, principal, entered.ticket)
        basis = Basis.of(entered.ticket, await tickets.list_history(read, principal, TicketId(ticket_id)))
    return _show(request, form, name, entered.ticket, fields, basis, undo_url=entered.undo_url)


@router.post("/{ticket_id}/{name}")
async def change(request: Request, principal: Agent, ticket_id: int, name: str) -> Response:
    """422 with the form, its input kept, when a value is wrong or somebody else was faster."""
    form, sent = _known(name), await request.form()
    site: Site = request.state.site
    note = str(sent.get(NOTE, "")).strip()
    async with site.read() as read:
        now = await standing(read, principal, TicketId(ticket_id), Basis.from_form(sent))
        fields = [field.read(request, sent) for field in await form.load(request, read, principal, now.ticket)]
    again = partial(_show, request, form, name, fields=fields, note=note)
    if now.is_stale:
        return again(now.ticket, basis=now.basis, stale=now)
    try:
        command = build(form.schema, await _values(request, principal, form, fields, note))
        async with site.uow(acting_id=principal.user_id) as uow:
            ticket = await form.call(uow, principal, TicketId(ticket_id), command, if_match=now.ticket.etag)
    except PreconditionFailed:
        async with site.read() as read:
            now = await standing(read, principal, TicketId(ticket_id), now.basis)
        return again(now.ticket, basis=now.basis, stale=now)
    except (InvalidInput, Conflict) as refusal:
        return again(now.ticket, basis=now.basis, refusal=refusal)
    _ = catalogue_of(request).gettext
    if ticket is None:
        return redirect(request, "/agent/queues", toast=_(form.done))
    if form.leads_away:
        return redirect(request, ticket_url(request, ticket.id), toast=_(form.done))
    return changed(request, ticket.id, with_undo(request, _(form.done), name, now.ticket, ticket), (form.event,))


def _known(name: str) -> PropertyForm:
    found = next((forms[name] for forms in _ALL_FORMS if name in forms), None)
    if found is None:
        raise NotFound
    return found


async def _values(
    request: Request, principal: Principal, form: PropertyForm, fields: Sequence[Field], note: str
) -> dict[str, Any]:
    """Raises InvalidInput."""
    sent, required = {field.name: field.value for field in fields}, {field.name for field in fields if field.required}
    values = {field.name: field.parsed(request) for field in fields if field.is_wanted_beside(sent)}
    missing = [name for name, value in values.items() if value is None and name in required]
    if missing:
        raise InvalidInput(
            errors=tuple(FieldError(f"/{name}", "required", N_("This is required.")) for name in missing)
        )
    emptiable = {field.name for field in fields if field.may_be_empty}
    kept = {name: value for name, value in values.items() if name in emptiable or value is not None}
    if form.with_note and note:
        kept["note"] = NoteInput(body=note)
    if form.prepare is None:
        return kept
    site: Site = request.state.site
    async with site.read() as read:
        return await form.prepare(read, principal, kept)


def _show(
    request: Request,
    form: PropertyForm,
    name: str,
    ticket: TicketRead,
    fields: Sequence[Field],
    basis: Basis,
    *,
    note: str = "",
    undo_url: str = "",
    stale: Standing | None = None,
    refusal: GotrsError | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    labels = {field.name: field.label for field in fields} | {NOTE: _("Note")}
    pointers = {name.removesuffix("_id").removeprefix(PREFIX): name for name in labels} | {"body": NOTE}
    context = {
        "action": f"/agent/tickets/{ticket.id}/{name}",
        "back_url": ticket_url(request, ticket.id),
        "basis": basis,
        "changes": [(entry, history_text(entry, _)) for entry in stale.changes] if stale else [],
        "errors": errors_of(request, refusal, labels, pointers) if refusal else FormErrors(),
        "fields": fields,
        "form": form,
        "is_page": not wants_fragment(request),
        "is_stale": stale is not None,
        "note": note,
        "ticket": ticket,
        "undo_url": undo_url,
    }
    again = request.method == "POST"
    fragment = "agent/ticket/_property_form.html" if again else "agent/ticket/_property_dialog.html"
    return render(request, "agent/ticket/property.html", context, fragment=fragment, status=422 if again else 200)
