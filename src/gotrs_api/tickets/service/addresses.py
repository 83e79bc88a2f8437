"""From and To of articles, where the caller leaves them to us."""

from __future__ import annotations

import secrets

from gotrs_api.catalog import service as catalog
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues import service as queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.repository import senders
from gotrs_api.uow import ReadUow


def mailbox(name: str, email: str) -> str:
    """`"Jane Doe" <jane@example.com>`, always quoted as in OTRS."""
    if not name:
        return email
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}" <{email}>'


def person(principal: Principal) -> str:
    """Who writes, as the From of notes and calls."""
    return mailbox(principal.name, principal.email) if principal.email else principal.name


async def queue_sender(uow: ReadUow, principal: Principal, queue_id: int) -> str:
    """The From of mails out of a queue, as `Ticket::DefineEmailFrom` says."""
    address = await _queue_address(uow, queue_id)
    form = await sysconfig.get(uow, settings.TICKET_DEFINE_EMAIL_FROM)
    if form == "SystemAddressName" or not principal.is_agent:
        return mailbox(address.name, address.email)
    if form == "AgentName":
        return mailbox(principal.name, address.email)
    separator = await sysconfig.get(uow, settings.TICKET_DEFINE_EMAIL_FROM_SEPARATOR)
    return mailbox(" ".join(part for part in (principal.name, separator, address.name) if part), address.email)


async def _queue_address(uow: ReadUow, queue_id: int) -> senders.Address:
    queue = (await queues.list_queues(uow)).by_id.get(QueueId(queue_id))
    own = (await catalog.list_system_addresses(uow)).by_id.get(queue.system_address.id) if queue is not None else None
    if own is None:  # one that another process has just made
        return await senders.queue_address(uow.session, queue_id)
    return senders.Address(own.email, own.display_name)


async def new_message_id(uow: ReadUow) -> str:
    """With angle brackets; the host is `FQDN`."""
    host = await sysconfig.get(uow, settings.FQDN)
    return f"<{int(uow.clock.now().timestamp())}.{secrets.token_hex(10)}@{host}>"
