"""Lists of tickets by dynamic fields: of themselves, of their articles, of their customers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement

from gotrs_api.articles.models import Article
from gotrs_api.dynamic_fields import conditions as generic
from gotrs_api.dynamic_fields.conditions import FieldTest
from gotrs_api.dynamic_fields.models import DynamicFieldValue
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.types import Column
from gotrs_api.tickets.models import Ticket

_OF_TICKET = (DynamicFieldValue.object_id == Ticket.id,)
_OF_ARTICLE = (DynamicFieldValue.object_id == Article.id, Article.ticket_id == Ticket.id)
# Whose values a test is about: `visible_article` is any that the ticket's customer may see.
_OWNED: Final[dict[str, tuple[ColumnElement[bool], ...]]] = {
    "ticket": _OF_TICKET,
    "article": _OF_ARTICLE,
    "visible_article": (*_OF_ARTICLE, Article.is_visible_for_customer == 1),
    "customer_user": generic.named(ObjectType.CUSTOMER_USER, Ticket.customer_user_id),
    "customer_company": generic.named(ObjectType.CUSTOMER_COMPANY, Ticket.customer_id),
}


def conditions(tests: Sequence[FieldTest]) -> Iterator[ColumnElement[bool]]:
    return generic.conditions(tests, _OWNED.__getitem__, Ticket)


def sort_value(column: Column, field: str, owner: str, *, descending: bool) -> ColumnElement[Any]:
    """A value of the field whose id is the parameter `field`. Of several (the articles of a ticket may each have one) it
    is the one that sorts first in this direction."""
    return generic.sort_value(column, field, _OWNED[owner], Ticket, greatest=descending)
