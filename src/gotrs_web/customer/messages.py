"""The messages of a ticket as its customer reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gotrs_api.articles.schemas import ArticleRead, SenderType
from gotrs_api.identity.principal import Principal
from gotrs_web.quotations import Part, parts
from gotrs_web.sender_names import name_and_address


@dataclass(frozen=True)
class Message:
    """`mine`: the reader wrote it. `kind`: customer or agent."""

    article: ArticleRead
    kind: str
    name: str
    mine: bool
    parts: Sequence[Part]


def messages_of(principal: Principal, articles: Iterable[ArticleRead]) -> list[Message]:
    return [_message(principal, article) for article in articles]


def _message(principal: Principal, article: ArticleRead) -> Message:
    name, address = name_and_address(article.from_)
    by_customer = article.sender_type is SenderType.CUSTOMER
    mine = by_customer and bool(address) and address.lower() == principal.email.lower()
    return Message(article, "customer" if by_customer else "agent", name, mine, parts(article.body))
