"""What identity does in the background."""

from gotrs_api.identity import throttle
from gotrs_api.identity.service import pending, refresh, sessions
from gotrs_api.jobs import periodic
from gotrs_api.uow import JobContext


@periodic("identity.forget_expired", every_s=3600)
async def forget_expired(ctx: JobContext) -> None:
    """Delete what is over: sessions, refresh tokens, pending sign-ins, old failures."""
    for forget in (
        sessions.forget_expired,
        refresh.forget_expired,
        pending.forget_expired,
        throttle.forget_stale,
    ):
        async with ctx.uow() as uow:
            await forget(uow)


JOBS = (forget_expired,)
