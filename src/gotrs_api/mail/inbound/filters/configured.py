"""Filters that the system settings define (`PostMaster::PreFilterModule###…`).

Source: OTRS 6, Kernel/System/PostMaster/Filter/Match.pm and NewTicketReject.pm. Its Cmd.pm, which hands each mail to a
shell command of the settings, is left out on purpose: whoever may change settings must not run programs here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from gotrs_api.catalog import service as catalog
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.kernel.expressions import BadExpression
from gotrs_api.mail.auto_response.loop_protection import count_answer, may_answer
from gotrs_api.mail.drafts.notification_sender import notification_sender
from gotrs_api.mail.inbound.filters.rules import Condition, Rule, match
from gotrs_api.mail.inbound.follow_up.by_number import by_subject
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.mail.outbound.compose import OutgoingAttachment, OutgoingMail, new_message_id
from gotrs_api.mail.outbound.service import envelope_sender, queue_mail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow, UnitOfWork

log = structlog.get_logger(__name__)
_MAX_QUOTED = 200_000


async def match_settings(uow: ReadUow, mail: IncomingMail) -> None:
    """Headers that the mail lacks do not match."""
    for setting in settings.POSTMASTER_MATCHES:
        await _apply(uow, setting, mail)


async def reject_new_tickets(uow: ReadUow, mail: IncomingMail) -> None:
    """Refuse, by a mail with the original's text, what would begin a ticket. A trial (`uow` only reads) sends nothing."""
    if not await sysconfig.get(uow, settings.POSTMASTER_NEW_TICKET_REJECT) or await by_subject(uow, mail) is not None:
        return
    if await _apply(uow, settings.POSTMASTER_NEW_TICKET_REJECT, mail) and isinstance(uow, UnitOfWork):
        await _refuse(uow, mail)


async def _apply(uow: ReadUow, setting: Setting[dict[str, Any]], mail: IncomingMail) -> bool:
    name = setting.name.rpartition("###")[2]
    config = await sysconfig.get(uow, setting)
    conditions, settings_ = _pairs(config.get("Match")), _pairs(config.get("Set"))
    if not conditions:
        return False
    rule = Rule(name, [Condition(key, value) for key, value in conditions], settings_)
    values = {key: mail.body if key.lower() == "body" else mail.headers[key] for key, _ in conditions}
    try:
        found = match(rule, values, absent_counts=False)
    except BadExpression as error:
        log.warning("postmaster.filter_broken", filter=name, error=str(error))
        mail.trace.note("filter", name, f"left out: {error}")
        return False
    if found is None:
        return False
    for header, value in settings_:
        mail.headers[header] = found.fill(value)
        mail.trace.note("filter", name, f"{header}: {found.fill(value)}")
    return True


def _pairs(given: object) -> list[tuple[str, str]]:
    """A hash, or a list of {Key, Value}."""
    if isinstance(given, Mapping):
        return [(str(key), str(value)) for key, value in given.items()]
    if isinstance(given, list):
        return [
            (str(one["Key"]), str(one["Value"]))
            for one in given
            if isinstance(one, Mapping) and {"Key", "Value"} <= one.keys()
        ]
    return []


async def _refuse(uow: UnitOfWork, mail: IncomingMail) -> None:
    """Not to robots, nor to ourselves, nor to one address for ever."""
    to = mail.sender
    own = await catalog.find_system_address(uow, to) if is_valid_address(to) else None
    if mail.is_loop or own is not None or not is_valid_address(to) or not await may_answer(uow, to):
        mail.trace.note("filter", "3-NewTicketReject", "no refusal is sent")
        return
    await count_answer(uow, to)
    sender = await sysconfig.get(uow, settings.POSTMASTER_REJECT_SENDER) or await notification_sender(uow)
    refusal = OutgoingMail(
        from_=sender,
        to=to,
        subject=await sysconfig.get(uow, settings.POSTMASTER_REJECT_SUBJECT),
        message_id=new_message_id(await sysconfig.get(uow, settings.FQDN), uow.clock.now()),
        date=uow.clock.now(),
        text=await sysconfig.get(uow, settings.POSTMASTER_REJECT_BODY),
        in_reply_to=mail.message_id,
        attachments=[OutgoingAttachment("email.txt", "text/plain; charset=utf-8", mail.body[:_MAX_QUOTED].encode())],
        automatic=True,
    )
    envelope = await envelope_sender(uow, refusal.from_, automatic=True)
    await queue_mail(uow, refusal, article_id=None, sender=envelope, recipients=[to])
    mail.trace.note("filter", "3-NewTicketReject", f"a refusal to {to}")
