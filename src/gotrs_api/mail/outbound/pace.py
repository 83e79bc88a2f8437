"""Not too many mails a minute to one domain: big providers put off, or lock out, whoever sends faster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

_MINUTE_S = 60


@dataclass(frozen=True)
class Wait:
    """It is not a mail's turn; `reason` is for people."""

    seconds: float
    reason: str


async def wait_for_turn(uow: ReadUow, recipients: Iterable[str]) -> Wait | None:
    """None where a mail to these may leave now, which then counts. All processes of a desk count together."""
    limit = await sysconfig.get(uow, settings.MAIL_PER_DOMAIN_PER_MINUTE)
    if limit <= 0:
        return None
    now = uow.clock.now().timestamp()
    minute = int(now // _MINUTE_S)
    counts = {
        domain: await uow.site.cache.incr(f"mail-pace:{domain}:{minute}", 2 * _MINUTE_S)
        for domain in sorted({address.rpartition("@")[2].lower() for address in recipients})
    }
    most, domain = max(((count, domain) for domain, count in counts.items()), default=(0, ""))
    if most <= limit:
        return None
    # Those behind wait for later minutes, so that not all come again at once.
    seconds = (minute + (most - 1) // limit) * _MINUTE_S - now
    return Wait(seconds, f"Not more than {limit} a minute go to {domain} ({settings.MAIL_PER_DOMAIN_PER_MINUTE.name}).")
