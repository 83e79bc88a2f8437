"""Subjects of messages: take the ticket hook and reply prefixes off, put them on.

Source: OTRS 6, Kernel/System/Ticket.pm, TicketSubjectClean and TicketSubjectBuild.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class SubjectFormat(StrEnum):
    """Where the ticket hook stands: setting `Ticket::SubjectFormat`."""

    LEFT = "Left"
    RIGHT = "Right"
    NONE = "None"


class SubjectKind(StrEnum):
    """What the message is: the first of a ticket (no prefix), an answer, a forward."""

    NEW = "new"
    REPLY = "reply"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class SubjectSettings:
    """System settings `Ticket::Hook`, `Ticket::HookDivider` and `Ticket::Subject*`; `size` 0 never cuts."""

    hook: str = "Ticket#"
    hook_divider: str = ""
    format: SubjectFormat = SubjectFormat.LEFT
    reply_prefix: str = "Re"
    forward_prefix: str = "Fwd"
    size: int = 100
    clean_all_numbers: bool = False


def build_subject(subject: str, tn: str, settings: SubjectSettings, kind: SubjectKind = SubjectKind.REPLY) -> str:
    """The subject of an outgoing message: cleaned, with the ticket hook and `Re: ` or `Fwd: ` in front."""
    cleaned = clean_subject(subject, tn, settings)
    hook = f"[{settings.hook}{settings.hook_divider}{tn}]"
    if settings.format is SubjectFormat.LEFT:
        cleaned = f"{hook} {cleaned}"
    elif settings.format is SubjectFormat.RIGHT:
        cleaned = f"{cleaned} {hook}"
    prefix = _prefix(kind, settings)
    return f"{prefix}: {cleaned}" if prefix else cleaned


def clean_subject(subject: str, tn: str, settings: SubjectSettings) -> str:
    """The subject without this ticket's number and without reply and forward prefixes, cut to the configured size.

    Other tickets' numbers stay unless `clean_all_numbers`. Leading blanks are trimmed or, if there are none,
    trailing ones. A cut subject ends in ` [...]`.
    """
    number = re.escape(tn)
    subject = _without_hooks(subject, number, settings)
    if settings.clean_all_numbers:
        subject = _without_hooks(subject, "[0-9]+", settings)
    for prefix in (settings.reply_prefix, settings.forward_prefix):
        if prefix:
            subject = re.sub(rf"\A(?:{re.escape(prefix)}(?:\[[0-9]+\])?:\s)+", "", subject, flags=re.IGNORECASE)
    trimmed = subject.lstrip()
    if trimmed == subject:
        trimmed = subject.rstrip()
    if settings.size and len(trimmed) > settings.size:
        return trimmed[: settings.size] + " [...]"
    return trimmed


def _without_hooks(subject: str, number: str, settings: SubjectSettings) -> str:
    hook = re.escape(settings.hook)
    separators = dict.fromkeys((": ", ":", re.escape(settings.hook_divider)))
    forms = [rf"{hook}{separator}{number}" for separator in separators]
    for form in forms:
        subject = re.sub(rf"\[\s*{form}\s*\]\s*", "", subject)
    for form in forms:
        subject = re.sub(rf"{form}\s*", "", subject)
    return subject


def _prefix(kind: SubjectKind, settings: SubjectSettings) -> str:
    if kind is SubjectKind.NEW:
        return ""
    return settings.forward_prefix if kind is SubjectKind.FORWARD else settings.reply_prefix
