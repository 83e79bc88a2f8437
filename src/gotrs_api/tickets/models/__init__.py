"""Tables of tickets."""

from gotrs_api.tickets.models.history import TicketHistory, TicketHistoryType
from gotrs_api.tickets.models.links import LinkObject, LinkRelation, LinkState, LinkType
from gotrs_api.tickets.models.ticket import (
    FormDraft,
    Mention,
    Ticket,
    TicketFlag,
    TicketIndex,
    TicketLockIndex,
    TicketNumberCounter,
    TicketWatcher,
    TimeAccounting,
)
from gotrs_api.tickets.models.version import TicketVersion

__all__ = [
    "FormDraft",
    "LinkObject",
    "LinkRelation",
    "LinkState",
    "LinkType",
    "Mention",
    "Ticket",
    "TicketFlag",
    "TicketHistory",
    "TicketHistoryType",
    "TicketIndex",
    "TicketLockIndex",
    "TicketNumberCounter",
    "TicketVersion",
    "TicketWatcher",
    "TimeAccounting",
]
