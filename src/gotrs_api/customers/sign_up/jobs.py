"""Mails of sign-ups, and forgetting old ones."""

from gotrs_api.customers.sign_up import service
from gotrs_api.customers.sign_up.service import SendSignUp
from gotrs_api.jobs import ActsAs, job, periodic
from gotrs_api.uow import JobContext


@job("customers.send_sign_up", queue="mail", acts_as=ActsAs.DESK, max_attempts=3)
async def send_sign_up(ctx: JobContext, payload: SendSignUp) -> None:
    async with ctx.uow() as uow:
        await service.send(uow, payload)


@periodic("customers.forget_sign_ups", every_s=3600)
async def forget_sign_ups(ctx: JobContext) -> None:
    async with ctx.uow() as uow:
        await service.forget_old(uow)


JOBS = (send_sign_up, forget_sign_ups)
