"""Whose ticket it is: customer user and customer id."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets import history_format
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.tickets.events import TicketCustomerChanged
from gotrs_api.tickets.schemas import TicketRead, TicketSetCustomer
from gotrs_api.tickets.service.current import change, current
from gotrs_api.tickets.service.notes import FREE_TEXT, add_note_of
from gotrs_api.tickets.service.opening import answer, open_ticket
from gotrs_api.tickets.service.resolving import Wanted
from gotrs_api.uow import UnitOfWork


async def set_customer(
    uow: UnitOfWork,
    principal: Principal,
    ticket_id: TicketId,
    command: TicketSetCustomer,
    *,
    if_match: str | None = None,
) -> TicketRead:
    """What is left out stays; a known customer user alone brings its customer id along."""
    await open_ticket(uow, principal, ticket_id, "customer", if_match=if_match)
    given = command.model_fields_set & {"customer_user", "customer_id"}
    if not given:
        raise InvalidTicketChange.field("/customer_user", "required", "Give a customer user, a customer id or both.")
    await change_customer(uow, ticket_id, command.customer_user, command.customer_id, given)
    await add_note_of(uow, principal, ticket_id, command, FREE_TEXT)
    return await answer(uow, principal, ticket_id)


async def change_customer(
    uow: UnitOfWork, ticket_id: TicketId, customer_user: str | None, customer_id: str | None, given: set[str]
) -> None:
    """`given` names the values that count. Raises InvalidTicketChange for what is no customer user and no address."""
    login = customer_user if "customer_user" in given else None
    if customer_user and "customer_user" in given:
        wanted = Wanted()
        wanted.ask_customer(customer_user)
        await wanted.find(uow)
        customer = wanted.customer()
        wanted.check()
        assert customer is not None
        login = customer.login
        if "customer_id" not in given and customer.customer_id is not None:
            customer_id, given = customer.customer_id, given | {"customer_id"}
    await apply_customer(
        uow,
        ticket_id,
        customer_user=(login or "") if "customer_user" in given else None,
        customer_id=(customer_id or "") if "customer_id" in given else None,
    )


async def apply_customer(
    uow: UnitOfWork, ticket_id: TicketId, *, customer_user: str | None, customer_id: str | None
) -> None:
    """Set what is not None; an empty text empties it."""
    row = await current(uow, ticket_id)
    values: dict[str, str | None] = {}
    if customer_id is not None:
        values["customer_id"] = customer_id or None
    if customer_user is not None:
        values["customer_user_id"] = customer_user or None
    before = {"customer_id": row.customer_id or None, "customer_user_id": row.customer_user or None}
    if all(before[name] == value for name, value in values.items()):
        return
    line = history_format.customer_update(customer_id=customer_id, customer_user=customer_user)
    await change(uow, ticket_id, line, **values)
    await uow.emit(TicketCustomerChanged(ticket_id=ticket_id, customer_id=customer_id, customer_user=customer_user))
