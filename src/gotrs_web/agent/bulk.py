"""Many tickets at once: chosen rows, or all that a list matches. Few are done at once, many by a job one may watch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from secrets import token_urlsafe
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import JsonValue
from starlette.datastructures import FormData, QueryParams

from gotrs_api.admin.errors import JobNotFound
from gotrs_api.admin.service import background
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, GotrsError, InvalidInput, NotFound
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import (
    BulkRead,
    BulkStarted,
    NoteInput,
    TicketBulk,
    TicketFilter,
    TicketUpdate,
)
from gotrs_api.tickets.schemas.bulk import MOST_IDS
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.tickets.service.link_types import NORMAL, PARENT_CHILD
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.agent import queue_choices, service_choices
from gotrs_web.agent.bulk_choices import Choices, load_choices
from gotrs_web.agent.bulk_undo import of_job, offer, remember, still_offered, what_was
from gotrs_web.agent.list_place import place_of
from gotrs_web.agent.ticket_numbers import ticket_of_number
from gotrs_web.appearance import local_path
from gotrs_web.deps import Agent
from gotrs_web.dynamic_fields import FormField, form_fields, labels_of, pointers_of, sent_values
from gotrs_web.forms import FormErrors, build, errors_of, local_moment, number, text_values
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import Toast, redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/bulk")
IDS, ALL, BACK = "ids", "all", "back"
JOB: Final = "tickets.bulk"
FIELDS: Final = (
    "queue_id", "state_id", "pending_until", "priority_id", "type_id", "owner_id", "responsible_id", "lock", "watch",
    "note", "note_visible", "note_time_units", "mail_subject", "mail_body", "mail_time_units", "service_id",
    "merge_into", "merge_to_oldest", "link_to", "link_role", "link_together",
)  # fmt: skip
_IDS_OF_UPDATE: Final = (
    "queue_id", "state_id", "priority_id", "type_id", "service_id", "owner_id", "responsible_id",
)  # fmt: skip
SCREEN: Final = "AgentTicketBulk"
# What one press does with the chosen rows, without a form: its words, and what it changes for this agent.
QUICK: Final[Mapping[str, tuple[str, str]]] = {
    "mine": (N_("Give them to me"), "user-check"),
    "close": (N_("Close"), "check"),
    "watch": (N_("Watch"), "eye"),
    "unlock": (N_("Unlock"), "lock-open"),
}
CLOSED: Final = "closed successful"


@router.get("", name="agent_bulk")
async def show_form(request: Request, principal: Agent, read: Read) -> Response:
    """`ids` of rows, or `all`: the address of a list of which every ticket is meant."""
    fields = await form_fields(request, read, SCREEN, values={})
    words = {name: request.query_params.get(name, "") for name in (queue_choices.WORDS, service_choices.WORDS)}
    values = dict.fromkeys(FIELDS, "") | words
    return await _form(request, read, principal, request.query_params, values, fields)


@router.post("", name="agent_bulk_do")
async def do(request: Request, principal: Agent) -> Response:
    """What the form says, or what the pressed button `quick` means. 422 with the form when nothing sensible was asked for."""
    site: Site = request.state.site
    form = await request.form()
    values = text_values(form, FIELDS)
    try:
        quick = str(form.get("quick", ""))
        async with site.read() as read:
            fields = [field.read(form) for field in await form_fields(request, read, SCREEN, values={})]
            wanted = (
                _quick(principal, quick)
                if quick in QUICK
                else await _wanted(request, read, principal, values, sent_values(request, fields))
            )
            command = build(TicketBulk, {**await selection(read, principal, form), **wanted})
        async with site.read() as read:
            was = await what_was(read, principal, command)
        async with site.read() as read:
            done = await tickets.change_tickets(read, principal, command)
    except (InvalidInput, Conflict) as refusal:
        async with site.read() as read:
            fields = [field.read(form) for field in await form_fields(request, read, SCREEN, values={})]
            return await _form(request, read, principal, form, values, fields, refusal=refusal)
    back = local_path(str(form.get(BACK, "")), "/agent/queues")
    if isinstance(done, BulkStarted):
        await remember(site, principal, of_job(done.job_id), was, back)
        return redirect(request, f"/agent/bulk/jobs/{done.job_id}")
    if done.failed:
        async with site.read() as read:
            changed = {one.ticket_id: was[one.ticket_id] for one in done.results if one.ok and one.ticket_id in was}
            undo_url = await remember(site, principal, token_urlsafe(16), changed, back)
            return await _results(request, read, principal, done, back, undo_url)
    said = catalogue_of(request).ngettext("{n} ticket changed.", "{n} tickets changed.", done.succeeded)
    return redirect(request, back, toast=await offer(request, principal, said, was, back))


@router.post("/quick/{ticket_id}/{name}", name="agent_bulk_quick")
async def do_quickly(request: Request, principal: Agent, ticket_id: int, name: str) -> Response:
    """One row's own button, whatever else is chosen. Raises what the change itself would."""
    if name not in QUICK:
        raise NotFound
    command = build(TicketBulk, {IDS: [ticket_id], **_quick(principal, name)})
    site: Site = request.state.site
    async with site.read() as read:
        was = await what_was(read, principal, command)
    async with site.read() as read:
        done = await tickets.change_tickets(read, principal, command)
    back = local_path(str((await request.form()).get(BACK, "")), "/agent/queues")
    _ = catalogue_of(request).gettext
    if isinstance(done, BulkRead) and done.failed:
        return redirect(request, back, toast=Toast(_(done.results[0].detail or ""), "danger"))
    return redirect(request, back, toast=await offer(request, principal, _("Done."), was, back))


