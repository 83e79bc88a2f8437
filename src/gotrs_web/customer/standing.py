"""Where a ticket stands, in plain words, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gotrs_api.articles.schemas import ArticleRead, SenderType
from gotrs_api.i18n import N_
from gotrs_api.tickets.schemas import TicketRead

# A state's type in the words of lists, and the badge it wears.
WORDS = {
    "new": (N_("received"), "new"),
    "open": (N_("in progress"), "open"),
    "pending reminder": (N_("waiting"), "pending"),
    "pending auto": (N_("nearly done"), "pending"),
    "closed": (N_("solved"), "closed"),
    "merged": (N_("joined with another"), "info"),
    "removed": (N_("removed"), "danger"),
}
STEPS = (N_("Received"), N_("In progress"), N_("Your answer"), N_("Solved"))
RECEIVED, WORKING, ASKING, SOLVED = range(4)


@dataclass(frozen=True)
class Standing:
    """Message ids; `step` is an index into `STEPS`."""

    title: str
    text: str
    step: int

    @property
    def steps(self) -> list[tuple[str, str]]:
        """For the component `steps`. "Your answer" is a step only while we wait for one."""
        shown = [
            (label, "done" if index < self.step else "current" if index == self.step else "")
            for index, label in enumerate(STEPS)
            if index != ASKING or self.step == ASKING
        ]
        return [(label, "done") for label, _state in shown] if self.step == SOLVED else shown


_NEW = Standing(N_("We have your request."), N_("Somebody will look at it soon."), RECEIVED)
_WORKING = Standing(N_("We are working on it."), N_("You will hear from us."), WORKING)
_ANSWERED = Standing(N_("You have an answer from us."), N_("Write back if something is missing."), WORKING)
_ASKING = Standing(N_("We are waiting for your answer."), N_("As soon as you reply, we go on."), ASKING)
_LATER = Standing(N_("We come back to it later."), N_("It is noted, and not forgotten."), WORKING)
_CLOSING = Standing(N_("We think this is solved."), N_("It closes by itself unless you write back."), ASKING)
_SOLVED = Standing(N_("This is solved."), N_("If it is not, write to us, and we open it again."), SOLVED)
_ENDED = Standing(N_("This is solved."), N_("It takes no further answers. Open a new ticket if you need us."), SOLVED)
_GONE = Standing(N_("This ticket was put together with another one."), N_("It takes no further answers."), SOLVED)


def standing(ticket: TicketRead, articles: Sequence[ArticleRead]) -> Standing:
    """From the state's type and from who wrote last."""
    answered = bool(articles) and articles[-1].sender_type is SenderType.AGENT
    match ticket.state.type:
        case "closed":
            return _SOLVED if "reply" in ticket.allowed else _ENDED
        case "merged" | "removed":
            return _GONE
        case "pending auto":
            return _CLOSING
        case "pending reminder":
            return _ASKING if answered else _LATER
        case "new":
            return _ANSWERED if answered else _NEW
    return _ANSWERED if answered else _WORKING
