"""API v1 of webhooks."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Header, Path, Query, Request, Response
from pydantic import Field

from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.etags import etag, require_match
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow
from gotrs_api.webhooks import service
from gotrs_api.webhooks.schemas import (
    DeliveryDetails,
    DeliveryRead,
    EventKind,
    Replay,
    Replayed,
    SecretRead,
    SecretRotate,
    Status,
    WebhookCreate,
    WebhookCreated,
    WebhookRead,
    WebhookUpdate,
)

router = ApiRouter(prefix="/webhooks", tags=["webhooks"])
SCOPE = "webhooks:manage"
WebhookId = Annotated[int, Path(ge=1, le=2**31 - 1)]
DeliveryId = Annotated[int, Path(ge=1, le=2**63 - 1)]
IfMatch = Annotated[str | None, Header(alias="If-Match", description="The ETag that was read.")]
_SORTS: dict[str, Callable[[Any], Any]] = {
    "name": lambda one: one.name.lower(),
    "url": lambda one: one.url,
    "active": lambda one: one.active,
    "created": lambda one: one.created,
    "changed": lambda one: one.changed,
}


class WebhookQuery(ListQuery):
    q: str | None = Field(None, max_length=200, description="Part of name or address, whatever the case.")
    active: bool | None = None

    def wants(self, one: WebhookRead) -> bool:
        return (self.q is None or self.q.lower() in f"{one.name}\n{one.url}".lower()) and (
            self.active is None or one.active is self.active
        )


class DeliveryQuery(ListQuery):
    status: Status | None = None
    type: str | None = Field(None, max_length=60, description="Name of an event.")


@router.get("", summary="List webhooks", response_model=ListAnswer[WebhookRead])
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[WebhookQuery, Query()]
) -> Response:
    rows = [one for one in await service.list_webhooks(uow, principal) if query.wants(one)]
    return listed(request, query, cut(rows, query, _SORTS))


@router.get("/events", summary="List the events that webhooks know")
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_events() -> ListAnswer[EventKind]:
    return whole(service.event_kinds())


@router.post("", summary="Create a webhook", status_code=201, response_model=WebhookCreated)
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_create(request: Request, uow: Uow, principal: CurrentPrincipal, command: WebhookCreate) -> Response:
    """The answer shows the secret, this once. Events are handed over by the rights of whoever creates it."""
    created = await service.create_webhook(uow, principal, command)
    return single(request, created, _etag(created), status=201, location=f"{API_PREFIX}/webhooks/{created.id}")


@router.get("/{webhook_id}", summary="Read a webhook", response_model=WebhookRead, responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_read(request: Request, uow: Read, principal: CurrentPrincipal, webhook_id: WebhookId) -> Response:
    one = await service.read_webhook(uow, principal, webhook_id)
    return single(request, one, _etag(one))


@router.patch(
    "/{webhook_id}", summary="Change a webhook", response_model=WebhookRead, responses=problem_responses(404, 412)
)
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    webhook_id: WebhookId,
    command: WebhookUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, _etag(await service.read_webhook(uow, principal, webhook_id)))
    one = await service.update_webhook(uow, principal, webhook_id, command)
    return single(request, one, _etag(one))


@router.delete("/{webhook_id}", status_code=204, summary="Delete a webhook", responses=problem_responses(404, 412))
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_delete(
    uow: Uow, principal: CurrentPrincipal, webhook_id: WebhookId, if_match: IfMatch = None
) -> None:
    require_match(if_match, _etag(await service.read_webhook(uow, principal, webhook_id)))
    await service.delete_webhook(uow, principal, webhook_id)


@router.post("/{webhook_id}/test", status_code=202, summary="Send a test event", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_test(
    uow: Uow, principal: CurrentPrincipal, webhook_id: WebhookId, response: Response
) -> DeliveryRead:
    """Sent once, at once; look at the delivery for the answer."""
    delivery = await service.test_webhook(uow, principal, webhook_id)
    response.headers["Location"] = f"{API_PREFIX}/webhooks/{webhook_id}/deliveries/{delivery.id}"
    return delivery


@router.post("/{webhook_id}/rotate-secret", summary="Make a new secret", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_rotate_secret(
    uow: Uow, principal: CurrentPrincipal, webhook_id: WebhookId, command: SecretRotate | None = None
) -> SecretRead:
    return await service.rotate_secret(uow, principal, webhook_id, command or SecretRotate())


@router.post(
    "/{webhook_id}/replay", status_code=202, summary="Deliver a span of time again",
    responses=problem_responses(404, 409),
)  # fmt: skip
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_replay(uow: Uow, principal: CurrentPrincipal, webhook_id: WebhookId, command: Replay) -> Replayed:
    return await service.replay(uow, principal, webhook_id, command)


@router.get(
    "/{webhook_id}/deliveries", summary="List deliveries", response_model=ListAnswer[DeliveryRead],
    responses=problem_responses(404),
)  # fmt: skip
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_deliveries(
    request: Request,
    uow: Read,
    principal: CurrentPrincipal,
    webhook_id: WebhookId,
    query: Annotated[DeliveryQuery, Query()],
) -> Response:
    """The newest first."""
    if query.sort not in (None, "-id"):
        raise InvalidInput.field("sort", "unknown", "Deliveries are sorted by -id.")
    page = await service.list_deliveries(uow, principal, webhook_id, query.page, query.status, query.type)
    return listed(request, query, page)


@router.get("/{webhook_id}/deliveries/{delivery_id}", summary="Read a delivery", responses=problem_responses(404))
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_delivery(
    uow: Read, principal: CurrentPrincipal, webhook_id: WebhookId, delivery_id: DeliveryId
) -> DeliveryDetails:
    return await service.read_delivery(uow, principal, webhook_id, delivery_id)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliver", status_code=202, summary="Deliver again",
    responses=problem_responses(404, 409),
)  # fmt: skip
@requires(SCOPE, group=ADMIN_GROUP)
async def webhooks_redeliver(
    uow: Uow, principal: CurrentPrincipal, webhook_id: WebhookId, delivery_id: DeliveryId
) -> DeliveryRead:
    return await service.redeliver(uow, principal, webhook_id, delivery_id)


def _etag(one: WebhookRead) -> str:
    """Of what people set: how it goes changes by itself."""
    content = one.model_dump_json(exclude={"secret", "failing_since", "last_success", "last_failure"})
    return etag(one.id, format(zlib.crc32(content.encode()), "08x"))
