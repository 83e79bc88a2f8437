"""Looking into the log, and forgetting what is old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select

from gotrs_api.articles.models import Article
from gotrs_api.db.newest_first import newest_first
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId
from gotrs_api.kernel.paging import Page, PageRequest, make_page
from gotrs_api.mail.communication_log.errors import CommunicationNotFound
from gotrs_api.mail.communication_log.recording import ARTICLE, Direction, Part, Status
from gotrs_api.mail.communication_log.schemas import (
    CommunicationEntry,
    CommunicationObject,
    CommunicationRead,
    CommunicationSummary,
)
from gotrs_api.mail.models import (
    CommunicationLog,
    CommunicationLogObject,
    CommunicationLogObjectEntry,
    CommunicationLogObjectLookup,
)
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

_SORT = "-id"
_BATCH = 500


async def list_communications(
    uow: ReadUow,
    principal: Principal,
    page: PageRequest,
    *,
    direction: str | None = None,
    status: str | None = None,
    account_id: int | None = None,
    words: str | None = None,
) -> Page[CommunicationSummary]:
    """Newest first; `words` are looked for in keys and values of the steps. Raises Forbidden."""
    principal.require_admin()
    matching: list[Any] = []
    if direction is not None:
        matching.append(CommunicationLog.direction == direction)
    if status is not None:
        matching.append(CommunicationLog.status == status)
    if account_id is not None:
        matching.append(CommunicationLog.account_id == str(account_id))
    if words:
        matching.append(CommunicationLog.id.in_(_told(words)))
    query = select(CommunicationLog).where(*matching).limit(page.limit + 1)
    query = newest_first(query, CommunicationLog.id, page, _SORT)
    rows = [_summary(row) for row in await uow.session.scalars(query)]
    total = None
    if page.include_total:
        total = await uow.session.scalar(select(func.count()).select_from(CommunicationLog).where(*matching))
    return make_page(rows, page, _SORT, lambda row: [row.id], total)


async def read_communication(uow: ReadUow, principal: Principal, communication_id: int) -> CommunicationRead:
    """With every step. Raises Forbidden, CommunicationNotFound."""
    principal.require_admin()
    row = await uow.session.scalar(select(CommunicationLog).where(CommunicationLog.id == communication_id))
    if row is None:
        raise CommunicationNotFound
    return CommunicationRead(**_summary(row).model_dump(), objects=await _objects(uow, communication_id))


async def failed_messages(uow: ReadUow, *, since: datetime) -> int:
    """How many outgoing mails were refused for somebody since then; what no server was there for is not among them."""
    query = (
        select(func.count())
        .select_from(CommunicationLog)
        .join(CommunicationLogObject, CommunicationLogObject.communication_id == CommunicationLog.id)
        .where(
            CommunicationLog.start_time >= since,
            CommunicationLog.status == Status.FAILED,
            CommunicationLog.direction == Direction.OUTGOING,
            CommunicationLogObject.object_type == Part.MESSAGE,
        )
    )
    return await uow.session.scalar(query) or 0


async def accounts_of_articles(uow: ReadUow, article_ids: Sequence[ArticleId]) -> dict[ArticleId, int]:
    """The outgoing account that each mail was tried through last; without those of which the log knows none (any more)."""
    query = (
        select(CommunicationLogObjectLookup.object_id, CommunicationLog.account_id)
        .join(
            CommunicationLogObject,
            CommunicationLogObject.id == CommunicationLogObjectLookup.communication_log_object_id,
        )
        .join(CommunicationLog, CommunicationLog.id == CommunicationLogObject.communication_id)
        .where(
            CommunicationLogObjectLookup.object_type == ARTICLE,
            CommunicationLogObjectLookup.object_id.in_(article_ids),
            CommunicationLog.direction == Direction.OUTGOING,
        )
        .order_by(CommunicationLog.id)
    )
    rows = (await uow.session.execute(query)).all() if article_ids else []
    last = {ArticleId(article_id): account_id for article_id, account_id in rows}
    return {article_id: int(account_id) for article_id, account_id in last.items() if account_id}


async def prune_communications(uow: UnitOfWork) -> int:
    """Some of what is older than the settings say; answers how many, 0 when nothing is left to be forgotten."""
    now = uow.clock.now()
    all_h = await sysconfig.get(uow, settings.COMMUNICATION_LOG_KEPT_H)
    good_h = await sysconfig.get(uow, settings.COMMUNICATION_LOG_GOOD_KEPT_H)
    old = or_(
        CommunicationLog.start_time < now - timedelta(hours=all_h),
        (CommunicationLog.status == Status.SUCCESSFUL.value)
        & (CommunicationLog.start_time < now - timedelta(hours=good_h)),
    )
    query = select(CommunicationLog.id).where(old).order_by(CommunicationLog.id).limit(_BATCH)
    ids = list(await uow.session.scalars(query))
    if not ids:
        return 0
    objects = select(CommunicationLogObject.id).where(CommunicationLogObject.communication_id.in_(ids))
    object_ids = list(await uow.session.scalars(objects))
    for model in (CommunicationLogObjectEntry, CommunicationLogObjectLookup):
        await uow.session.execute(delete(model).where(model.communication_log_object_id.in_(object_ids)))
    await uow.session.execute(delete(CommunicationLogObject).where(CommunicationLogObject.id.in_(object_ids)))
    await uow.session.execute(delete(CommunicationLog).where(CommunicationLog.id.in_(ids)))
    return len(ids)


def _told(words: str) -> Any:
    entry, part = CommunicationLogObjectEntry, CommunicationLogObject
    found = or_(entry.log_value.icontains(words, autoescape=True), entry.log_key.icontains(words, autoescape=True))
    return select(part.communication_id).join(entry, entry.communication_log_object_id == part.id).where(found)


async def _objects(uow: ReadUow, communication_id: int) -> tuple[CommunicationObject, ...]:
    part, lookup, entry = CommunicationLogObject, CommunicationLogObjectLookup, CommunicationLogObjectEntry
    query = (
        select(part, lookup.object_id, Article.ticket_id)
        .outerjoin(lookup, (lookup.communication_log_object_id == part.id) & (lookup.object_type == ARTICLE))
        .outerjoin(Article, Article.id == lookup.object_id)
        .where(part.communication_id == communication_id)
        .order_by(part.id)
    )
    rows = (await uow.session.execute(query)).all()
    steps: dict[int, list[CommunicationEntry]] = defaultdict(list)
    told = select(entry).where(entry.communication_log_object_id.in_([row[0].id for row in rows])).order_by(entry.id)
    for line in await uow.session.scalars(told):
        steps[line.communication_log_object_id].append(
            CommunicationEntry(at=line.create_time, priority=line.priority, key=line.log_key, value=line.log_value)
        )
    return tuple(
        CommunicationObject(
            id=row.id,
            type=row.object_type,
            status=row.status,
            started=row.start_time,
            ended=row.end_time,
            article_id=article_id,
            ticket_id=ticket_id,
            entries=tuple(steps[row.id]),
        )
        for row, article_id, ticket_id in rows
    )


def _summary(row: CommunicationLog) -> CommunicationSummary:
    account = row.account_id or ""
    return CommunicationSummary(
        id=row.id,
        transport=row.transport,
        direction=row.direction,
        status=row.status,
        account_type=row.account_type,
        account_id=int(account) if account.isascii() and account.isdigit() else None,
        started=row.start_time,
        ended=row.end_time,
    )
