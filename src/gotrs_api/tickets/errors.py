"""Refusals of tickets."""

from gotrs_api.kernel.errors import Conflict, Forbidden, InvalidInput, NotFound


class TicketNotFound(NotFound):
    """Also for tickets that the caller may not see."""

    code = "ticket.not_found"
    message = "There is no such ticket, or you may not see it."


class TicketNotYet(NotFound):
    """A moment before the ticket was made."""

    code = "ticket.not_yet"
    message = "There was no such ticket at that time."


class TicketRightMissing(Forbidden):
    """The caller sees the ticket but may not do this to it."""

    code = "ticket.right_missing"
    message = "You may not do this with this ticket: the right {right} is missing."


class QueueRightMissing(Forbidden):
    """Creating needs `create`, moving needs `move_into` on the queue."""

    code = "ticket.queue_right_missing"
    message = "You may not use the queue {queue}: the right {right} is missing."


class TicketLockedByOther(Conflict):
    """Where OTRS's screen, which takes the lock on entering, would send the agent away."""

    code = "ticket.locked_by_other"
    message = "The ticket is locked by {owner}."


class TicketNumberTaken(Conflict):
    """Somebody else used the number between drawing and writing it; repeating helps."""

    code = "ticket.number_taken"
    message = "The ticket number {number} was taken in the meantime. Try again."


class FeatureDisabled(Conflict):
    code = "ticket.feature_disabled"
    message = "This is switched off by the setting {setting}."


class InvalidTicketChange(InvalidInput):
    code = "ticket.invalid"


class TicketLinkedOtherwise(Conflict):
    code = "ticket.linked_otherwise"
    message = "The two tickets are linked already, as {type}."


class DraftNotFound(NotFound):
    """Also for another agent's."""

    code = "ticket.draft_not_found"
    message = "There is no such draft, or it is not yours."


class TooManyDrafts(Conflict):
    code = "ticket.too_many_drafts"
    message = "You have {most} drafts at this ticket already."


class UnmergeImpossible(Conflict):
    code = "ticket.unmerge_impossible"
    message = "Ticket {number} is not merged into another one."


class MergeImpossible(Conflict):
    code = "ticket.merge_impossible"
    message = "Ticket {number} was merged before."


class SavedSearchNotFound(NotFound):
    """Also for somebody else's."""

    code = "search.saved_not_found"
    message = "There is no such saved search."


class SavedSearchTaken(Conflict):
    code = "search.saved_taken"
    message = "You have a saved search called {name} already."
