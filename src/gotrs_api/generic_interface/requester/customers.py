"""Customers as invokers tell of them: OTRS's events of customer users and companies, with its names of their attributes.

Source: OTRS 6, Kernel/System/CustomerUser.pm and CustomerCompany.pm (`UserLogin` or `CustomerID`, and `NewData`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gotrs_api.customers.events import (
    CustomerCompanyCreated,
    CustomerCompanyUpdated,
    CustomerUserCreated,
    CustomerUserUpdated,
)
from gotrs_api.customers.service import find_by_login
from gotrs_api.events import Event
from gotrs_api.mail.drafts.people import customer_attributes
from gotrs_api.mail.drafts.viewer import viewer_of
from gotrs_api.uow import ReadUow

CUSTOMER_EVENTS: Final = ("CustomerCompanyAdd", "CustomerCompanyUpdate", "CustomerUserAdd", "CustomerUserUpdate")


def data_of(event: Event) -> dict[str, Any] | None:
    """Whom it is about, and what that was called before; None for events of other things."""
    match event:
        case CustomerUserCreated():
            return {"Event": event.otrs_name, "UserLogin": event.login}
        case CustomerUserUpdated():
            before = {"UserLogin": event.old_login, "UserCustomerID": event.old_customer_id}
            return {"Event": event.otrs_name, "UserLogin": event.login, "OldData": before}
        case CustomerCompanyCreated():
            return {"Event": event.otrs_name, "CustomerID": event.customer_id}
        case CustomerCompanyUpdated():
            old = event.old_customer_id
            return {"Event": event.otrs_name, "CustomerID": event.customer_id, "OldCustomerID": old}
    return None


async def attributes_now(uow: ReadUow, data: Mapping[str, Any]) -> dict[str, str]:
    """Of the customer that such data name; nothing where there is none any more."""
    viewer = await viewer_of(uow)
    if "UserLogin" in data:
        customer = await find_by_login(uow, str(data["UserLogin"]))
        return await customer_attributes(uow, customer, None, viewer) if customer is not None else {}
    return await customer_attributes(uow, None, str(data["CustomerID"]), viewer)