@router.get("/jobs/{job_id}", name="agent_bulk_job")
async def show_job(request: Request, principal: Agent, read: Read, job_id: int) -> Response:
    """How far it is, again each second until it is done; then what became of each ticket. Raises JobNotFound."""
    job = await background.read_job(read, principal, job_id)
    if job.name != JOB:
        raise JobNotFound
    done = BulkRead.model_validate(job.result) if job.result and job.status in ("done", "dead") else None
    site: Site = request.state.site
    undo_url = await still_offered(site, principal, of_job(job_id)) if done is not None and done.succeeded else ""
    numbers = await _numbers(read, principal, done)
    context = {"job": job, "done": done, "numbers": numbers, "undo_url": undo_url}
    events = (HxEvent.COUNTERS_CHANGED,) if done is not None else ()
    return render(request, "agent/bulk/job.html", context, fragment="agent/bulk/_job.html", trigger=events)


async def selection(read: ReadUow, principal: Principal, sent: FormData | QueryParams) -> dict[str, Any]:
    """For `BulkSelection`. Raises InvalidInput where nothing was chosen."""
    address = str(sent.get(ALL, ""))
    if address:
        place = await place_of(read, principal, address)
        if place is None:
            raise InvalidInput.field("/all", "unknown", "This is no list of tickets.")
        return {IDS: await _ids_of(read, principal, place.filters)}
    ids = [id_ for text in sent.getlist(IDS) if (id_ := number(str(text), 63))]
    if not ids:
        raise InvalidInput.field("/ids", "required", "Choose some tickets first.")
    return {IDS: ids}


async def _ids_of(read: ReadUow, principal: Principal, filters: TicketFilter) -> list[int]:
    """What the list shows now, and no ticket that comes into it while the others are changed."""
    found: list[int] = []
    after: str | None = None
    while True:
        page = await tickets.list_tickets(read, principal, filters, PageRequest(limit=100, after=after))
        found += [ticket.id for ticket in page.rows]
        after = page.after
        if after is None or len(found) >= MOST_IDS:
            return found[:MOST_IDS]


def _quick(principal: Principal, name: str) -> dict[str, Any]:
    match name:
        case "mine":
            return {"changes": TicketUpdate(owner_id=int(principal.user_id), lock="lock")}
        case "close":
            return {"changes": TicketUpdate(state=CLOSED)}
        case "unlock":
            return {"changes": TicketUpdate(lock="unlock")}
    return {"watch": True}


