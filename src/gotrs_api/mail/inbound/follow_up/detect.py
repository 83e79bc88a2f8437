"""The ways to recognise a follow-up, in OTRS's order; the first ticket found wins (`PostMaster::CheckFollowUpModule`)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.follow_up.bounce import by_bounce
from gotrs_api.mail.inbound.follow_up.by_number import (
    by_attachments,
    by_body,
    by_raw_mail,
    by_recognised_number,
    by_subject,
)
from gotrs_api.mail.inbound.follow_up.references import by_references
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow

Check = Callable[[ReadUow, IncomingMail], Awaitable[TicketId | None]]


@dataclass(frozen=True)
class FollowUpFound:
    ticket_id: TicketId
    by: str


@dataclass(frozen=True)
class _Way:
    name: str
    check: Check
    # OTRS's modules that are off by default: a non-empty value switches one on.
    setting: Setting[dict[str, str]] | None = None


WAYS: Final = (
    _Way("BounceEmail", by_bounce),
    _Way("Subject", by_subject),
    _Way("References", by_references),
    _Way("Body", by_body, settings.POSTMASTER_FOLLOW_UP_BY_BODY),
    _Way("Attachments", by_attachments, settings.POSTMASTER_FOLLOW_UP_BY_ATTACHMENTS),
    _Way("RawEmail", by_raw_mail, settings.POSTMASTER_FOLLOW_UP_BY_RAW_EMAIL),
    _Way("ExternalTicketNumberRecognition", by_recognised_number),
)


async def detect_follow_up(uow: ReadUow, mail: IncomingMail) -> FollowUpFound | None:
    """The ticket that this mail continues, merges followed; None for a new matter."""
    for way in WAYS:
        if way.setting is not None and not await sysconfig.get(uow, way.setting):
            continue
        ticket_id = await way.check(uow, mail)
        if ticket_id is not None:
            return FollowUpFound(ticket_id, way.name)
    return None
