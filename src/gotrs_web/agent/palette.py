"""The command palette: everything one may do or go to, by a few letters. Ctrl+K opens it; without scripts it is a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request, Response

from gotrs_api.articles import service as articles
from gotrs_api.customers import service as customers
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service import search
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read
from gotrs_web.admin.navigation import admin_sections
from gotrs_web.agent.navigation import list_url
from gotrs_web.agent.queue_choices import queue_options
from gotrs_web.agent.standing_lists import STANDING_LISTS
from gotrs_web.agent.ticket.page import mails_among, offers_fields
from gotrs_web.agent.ticket.stream import came_as_mail
from gotrs_web.agent.ticket_numbers import ticket_of_number
from gotrs_web.deps import Agent
from gotrs_web.found_choices import some
from gotrs_web.render import render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent")
How = Literal["go", "dialog", "composer", "post"]
MOST, MOST_OF_A_KIND = 24, 6

# What one does with the open ticket: an action of `TicketRead.allowed`, words, address below the ticket's, icon, and how.
TICKET_ACTIONS: tuple[tuple[str, str, str, str, How], ...] = (
    ("reply", N_("Reply"), "reply", "reply", "composer"),
    ("reply", N_("Reply to all"), "reply?to_all=true", "users", "composer"),
    ("note", N_("Note"), "note", "sticky-note", "composer"),
    ("forward", N_("Forward"), "forward", "forward", "composer"),
    ("phone_outbound", N_("Phone call"), "phone-out", "phone", "composer"),
    ("phone", N_("Call from the customer"), "phone-in", "phone", "composer"),
    ("close", N_("Close"), "closure", "check", "dialog"),
    ("reopen", N_("Reopen"), "reopening", "undo-2", "dialog"),
    ("assign", N_("Assign"), "owner", "user", "dialog"),
    ("queue", N_("Move"), "queue", "folder-input", "dialog"),
    ("state", N_("State"), "state", "circle-dot", "dialog"),
    ("pending", N_("Pending"), "pending", "clock", "dialog"),
    ("priority", N_("Priority"), "priority", "flag", "dialog"),
    ("merge", N_("Merge"), "merge", "merge", "dialog"),
    ("split", N_("Split off a new ticket"), "split", "split", "dialog"),
    ("link", N_("Link"), "link", "link", "dialog"),
    ("bounce", N_("Bounce"), "bounce", "send", "dialog"),
    ("watch", N_("Watch"), "watch", "eye", "post"),
    ("unwatch", N_("Unwatch"), "unwatch", "eye-off", "post"),
    ("lock", N_("Lock"), "lock", "lock", "post"),
    ("unlock", N_("Unlock"), "unlock", "lock-open", "post"),
    ("responsible", N_("Responsible"), "responsible", "user-check", "dialog"),
    ("customer", N_("Customer"), "customer", "users", "dialog"),
    ("title", N_("Title"), "title", "pencil", "dialog"),
    ("title", N_("Dynamic fields"), "fields", "list-checks", "dialog"),
    ("type", N_("Type"), "type", "tag", "dialog"),
    ("service", N_("Service"), "service", "briefcase", "dialog"),
    ("sla", N_("SLA"), "sla", "timer", "dialog"),
    ("time", N_("Book time"), "time-booking", "hourglass", "dialog"),
    ("unmerge", N_("Undo merging"), "unmerging", "split", "dialog"),
    ("archive", N_("Archive"), "archive", "archive", "dialog"),
    ("delete", N_("Delete"), "deletion", "trash-2", "dialog"),
    ("", N_("History"), "?tab=history", "history", "go"),
    ("", N_("As it was"), "past", "history", "go"),
    ("", N_("Print or PDF"), "print", "printer", "go"),
    ("", N_("Mail as it came"), "plain", "download", "go"),
    ("", N_("How it came here"), "decisions", "info", "dialog"),
    ("", N_("Explain"), "explanation", "info", "dialog"),
)
# Of the newest mail that came from outside.
OF_A_MAIL = ("plain", "decisions")
CONDITIONAL = frozenset({"bounce", "fields", *OF_A_MAIL})
PLACES: tuple[tuple[str, str, str], ...] = (
    (N_("Home"), "/agent/", "layout-dashboard"),
    (N_("New phone ticket"), "/agent/tickets/new/phone", "phone"),
    (N_("New e-mail ticket"), "/agent/tickets/new/email", "mail"),
    (N_("Queue view"), "/agent/queues", "layers"),
    (N_("My services"), "/agent/services", "briefcase"),
    (N_("All tickets"), "/agent/tickets", "list"),
    (N_("Search"), "/agent/search", "search"),
    (N_("Customers"), "/agent/customers", "users"),
    (N_("My drafts"), "/agent/drafts", "pencil"),
    (N_("Profile and preferences"), "/agent/profile", "user"),
    (N_("Security"), "/agent/profile/security", "shield-check"),
    (N_("Devices"), "/agent/profile/devices", "bell"),
)


@dataclass(frozen=True)
class Command:
    """`group` and `label` are translated; `detail` stands quietly behind."""

    group: str
    label: str
    url: str
    icon: str
    how: How = "go"
    detail: str = ""


@router.get("/palette", name="agent_palette")
async def show(request: Request, principal: Agent, read: Read, q: str = "", ticket: int | None = None) -> Response:
    """Commands whose words begin like those of `q`; `ticket` is the open one. Then tickets and customers that fit."""
    words = q.strip()[:200]
    found = [one for one in await _commands(request, read, principal, ticket, words) if _fits(one, words)]
    if words:
        found = _few_of_each(found)
        found += [
            *await tickets_like(request, read, principal, words),
            *await customers_like(request, read, principal, words),
        ]
    shown = found[:MOST] if words else found
    context = {"commands": shown, "q": words, "ticket_id": ticket}
    return render(request, "agent/palette/index.html", context, fragment="agent/palette/_options.html")


async def _commands(
    request: Request, read: ReadUow, principal: Principal, ticket_id: int | None, words: str
) -> list[Command]:
    _ = catalogue_of(request).gettext
    found: list[Command] = []
    if ticket_id is not None:
        try:
            ticket = await tickets.get_ticket(read, principal, TicketId(ticket_id))
            found += _of_ticket(request, ticket, await _offers_of(read, principal, ticket))
        except TicketNotFound:
            pass
    found += [Command(_("Go to"), _(label), url, icon) for label, url, icon in PLACES]
    found += [Command(_("Lists"), _(one.title), list_url(one.key), one.icon) for one in STANDING_LISTS]
    places = await queue_options(read, principal, "ro")
    # Before anything is typed, a large desk's queues would be most of what is sent.
    found += [
        Command(_("Queues"), name, f"/agent/queues/{id_}", "inbox")
        for id_, name in (places if words else some(places, ()))
    ]
    if principal.is_admin:
        found.append(Command(_("Administration"), _("Show or hide what pages cost"), "/agent/cost", "timer", "post"))
        found += [
            Command(_("Administration"), item.label, item.url, item.icon or "settings")
            for section in admin_sections(request)
            for item in section.items
        ]
    return found


async def _offers_of(read: ReadUow, principal: Principal, ticket: TicketRead) -> dict[str, str]:
    """What else must be there for a command, by its path: the path to use. The ticket's menu asks the same."""
    found = await articles.list_article_summaries(read, principal, TicketId(ticket.id))
    offers = {"bounce": "bounce"} if mails_among(found) else {}
    if await offers_fields(read):
        offers["fields"] = "fields"
    for article in filter(came_as_mail, found):
        offers |= {path: f"articles/{article.id}/{path}" for path in OF_A_MAIL}
    return offers


