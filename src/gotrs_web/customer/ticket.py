"""One ticket in the portal: read it, reply, say that it is solved, open it again."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request, Response

from gotrs_api.articles import service as articles
from gotrs_api.catalog import service as catalog
from gotrs_api.catalog import state_types
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, Forbidden, InvalidInput
from gotrs_api.kernel.ids import TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead, TicketReply
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.customer.messages import messages_of
from gotrs_web.customer.standing import standing
from gotrs_web.deps import Customer
from gotrs_web.dynamic_fields import FormField, form_fields, labels_of, pointers_of, sent_values, shown_fields
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.uploads import KeptFile, attachments, kept_files
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/customer/tickets/{number}")
FOLLOW_UP = "CustomerTicketFollowUp"
OLD_ID = "id:"
_LONG_ID = 19  # digits that a database takes for no id


async def named_ticket(read: ReadUow, principal: Principal, name: str) -> TicketRead:
    """By number, or as an old address of OTRS names it: `id:7`. Raises NotFound."""
    ticket_id = name.removeprefix(OLD_ID)
    if ticket_id != name and ticket_id.isdecimal() and len(ticket_id) < _LONG_ID:
        return await tickets.get_ticket(read, principal, TicketId(int(ticket_id)))
    return await tickets.get_ticket_by_number(read, principal, name)


@router.get("", name="customer_ticket")
async def show(request: Request, principal: Customer, read: Read, number: str) -> Response:
    """The number of a merged ticket leads to the one it went into."""
    ticket = await named_ticket(read, principal, number)
    if ticket.number != number:
        return redirect(request, ticket_url(ticket))
    return await _page(request, read, principal, ticket)


@router.post("/reply", name="customer_reply")
async def reply(request: Request, principal: Customer, number: str) -> Response:
    _ = catalogue_of(request).gettext
    return await _write(request, principal, number, usual="", toast=_("Thank you, we have your answer."))


@router.post("/closure", name="customer_closure")
async def close(request: Request, principal: Customer, number: str) -> Response:
    """With or without a last word."""
    _ = catalogue_of(request).gettext
    usual, toast = _("This is solved. Please close the ticket."), _("Good. The ticket is closed.")
    return await _write(request, principal, number, usual=usual, toast=toast, closes=True)


@router.post("/reopening", name="customer_reopening")
async def reopen(request: Request, principal: Customer, number: str) -> Response:
    _ = catalogue_of(request).gettext
    usual, toast = _("This is not solved yet. Please look at it again."), _("The ticket is open again.")
    return await _write(request, principal, number, usual=usual, toast=toast)


def ticket_url(ticket: TicketRead) -> str:
    return f"/customer/tickets/{quote(ticket.number, safe='')}"


async def may_close(read: ReadUow, ticket: TicketRead) -> bool:
    if "reply" not in ticket.allowed or ticket.state.type == state_types.CLOSED:
        return False
    types = await sysconfig.get(read, settings.CUSTOMER_FOLLOW_UP_STATE_TYPES)
    return await sysconfig.get(read, settings.CUSTOMER_FOLLOW_UP_STATES) and state_types.CLOSED in types


async def _write(
    request: Request, principal: Principal, number: str, *, usual: str, toast: str, closes: bool = False
) -> Response:
    """`usual` is said when nothing was typed; 422 with what was typed and the files when something is wrong."""
    site: Site = request.state.site
    sent = await request.form()
    body = str(sent.get("body", "")).replace("\r\n", "\n")
    async with site.read() as read:
        ticket = await tickets.get_ticket_by_number(read, principal, number)
        state = {"state_id": await _closed_state(read)} if closes else {}
        fields = [
            field.read(sent) for field in await form_fields(request, read, FOLLOW_UP, values=ticket.dynamic_fields)
        ]
    files = await kept_files(request, principal, sent)
    values = {
        "subject": ticket.title or ticket.number,
        "body": body if body.strip() else usual,
        "attachments": attachments(files),
        "dynamic_fields": sent_values(request, fields, known=ticket.dynamic_fields),
        **state,
    }
    try:
        command = build(TicketReply, values)
        async with site.uow(acting_id=principal.user_id) as uow:
            await tickets.add_article(uow, principal, TicketId(ticket.id), command)
    except (InvalidInput, Conflict) as refusal:
        labels = {"body": catalogue_of(request).gettext("Your answer"), **labels_of(fields)}
        errors = errors_of(request, refusal, labels, pointers_of(fields))
        async with site.read() as read:
            return await _page(request, read, principal, ticket, body=body, files=files, errors=errors, fields=fields)
    return redirect(request, ticket_url(ticket), toast=toast)


async def _closed_state(read: ReadUow) -> int:
    """`closed successful`, or the first state that closes. Raises Forbidden when there is none."""
    closed = [
        state for state in await catalog.list_states(read) if state.is_valid and state.type.name == state_types.CLOSED
    ]
    chosen = next((state for state in closed if state.name == "closed successful"), closed[0] if closed else None)
    if chosen is None:
        raise Forbidden("There is no state that closes a ticket.")
    return chosen.id


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    ticket: TicketRead,
    *,
    body: str = "",
    files: list[KeptFile] | None = None,
    errors: FormErrors | None = None,
    fields: list[FormField] | None = None,
) -> Response:
    if fields is None:
        fields = await form_fields(request, read, FOLLOW_UP, values=ticket.dynamic_fields)
    found = await articles.list_articles(read, principal, TicketId(ticket.id))
    context = {
        "body": body,
        "errors": errors or FormErrors(),
        "fields": fields,
        "files": files or [],
        "may_close": await may_close(read, ticket),
        "messages": messages_of(principal, found),
        "shown": await shown_fields(request, read, "CustomerTicketZoom", ticket.dynamic_fields),
        "standing": standing(ticket, found),
        "ticket": ticket,
        "url": ticket_url(ticket),
    }
    return render(request, "customer/ticket.html", context, status=422 if errors else 200)
