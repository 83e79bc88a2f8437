"""What a dynamic field can belong to."""

from __future__ import annotations

from enum import StrEnum


class ObjectType(StrEnum):
    """`dynamic_field.object_type`. Customers have no number of their own in OTRS: they are known by name."""

    TICKET = "Ticket"
    ARTICLE = "Article"
    CUSTOMER_USER = "CustomerUser"
    CUSTOMER_COMPANY = "CustomerCompany"
