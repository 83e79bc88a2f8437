"""Whether a notification is meant for this ticket and article. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from pydantic import JsonValue

ARTICLE_EVENTS: Final = frozenset({"ArticleCreate", "ArticleSend"})
FIELD_PREFIX: Final = "Search_DynamicField_"
TICKET_KEYS: Final = (
    "StateID", "State", "StateType", "QueueID", "Queue", "PriorityID", "Priority", "TypeID", "Type", "LockID", "Lock",
    "ServiceID", "Service", "SLAID", "SLA", "OwnerID", "Owner", "ResponsibleID", "Responsible", "CustomerID",
    "CustomerUserID", "Title", "TicketNumber", "ArchiveFlag",
)  # fmt: skip
EXACT_ARTICLE_KEYS: Final = ("ArticleSenderTypeID", "ArticleIsVisibleForCustomer", "ArticleCommunicationChannelID")
# OTRS 5 called the last two by other names, and databases still hold them.
CONTAINED_ARTICLE_KEYS: Final = {
    "MIMEBase_From": "From",
    "MIMEBase_To": "To",
    "MIMEBase_Cc": "Cc",
    "MIMEBase_Subject": "Subject",
    "MIMEBase_Body": "Body",
    "ArticleSubjectMatch": "Subject",
    "ArticleBodyMatch": "Body",
}


@dataclass(frozen=True)
class Facts:
    """`ticket` by TICKET_KEYS; `fields` are dynamic fields by name; `article` by EXACT_ARTICLE_KEYS and From, To, …"""

    ticket: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, JsonValue] = field(default_factory=dict)
    article: Mapping[str, str] | None = None


def matches(items: Mapping[str, Sequence[str]], event: str, facts: Facts) -> bool:
    """All keys must match, each by any of its values; a key whose first value is empty does not count.

    Article keys count for ArticleCreate and ArticleSend only.
    """
    for key, values in items.items():
        wanted = [value for value in values if value]
        if not wanted or not values[0]:
            continue
        if key in TICKET_KEYS and facts.ticket.get(key, "") not in wanted:
            return False
        if key.startswith(FIELD_PREFIX) and not _field_matches(
            facts.fields.get(key.removeprefix(FIELD_PREFIX)), wanted
        ):
            return False
        if event in ARTICLE_EVENTS and facts.article is not None and not _article_matches(key, wanted, facts.article):
            return False
    return True


def _article_matches(key: str, wanted: Sequence[str], article: Mapping[str, str]) -> bool:
    if key in EXACT_ARTICLE_KEYS:
        return article.get(key, "") in wanted
    if key in CONTAINED_ARTICLE_KEYS:
        text = article.get(CONTAINED_ARTICLE_KEYS[key], "").lower()
        return any(value.lower() in text for value in wanted)
    return True


def _field_matches(value: JsonValue, wanted: Sequence[str]) -> bool:
    held = value if isinstance(value, list) else [value]
    return any(text in wanted for each in held for text in _spellings(each))


def _spellings(value: JsonValue) -> tuple[str, ...]:
    """As OTRS's filters write values; an unchecked box is -1 there."""
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("1",) if value else ("0", "-1")
    return (str(value),)
