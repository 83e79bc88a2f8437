"""Sending a mail on as it came (OTRS: AgentTicketBounce)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fastapi import Request

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketBounce, TicketRead
from gotrs_api.uow import ReadUow
from gotrs_web.agent.ticket.drafting import next_states
from gotrs_web.agent.ticket.property_forms import Field, PropertyForm
from gotrs_web.forms import number
from gotrs_web.hx_events import HxEvent
from gotrs_web.view import catalogue_of

INFO: Final = "body"
# The tags are OTRS's own and are filled when the mail is written.
_TO_SENDER: Final = N_(
    'Your mail with ticket number "<OTRS_TICKET>" was sent on to "<OTRS_BOUNCE_TO>". Please write to this address for more.'
)


async def _bounce_fields(request: Request, read: ReadUow, principal: Principal, ticket: TicketRead) -> list[Field]:
    """Of the mail that the address names, else of the newest that came from outside."""
    _ = catalogue_of(request).gettext
    mails = [
        one
        for one in await articles.list_articles(read, principal, TicketId(ticket.id))
        if one.channel is ArticleChannel.EMAIL
    ]
    states = tuple((str(id_), _(name)) for id_, name in await next_states(read, ticket) if "pending" not in name)
    return [
        Field(
            "article_id",
            _("Mail"),
            value=_chosen(request, mails),
            options=tuple((str(one.id), f"#{one.number} {one.subject}"[:120]) for one in reversed(mails)),
            required=True,
        ),
        Field("to", _("Send on to"), "text", hint=_("One address, or several with commas between."), required=True),
        Field(INFO, _("What the sender is told"), "textarea", _(_TO_SENDER), hint=_("Empty: nothing is written.")),
        Field("state_id", _("Next state"), options=states, empty=_("as it is")),
    ]


def _chosen(request: Request, mails: list[ArticleRead]) -> str:
    named = number(request.query_params.get("article", ""), 63)
    fit = [one.id for one in mails if one.id == named] or [one.id for one in mails if one.sender_type == "customer"]
    return str(fit[-1]) if fit else ""


async def _prepare_bounce(read: ReadUow, principal: Principal, values: dict[str, Any]) -> dict[str, Any]:
    told = values.pop(INFO, None)
    return {**values, "info": {"body": told}} if told else values


PASSING_FORMS: Mapping[str, PropertyForm] = {
    "bounce": PropertyForm(
        "bounce",
        N_("Send a mail on as it came"),
        N_("Bounce"),
        N_("The mail was sent on."),
        TicketBounce,
        tickets.bounce_article,
        _bounce_fields,
        HxEvent.ARTICLE_ADDED,
        with_note=False,
        prepare=_prepare_bounce,
        lead=N_("It keeps its own sender, so the answer goes to that person and not to us."),
    ),
}
