"""What identity does in the background."""

from gotrs_api.identity import account_links, throttle
from gotrs_api.identity.service import password_links, pending, refresh, sessions
from gotrs_api.identity.service.password_links import SendResetLink
from gotrs_api.jobs import job, periodic
from gotrs_api.uow import JobContext


@periodic("identity.forget_expired", every_s=3600)
async def forget_expired(ctx: JobContext) -> None:
    """Delete what is over: sessions, refresh tokens, pending sign-ins, old failures."""
    for forget in (
        sessions.forget_expired,
        refresh.forget_expired,
        pending.forget_expired,
        throttle.forget_stale,
        account_links.forget_expired,
    ):
        async with ctx.uow() as uow:
            await forget(uow)


@job("identity.send_reset_link", queue="mail", max_attempts=3)
async def send_reset_link(ctx: JobContext, payload: SendResetLink) -> None:
    async with ctx.uow() as uow:
        await password_links.send_reset(uow, payload)


JOBS = (forget_expired, send_reset_link)
