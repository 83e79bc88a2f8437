"""What stands in a composer when it opens: recipients, subject, quotation, next states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import Request

from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, SenderType
from gotrs_api.catalog import service as catalog
from gotrs_api.i18n import N_
from gotrs_api.kernel.addresses import Address, normalized_address, split_addresses
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service import subject_settings
from gotrs_api.tickets.subject import build_subject, clean_subject
from gotrs_api.uow import ReadUow
from gotrs_web.quotations import quote
from gotrs_web.sender_names import name_and_address
from gotrs_web.uploads import KeptFile
from gotrs_web.view import View, catalogue_of

RECIPIENTS = ("to", "cc", "bcc")
_PLAIN_NAME = re.compile(r"[\w '-]+")
_ACTION_OF_TYPE = {"closed": "close", "pending reminder": "pending", "pending auto": "pending", "open": "state"}


@dataclass(frozen=True)
class Kind:
    """A way to write into a ticket. `action` is one of `TicketRead.allowed`; texts are message ids."""

    path: str
    action: str
    title: str
    submit: str
    done: str
    channel: ArticleChannel
    sender: SenderType
    style: str
    icon: str
    key: str = ""
    usual_state: str = ""
    visible: bool = True


KINDS = {
    kind.path: kind
    for kind in (
        Kind(
            "reply", "reply", N_("Reply"), N_("Send"), N_("Reply sent."), ArticleChannel.EMAIL, SenderType.AGENT, "reply",
            "reply", "r", "open",
        ),
        Kind(
            "note", "note", N_("Note"), N_("Add note"), N_("Note added."), ArticleChannel.INTERNAL, SenderType.AGENT,
            "note", "sticky-note", "n", visible=False,
        ),
        Kind(
            "phone-out", "phone_outbound", N_("Phone call"), N_("Save call"), N_("Phone call saved."),
            ArticleChannel.PHONE, SenderType.AGENT, "phone", "phone",
        ),
        Kind(
            "phone-in", "phone", N_("Call from the customer"), N_("Save call"), N_("Phone call saved."),
            ArticleChannel.PHONE, SenderType.CUSTOMER, "phone", "phone",
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """Everything one can change in a composer, as text. Recipients are single addresses (`Rosa Lind <rosa@…>`)."""

    subject: str = ""
    body: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    state_id: str = ""
    pending_until: str = ""
    time_units: str = ""
    visible: bool = False
    article_id: int | None = None
    files: Sequence[KeptFile] = ()


async def begin(
    request: Request,
    read: ReadUow,
    ticket: TicketRead,
    kind: Kind,
    articles: Sequence[ArticleRead],
    article_id: int | None,
    *,
    to_all: bool,
) -> Draft:
    """`article_id` None: what the customer said last is answered."""
    states = await next_states(read, ticket)
    state_id = next((str(id_) for id_, name in states if name == kind.usual_state), "")
    if kind.path != "reply":
        _ = catalogue_of(request).gettext
        subject = _("Note") if kind.path == "note" else _("Phone call")
        return Draft(subject=subject, state_id=state_id, visible=kind.visible)
    answered = _answered(articles, article_id)
    subject = answered.subject if answered else ticket.title
    found = await subject_settings(read)
    to, cc = await _recipients(read, ticket, answered, to_all=to_all)
    return Draft(
        subject=build_subject(clean_subject(subject, ticket.number, found), ticket.number, found),
        body=f"\n\n{_quotation(request, answered)}\n" if answered else "",
        to=to,
        cc=cc,
        state_id=state_id,
        visible=True,
        article_id=answered.id if answered else None,
    )


async def next_states(read: ReadUow, ticket: TicketRead) -> list[tuple[int, str]]:
    """Id and (English) name of the states that an article may bring, as far as this agent may set them."""
    return [
        (state.id, state.name)
        for state in await catalog.list_states(read)
        if state.is_valid and _ACTION_OF_TYPE.get(state.type.name) in _with_close(ticket)
    ]


def _with_close(ticket: TicketRead) -> frozenset[str]:
    """A closed ticket has nothing to close, yet an answer may leave it closed."""
    return ticket.allowed | ({"close"} if "reopen" in ticket.allowed else frozenset())


def _answered(articles: Iterable[ArticleRead], article_id: int | None) -> ArticleRead | None:
    mails = [one for one in articles if one.channel is not ArticleChannel.INTERNAL or one.visible_for_customer]
    if article_id is not None:
        return next((one for one in articles if one.id == article_id), None)
    from_customer = [one for one in mails if one.sender_type is SenderType.CUSTOMER]
    return next(iter((from_customer or mails)[-1:]), None)


async def _recipients(
    read: ReadUow, ticket: TicketRead, answered: ArticleRead | None, *, to_all: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """To the one who wrote; `to_all` adds the other recipients in copy, but not our own addresses."""
    customer = ticket.customer_user.email if ticket.customer_user else ""
    if answered is None:
        return _lines(split_addresses(customer), set()), ()
    by_us = answered.sender_type is not SenderType.CUSTOMER
    line = answered.to if by_us else answered.reply_to or answered.from_
    own = {normalized_address(one.email) for one in await catalog.list_system_addresses(read)}
    to = _lines(split_addresses(line), own) or _lines(split_addresses(customer), own)
    taken = own | {normalized_address(one.address) for line in to for one in split_addresses(line)}
    others = split_addresses(answered.cc if by_us else f"{answered.to}, {answered.cc}")
    return to, _lines(others, taken) if to_all else ()


def _lines(addresses: Iterable[Address], without: set[str]) -> tuple[str, ...]:
    found = {normalized_address(one.email): _line(one) for one in addresses if one.email}
    return tuple(line for key, line in found.items() if key not in without)


def _line(address: Address) -> str:
    """Without quotes where a name does not need them."""
    name = address.real_name
    return f"{name} <{address.email}>" if _PLAIN_NAME.fullmatch(name) else address.format()


def _quotation(request: Request, answered: ArticleRead) -> str:
    _ = catalogue_of(request).gettext
    view = View(request)
    moment = view.format.moment(answered.created, "short", view.now)
    name, _address = name_and_address(answered.from_)
    return quote(answered.body, _("On {date}, {name} wrote:", date=moment, name=name))
