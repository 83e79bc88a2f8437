"""What is no longer kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from gotrs_api.jobs import periodic
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import JobContext
from gotrs_api.webhooks.models import Delivery, LoggedEvent


@periodic("webhooks.prune", every_s=3600)
async def prune(ctx: JobContext) -> None:
    """Events and finished deliveries past their days; what still waits stays."""
    async with ctx.uow() as uow:
        events = timedelta(days=await sysconfig.get(uow, settings.EVENTS_KEPT_DAYS))
        deliveries = timedelta(days=await sysconfig.get(uow, settings.DELIVERIES_KEPT_DAYS))
        now = uow.clock.now()
        await uow.session.execute(delete(LoggedEvent).where(LoggedEvent.created_at < now - events))
        old = delete(Delivery).where(Delivery.created_at < now - deliveries, Delivery.status != "pending")
        await uow.session.execute(old)


JOBS: Final = (prune,)
