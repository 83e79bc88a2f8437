"""How much there is to do, for the agent who asks."""

from __future__ import annotations

from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

# How many of an agent's own tickets are counted, for every page: beyond this the exact number means nothing.
MOST_OWN_COUNTED: Final = 2000


class AgentNumbers(BaseModel):
    """Counts of tickets that the agent may see, in viewable (not closed) states, archived ones left out.

    mine, locked, reminders: own them (`locked`: and not free to take; `reminders`: their pending time has come);
    new: in a state of type new; unlocked: free to take; escalated: a clock has run out; responsible, watched: the agent is
    or does. Each is what the list with the same conditions counts. drafts: composers put aside, also at tickets out of sight.
    at_least: names of counts that may go on beyond the number, as at most `MOST_OWN_COUNTED` of the agent's own are looked at.
    """

    model_config = ConfigDict(frozen=True)

    mine: int
    locked: int
    reminders: int
    new: int
    unlocked: int
    escalated: int
    responsible: int
    watched: int
    drafts: int = 0
    at_least: frozenset[str] = frozenset()


class OpenCount(NamedTuple):
    """How many tickets are alike in all this; `escalated`, `pending_over`: of them, those whose time has run out.

    Numbers only: so it stands in the cache.
    """

    queue_id: int
    state_id: int
    lock_id: int
    priority_id: int
    archived: int
    tickets: int
    escalated: int
    pending_over: int
