"""The text of history rows: each kind's layout in `ticket_history.name`, and reading it back.

OTRS and every report on its tables read these texts, so the layouts are exact: values behind `%%`, or plain text.
Source: OTRS 6, Kernel/System/Ticket.pm, calls of HistoryAdd.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Final, NamedTuple

from gotrs_api.tickets.history_types import HistoryType

SEPARATOR: Final = "%%"
MAX_NAME: Final = 200

_TITLE_CUT: Final = 50
_MOMENT: Final = "%Y-%m-%d %H:%M:%S"
_VISIBLE, _HIDDEN = "visible to", "hidden from"
_ARTICLE_CHANGED = re.compile(
    rf"Article \d+ was changed\.(?: It was ({_VISIBLE}|{_HIDDEN}) the customer\.)?(?: Subject before: (.*))?", re.DOTALL
)
_ARTICLE_DELETED = re.compile(r"Article (\d+) was deleted\.(?: It was of (\S+ \S+) UTC: (.*))?", re.DOTALL)
CUT_MARK: Final = "[...]"
# What is left of 200 characters beside `%%FieldName%%`, `%%Value%%` and `%%OldValue%%`.
_DYNAMIC_FIELD_ROOM: Final = MAX_NAME - len("%%FieldName%%" + "%%Value%%" + "%%OldValue%%")


class HistoryLine(NamedTuple):
    """Type and text of one history row; `name` has at most MAX_NAME characters."""

    type: HistoryType
    name: str


class Named(NamedTuple):
    """A queue, type, service, … as history shows it: its name (a ticket's number) and its id at that time."""

    name: str
    id: int


def parse_history_name(name: str) -> tuple[str, ...] | None:
    """The values of a row, or None for plain text, which is shown as it is."""
    if not name.startswith(SEPARATOR):
        return None
    return tuple(name.removeprefix(SEPARATOR).split(SEPARATOR))


def values_for_display(history_type: str, name: str) -> tuple[str, ...] | None:
    """As `parse_history_name`, in the order of the display texts: old before new, dynamic fields without their keys."""
    values = parse_history_name(name)
    if values is None:
        return None
    if history_type == HistoryType.TYPE_UPDATE and len(values) == 4:
        return values[2:] + values[:2]
    if history_type == HistoryType.TICKET_DYNAMIC_FIELD_UPDATE:
        field, new, old = (*values[1::2], "", "", "")[:3]
        return field, old, new
    return values


def merge_target(name: str) -> int | None:
    """The id of the main ticket in a row of type Merged; None when the text does not end in number and id."""
    number, _, ticket_id = name.rpartition(SEPARATOR)
    if not number.rpartition(SEPARATOR)[2].isdecimal() or not ticket_id.isdecimal():
        return None
    return int(ticket_id)


def new_ticket(tn: str, queue: str, priority: str, state: str, ticket_id: int) -> HistoryLine:
    return _line(HistoryType.NEW_TICKET, tn, queue, priority, state, ticket_id)


def service_update(new: Named | None, old: Named | None = None) -> HistoryLine:
    """Also written at creation, always and with `old` None, when services are in use."""
    return _line(HistoryType.SERVICE_UPDATE, *_optional(new), *_optional(old))


def sla_update(new: Named | None, old: Named | None = None) -> HistoryLine:
    """Also written at creation, as `service_update`."""
    return _line(HistoryType.SLA_UPDATE, *_optional(new), *_optional(old))


def type_update(new: Named, old: Named | None = None) -> HistoryLine:
    """At creation, with types in use, without `old`."""
    return _line(HistoryType.TYPE_UPDATE, *new, *(old or ()))


def customer_update(*, customer_id: str | None = None, customer_user: str | None = None) -> HistoryLine:
    """Names only what was set; None means untouched."""
    parts = []
    if customer_id is not None:
        parts.append(f"CustomerID={customer_id};")
    if customer_user is not None:
        parts.append(f"CustomerUser={customer_user};")
    return _line(HistoryType.CUSTOMER_UPDATE, "".join(parts))


def title_update(old: str, new: str) -> HistoryLine:
    shown = new[:_TITLE_CUT] + "..." if len(new) >= _TITLE_CUT else new
    return _line(HistoryType.TITLE_UPDATE, old, shown)


def move(new: Named, old: Named) -> HistoryLine:
    return _line(HistoryType.MOVE, *new, *old)


def lock_update(lock: str) -> HistoryLine:
    """`lock`: the name of the lock type; only lock and unlock have a history type of their own."""
    known = {"lock": HistoryType.LOCK, "unlock": HistoryType.UNLOCK}
    return _line(known.get(lock, HistoryType.MISC), lock)


def set_pending_time(pending_until: datetime | None, zone: tzinfo) -> HistoryLine:
    """`zone` is `OTRSTimeZone`; None when the pending time was cleared."""
    shown = pending_until.astimezone(zone).strftime("%Y-%m-%d %H:%M") if pending_until else "00-00-00 00:00"
    return _line(HistoryType.SET_PENDING_TIME, shown)


def state_update(old: str, new: str) -> HistoryLine:
    return _line(HistoryType.STATE_UPDATE, old, new, "")


def owner_update(login: str, user_id: int) -> HistoryLine:
    return _line(HistoryType.OWNER_UPDATE, login, user_id)


def responsible_update(login: str, user_id: int) -> HistoryLine:
    return _line(HistoryType.RESPONSIBLE_UPDATE, login, user_id)


def priority_update(new: Named, old: Named) -> HistoryLine:
    return _line(HistoryType.PRIORITY_UPDATE, *old, *new)


def archive_flag_update(*, archived: bool) -> HistoryLine:
    return _line(HistoryType.ARCHIVE_FLAG_UPDATE, "y" if archived else "n")


def time_accounting(time_unit: Decimal, total: Decimal) -> HistoryLine:
    return _line(HistoryType.TIME_ACCOUNTING, _plain(time_unit), _plain(total))


def merged(merged_tn: str, merged_id: int, main_tn: str, main_id: int) -> HistoryLine:
    """Written on both tickets alike; `merge_target` reads the main ticket from it."""
    return _line(HistoryType.MERGED, merged_tn, merged_id, main_tn, main_id)


def subscribe(full_name: str) -> HistoryLine:
    return _line(HistoryType.SUBSCRIBE, full_name)


def unsubscribe(full_name: str) -> HistoryLine:
    return _line(HistoryType.UNSUBSCRIBE, full_name)


def link_add(other_tn: str, other_id: int, own_id: int) -> HistoryLine:
    """For links between tickets, one row on each side."""
    return _line(HistoryType.TICKET_LINK_ADD, other_tn, other_id, own_id)


def link_delete(other_tn: str, other_id: int, own_id: int) -> HistoryLine:
    return _line(HistoryType.TICKET_LINK_DELETE, other_tn, other_id, own_id)


def dynamic_field_update(field: str, new: str, old: str) -> HistoryLine:
    """`new` and `old` are the readable values. When the three are too long together, the name keeps a third at most,
    and the values share the rest."""
    if len(field) + len(new) + len(old) > _DYNAMIC_FIELD_ROOM:
        field = _shortened(field, _DYNAMIC_FIELD_ROOM // 3)
        room = _DYNAMIC_FIELD_ROOM - len(field)
        new = _shortened(new, max(room // 2, room - len(old)))
        old = _shortened(old, room - len(new))
    return _line(HistoryType.TICKET_DYNAMIC_FIELD_UPDATE, "FieldName", field, "Value", new, "OldValue", old)


def escalation(history_type: HistoryType) -> HistoryLine:
    """For the nine types Escalation{Response,Update,Solution}Time{Start,Stop,NotifyBefore}."""
    return _line(history_type, history_type.value, "triggered")


def follow_up(tn: str, comment: str = "") -> HistoryLine:
    """A follow-up by mail; one through the web interface is `without_values(HistoryType.FOLLOW_UP)`."""
    return _line(HistoryType.FOLLOW_UP, tn, comment)


def recipients(history_type: HistoryType, addresses: Iterable[str]) -> HistoryLine:
    """Mail sent to these address lines (To, Cc, Bcc; empty ones are left out).

    For SendAnswer, Forward, Bounce, EmailResend, SendAutoReply, SendAutoReject, SendAutoFollowUp,
    SendCustomerNotification and LoopProtection.
    """
    return _line(history_type, ", ".join(filter(None, addresses)))


def agent_notification(notification: str, login: str, transport: str) -> HistoryLine:
    return _line(HistoryType.SEND_AGENT_NOTIFICATION, notification, login, transport)


def add_note(source: str = "Note") -> HistoryLine:
    """`source`: Note, Close, FreeText, Owner, Pending, Priority, Responsible, NoteToLinkedTicket, Move, Bulk, …"""
    return _line(HistoryType.ADD_NOTE, source)


def without_values(history_type: HistoryType, comment: str = "") -> HistoryLine:
    """For PhoneCallCustomer, PhoneCallAgent, WebRequestCustomer, EmailCustomer (`comment`: why it was made anew), …"""
    return _line(history_type, comment)


def article_changed(number: int, *, was_visible: bool | None = None, old_subject: str | None = None) -> HistoryLine:
    """A note was edited; what it was before, where that was changed. `ArticleEdit.parse` reads it."""
    text = f"Article {number} was changed."
    if was_visible is not None:
        text += f" It was {_VISIBLE if was_visible else _HIDDEN} the customer."
    if old_subject is not None:
        text += f" Subject before: {old_subject}"
    return plain_text(HistoryType.MISC, text)


def article_deleted(number: int, created: datetime, subject: str) -> HistoryLine:
    """A note is gone; `ArticleLoss.parse` reads when it was written and what it was called. The time is UTC."""
    return plain_text(HistoryType.MISC, f"Article {number} was deleted. It was of {created:{_MOMENT}} UTC: {subject}")


class Merge(NamedTuple):
    """Which ticket was merged into which, by a row of type Merged."""

    merged: Named
    main: Named

    @classmethod
    def parse(cls, name: str) -> Merge | None:
        values = parse_history_name(name) or ()
        if len(values) != 4 or not (values[1].isdecimal() and values[3].isdecimal()):
            return None
        return cls(Named(values[0], int(values[1])), Named(values[2], int(values[3])))


class ArticleEdit(NamedTuple):
    """What a note was before an edit; None where that was not changed. `is_whole`: its old subject is not cut."""

    was_visible: bool | None
    old_subject: str | None
    is_whole: bool

    @classmethod
    def parse(cls, name: str) -> ArticleEdit | None:
        found = _ARTICLE_CHANGED.fullmatch(name)
        if found is None:
            return None
        return cls(None if found[1] is None else found[1] == _VISIBLE, found[2], len(name) < MAX_NAME)


class ArticleLoss(NamedTuple):
    """A note that was deleted; None where an older row does not tell."""

    number: int
    created: datetime | None
    subject: str

    @classmethod
    def parse(cls, name: str) -> ArticleLoss | None:
        found = _ARTICLE_DELETED.fullmatch(name)
        if found is None:
            return None
        created = datetime.strptime(found[2], _MOMENT).replace(tzinfo=UTC) if found[2] else None
        return cls(int(found[1]), created, found[3] or "")


def plain_text(history_type: HistoryType, text: str) -> HistoryLine:
    """A row that is shown as it is (translated): Misc, Bulk, a configured comment."""
    return HistoryLine(history_type, text[:MAX_NAME])


def _line(history_type: HistoryType, *values: str | int) -> HistoryLine:
    return HistoryLine(history_type, "".join(f"{SEPARATOR}{value}" for value in values)[:MAX_NAME])


def _optional(named: Named | None) -> tuple[str | int, ...]:
    return named or ("NULL", "")


def _plain(amount: Decimal) -> str:
    """Without an exponent and without zeros behind the point."""
    return f"{amount:f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount:.0f}"


def _shortened(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - len(CUT_MARK)] + CUT_MARK
