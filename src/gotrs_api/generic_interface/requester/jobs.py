"""The job that makes one call, and plans the next try as the service's error handling says."""

from __future__ import annotations

from datetime import UTC, datetime

import structlog

from gotrs_api.generic_interface.requester.calling import call
from gotrs_api.generic_interface.requester.payloads import CallInvoker
from gotrs_api.generic_interface.requester.retrying import Failure, next_try
from gotrs_api.generic_interface.service.known import valid_webservices
from gotrs_api.jobs import ActsAs, job
from gotrs_api.uow import JobContext

log = structlog.get_logger(__name__)


@job("generic_interface.call_invoker", queue="webservices", acts_as=ActsAs.DESK, max_attempts=3, timeout_s=400)
async def call_invoker(ctx: JobContext, payload: CallInvoker) -> None:
    """At least once. What fails is in the service's log; a service that is not valid any more is not called."""
    async with ctx.read() as read:
        webservice = (await valid_webservices(read)).by_id.get(payload.webservice_id)
    if webservice is None or payload.invoker not in webservice.invokers:
        return
    outcome = await call(ctx.site, webservice, payload.invoker, payload.data)
    if outcome.error is None:
        return
    failure = Failure(
        payload.invoker,
        outcome.stage,
        outcome.error,
        datetime.fromtimestamp(payload.begun_at, UTC),
        payload.retries,
        payload.interval_s,
    )
    retry = next_try(webservice, failure, ctx.site.clock.now())
    log.warning(
        "webservice.call_failed",
        webservice=webservice.name,
        invoker=payload.invoker,
        stage=outcome.stage,
        error=outcome.error[:500],
        again_in_s=retry.delay_s if retry else None,
    )
    if retry is not None:
        again = payload.model_copy(update={"retries": retry.retries, "interval_s": retry.delay_s})
        async with ctx.uow() as uow:
            await uow.enqueue(again, delay_s=retry.delay_s)


JOBS = (call_invoker,)
