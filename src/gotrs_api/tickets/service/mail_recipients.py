"""To whom mails out of a ticket may go."""

from __future__ import annotations

from gotrs_api.articles.schemas import ArticleRead, SenderType
from gotrs_api.catalog import service as catalog
from gotrs_api.kernel.addresses import Address, format_addresses, is_valid_address, normalized_address, split_addresses
from gotrs_api.tickets.errors import InvalidTicketChange
from gotrs_api.uow import ReadUow


async def require_recipients(uow: ReadUow, pointer: str, line: str | None) -> None:
    """Every address of a header line can get mail and none is our own. Raises InvalidTicketChange."""
    if line is None:
        return
    addresses = split_addresses(line)
    if not addresses or any(not is_valid_address(each.address) for each in addresses):
        raise InvalidTicketChange.field(pointer, "address", "This is no list of e-mail addresses.")
    ours = await own_addresses(uow)
    if any(normalized_address(each.address) in ours for each in addresses):
        raise InvalidTicketChange.field(pointer, "own_address", "This address is our own: the mail would come back.")


async def own_addresses(uow: ReadUow) -> set[str]:
    """Those of our queues, normalized."""
    return {normalized_address(own.email) for own in await catalog.list_system_addresses(uow) if own.is_valid}


async def others_of(uow: ReadUow, answered: ArticleRead, to: str) -> str:
    """Cc of an answer to all: who received the article, without us and without those the answer is addressed to."""
    taken = await own_addresses(uow) | {normalized_address(each.address) for each in split_addresses(to)}
    by_agent = answered.sender_type is SenderType.AGENT
    found: list[Address] = []
    for address in split_addresses(", ".join(filter(None, ("" if by_agent else answered.to, answered.cc)))):
        if address.email is not None and (key := normalized_address(address.email)) not in taken:
            taken.add(key)
            found.append(address)
    return format_addresses(found)
