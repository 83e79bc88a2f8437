"""A mail that shows whether mail leaves this desk."""

from __future__ import annotations

from email.utils import parseaddr

from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.mail.drafts.notification_sender import notification_sender
from gotrs_api.mail.outbound.compose import OutgoingMail, new_message_id
from gotrs_api.mail.outbound.service.queueing import envelope_sender, queue_mail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import UnitOfWork


async def send_test_mail(uow: UnitOfWork, principal: Principal, to: str) -> int:
    """By the same way as every other mail; answers its number in the queue. Raises Forbidden, InvalidInput."""
    principal.require_admin()
    address = parseaddr(to)[1]
    if not is_valid_address(address):
        raise InvalidInput.field("/to", "email", "This is no e-mail address.")
    fqdn = await sysconfig.get(uow, settings.FQDN)
    now = uow.clock.now()
    sender = await notification_sender(uow)
    mail = OutgoingMail(
        from_=sender,
        to=address,
        subject=f"Test of {fqdn}",
        text=f"This mail was sent by {principal.name} to see whether mail leaves {fqdn}.",
        message_id=new_message_id(fqdn, now),
        date=now,
    )
    await audit.record(uow, principal, "mail.test_sent", "mail", None, {"to": address})
    return await queue_mail(uow, mail, article_id=None, sender=await envelope_sender(uow, sender), recipients=[address])
