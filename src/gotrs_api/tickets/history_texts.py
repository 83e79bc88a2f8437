"""History rows as sentences. Places are numbered as the values stand in the row."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from gotrs_api.i18n import N_
from gotrs_api.tickets.history_format import values_for_display
from gotrs_api.tickets.history_types import HistoryType

_PLACE = re.compile(r"\{(\d)\}")
_EMPTY: Final = ("", "NULL")
_NOTE: Final = "Note"
# `CustomerID=acme;CustomerUser=jane;`, either may be missing.
_CUSTOMER: Final = re.compile(r"Customer(?:ID|User)=([^;]*);")

TEXTS: Final[dict[str, str]] = {
    HistoryType.ADD_NOTE: N_("Note added ({0})"),
    HistoryType.ARCHIVE_FLAG_UPDATE: N_("Archive flag: {0}"),
    HistoryType.BOUNCE: N_("Bounced to {0}"),
    HistoryType.BULK: N_("Changed together with other tickets"),
    HistoryType.CUSTOMER_UPDATE: N_("Customer changed: {0}"),
    HistoryType.EMAIL_AGENT: N_("E-mail sent to {0}"),
    HistoryType.EMAIL_CUSTOMER: N_("E-mail from the customer {0}"),
    HistoryType.EMAIL_RESEND: N_("E-mail sent again to {0}"),
    HistoryType.ESCALATION_RESPONSE_TIME_NOTIFY_BEFORE: N_("First response is due soon"),
    HistoryType.ESCALATION_RESPONSE_TIME_START: N_("First response is overdue"),
    HistoryType.ESCALATION_RESPONSE_TIME_STOP: N_("First response is no longer overdue"),
    HistoryType.ESCALATION_SOLUTION_TIME_NOTIFY_BEFORE: N_("Solution is due soon"),
    HistoryType.ESCALATION_SOLUTION_TIME_START: N_("Solution is overdue"),
    HistoryType.ESCALATION_SOLUTION_TIME_STOP: N_("Solution is no longer overdue"),
    HistoryType.ESCALATION_UPDATE_TIME_NOTIFY_BEFORE: N_("Update is due soon"),
    HistoryType.ESCALATION_UPDATE_TIME_START: N_("Update is overdue"),
    HistoryType.ESCALATION_UPDATE_TIME_STOP: N_("Update is no longer overdue"),
    HistoryType.FOLLOW_UP: N_("Follow-up {0} {1}"),
    HistoryType.FORWARD: N_("Forwarded to {0}"),
    HistoryType.LOCK: N_("Locked"),
    HistoryType.LOOP_PROTECTION: N_("No automatic answer to {0}: too many already"),
    HistoryType.MERGED: N_("Ticket {0} was merged into {2}"),
    HistoryType.MISC: N_("{0}"),
    HistoryType.MOVE: N_("Moved from {2} to {0}"),
    HistoryType.NEW_TICKET: N_("Ticket {0} created in queue {1}, priority {2}, state {3}"),
    HistoryType.OWNER_UPDATE: N_("New owner: {0}"),
    HistoryType.PHONE_CALL_AGENT: N_("Phone call to the customer"),
    HistoryType.PHONE_CALL_CUSTOMER: N_("Phone call from the customer"),
    HistoryType.PRIORITY_UPDATE: N_("Priority changed from {0} to {2}"),
    HistoryType.RESPONSIBLE_UPDATE: N_("New responsible: {0}"),
    HistoryType.SEND_AGENT_NOTIFICATION: N_("Notification {0} sent to {1} by {2}"),
    HistoryType.SEND_ANSWER: N_("Answer sent to {0}"),
    HistoryType.SEND_AUTO_FOLLOW_UP: N_("Automatic follow-up answer sent to {0}"),
    HistoryType.SEND_AUTO_REJECT: N_("Automatic refusal sent to {0}"),
    HistoryType.SEND_AUTO_REPLY: N_("Automatic answer sent to {0}"),
    HistoryType.SEND_CUSTOMER_NOTIFICATION: N_("Notification sent to {0}"),
    HistoryType.SERVICE_UPDATE: N_("Service changed from {2} to {0}"),
    HistoryType.SET_PENDING_TIME: N_("Pending until {0}"),
    HistoryType.SLA_UPDATE: N_("SLA changed from {2} to {0}"),
    HistoryType.STATE_UPDATE: N_("State changed from {0} to {1}"),
    HistoryType.SUBSCRIBE: N_("{0} watches the ticket"),
    HistoryType.TICKET_DYNAMIC_FIELD_UPDATE: N_("Field {0} changed from {1} to {2}"),
    HistoryType.TICKET_LINK_ADD: N_("Linked with ticket {0}"),
    HistoryType.TICKET_LINK_DELETE: N_("No longer linked with ticket {0}"),
    HistoryType.TIME_ACCOUNTING: N_("{0} time units booked, {1} in all"),
    HistoryType.TITLE_UPDATE: N_("Title changed from {0} to {1}"),
    HistoryType.TYPE_UPDATE: N_("Type changed from {0} to {2}"),
    HistoryType.UNLOCK: N_("Unlocked"),
    HistoryType.UNSUBSCRIBE: N_("{0} no longer watches the ticket"),
    HistoryType.WEB_REQUEST_CUSTOMER: N_("Request in the portal"),
}


# Set where nothing was before, as at creation; taken away; nothing before and after.
_FIRST: Final[dict[str, str]] = {
    HistoryType.SERVICE_UPDATE: N_("Service set to {0}"),
    HistoryType.SLA_UPDATE: N_("SLA set to {0}"),
    HistoryType.TYPE_UPDATE: N_("Type set to {0}"),
}
_REMOVED: Final[dict[str, str]] = {
    HistoryType.SERVICE_UPDATE: N_("Service {2} removed"),
    HistoryType.SLA_UPDATE: N_("SLA {2} removed"),
}
_NONE: Final[dict[str, str]] = {
    HistoryType.SERVICE_UPDATE: N_("No service"),
    HistoryType.SLA_UPDATE: N_("No SLA"),
}
_NO_PENDING_TIME: Final = "00-00-00 00:00"
_ARCHIVED: Final[dict[str, str]] = {"y": N_("Put into the archive"), "n": N_("Taken out of the archive")}
_RENAMED: Final = N_("Article {0} was changed. Subject before: {1}")
# Rows without values that this desk or OTRS writes in English, as they are stored and as they are told. Whoever words one
# in another way adds a line here: rows that were written before stay.
_PLAIN: Final[dict[str, str]] = {
    "Article {0} was changed.": N_("Article {0} was changed."),
    "Article {0} was deleted.": N_("Article {0} was deleted."),
    # What follows is written by `history_format.article_changed` and `article_deleted`.
    "Article {0} was changed. It was hidden from the customer.": N_("Article {0} was changed."),
    "Article {0} was changed. It was visible to the customer.": N_("Article {0} was changed."),
    "Article {0} was changed. Subject before: {1}": _RENAMED,
    "Article {0} was changed. It was hidden from the customer. Subject before: {1}": _RENAMED,
    "Article {0} was changed. It was visible to the customer. Subject before: {1}": _RENAMED,
    "Article {0} was deleted. It was of {1} UTC: {2}": N_("Article {0} was deleted: {2}"),
    "Reset of unlock time.": N_("The unlock time begins anew"),
    "ResponseTemplate ({0}/{1}/{2})": N_("Written with template no. {0}"),
    "Sent no auto response to '{0}': excluded by SendNoAutoResponseRegExp.": N_(
        "No automatic answer to {0}: excluded by SendNoAutoResponseRegExp"
    ),
    "Sent no auto response to '{0}': invalid address.": N_("No automatic answer to {0}: the address is invalid"),
    "Sent no '{0}': the mail came from a robot.": N_("No automatic answer: the mail came from a robot"),
    "Sent no '{0}': the ticket is in the state '{1}'.": N_("No automatic answer: the ticket is in the state {1}"),
    "Ticket bulk action.": N_("Changed together with other tickets"),
    "Ticket {0} was taken out of {1} again.": N_("Ticket {0} was taken out of {1} again"),
    "{0} was told of the bounce to {1}.": N_("{0} was told of the bounce to {1}"),
}
_STORED: Final = tuple(
    (re.compile(_PLACE.sub("(.*)", re.sub(r"[().']", r"\\\g<0>", stored))), message)
    for stored, message in _PLAIN.items()
)
# Places of names that screens translate.
_WORDS: Final[dict[str, tuple[int, ...]]] = {
    HistoryType.ADD_NOTE: (0,),
    HistoryType.NEW_TICKET: (2, 3),
    HistoryType.PRIORITY_UPDATE: (0, 2),
    HistoryType.STATE_UPDATE: (0, 1),
    HistoryType.TYPE_UPDATE: (0, 2),
}


def message_and_values(history_type: str, name: str) -> tuple[str, tuple[str, ...]]:
    """The msgid and what belongs into its places; plain text stands for itself."""
    values = values_for_display(history_type, name)
    if values is None:
        return _told(name) or (name or TEXTS.get(history_type, history_type), ())
    if history_type == HistoryType.ADD_NOTE and values in ((_NOTE,), ("",)):
        return N_("Note added"), ()
    if history_type == HistoryType.ARCHIVE_FLAG_UPDATE and values[0] in _ARCHIVED:
        return _ARCHIVED[values[0]], ()
    if history_type == HistoryType.CUSTOMER_UPDATE:
        named = ", ".join(filter(None, _CUSTOMER.findall(values[0])))
        return (TEXTS[history_type], (named,)) if named else (N_("Customer removed"), ())
    if history_type == HistoryType.SET_PENDING_TIME and values[0] == _NO_PENDING_TIME:
        return N_("No longer pending"), ()
    if history_type == HistoryType.TYPE_UPDATE:
        old, new = (values[0], values[2]) if len(values) == 4 else ("", values[0])
        return (TEXTS[history_type], values) if old else (_FIRST[history_type], (new,))
    if history_type in _NONE:
        return _change_of(history_type, values), values
    return TEXTS.get(history_type, history_type), values


def _told(name: str) -> tuple[str, tuple[str, ...]] | None:
    """Of plain text that is known: the message, and what stands in its places."""
    for stored, message in _STORED:
        if found := stored.fullmatch(name):
            return message, found.groups()
    return None


def _change_of(history_type: str, values: tuple[str, ...]) -> str:
    """Of a service or SLA: name and id after and before, where `NULL` without an id is none."""
    new, new_id, old, old_id = (*values, "", "", "", "")[:4]
    has_new, has_old = bool(new_id) or new not in _EMPTY, bool(old_id) or old not in _EMPTY
    if has_new:
        return TEXTS[history_type] if has_old else _FIRST[history_type]
    return _REMOVED[history_type] if has_old else _NONE[history_type]


def fill(text: str, values: tuple[str, ...]) -> str:
    """Values that are missing leave nothing behind."""
    filled = _PLACE.sub(lambda match: values[int(match[1])] if int(match[1]) < len(values) else "", text)
    return " ".join(filled.split())


def sentence(history_type: str, name: str, translate: Callable[[str], str]) -> str:
    """In another language, with its words for states, priorities and types."""
    message, values = message_and_values(history_type, name)
    words = _WORDS.get(history_type, ())
    said = tuple(translate(value) if at in words and value else value for at, value in enumerate(values))
    return fill(translate(message), said) if values else translate(message)


def readable(history_type: str, name: str) -> str:
    """The English sentence."""
    return fill(*message_and_values(history_type, name))
