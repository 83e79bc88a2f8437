"""The way back from a change of several tickets: what each of them was is remembered for as long as the offer stands."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final

import orjson
from fastapi import APIRouter, Request, Response

from gotrs_api.admin.service import background
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict
from gotrs_api.kernel.paging import MAX_LIMIT, PageRequest
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import BulkRead, TicketBulk, TicketSummary, TicketUpdate
from gotrs_api.tickets.schemas.search import TicketSearch
from gotrs_api.uow import ReadUow, Site
from gotrs_web.agent.ticket.undoing import SECONDS
from gotrs_web.appearance import local_path
from gotrs_web.deps import Agent
from gotrs_web.forms import build
from gotrs_web.render import Toast, redirect
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/bulk/undoing")
_KEPT_S: Final = 6.0 * SECONDS  # longer than the button is shown: it may be pressed at its end, on a slow line
# Of a job, and of a change that partly failed: what became of it is read first.
LONG_S: Final = 3600.0
_JOB: Final = "job-"
Was = dict[int, dict[str, Any]]
# What a change may set, and how to read what it was. "lock" always goes along: closing unlocks, taking locks.
_WAYS_BACK: Final[Mapping[str, tuple[str, Callable[[TicketSummary], Any]]]] = {
    "queue_id": ("queue_id", lambda one: one.queue.id),
    "state_id": ("state_id", lambda one: one.state.id),
    "state": ("state_id", lambda one: one.state.id),
    "pending_until": ("pending_until", lambda one: one.pending_until),
    "priority_id": ("priority_id", lambda one: one.priority.id),
    "type_id": ("type_id", lambda one: one.type.id if one.type else None),
    "service_id": ("service_id", lambda one: one.service.id if one.service else None),
    "owner_id": ("owner_id", lambda one: one.owner.id),
    "responsible_id": ("responsible_id", lambda one: one.responsible.id),
    "lock": ("lock", lambda one: "unlock" if one.lock.name == "unlock" else "lock"),
}


class TooLate(Conflict):
    message = N_("It is too late to undo this.")


async def what_was(read: ReadUow, principal: Principal, command: TicketBulk) -> Was:
    """Before the change; nothing where there is no simple way back from all of it. Notes that go with it stay."""
    wanted = command.changes.model_fields_set if command.changes is not None else set()
    beyond = command.model_fields_set - {"ids", "changes", "note", "note_time_units"}
    if not wanted or beyond or not wanted <= _WAYS_BACK.keys() or not command.ids:
        return {}
    names = [*wanted, "lock", *(("pending_until",) if wanted & {"state", "state_id"} else ())]
    return {one.id: _of(one, names) for one in await _summaries(read, principal, command.ids)}


async def offer(request: Request, principal: Principal, said: str, was: Was, back: str) -> Toast:
    """What was done, with a button that undoes it."""
    if not was:
        return Toast(said)
    address = await remember(request.state.site, principal, secrets.token_urlsafe(16), was, back, _KEPT_S)
    _ = catalogue_of(request).gettext
    return Toast(said, action_label=_("Undo"), action_url=address, seconds=SECONDS)


async def remember(site: Site, principal: Principal, token: str, was: Was, back: str, seconds: float = LONG_S) -> str:
    """The address of the way back, "" where there is none. `token` is known to its agent only, or says nothing to others."""
    if not was:
        return ""
    await site.cache.set(_key(principal, token), orjson.dumps({"was": list(was.items()), "back": back}), seconds)
    return _address(token)


async def still_offered(site: Site, principal: Principal, token: str) -> str:
    """The address of a way back that was remembered, "" when it was used or too much time went by."""
    return _address(token) if await site.cache.get(_key(principal, token)) is not None else ""


def of_job(job_id: int) -> str:
    """The token of what a job changes."""
    return f"{_JOB}{job_id}"


@router.post("/{token}", name="agent_bulk_undo")
async def undo(request: Request, principal: Agent, token: str) -> Response:
    """Once. Each ticket by the rules of its own change: somebody else may have taken it meanwhile. Of very many that want
    the same put back a job does it, whose page follows. Raises TooLate."""
    site: Site = request.state.site
    key = _key(principal, token)
    kept = await site.cache.get(key)
    if kept is None:
        raise TooLate
    await site.cache.delete(key)
    content = orjson.loads(kept)
    was: Was = {int(id_): values for id_, values in content["was"]}
    failed, job_id = 0, None
    async with site.read() as read:
        if token.startswith(_JOB):
            was = await _changed_by_job(read, principal, int(token.removeprefix(_JOB)), was)
        differing = await _differing(read, principal, was)
    for ids, changes in differing.values():
        command = TicketBulk(ids=tuple(ids), changes=build(TicketUpdate, changes))
        async with site.read() as read:
            done = await tickets.change_tickets(read, principal, command)
        if isinstance(done, BulkRead):
            failed += done.failed
        else:
            job_id = done.job_id
    if job_id is not None and not failed:
        return redirect(request, f"/agent/bulk/jobs/{job_id}")
    catalogue = catalogue_of(request)
    toast = Toast(catalogue.gettext("Undone."))
    if failed:
        text = catalogue.ngettext("{n} ticket could not be put back.", "{n} tickets could not be put back.", failed)
        toast = Toast(text, "danger")
    return redirect(request, local_path(content["back"], "/agent/queues"), toast=toast)


async def _changed_by_job(read: ReadUow, principal: Principal, job_id: int, was: Was) -> Was:
    """Without the tickets that it could not change: what they are now, others made them."""
    job = await background.read_job(read, principal, job_id)
    done = BulkRead.model_validate(job.result or {"total": 0, "succeeded": 0, "failed": 0, "results": ()})
    return {one.ticket_id: was[one.ticket_id] for one in done.results if one.ok and one.ticket_id in was}


async def _differing(read: ReadUow, principal: Principal, was: Was) -> dict[bytes, tuple[list[int], dict[str, Any]]]:
    """Tickets that want the same put back, together; only what is not so by now."""
    found: dict[bytes, tuple[list[int], dict[str, Any]]] = {}
    for one in await _summaries(read, principal, tuple(was)):
        now = orjson.loads(orjson.dumps(_of(one, list(was[one.id]))))
        changes = {name: value for name, value in was[one.id].items() if now[name] != value}
        if "pending_until" in changes and "state_id" not in changes:
            changes["state_id"] = was[one.id].get("state_id")
        if changes.get("pending_until", "") is None:
            del changes["pending_until"]
        if changes:
            found.setdefault(orjson.dumps(changes, option=orjson.OPT_SORT_KEYS), ([], changes))[0].append(one.id)
    return found


async def _summaries(read: ReadUow, principal: Principal, ids: tuple[int, ...]) -> list[TicketSummary]:
    found: list[TicketSummary] = []
    for start in range(0, len(ids), MAX_LIMIT):
        these = TicketSearch(ticket_id=ids[start : start + MAX_LIMIT], in_archive="all")
        page = await tickets.list_tickets(read, principal, these, PageRequest(limit=MAX_LIMIT), with_fields=False)
        found += page.rows
    return found


def _of(one: TicketSummary, names: list[str]) -> dict[str, Any]:
    return {_WAYS_BACK[name][0]: _WAYS_BACK[name][1](one) for name in names}


def _address(token: str) -> str:
    return f"/agent/bulk/undoing/{token}"


def _key(principal: Principal, token: str) -> str:
    return f"bulk-undo:{principal.key}:{token}"
