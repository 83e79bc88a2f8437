"""What customers are told about their own tickets: an answer from an agent, and a state that others changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from gotrs_api.articles.events import ArticleCreated
from gotrs_api.articles.schemas import SenderType
from gotrs_api.automation.web_push import service
from gotrs_api.automation.web_push.payloads import Message, TellCustomer
from gotrs_api.i18n import N_, catalogue
from gotrs_api.identity import principals
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import own_account
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.drafts.viewer import viewer_of_principal
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketNotFound
from gotrs_api.tickets.events import TicketEvent, TicketStateChanged
from gotrs_api.tickets.service.current import current
from gotrs_api.uow import UnitOfWork

_KEY: Final = "gotrs.customer_news"
# Preferences of a customer user (`PATCH /users/me/preferences`, `values`): "0" wants to hear nothing of the kind.
ANSWERS: Final = "UserPushAnswers"
STATES: Final = "UserPushStates"
_ANSWERED: Final = N_("You have an answer from us.")
# What a type of states means for whoever waits.
_STATES: Final = {
    "new": N_("We have your request."),
    "open": N_("We are working on it."),
    "pending reminder": N_("We come back to it later."),
    "pending auto": N_("We think this is solved."),
    "closed": N_("This is solved."),
    "merged": N_("This ticket was put together with another one."),
}


@dataclass
class _News:
    """Of one ticket in one transaction."""

    answered: bool = False
    by_customer: bool = False
    state_type: str = ""


async def hear(uow: UnitOfWork, event: TicketEvent | ArticleCreated) -> None:
    """Note what customers would like to know; the end of the transaction decides, as what they did themselves is no news."""
    if isinstance(event, TicketStateChanged):
        if event.old_state_type == event.new_state_type:
            return
    elif not isinstance(event, ArticleCreated) or not event.visible_for_customer:
        return
    if not await service.subscribed(uow, Kind.CUSTOMER):
        return
    known: dict[TicketId, _News] = uow.session.info.setdefault(_KEY, {})
    if not known:
        uow.before_commit(_decide)
    news = known.setdefault(event.ticket_id, _News())
    if isinstance(event, TicketStateChanged):
        news.state_type = event.new_state_type
    elif event.sender_type is SenderType.CUSTOMER:
        news.by_customer = True
    elif event.sender_type is SenderType.AGENT:
        news.answered = True


async def _decide(uow: UnitOfWork) -> None:
    known: dict[TicketId, _News] = uow.session.info.pop(_KEY, {})
    for ticket_id, news in known.items():
        if news.by_customer or not (news.answered or news.state_type in _STATES):
            continue
        if (await current(uow, ticket_id)).customer_user in await service.subscribed(uow, Kind.CUSTOMER):
            uow.enqueue_at_commit(TellCustomer(ticket_id=ticket_id, answered=news.answered, state_type=news.state_type))


def is_wanted(preferences: Mapping[str, str], kind: str) -> bool:
    """`kind`: `ANSWERS` or `STATES`. Who has not chosen hears of both."""
    return preferences.get(kind) != "0"


async def tell_customer(uow: UnitOfWork, payload: TellCustomer) -> int:
    """On all devices of the ticket's customer user, in his or her language, if he or she still may see the ticket and
    wants to hear of it. Answers how many."""
    try:
        row = await current(uow, TicketId(payload.ticket_id))
        found = await principals.by_customer(uow, row.customer_user or "")
        if found is None:
            return 0
        customer = found.principal
        ticket = await tickets.get_ticket(uow, customer, TicketId(payload.ticket_id))
    except TicketNotFound:
        return 0
    chosen = (await own_account.preferences(uow, customer)).values
    if payload.answered and is_wanted(chosen, ANSWERS):
        said = _ANSWERED
    elif payload.state_type in _STATES and is_wanted(chosen, STATES):
        said = _STATES[payload.state_type]
    else:
        return 0
    language = (await viewer_of_principal(uow, customer)).language
    message = Message(
        title=catalogue(language.code).gettext(said),
        body=f"#{ticket.number} {ticket.title or ''}".strip(),
        path=f"/customer/tickets/{quote(ticket.number, safe='')}",
        tag=f"ticket-{ticket.id}",
        language=language.code,
    )
    return await service.push(uow, Kind.CUSTOMER, [customer.login], message)
