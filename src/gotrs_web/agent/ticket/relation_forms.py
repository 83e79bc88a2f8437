"""What concerns two tickets: merging, linking, splitting one off."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from gotrs_api.articles import service as articles
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import schemas
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.schemas import TicketLink, TicketMerge, TicketRead, TicketSplit
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_web.agent.queue_choices import found_at, queue_options
from gotrs_web.agent.ticket.property_forms import Field, PropertyForm, queue_field
from gotrs_web.forms import number
from gotrs_web.hx_events import HxEvent
from gotrs_web.view import catalogue_of

OTHER = "other"
PARENT_CHILD, NORMAL = "ParentChild", "Normal"


async def _merge_fields(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    hint = _("The other ticket stays; the messages of this one move there.")
    return [Field(OTHER, _("Number of the other ticket"), "text", hint=hint, required=True)]


async def _link_fields(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    _ = catalogue_of(request).gettext
    possible = {role for kind in await tickets.list_link_types(read, principal) for role in kind.roles}
    words = (("peer", _("belongs to this one")), ("parent", _("is its parent")), ("child", _("is its child")))
    roles = tuple((role, text) for role, text in words if role in possible)
    return [
        Field(OTHER, _("Number of the other ticket"), "text", required=True),
        Field("role", _("The other ticket"), value=roles[0][0] if roles else "", options=roles, required=True),
    ]


async def _split_fields(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    """The address names the article, else it is the newest. Raises ArticleNotFound for one that is not the ticket's."""
    _ = catalogue_of(request).gettext
    article_id = number(request.query_params.get("article", ""), 63)
    title = ticket.title
    if article_id is None:
        newest = (await articles.list_articles(read, principal, TicketId(ticket.id)))[-1:]
        article_id = newest[0].id if newest else None
    else:
        found = await tickets.read_article(read, principal, TicketId(ticket.id), ArticleId(article_id))
        title = found.subject[:255] or title
    present = str(ticket.queue.id)
    options = await queue_options(read, principal, "create")
    return [
        Field("title", _("Title"), "text", title, required=True),
        await queue_field(request, options, found_at("create"), value=present),
        Field("article_id", "", "hidden", str(article_id or "")),
    ]


async def _find(read: ReadUow, principal: Principal, typed: str | None) -> int:
    """The id of a ticket by its number, with or without the hook. Raises InvalidInput."""
    hook = await sysconfig.get(read, settings.TICKET_HOOK)
    try:
        return (await tickets.get_ticket_by_number(read, principal, (typed or "").removeprefix(hook).strip())).id
    except TicketNotFound:
        raise InvalidInput.field(f"/{OTHER}", "unknown", "There is no ticket of this number.") from None


async def _prepare_merge(read: ReadUow, principal: Principal, values: dict[str, Any]) -> dict[str, Any]:
    into = await _find(read, principal, values.pop(OTHER, None))
    return {**values, "into": into}


async def _prepare_link(read: ReadUow, principal: Principal, values: dict[str, Any]) -> dict[str, Any]:
    other = await _find(read, principal, values.pop(OTHER, None))
    return {**values, "ticket_id": other, "type": NORMAL if values.get("role") == "peer" else PARENT_CHILD}


async def _merge(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketMerge, *, if_match: str | None
) -> TicketRead:
    await tickets.merge_ticket(uow, principal, ticket_id, command, if_match=if_match)
    return await tickets.get_ticket(uow, principal, TicketId(command.into))


async def _split(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketSplit, *, if_match: str | None
) -> TicketRead:
    return await tickets.split_ticket(uow, principal, ticket_id, command)


async def _link(
    uow: UnitOfWork, principal: Principal, ticket_id: TicketId, command: TicketLink, *, if_match: str | None
) -> TicketRead:
    return await tickets.link_ticket(uow, principal, ticket_id, command, if_match=if_match)


RELATION_FORMS: Mapping[str, PropertyForm] = {
    "merge": PropertyForm(
        "merge", N_("Merge into another ticket"), N_("Merge"), N_("The tickets are merged."), schemas.TicketMerge,
        _merge, _merge_fields, HxEvent.TICKET_LINKS_CHANGED, prepare=_prepare_merge, leads_away=True,
    ),
    "link": PropertyForm(
        "link", N_("Link with another ticket"), N_("Link"), N_("The tickets are linked."), schemas.TicketLink, _link,
        _link_fields, HxEvent.TICKET_LINKS_CHANGED, with_note=False, prepare=_prepare_link,
    ),
    "split": PropertyForm(
        "split", N_("Split off a new ticket"), N_("Create ticket"), N_("Ticket created."), schemas.TicketSplit, _split,
        _split_fields, HxEvent.TICKET_LINKS_CHANGED, with_note=False, leads_away=True,
    ),
}  # fmt: skip
