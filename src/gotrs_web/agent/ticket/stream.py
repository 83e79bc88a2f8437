"""The conversation as it is read: articles, and between them quiet lines of what happened to the ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, ArticleSummary, SenderType, TransmissionRead
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId
from gotrs_api.tickets.history_texts import sentence
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.tickets.schemas import HistoryEntry
from gotrs_web.quotations import Part, parts
from gotrs_web.sender_names import name_and_address

# What an article tells by itself, and what nobody but a machine wants to know.
_UNTOLD = frozenset(
    {
        HistoryType.ADD_NOTE,
        HistoryType.EMAIL_AGENT,
        HistoryType.EMAIL_CUSTOMER,
        HistoryType.FOLLOW_UP,
        HistoryType.FORWARD,
        HistoryType.PHONE_CALL_AGENT,
        HistoryType.PHONE_CALL_CUSTOMER,
        HistoryType.SEND_AGENT_NOTIFICATION,
        HistoryType.SEND_ANSWER,
        HistoryType.TIME_ACCOUNTING,
        HistoryType.WEB_REQUEST_CUSTOMER,
    }
)
_AT_CREATION = frozenset(
    {HistoryType.CUSTOMER_UPDATE, HistoryType.SERVICE_UPDATE, HistoryType.SLA_UPDATE, HistoryType.TYPE_UPDATE}
)
_NO_PENDING_TIME = "%%00-00-00 00:00"
_TOGETHER = timedelta(minutes=2)
_ICONS = {ArticleChannel.EMAIL: "mail", ArticleChannel.PHONE: "phone", ArticleChannel.CHAT: "message-square"}


@dataclass(frozen=True)
class Message:
    """An article to be shown. `kind`: customer, agent or note; `name` of who wrote it; `address` empty for agents."""

    article: ArticleRead
    kind: str
    name: str
    address: str
    icon: str
    mine: bool
    parts: Sequence[Part]
    transmission: TransmissionRead | None
    is_new: bool

    @property
    def came_as_mail(self) -> bool:
        return came_as_mail(self.article)


def came_as_mail(article: ArticleSummary) -> bool:
    """Whether it can be looked at as it came, with what decided where it went."""
    return article.channel is ArticleChannel.EMAIL and article.sender_type is not SenderType.AGENT


@dataclass
class Happening:
    """What one person changed within a short while; `texts` are translated."""

    at: datetime
    name: str
    mine: bool
    by_system: bool
    is_creation: bool
    texts: list[str] = field(default_factory=list)


def conversation(
    principal: Principal,
    articles: Iterable[ArticleRead],
    history: Iterable[HistoryEntry],
    *,
    seen: frozenset[int] | None,
    transmissions: Mapping[ArticleId, TransmissionRead],
    translate: Callable[[str], str],
    newest_first: bool = False,
) -> list[Message | Happening]:
    """In the order of time. `seen` None: nothing is new."""
    messages = [_message(principal, one, seen, transmissions) for one in articles]
    happenings = list(_happenings(principal, history, translate))
    items: list[Message | Happening] = [*messages, *happenings]
    items.sort(key=_order)
    return items[::-1] if newest_first else items


def history_text(entry: HistoryEntry, translate: Callable[[str], str]) -> str:
    return sentence(entry.type, entry.name, translate)


def says_nothing(entry: HistoryEntry) -> bool:
    """Rows for machines: a reminder that is cleared, an unlock time that is set back."""
    return entry.type == HistoryType.MISC or entry.name == _NO_PENDING_TIME


def kind_of(article: ArticleRead) -> str:
    if article.sender_type is SenderType.CUSTOMER:
        return "customer"
    return "agent" if article.visible_for_customer else "note"


def _message(
    principal: Principal,
    article: ArticleRead,
    seen: frozenset[int] | None,
    transmissions: Mapping[ArticleId, TransmissionRead],
) -> Message:
    name, address = name_and_address(article.from_)
    by_agent = article.sender_type is SenderType.AGENT
    mine = by_agent and article.created_by.id == principal.user_id
    return Message(
        article=article,
        kind=kind_of(article),
        name=article.created_by.name if by_agent and article.created_by.id != 1 else name,
        address="" if by_agent else address,
        icon=_ICONS.get(article.channel, ""),
        mine=mine,
        parts=parts(article.body),
        transmission=transmissions.get(ArticleId(article.id)),
        is_new=seen is not None and article.id not in seen and not mine,
    )


def _happenings(
    principal: Principal, history: Iterable[HistoryEntry], translate: Callable[[str], str]
) -> Iterator[Happening]:
    last: Happening | None = None
    author = 0
    for entry in history:
        if entry.type in _UNTOLD or says_nothing(entry):
            continue
        if last is None or author != entry.created_by.id or entry.created - last.at > _TOGETHER:
            if last is not None:
                yield last
            author, creates = entry.created_by.id, entry.type == HistoryType.NEW_TICKET
            last = Happening(entry.created, entry.created_by.name, author == principal.user_id, author == 1, creates)
        if last.is_creation and entry.type in _AT_CREATION:
            continue  # what a ticket begins with stands beside it
        last.texts.append(history_text(entry, translate))
    if last is not None:
        yield last


def _order(item: Message | Happening) -> tuple[datetime, int]:
    """What happened in the same second as an article was its consequence, but for the creation of the ticket."""
    if isinstance(item, Message):
        return item.article.created, 1
    return item.at, 0 if item.is_creation else 2
