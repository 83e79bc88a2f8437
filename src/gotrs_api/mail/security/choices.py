"""What an agent may choose when a mail is to be signed or encrypted."""

from __future__ import annotations

from dataclasses import dataclass

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.kernel.ids import QueueId
from gotrs_api.mail.security.keys import PGP, SMIME, readable_keys
from gotrs_api.mail.security.schemas import MailKeyRead
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.addresses import queue_sender
from gotrs_api.uow import ReadUow


@dataclass(frozen=True)
class SealingChoices:
    """`keys`: those that can sign as the queue's address. Both are nothing where S/MIME and PGP are switched off."""

    keys: tuple[MailKeyRead, ...] = ()
    can_encrypt: bool = False


async def sealing_choices(uow: ReadUow, principal: Principal, queue_id: QueueId) -> SealingChoices:
    """For mails out of this queue (OTRS: keys are offered by the sender's address). Raises Forbidden."""
    principal.require_agent()
    switches = {SMIME: settings.SMIME, PGP: settings.PGP}
    kinds = [kind for kind, switch in switches.items() if await sysconfig.get(uow, switch)]
    if not kinds:
        return SealingChoices()
    keys = [key for key in await readable_keys(uow) if key.kind in kinds]
    sender = await queue_sender(uow, principal, queue_id)
    ours = {(one.email or "").lower() for one in split_addresses(sender)}
    return SealingChoices(
        keys=tuple(key for key in keys if key.has_private and not ours.isdisjoint(key.emails)), can_encrypt=bool(keys)
    )
