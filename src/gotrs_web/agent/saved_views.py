"""Saved views: a list with its filters under a name of one's own. They are the saved searches that API and OTRS know."""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from gotrs_api.kernel.errors import Conflict, GotrsError, InvalidInput
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas.search import SavedSearchCreate
from gotrs_api.tickets.service import search
from gotrs_api.tickets.service.search.saved import filters_of
from gotrs_api.uow import Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.agent.list_place import ListPlace, place_of
from gotrs_web.agent.ticket.list_walk import PARAMETER
from gotrs_web.appearance import local_path
from gotrs_web.deps import Agent
from gotrs_web.forms import FormErrors, errors_of, number
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/views")
COUNTED: Final = 10
_MINUTES_OF_DAY: Final = 1440


@router.get("/counts", name="agent_view_counts")
async def show_counts(request: Request, principal: Agent, read: Read, current: str = "") -> Response:
    """The views with their counts, asked for after the page stands; at most ten are counted, a statement each."""
    counts: dict[int, int] = {}
    saved = await search.list_saved(read, principal)
    for one in saved[:COUNTED]:
        try:
            counts[one.id] = await tickets.count_tickets(read, principal, filters_of(one.filters))
        except GotrsError:
            continue  # one of OTRS's with a value that is none here
    context = {"saved": saved, "counts": counts, "current": number(current, 63)}
    return render(request, "agent/tickets/_saved.html", context)


@router.get("/new", name="agent_view_new")
async def show_form(request: Request, principal: Agent, read: Read) -> Response:
    return _form(request, request.query_params.get(PARAMETER, ""), "")


@router.post("", name="agent_view_save")
async def save(request: Request, principal: Agent) -> Response:
    """422 with the form for a name that is taken, and where nothing is narrowed."""
    site: Site = request.state.site
    form = await request.form()
    name, address = str(form.get("name", "")).strip(), str(form.get(PARAMETER, ""))
    try:
        if not name:
            raise InvalidInput.field("/name", "required", "This is required.")
        async with site.read() as read:
            place = await place_of(read, principal, address)
        if place is None:
            raise InvalidInput.field("/name", "unknown", "This is no list of tickets.")
        async with site.uow(acting_id=principal.user_id) as uow:
            made = await search.save_search(uow, principal, SavedSearchCreate(name=name, filters=_filters(place)))
    except (InvalidInput, Conflict) as refusal:
        return _form(request, address, name, refusal)
    return redirect(request, f"/agent/tickets?saved={made.id}", toast=catalogue_of(request).gettext("View saved."))


@router.post("/{saved_id}/removal", name="agent_view_removal")
async def remove(request: Request, principal: Agent, uow: Uow, saved_id: int) -> Response:
    await search.delete_saved(uow, principal, saved_id)
    return redirect(request, "/agent/tickets", toast=catalogue_of(request).gettext("The view is gone."))


def _filters(place: ListPlace) -> dict[str, Any]:
    """What the list is narrowed to, "within so many days" as such and not from a fixed day on."""
    filters = place.filters.model_dump(mode="json", exclude_unset=True, exclude_none=True, by_alias=True)
    if place.query.changed_days:
        filters.pop("changed_after", None)
        filters["changed_newer_minutes"] = place.query.changed_days * _MINUTES_OF_DAY
    return filters


def _form(request: Request, address: str, name: str, refusal: GotrsError | None = None) -> Response:
    _ = catalogue_of(request).gettext
    errors = errors_of(request, refusal, {"name": _("Name of the view")}) if refusal else FormErrors()
    context = {"address": local_path(address, "/agent/tickets"), "name": name, "errors": errors}
    fragment = "agent/tickets/_view_form.html" if refusal else "agent/tickets/_view_dialog.html"
    return render(request, "agent/tickets/view.html", context, fragment=fragment, status=422 if refusal else 200)
