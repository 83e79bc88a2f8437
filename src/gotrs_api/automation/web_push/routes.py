"""API v1 of one's own devices."""

from typing import Annotated

from fastapi import Path, Response

from gotrs_api.automation.web_push import service
from gotrs_api.automation.web_push.schemas import PushKeyRead, PushSubscriptionCreate, PushSubscriptionRead
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/users/me/push-subscriptions", tags=["me"])
SubscriptionId = Annotated[int, Path(ge=1, le=2**63 - 1)]


@router.get("", summary="List my devices that are told by web push")
@requires(Scope.PROFILE_READ)
async def me_push_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[PushSubscriptionRead]:
    return whole(await service.list_own(uow, principal))


@router.get("/key", summary="Read the key for a push subscription")
@requires(Scope.PROFILE_READ)
async def me_push_key(uow: Uow, principal: CurrentPrincipal) -> PushKeyRead:
    """The installation's own (VAPID, RFC 8292), made when it is first asked for."""
    return PushKeyRead(key=await service.public_key(uow))


@router.post("", status_code=201, summary="Add a device for web push")
@requires(Scope.PROFILE_WRITE)
async def me_push_add(body: PushSubscriptionCreate, uow: Uow, principal: CurrentPrincipal) -> PushSubscriptionRead:
    """A browser tells one person: whoever adds it last."""
    return await service.subscribe(uow, principal, body)


@router.post("/{subscription_id}/trial", status_code=202, summary="Try a device", responses=problem_responses(404))
@requires(Scope.PROFILE_WRITE)
async def me_push_try(subscription_id: SubscriptionId, uow: Uow, principal: CurrentPrincipal) -> Response:
    """A line is sent to it."""
    await service.try_out(uow, principal, subscription_id)
    return Response(status_code=202)


@router.delete("/{subscription_id}", status_code=204, summary="Remove a device", responses=problem_responses(404))
@requires(Scope.PROFILE_WRITE)
async def me_push_remove(subscription_id: SubscriptionId, uow: Uow, principal: CurrentPrincipal) -> Response:
    await service.remove(uow, principal, subscription_id)
    return Response(status_code=204)