def _of_ticket(request: Request, ticket: TicketRead, offers: Mapping[str, str]) -> Iterator[Command]:
    _ = catalogue_of(request).gettext
    base, place = f"/agent/tickets/{ticket.id}", request.query_params.get("in", "")
    for action, label, path, icon, how in TICKET_ACTIONS:
        path = offers.get(path, "") if path in CONDITIONAL else path
        if path and (not action or action in ticket.allowed):
            address = base + path if path.startswith("?") else f"{base}/{path}"
            words = _("Out of the archive") if action == "archive" and ticket.archived else _(label)
            yield Command(_("This ticket"), words, address, icon, how, ticket.number if not place else "")


def _fits(command: Command, words: str) -> bool:
    """Each word begins a word of the command."""
    own = command.label.casefold().replace("::", " ").split()
    return all(any(word.startswith(wanted) for word in own) for wanted in words.casefold().split())


def _few_of_each(found: Sequence[Command]) -> list[Command]:
    counted: dict[str, int] = {}
    kept = []
    for one in found:
        counted[one.group] = counted.get(one.group, 0) + 1
        if counted[one.group] <= MOST_OF_A_KIND:
            kept.append(one)
    return kept


async def tickets_like(request: Request, read: ReadUow, principal: Principal, words: str) -> list[Command]:
    group = catalogue_of(request).gettext("Tickets")
    target = await ticket_of_number(read, principal, words)
    if target is not None:
        return [Command(group, f"{target.number} {target.title}", f"/agent/tickets/{target.id}", "ticket")]
    return [
        Command(group, one.title or one.number, f"/agent/tickets/{one.id}", "ticket", detail=one.number)
        for one in await search.suggest_tickets(read, principal, words, limit=MOST_OF_A_KIND)
    ]


async def customers_like(request: Request, read: ReadUow, principal: Principal, words: str) -> list[Command]:
    group = catalogue_of(request).gettext("Customers")
    return [
        Command(group, one.name, f"/agent/customers/{one.id}", "users", detail=one.customer_id)
        for one in await customers.search_customer_users(read, principal, words, limit=3)
    ]
