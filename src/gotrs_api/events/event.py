"""The base of every domain event."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Event:
    """A fact in the past tense. Holds ids and old/new values, never entities.

    `otrs_event` is OTRS's public name (`TicketCreate`), for notifications, generic agent and invokers;
    `webhook` is the dotted name in webhooks and the event stream (`ticket.created`). Either may be missing.
    """

    otrs_event: ClassVar[str | None] = None
    webhook: ClassVar[str | None] = None

    @property
    def otrs_name(self) -> str | None:
        """OTRS's name of this very event; some are made of a value (`TicketDynamicFieldUpdate_<Name>`)."""
        return self.otrs_event
