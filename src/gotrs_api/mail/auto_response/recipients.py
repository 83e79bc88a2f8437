"""Who gets an automatic reply: everybody who wrote, unless something speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

from gotrs_api.catalog import service as catalog
from gotrs_api.customers import service as customers
from gotrs_api.kernel.addresses import Address, is_valid_address, normalized_address, split_addresses
from gotrs_api.kernel.expressions import BadExpression, OutOfTime, compiled
from gotrs_api.mail.auto_response.kinds import Original
from gotrs_api.mail.auto_response.loop_protection import count_answer, may_answer
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.history_format import HistoryLine, plain_text, recipients
from gotrs_api.tickets.history_types import HistoryType
from gotrs_api.uow import UnitOfWork

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.rows import TicketRow

log = structlog.get_logger(__name__)
# A mail with a thousand senders gets no thousand answers.
MAX_RECIPIENTS = 20


@dataclass
class Recipients:
    """`refused` are history rows that say why somebody gets nothing."""

    to: list[Address] = field(default_factory=list)
    cc: str = ""
    refused: list[HistoryLine] = field(default_factory=list)


async def choose_recipients(uow: UnitOfWork, row: TicketRow, original: Original) -> Recipients:
    """Reply-To takes From's place. Counts each address that passes the loop protection."""
    chosen = Recipients()
    never = await sysconfig.get(uow, settings.SEND_NO_AUTO_RESPONSE)
    known = set[str]()
    for address in split_addresses(original.reply_to or original.from_)[:MAX_RECIPIENTS]:
        email = address.email or ""
        if normalized_address(email) in known:
            continue
        known.add(normalized_address(email))
        if not is_valid_address(email):
            _refuse(chosen, f"Sent no auto response to '{address.address}': invalid address.")
        elif not await may_answer(uow, email):
            chosen.refused.append(recipients(HistoryType.LOOP_PROTECTION, [email]))
        else:
            await count_answer(uow, email)
            if _excluded(never, email):
                _refuse(chosen, f"Sent no auto response to '{email}': excluded by SendNoAutoResponseRegExp.")
            elif await catalog.find_system_address(uow, email) is None:
                chosen.to.append(address)
    if chosen.to and original.visible_for_customer:
        chosen.cc = await _customer_besides(uow, row, original)
    return chosen


async def _customer_besides(uow: UnitOfWork, row: TicketRow, original: Original) -> str:
    """The ticket's customer, when somebody else wrote."""
    customer = await customers.find_by_login(uow, row.customer_user) if row.customer_user else None
    if customer is None or not is_valid_address(customer.email):
        return ""
    lines = f"{original.from_},{original.reply_to}"
    wrote = {normalized_address(a.email) for a in split_addresses(lines) if a.email}
    own = await catalog.find_system_address(uow, customer.email)
    return "" if own is not None or normalized_address(customer.email) in wrote else customer.email


def _refuse(chosen: Recipients, text: str) -> None:
    chosen.refused.append(plain_text(HistoryType.MISC, text))


def _excluded(expression: str, email: str) -> bool:
    """A setting that cannot be used excludes nobody; an address that it comes to no end on gets no answer."""
    try:
        return bool(expression) and compiled(expression, ignore_case=True).search(email) is not None
    except BadExpression as error:
        log.warning("auto_response.broken_setting", setting="SendNoAutoResponseRegExp", error=str(error))
        return isinstance(error, OutOfTime)
