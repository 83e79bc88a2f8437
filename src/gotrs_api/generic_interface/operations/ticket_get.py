"""Ticket::TicketGet: tickets, their dynamic fields, articles and files.

Source: Znuny 6.5, Kernel/GenericInterface/Operation/Ticket/TicketGet.pm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gotrs_api.articles import service as articles
from gotrs_api.articles.service import ArticleWish
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.generic_interface.operations.authentication import authenticated
from gotrs_api.generic_interface.operations.call import Answer, Call
from gotrs_api.generic_interface.operations.fields import otrs_fields
from gotrs_api.generic_interface.operations.values import as_id, as_list, as_text, as_texts, is_given
from gotrs_api.identity.principal import Principal
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.service.switches import otrs_zone
from gotrs_api.uow import ReadUow

_ACCESS = "User does not have access to the ticket!"
_AT_ONCE = 500  # ids in one statement


async def ticket_get(call: Call) -> Answer:
    """All of the named tickets or, where one may not be seen, none."""
    principal = await authenticated(call, scope="tickets:read")
    ids = ticket_ids_of(call)
    async with call.site.read() as uow:
        found: list[dict[str, Any]] = []
        for start in range(0, len(ids), _AT_ONCE):
            found += await _tickets(uow, call, principal, ids[start : start + _AT_ONCE])
    return {"Ticket": found}


def ticket_ids_of(call: Call) -> list[int]:
    """`TicketID`: one, several with commas, or a list. Raises OperationFailed."""
    given = call.data.get("TicketID")
    if not is_given(given):
        raise call.missing("TicketID parameter is missing!")
    if isinstance(given, dict):
        raise call.failed("WrongStructure", "Structure for TicketID is not correct!")
    texts = [part.strip() for each in as_list(given) for part in as_text(each).split(",")]
    ids = [as_id(text) for text in texts]
    if not ids or any(each is None for each in ids):
        # Nothing has such an id, and OTRS tells nobody whether a ticket exists.
        raise call.failed("AccessDenied", _ACCESS)
    return list(dict.fromkeys(each for each in ids if each is not None))


async def _tickets(uow: ReadUow, call: Call, principal: Principal, ids: Sequence[int]) -> list[dict[str, Any]]:
    data = call.data
    found = await tickets.otrs_attributes(uow, principal, ids, extended=is_given(data.get("Extended")))
    if any(ticket_id not in found for ticket_id in ids):
        raise call.failed("AccessDenied", _ACCESS)
    if is_given(data.get("DynamicFields")):
        for ticket_id, fields in (await otrs_fields(uow, principal, ObjectType.TICKET, ids)).items():
            found[ticket_id]["DynamicField"] = fields
    if is_given(data.get("AllArticles")):
        # A token that may not read messages gets tickets alone.
        if not principal.has_scope("articles:read"):
            raise call.failed("AccessDenied", _ACCESS)
        limit = as_id(data.get("ArticleLimit"))
        wish = ArticleWish(
            sender_types=tuple(as_texts(data.get("ArticleSenderType"))),
            limit=limit,
            newest_first=as_text(data.get("ArticleOrder")).upper() == "DESC",
            with_files=is_given(data.get("Attachments")),
            with_contents=is_given(data.get("GetAttachmentContents", 1)),
            with_html_body=is_given(data.get("HTMLBodyAsAttachment")),
        )
        of_tickets = await articles_of(uow, principal, ids, wish, with_fields=is_given(data.get("DynamicFields")))
        for ticket_id in ids:
            if ticket_id in of_tickets:
                found[ticket_id]["Article"] = of_tickets[ticket_id]
    return [found[ticket_id] for ticket_id in ids]


async def articles_of(
    uow: ReadUow, principal: Principal, ticket_ids: Sequence[int], wish: ArticleWish, *, with_fields: bool
) -> dict[int, list[dict[str, Any]]]:
    """Articles by ticket with booked time and, when asked for, dynamic fields."""
    found = await articles.otrs_articles(uow, principal, ticket_ids, wish, await otrs_zone(uow))
    times = await tickets.article_times(uow, ticket_ids)
    every = [article for own in found.values() for article in own]
    for article in every:
        article["TimeUnit"] = times.get(article["ArticleID"], 0)
    if with_fields and every:
        fields = await otrs_fields(uow, principal, ObjectType.ARTICLE, [article["ArticleID"] for article in every])
        for article in every:
            if fields[article["ArticleID"]]:
                article["DynamicField"] = fields[article["ArticleID"]]
    return found


async def whole_ticket(
    uow: ReadUow, principal: Principal, ticket_id: int, *, with_articles: bool = True
) -> dict[str, Any] | None:
    """A ticket with everything of it, for answers with IncludeTicketData and for invokers. None: not to be seen."""
    ticket = (await tickets.otrs_attributes(uow, principal, [ticket_id])).get(ticket_id)
    if ticket is None:
        return None
    ticket["DynamicField"] = (await otrs_fields(uow, principal, ObjectType.TICKET, [ticket_id]))[ticket_id]
    if with_articles:
        wish = ArticleWish(with_files=True)
        ticket["Article"] = (await articles_of(uow, principal, [ticket_id], wish, with_fields=True)).get(ticket_id, [])
    return ticket
