"""What stands in a composer when it opens: recipients, subject, quotation, next states."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import Request

from gotrs_api.articles.errors import ArticleNotFound
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, SenderType
from gotrs_api.catalog import service as catalog
from gotrs_api.catalog import state_types
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import Address, split_addresses
from gotrs_api.kernel.ids import ArticleId, QueueId, TicketId
from gotrs_api.mail.drafts import service as drafts
from gotrs_api.mail.drafts.schemas import DraftRead
from gotrs_api.queues.errors import QueueNotFound
from gotrs_api.responses import service as responses
from gotrs_api.responses.schemas import TemplateType
from gotrs_api.responses.tags import Format
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import ReadUow
from gotrs_web.rich_text import RichText
from gotrs_web.uploads import KeptFile
from gotrs_web.view import catalogue_of

RECIPIENTS = ("to", "cc", "bcc")
_PLAIN_NAME = re.compile(r"[\w '-]+")
_ACTION_OF_TYPE = {
    state_types.CLOSED: "close",
    state_types.OPEN: "state",
    **dict.fromkeys(state_types.PENDING, "pending"),
}


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
    templates: TemplateType = TemplateType.ANSWER

    @property
    def is_mail(self) -> bool:
        return self.channel is ArticleChannel.EMAIL


KINDS = {
    kind.path: kind
    for kind in (
        Kind(
            "reply", "reply", N_("Reply"), N_("Send"), N_("Reply sent."), ArticleChannel.EMAIL, SenderType.AGENT, "reply",
            "reply", "r", "open",
        ),
        Kind(
            "note", "note", N_("Note"), N_("Add note"), N_("Note added."), ArticleChannel.INTERNAL, SenderType.AGENT,
            "note", "sticky-note", "n", visible=False, templates=TemplateType.NOTE,
        ),
        Kind(
            "forward", "forward", N_("Forward"), N_("Forward"), N_("Forwarded."), ArticleChannel.EMAIL, SenderType.AGENT,
            "forward", "forward", "f", visible=False, templates=TemplateType.FORWARD,
        ),
        Kind(
            "phone-out", "phone_outbound", N_("Phone call"), N_("Save call"), N_("Phone call saved."),
            ArticleChannel.PHONE, SenderType.AGENT, "phone", "phone", templates=TemplateType.PHONE_CALL,
        ),
        Kind(
            "phone-in", "phone", N_("Call from the customer"), N_("Save call"), N_("Phone call saved."),
            ArticleChannel.PHONE, SenderType.CUSTOMER, "phone", "phone", templates=TemplateType.PHONE_CALL,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """Everything one can change in a composer. Recipients are single addresses (`Rosa Lind <rosa@…>`).

    `id` is the number under which it was put aside, if it was.
    """

    subject: str = ""
    body: RichText = field(default_factory=RichText)
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    state_id: str = ""
    pending_until: str = ""
    time_units: str = ""
    sign_key: str = ""
    encrypt: str = ""
    visible: bool = False
    article_id: int | None = None
    files: Sequence[KeptFile] = ()
    id: int | None = None


async def begin(
    request: Request,
    read: ReadUow,
    principal: Principal,
    ticket: TicketRead,
    kind: Kind,
    answered: ArticleRead | None,
    *,
    template_id: int | None,
    to_all: bool,
    format_: Format,
    images: Mapping[str, str],
) -> Draft:
    """`format_`: what its text is wanted in; `images`: addresses of those in the quotation, by content id. Raises
    EntryNotFound (template)."""
    states = await next_states(read, ticket)
    state_id = next((str(id_) for id_, name in states if name == kind.usual_state), "")
    draft = await _drafted(read, principal, ticket, kind, answered, template_id, to_all, format_, images)
    _ = catalogue_of(request).gettext
    subject = _("Note") if kind.path == "note" else _("Phone call")
    if kind.is_mail:
        subject = draft.subject if draft else ticket.title
    to = (draft.to if draft else "") or (
        ticket.customer_user.email if kind.path == "reply" and ticket.customer_user else ""
    )
    return Draft(
        subject=subject,
        body=_body(draft, format_),
        to=lines_of(to) if kind.is_mail else (),
        cc=lines_of(draft.cc) if draft and kind.is_mail else (),
        state_id=state_id,
        visible=kind.visible,
        article_id=answered.id if answered else None,
    )


async def _drafted(
    read: ReadUow,
    principal: Principal,
    ticket: TicketRead,
    kind: Kind,
    answered: ArticleRead | None,
    template_id: int | None,
    to_all: bool,
    format_: Format,
    images: Mapping[str, str],
) -> DraftRead | None:
    """Raises EntryNotFound (template)."""
    number = TicketId(ticket.id)
    if answered is not None and kind.path == "forward":
        return await drafts.render_forward(
            read, principal, number, ArticleId(answered.id), template_id, format_=format_, images=images
        )
    if answered is not None:
        return await drafts.render_reply(
            read, principal, number, ArticleId(answered.id), template_id, to_all=to_all, format_=format_, images=images
        )
    if template_id is not None:
        return await drafts.render_template(read, principal, number, template_id, format_=format_)
    return None


def _body(draft: DraftRead | None, format_: Format) -> RichText:
    if draft is None:
        return RichText()
    return RichText.of_draft(draft.body, draft.writing_at, is_html=format_ is Format.HTML)


async def next_states(read: ReadUow, ticket: TicketRead) -> list[tuple[int, str]]:
    """Id and (English) name of the states that an article may bring, as far as this agent may set them."""
    return [
        (state.id, state.name)
        for state in await catalog.list_states(read)
        if state.is_valid and _ACTION_OF_TYPE.get(state.type.name) in _with_close(ticket)
    ]


async def templates_for(read: ReadUow, principal: Principal, ticket: TicketRead, kind: Kind) -> list[tuple[int, str]]:
    """Id and name of the texts that the queue offers for this kind."""
    try:
        found = await responses.list_templates_of_queue(
            read, principal, QueueId(ticket.queue.id), template_type=kind.templates
        )
    except QueueNotFound:  # one's own ticket in a queue that one may not read
        return []
    return [(template.id, template.name) for template in found]


def lines_of(line: str) -> tuple[str, ...]:
    """One recipient each, without quotes where a name does not need them; what is no address stays as typed."""
    return tuple(_line(one) for one in split_addresses(line))


def _line(address: Address) -> str:
    name = address.real_name
    if address.email and _PLAIN_NAME.fullmatch(name):
        return f"{name} <{address.email}>"
    return address.format() or address.phrase


def _with_close(ticket: TicketRead) -> frozenset[str]:
    """A closed ticket has nothing to close, yet an answer may leave it closed."""
    return ticket.allowed | ({"close"} if "reopen" in ticket.allowed else frozenset())


def answered_of(articles: Sequence[ArticleRead], article_id: int | None) -> ArticleRead | None:
    """What a mail is about: with None what the customer said last. Raises ArticleNotFound for one that is not the ticket's."""
    if article_id is not None:
        found = next((one for one in articles if one.id == article_id), None)
        if found is None:
            raise ArticleNotFound
        return found
    shown = [one for one in articles if one.channel is not ArticleChannel.INTERNAL or one.visible_for_customer]
    from_customer = [one for one in shown if one.sender_type is SenderType.CUSTOMER]
    return next(iter((from_customer or shown)[-1:]), None)