async def _wanted(
    request: Request,
    read: ReadUow,
    principal: Principal,
    values: Mapping[str, str],
    dynamic_fields: dict[str, JsonValue],
) -> dict[str, Any]:
    """Raises InvalidInput."""
    changes: dict[str, Any] = {name: chosen for name in _IDS_OF_UPDATE if (chosen := number(values[name])) is not None}
    if values["pending_until"] and values["state_id"]:
        changes["pending_until"] = local_moment(request, values["pending_until"]) or values["pending_until"]
    if values["lock"] in ("lock", "unlock"):
        changes["lock"] = values["lock"]
    if dynamic_fields:
        changes["dynamic_fields"] = dynamic_fields
    wanted: dict[str, Any] = {}
    if changes:
        wanted["changes"] = build(TicketUpdate, changes)
    if values["watch"] in ("watch", "unwatch"):
        wanted["watch"] = values["watch"] == "watch"
    if values["note"].strip():
        wanted["note"] = NoteInput(body=values["note"], visible_for_customer=bool(values["note_visible"]))
        wanted |= _time(values, "note_time_units", "note_time_units")
    if values["mail_subject"].strip() or values["mail_body"].strip():
        wanted["mail"] = _mail(values)
    if values["merge_into"].strip():
        wanted["merge_into"] = await _other(read, principal, values["merge_into"], "merge_into")
    if values["merge_to_oldest"]:
        wanted["merge_to_oldest"] = True
    if values["link_together"]:
        wanted["link_together"] = True
    if values["link_to"].strip():
        role = values["link_role"] if values["link_role"] in ("parent", "child") else "peer"
        other = await _other(read, principal, values["link_to"], "link_to")
        wanted["link"] = {"ticket_id": other, "role": role, "type": NORMAL if role == "peer" else PARENT_CHILD}
    if not wanted:
        raise InvalidInput.field("/form", "nothing", "Choose at least one change.")
    return wanted


def _mail(values: Mapping[str, str]) -> dict[str, str]:
    """Raises InvalidInput."""
    for name in ("mail_subject", "mail_body"):
        if not values[name].strip():
            raise InvalidInput.field(f"/{name}", "required", N_("This is required."))
    mail = {"subject": values["mail_subject"].strip(), "body": values["mail_body"].strip()}
    return mail | _time(values, "mail_time_units", "time_units")


def _time(values: Mapping[str, str], name: str, member: str) -> dict[str, str]:
    text = values[name].strip()
    return {member: text} if text else {}


async def _other(read: ReadUow, principal: Principal, typed: str, name: str) -> int:
    found = await ticket_of_number(read, principal, typed.strip())
    if found is None:
        raise InvalidInput.field(f"/{name}", "unknown", "There is no ticket of this number.")
    return found.id


async def _form(
    request: Request,
    read: ReadUow,
    principal: Principal,
    sent: FormData | QueryParams,
    values: Mapping[str, str],
    fields: Sequence[FormField],
    *,
    refusal: GotrsError | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    choices: Choices = await load_choices(request, read, principal, values)
    errors = FormErrors()
    if refusal is not None:
        pointers = {name.removesuffix("_id"): name for name in FIELDS} | {
            "body": "note",
            "time_units": "mail_time_units",
        }
        labels = choices.labels | labels_of(fields)
        errors = errors_of(request, refusal, labels, pointers | pointers_of(fields))
    context = {
        "choices": choices,
        "fields": fields,
        "values": values,
        "errors": errors,
        "ids": [id_ for text in sent.getlist(IDS) if (id_ := number(str(text), 63))],
        "all_of": str(sent.get(ALL, "")),
        "total": await _total(read, principal, sent),
        "back": local_path(str(sent.get(BACK, "")), "/agent/queues"),
    }
    status = 422 if refusal else 200
    return render(request, "agent/bulk/index.html", context, fragment="agent/bulk/_dialog.html", status=status)


async def _total(read: ReadUow, principal: Principal, sent: FormData | QueryParams) -> int:
    place = await place_of(read, principal, str(sent.get(ALL, "")))
    if place is not None:
        return await tickets.count_tickets(read, principal, place.filters)
    try:
        chosen = await selection(read, principal, sent)
    except InvalidInput:
        return 0
    return len(chosen[IDS])


async def _results(
    request: Request, read: ReadUow, principal: Principal, done: BulkRead, back: str, undo_url: str
) -> Response:
    context = {"done": done, "back": back, "numbers": await _numbers(read, principal, done), "undo_url": undo_url}
    return render(request, "agent/bulk/results.html", context)


async def _numbers(read: ReadUow, principal: Principal, done: BulkRead | None) -> dict[int, str]:
    """Of the tickets that could not be changed, as far as one may see them; at most a hundred."""
    ids = tuple(one.ticket_id for one in done.results if not one.ok)[:100] if done is not None else ()
    if not ids:
        return {}
    found = await tickets.list_tickets(
        read, principal, TicketSearch(ticket_id=ids, in_archive="all"), PageRequest(limit=100)
    )
    return {ticket.id: f"{ticket.number} {ticket.title}" for ticket in found.rows}
