"""What lists of tickets make of `df.<Name>=…` and `sort=df.<Name>`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.objects import ObjectType
from gotrs_api.dynamic_fields.service.filters import PREFIX, FieldFilters
from gotrs_api.identity.principal import Principal
from gotrs_api.tickets.repository.listing import Order, SortKey
from gotrs_api.uow import ReadUow


async def field_filters(uow: ReadUow, principal: Principal, given: Mapping[str, Sequence[str]]) -> FieldFilters:
    """An article field matches if any article of the ticket does (for customers: any that they may see); a field of customer
    users or companies if the ticket's customer does. Raises InvalidInput."""
    owners = {
        **sort_owners(principal),
        ObjectType.CUSTOMER_USER: "customer_user",
        ObjectType.CUSTOMER_COMPANY: "customer_company",
    }
    return await dynamic_fields.field_filters(uow, principal, given, owners)


def sort_owners(principal: Principal) -> dict[ObjectType, str]:
    """Whose fields can be sorted by, as in OTRS: the ticket's, and those of the articles that the reader sees."""
    return {ObjectType.TICKET: "ticket", ObjectType.ARTICLE: "visible_article" if principal.is_customer else "article"}


async def field_order(uow: ReadUow, principal: Principal, order: Order) -> tuple[Order, dict[str, Any]]:
    """The order with the columns of dynamic fields, and the parameters that go with it. Raises InvalidInput."""
    keys: list[SortKey] = []
    parameters: dict[str, Any] = {}
    for n, key in enumerate(order.keys):
        if key.field.startswith(PREFIX):
            owners = sort_owners(principal)
            field = await dynamic_fields.sort_field(uow, principal, key.field, *owners)
            parameters[f"sort{n}_field"] = field.id
            key = key._replace(column=field.column, owner=owners[ObjectType(field.object_type)])
        keys.append(key)
    return order._replace(keys=tuple(keys)), parameters
