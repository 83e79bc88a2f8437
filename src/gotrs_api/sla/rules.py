"""Escalation rules and the facts of a ticket that decide its escalation times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EscalationKind(StrEnum):
    """The three clocks of a ticket; the value names the setting columns of queue and SLA (`<value>_time`)."""

    FIRST_RESPONSE = "first_response"
    UPDATE = "update"
    SOLUTION = "solution"

    @property
    def otrs_prefix(self) -> str:
        """Prefix of OTRS's ticket attributes: `FirstResponse`TimeEscalation."""
        return {"first_response": "FirstResponse", "update": "Update", "solution": "Solution"}[self.value]

    @property
    def otrs_event(self) -> str:
        """Stem of OTRS's events and history types; they end in Start, Stop and NotifyBefore."""
        return "Escalation" + {"first_response": "Response"}.get(self.value, self.otrs_prefix) + "Time"


@dataclass(frozen=True, slots=True)
class EscalationLimit:
    """Allowed working minutes (0: no limit) and the used percentage from which to warn (0: never)."""

    minutes: int = 0
    notify_percent: int = 0


@dataclass(frozen=True, slots=True)
class EscalationRule:
    """The limits of a ticket: its SLA's when services are used and it has one, else its queue's."""

    first_response: EscalationLimit = EscalationLimit()
    update: EscalationLimit = EscalationLimit()
    solution: EscalationLimit = EscalationLimit()

    @classmethod
    def from_columns(
        cls,
        *,
        first_response_time: int | None,
        first_response_notify: int | None,
        update_time: int | None,
        update_notify: int | None,
        solution_time: int | None,
        solution_notify: int | None,
    ) -> "EscalationRule":
        """Build from the columns of `queue` or `sla`; NULL means off."""
        return cls(
            EscalationLimit(first_response_time or 0, first_response_notify or 0),
            EscalationLimit(update_time or 0, update_notify or 0),
            EscalationLimit(solution_time or 0, solution_notify or 0),
        )

    def limit(self, kind: EscalationKind) -> EscalationLimit:
        if kind is EscalationKind.FIRST_RESPONSE:
            return self.first_response
        return self.update if kind is EscalationKind.UPDATE else self.solution


@dataclass(frozen=True, slots=True)
class ArticleFact:
    """What escalation needs of one article; `sender_type` is OTRS's: agent, customer or system."""

    created_at: datetime
    sender_type: str
    is_visible_for_customer: bool


@dataclass(frozen=True, slots=True)
class ArticleTimes:
    """The articles of a ticket, reduced to three moments; all None when there is no article.

    newest_at: the newest article of any kind.
    answered_at: the newest article of an agent that the customer sees.
    waiting_since: the oldest visible article of the customer after that one (or of all, when nobody answered).

    Articles are ordered by (create_time, id). One query gives the three, with `visible` = is_visible_for_customer = 1:
    `max(create_time)`; `max(create_time)` of visible agent articles; `min(create_time)` of those visible customer
    articles for which no visible agent article with a greater (create_time, id) exists.
    """

    newest_at: datetime | None = None
    answered_at: datetime | None = None
    waiting_since: datetime | None = None


def article_times(newest_first: Iterable[ArticleFact]) -> ArticleTimes:
    """Reduce articles, newest first; reads no further than the newest visible agent article."""
    newest_at = waiting_since = None
    for article in newest_first:
        newest_at = newest_at or article.created_at
        if not article.is_visible_for_customer:
            continue
        if article.sender_type == "agent":
            return ArticleTimes(newest_at, article.created_at, waiting_since)
        if article.sender_type == "customer":
            waiting_since = article.created_at
    return ArticleTimes(newest_at, None, waiting_since)


@dataclass(frozen=True, slots=True)
class EscalationFacts:
    """What decides the escalation times of one ticket.

    ever_closed: a StateUpdate or NewTicket history row with a state of type closed exists (reopening changes nothing).
    """

    created_at: datetime
    state_type: str
    articles: ArticleTimes
    ever_closed: bool
