"""Who gets an answer.

Source: OTRS 6, Kernel/Modules/AgentTicketCompose.pm, with its settings `…::ComposeReplaceSenderAddress` and
`…::ComposeAddCustomerAddress`.
"""

from __future__ import annotations

from gotrs_api.articles.schemas import ArticleRead, SenderType
from gotrs_api.catalog import service as catalog
from gotrs_api.kernel.addresses import Address, format_addresses, normalized_address, split_addresses
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.uow import ReadUow


async def recipients(uow: ReadUow, ticket: TicketRead, answered: ArticleRead, *, to_all: bool) -> tuple[str, str]:
    """To and Cc as header lines. Our own addresses are never among them; nobody is there twice."""
    ours = {normalized_address(own.email) for own in await catalog.list_system_addresses(uow) if own.is_valid}
    taken = set(ours)
    by_agent = answered.sender_type is SenderType.AGENT
    sender = answered.to if by_agent else answered.reply_to or answered.from_
    customer = ticket.customer_user.email if ticket.customer_user else ""
    if customer and not by_agent and await sysconfig.get(uow, settings.COMPOSE_REPLACE_SENDER):
        sender = customer
    to = _take(sender or customer, taken)
    others = ", ".join(filter(None, (answered.cc, "" if by_agent else answered.to))) if to_all else ""
    cc = _take(others, taken)
    if answered.visible_for_customer and await sysconfig.get(uow, settings.COMPOSE_ADD_CUSTOMER):
        cc += _take(customer, taken)
    return format_addresses(to), format_addresses(cc)


def _take(line: str, taken: set[str]) -> list[Address]:
    found = []
    for address in split_addresses(line):
        if address.email is not None and (key := normalized_address(address.email)) not in taken:
            taken.add(key)
            found.append(address)
    return found
