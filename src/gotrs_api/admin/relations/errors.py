"""Refusals of relations."""

from gotrs_api.kernel.errors import Conflict, NotFound


class RelationNotFound(NotFound):
    code = "relations.not_found"
    message = "There is no such relation."


class RelationEntryNotFound(NotFound):
    code = "relations.entry_not_found"
    message = "There is no such entry on this side."


class TwoRepliesForOneOccasion(Conflict):
    code = "relations.two_replies"
    message = "A queue answers each occasion with one automatic reply; take the other one away first."
