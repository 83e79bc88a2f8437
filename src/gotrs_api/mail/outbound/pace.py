"""Not too many mails a minute to one domain: big providers put off, or lock out, whoever sends faster."""

from __future__ import annotations

from collections.abc import Iterable

from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

_MINUTE_S = 60


async def wait_for_turn(uow: ReadUow, recipients: Iterable[str]) -> float:
    """Seconds until a mail to these may leave; 0 for now, which then counts. All processes of a desk count together."""
    limit = await sysconfig.get(uow, settings.MAIL_PER_DOMAIN_PER_MINUTE)
    if limit <= 0:
        return 0
    now = uow.clock.now().timestamp()
    minute = int(now // _MINUTE_S)
    counts = [
        await uow.site.cache.incr(f"mail-pace:{domain}:{minute}", 2 * _MINUTE_S)
        for domain in sorted({address.rpartition("@")[2].lower() for address in recipients})
    ]
    if max(counts, default=0) <= limit:
        return 0
    # Those behind wait for later minutes, so that not all come again at once.
    return (minute + (max(counts) - 1) // limit) * _MINUTE_S - now
