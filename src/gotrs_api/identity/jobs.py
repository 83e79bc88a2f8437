"""What identity does in the background."""

from gotrs_api.identity import account_links, throttle
from gotrs_api.identity.payloads import SyncDirectory
from gotrs_api.identity.service import directory_sync, exchanges, password_links, pending, refresh, sessions
from gotrs_api.identity.service.password_links import SendResetLink
from gotrs_api.jobs import ActsAs, job, periodic
from gotrs_api.uow import JobContext


@periodic("identity.forget_expired", every_s=3600)
async def forget_expired(ctx: JobContext) -> None:
    """Delete what is over: sessions, refresh tokens, pending sign-ins, old failures."""
    for forget in (
        sessions.forget_expired,
        refresh.forget_expired,
        pending.forget_expired,
        exchanges.forget_expired,
        throttle.forget_stale,
        account_links.forget_expired,
    ):
        async with ctx.uow() as uow:
            await forget(uow)


@job("identity.send_reset_link", queue="mail", acts_as=ActsAs.DESK, max_attempts=3)
async def send_reset_link(ctx: JobContext, payload: SendResetLink) -> None:
    async with ctx.uow() as uow:
        await password_links.send_reset(uow, payload)


@job("identity.sync_directory", queue="identity", acts_as=ActsAs.DESK, max_attempts=1, timeout_s=900)
async def sync_directory(ctx: JobContext, payload: SyncDirectory) -> None:
    await directory_sync.synchronize(ctx.site, payload.provider_id)


@periodic("identity.sync_directories", every_s=60)
async def sync_directories(ctx: JobContext) -> None:
    """Those whose time has come."""
    async with ctx.uow() as uow:
        for provider_id in await directory_sync.due(uow):
            await uow.enqueue(SyncDirectory(provider_id=provider_id), dedupe_key=f"sync_directory:{provider_id}")


JOBS = (forget_expired, send_reset_link, sync_directory, sync_directories)
