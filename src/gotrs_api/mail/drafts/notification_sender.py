"""Who notifications to agents come from."""

from __future__ import annotations

from gotrs_api.mail.drafts.tag_values import config_values
from gotrs_api.responses.tags import TagValues, expand
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.addresses import mailbox
from gotrs_api.uow import ReadUow


async def notification_sender(uow: ReadUow) -> str:
    """`"<NotificationSenderName>" <NotificationSenderEmail>`; the address may hold `<OTRS_CONFIG_…>` tags."""
    email = await sysconfig.get(uow, settings.NOTIFICATION_SENDER_EMAIL)
    if "<" in email:
        email = expand(email, TagValues(config=await config_values(uow)))
    return mailbox(await sysconfig.get(uow, settings.NOTIFICATION_SENDER_NAME), email)
