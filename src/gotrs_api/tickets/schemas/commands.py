"""Tickets as they come in: creation, partial change, and one small object for each action.

Where a master datum is asked for, `queue` takes its name (or its id as a number) and `queue_id` its id; both together
must agree.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from gotrs_api.articles.schemas import ArticleChannel, ArticleCreate
from gotrs_api.articles.time_units import TimeUnits
from gotrs_api.dynamic_fields.schemas import FieldValues
from gotrs_api.tickets.schemas.fields import BigId, Command, Id, Moment, NameOrId, Title

_CUSTOMER_USER = Field(None, max_length=250, description="Login or e-mail address; need not be a known customer.")
_CUSTOMER_ID = Field(None, max_length=150, description="Free text, as in OTRS.")
_PENDING_UNTIL = Field(None, description="When a pending state ends.")


class NoteInput(Command):
    """An internal note that goes with an action, as on OTRS's screens."""

    subject: str = Field("Note", min_length=1, max_length=3800)
    body: str = Field(min_length=1, max_length=1_800_000)
    visible_for_customer: bool = False


class Action(Command):
    """`dynamic_fields` are the ticket's: those of the action's screen come with its right, others need `rw`."""

    note: NoteInput | None = None
    dynamic_fields: FieldValues = Field(default_factory=dict)


class TicketFields(Command):
    """What a ticket begins with. Defaults: state `new`, priority `3 normal`, type by setting, owner user 1, unlocked."""

    title: Title
    queue: NameOrId | None = None
    queue_id: Id | None = None
    state: NameOrId | None = None
    state_id: Id | None = None
    priority: NameOrId | None = None
    priority_id: Id | None = None
    type: NameOrId | None = None
    type_id: Id | None = None
    service: NameOrId | None = None
    service_id: Id | None = None
    sla: NameOrId | None = None
    sla_id: Id | None = None
    owner: NameOrId | None = None
    owner_id: Id | None = None
    responsible: NameOrId | None = None
    responsible_id: Id | None = None
    lock: NameOrId | None = Field(None, description="`unlock` or `lock`.")
    customer_user: str | None = _CUSTOMER_USER
    customer_id: str | None = _CUSTOMER_ID
    pending_until: Moment | None = _PENDING_UNTIL
    dynamic_fields: FieldValues = Field(default_factory=dict)


class TicketCreate(TicketFields):
    """With the first article."""

    article: ArticleCreate


class TicketUpdate(Command):
    """JSON merge: members that are left out stay, `null` empties service, SLA, customer and pending time."""

    title: Title | None = None
    queue: NameOrId | None = None
    queue_id: Id | None = None
    state: NameOrId | None = None
    state_id: Id | None = None
    priority: NameOrId | None = None
    priority_id: Id | None = None
    type: NameOrId | None = None
    type_id: Id | None = None
    service: NameOrId | None = None
    service_id: Id | None = None
    sla: NameOrId | None = None
    sla_id: Id | None = None
    owner: NameOrId | None = None
    owner_id: Id | None = None
    responsible: NameOrId | None = None
    responsible_id: Id | None = None
    lock: NameOrId | None = Field(None, description="`unlock` or `lock`.")
    customer_user: str | None = _CUSTOMER_USER
    customer_id: str | None = _CUSTOMER_ID
    pending_until: Moment | None = _PENDING_UNTIL
    archived: bool | None = None
    dynamic_fields: FieldValues = Field(default_factory=dict)


class TicketReplace(TicketUpdate):
    """PUT: what a ticket must have is required; optional members that are left out are emptied."""

    title: Title


class TicketReply(ArticleCreate):
    """An answer or any further article, with what OTRS's screens offer beside it.

    `dynamic_fields` takes fields of the article and of the ticket.
    """

    to_all: bool = Field(False, description="An answer goes to everybody who got the article; only for answers.")
    template_id: Id | None = Field(None, description="The template that an answer began with, for the history.")
    state: NameOrId | None = None
    state_id: Id | None = None
    pending_until: Moment | None = _PENDING_UNTIL


class TicketAnswer(TicketReply):
    """An answer to one article: a mail that the customer sees, unless it says otherwise."""

    subject: str = Field("", max_length=3800, description="By default the subject of what is answered.")
    channel: ArticleChannel = ArticleChannel.EMAIL
    visible_for_customer: bool = True


class TicketSetTitle(Action):
    title: Title


class TicketMove(Action):
    """With what OTRS's screen offers beside the queue; owner, state and priority need their own rights."""

    queue: NameOrId | None = None
    queue_id: Id | None = None
    owner: NameOrId | None = None
    owner_id: Id | None = None
    state: NameOrId | None = None
    state_id: Id | None = None
    pending_until: Moment | None = _PENDING_UNTIL
    priority: NameOrId | None = None
    priority_id: Id | None = None


class TicketSetType(Action):
    type: NameOrId | None = None
    type_id: Id | None = None


class TicketSetService(Action):
    """Without a service (null or empty) the ticket has none, and no SLA either."""

    service: NameOrId | None = None
    service_id: Id | None = None


class TicketSetSla(Action):
    sla: NameOrId | None = None
    sla_id: Id | None = None


class TicketSetCustomer(Action):
    """At least one is given; `null` empties it."""

    customer_user: str | None = _CUSTOMER_USER
    customer_id: str | None = _CUSTOMER_ID


class TicketSetPriority(Action):
    priority: NameOrId | None = None
    priority_id: Id | None = None


class TicketSetState(Action):
    """Pending states need `pending_until`."""

    state: NameOrId | None = None
    state_id: Id | None = None
    pending_until: Moment | None = _PENDING_UNTIL


class TicketSetPending(Action):
    """State of a pending type (default `pending reminder`) and when it ends."""

    state: NameOrId | None = None
    state_id: Id | None = None
    pending_until: Moment


class TicketClose(Action):
    """Default state: `closed successful`."""

    state: NameOrId | None = None
    state_id: Id | None = None


class TicketReopen(Action):
    """Default state: `open`."""

    state: NameOrId | None = None
    state_id: Id | None = None


class TicketAssign(Action):
    owner: NameOrId | None = None
    owner_id: Id | None = None


class TicketSetResponsible(Action):
    responsible: NameOrId | None = None
    responsible_id: Id | None = None


class TicketLock(Action):
    pass


class TicketUnlock(Action):
    pass


class TicketWatch(Action):
    pass


class TicketUnwatch(Action):
    pass


class TicketArchive(Action):
    archived: bool = True


class TicketSeen(Action):
    """Marks articles as seen by the caller; without ids all that the caller may see."""

    article_ids: tuple[BigId, ...] | None = Field(None, max_length=10_000)


class TicketAccountTime(Action):
    time_units: TimeUnits
    article_id: BigId | None = None


class TicketMerge(Action):
    """`into` is the id of the ticket that stays. The note goes to that one."""

    into: BigId


class TicketUnmerge(Action):
    """Articles that came from the ticket go back with their history and booked time, and the state from before counts
    again (`open` for pending ones); watchers, other links, time without an article and later answers stay with the main
    ticket. The note goes to the ticket that comes back."""


class TicketLink(Action):
    """`role` is what the other ticket is to this one; types without direction know only `peer`."""

    type: str = Field("ParentChild", min_length=1, max_length=50)
    role: Literal["parent", "child", "peer"]
    ticket_id: BigId


class TicketSplit(Command):
    """A new ticket from an article; queue and title default to the old ticket's queue and the article's subject."""

    article_id: BigId
    title: Title | None = None
    queue: NameOrId | None = None
    queue_id: Id | None = None
    copy_attachments: bool = True
    link: bool = True
