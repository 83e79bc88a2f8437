"""Taking news to push services, and telling customers."""

from __future__ import annotations

from typing import Final

import httpx
import orjson

from gotrs_api.automation.models import PushSubscription
from gotrs_api.automation.web_push import service
from gotrs_api.automation.web_push.customers import tell_customer
from gotrs_api.automation.web_push.encryption import encrypt, from_base64url
from gotrs_api.automation.web_push.payloads import DeliverPush, Message, TellCustomer
from gotrs_api.automation.web_push.vapid import authorization, stored_pair
from gotrs_api.identity.encryption import UndecipherableSecret
from gotrs_api.jobs import ActsAs, job
from gotrs_api.jobs.execute import GiveUp, RetryLater
from gotrs_api.kernel.outbound import OutboundRefused
from gotrs_api.uow import JobContext

_GONE: Final = (404, 410)
_BUSY: Final = 429
_TRIED_AGAIN_FROM: Final = 500
# What a device does not get within a day is no news to it any more.
_KEPT_S: Final = 24 * 3600
_LONGEST_WAIT_S: Final = 3600
_ANSWER_LIMIT_BYTES: Final = 4096


@job(
    "web_push.deliver",
    queue="automation",
    acts_as=ActsAs.DESK,
    max_attempts=8,
    backoff_s=(30, _LONGEST_WAIT_S),
    timeout_s=60,
)
async def deliver(ctx: JobContext, payload: DeliverPush) -> None:
    """A browser that is gone is forgotten; a push service that is busy or broken is asked again (RFC 8030, section 5)."""
    async with ctx.read() as read:
        row = await read.session.get(PushSubscription, payload.subscription_id)
        if row is None:
            return
        try:
            target, pair = service.target_of(read, row), await stored_pair(read)
        except UndecipherableSecret:
            pair = None
        if pair is None:
            raise GiveUp("The key of this subscription is lost: the browser must be added again.")
        headers = {
            "Authorization": await authorization(read, pair, target.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_KEPT_S),
            "Topic": payload.message.tag,
            "Urgency": "normal",
        }
    body = encrypt(_shown(payload.message), from_base64url(target.keys.p256dh), from_base64url(target.keys.auth))
    try:
        answer = await ctx.site.outbound.request(
            "POST", target.endpoint, headers=headers, content=body, limit_bytes=_ANSWER_LIMIT_BYTES, cut=True, keep=True
        )
    except OutboundRefused as refusal:
        raise GiveUp(str(refusal)) from None
    except httpx.HTTPError as error:
        raise RetryLater(f"{type(error).__name__}: {error}") from None
    if answer.status == _BUSY or answer.status >= _TRIED_AGAIN_FROM:
        asked = answer.headers.get("retry-after", "")
        delay_s = min(int(asked[:9]), _LONGEST_WAIT_S) if asked.isascii() and asked.isdigit() else None
        raise RetryLater(f"The push service answered {answer.status}.", delay_s=delay_s)
    if answer.status in _GONE:
        async with ctx.uow() as uow:
            await service.forget_browser(uow, row.endpoint_hash)
        return
    if not 200 <= answer.status < 300:
        said = answer.body.decode("utf-8", "replace")[:300]
        raise GiveUp(f"The push service answered {answer.status}: {said}")
    async with ctx.uow() as uow:
        await service.note_delivery(uow, row.id)


def _shown(message: Message) -> bytes:
    return orjson.dumps(message.model_dump())


@job("web_push.tell_customer", queue="automation", acts_as=ActsAs.READERS, max_attempts=6, backoff_s=(10, 900))
async def tell(ctx: JobContext, payload: TellCustomer) -> None:
    """The devices' jobs and nothing else come of it: a second run shows the same message once more, in its place."""
    async with ctx.uow() as uow:
        await tell_customer(uow, payload)


JOBS = (deliver, tell)
