"""API v1 of notifications: for administrators, and what agents choose for themselves."""

from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import Field

from gotrs_api.automation.notifications import service
from gotrs_api.automation.notifications.schemas import (
    AgentNoticeRead,
    AgentNoticesSeen,
    NotificationCreate,
    NotificationRead,
    NotificationTest,
    NotificationTrial,
    NotificationUpdate,
    OwnNotification,
    OwnNotificationsSet,
)
from gotrs_api.catalog.entries import entry_etag
from gotrs_api.catalog.routes import SORTS, EntryQuery, IfMatch
from gotrs_api.identity.principal import ADMIN_GROUP
from gotrs_api.identity.routing import API_PREFIX, ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.etags import require_match
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.lists import ListQuery, cut, listed, single
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read, Uow

READ_SCOPE = WRITE_SCOPE = "admin:notifications"
NotificationId = Annotated[int, Path(ge=1, le=2**31 - 1)]
router = ApiRouter(prefix="/notification-events", tags=["notifications"])
own_router = ApiRouter(prefix="/users/me/notifications", tags=["me"])
notices = ApiRouter(prefix="/dashboard/notifications", tags=["dashboard"])


class NoticesQuery(ListQuery):
    """Newest first."""

    sort: Literal["-id"] | None = Field(None, description="By default `-id`, and nothing else.")
    unread: bool = Field(False, description="Only those that are not read yet.")


@notices.get("", summary="List what one was told in the browser", response_model=ListAnswer[AgentNoticeRead])
@requires(Scope.PROFILE_READ, kinds=AGENTS)
async def dashboard_notifications(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[NoticesQuery, Query()]
) -> Response:
    """Newest first."""
    page = await service.list_notices(uow, principal, query.page, unread_only=query.unread)
    return listed(request, query, page)


@notices.post("/read", status_code=204, summary="Mark what one was told as read")
@requires(Scope.PROFILE_WRITE, kinds=AGENTS)
async def dashboard_notifications_read(uow: Uow, principal: CurrentPrincipal, command: AgentNoticesSeen) -> None:
    """Those named, or all. Ids of others' are passed over."""
    await service.mark_notices_read(uow, principal, command.ids)


@router.get("", summary="List notifications", response_model=ListAnswer[NotificationRead])
@requires(READ_SCOPE, group=ADMIN_GROUP)
async def notification_events_list(
    request: Request, uow: Read, principal: CurrentPrincipal, query: Annotated[EntryQuery, Query()]
) -> Response:
    rows = [entry for entry in await service.list_notifications(uow, principal) if query.wants(entry)]
    return listed(request, query, cut(rows, query, SORTS))


@router.get(
    "/{notification_id}",
    summary="Read a notification",
    response_model=NotificationRead,
    responses=problem_responses(404),
)
@requires(READ_SCOPE, group=ADMIN_GROUP)
async def notification_events_read(
    request: Request, uow: Read, principal: CurrentPrincipal, notification_id: NotificationId
) -> Response:
    entry = await service.read_notification(uow, principal, notification_id)
    return single(request, entry, entry_etag(entry))


@router.post(
    "",
    summary="Create a notification",
    status_code=201,
    response_model=NotificationRead,
    responses=problem_responses(409),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def notification_events_create(
    request: Request, uow: Uow, principal: CurrentPrincipal, command: NotificationCreate
) -> Response:
    entry = await service.create_notification(uow, principal, command)
    location = f"{API_PREFIX}/notification-events/{entry.id}"
    return single(request, entry, entry_etag(entry), status=201, location=location)


@router.patch(
    "/{notification_id}",
    summary="Change a notification",
    response_model=NotificationRead,
    responses=problem_responses(404, 409, 412),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def notification_events_update(
    request: Request,
    uow: Uow,
    principal: CurrentPrincipal,
    notification_id: NotificationId,
    command: NotificationUpdate,
    if_match: IfMatch = None,
) -> Response:
    require_match(if_match, entry_etag(await service.read_notification(uow, principal, notification_id)))
    entry = await service.update_notification(uow, principal, notification_id, command)
    return single(request, entry, entry_etag(entry))


@router.delete("/{notification_id}", summary="Delete a notification", status_code=204, responses=problem_responses(404))
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def notification_events_delete(uow: Uow, principal: CurrentPrincipal, notification_id: NotificationId) -> None:
    await service.delete_notification(uow, principal, notification_id)


@router.post(
    "/{notification_id}/test",
    summary="Try a notification on a ticket",
    responses=problem_responses(404),
)
@requires(WRITE_SCOPE, group=ADMIN_GROUP)
async def notification_events_test(
    uow: Uow, principal: CurrentPrincipal, notification_id: NotificationId, command: NotificationTest
) -> NotificationTrial:
    """Whom it would tell if its first event happened to the ticket now, and what the caller would read."""
    return await service.try_notification(uow, principal, notification_id, command)


@own_router.get("", summary="Which notifications one gets")
@requires(Scope.PROFILE_READ, kinds=AGENTS)
async def me_notifications_list(uow: Read, principal: CurrentPrincipal) -> ListAnswer[OwnNotification]:
    """Those that are left to agents."""
    return whole(await service.list_own(uow, principal))


@own_router.put("", summary="Choose which notifications one gets")
@requires(Scope.PROFILE_WRITE, kinds=AGENTS)
async def me_notifications_choose(
    body: OwnNotificationsSet, uow: Uow, principal: CurrentPrincipal
) -> ListAnswer[OwnNotification]:
    """Kept where OTRS keeps it: the preference `NotificationTransport`."""
    return whole(await service.choose_own(uow, principal, body))


ROUTERS = (router, own_router, notices)
