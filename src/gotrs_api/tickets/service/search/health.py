"""The state of the full-text index, and rebuilding it."""

from __future__ import annotations

from gotrs_api.identity.principal import Principal
from gotrs_api.jobs import JobPayload
from gotrs_api.jobs.store import oldest_waiting
from gotrs_api.tickets.repository import documents
from gotrs_api.tickets.schemas.search import RebuildRead, SearchHealth
from gotrs_api.tickets.service.search import indexing
from gotrs_api.uow import ReadUow, UnitOfWork

INDEX_JOB = "search.index_ticket"
BEHIND_AFTER_S = 30


class RebuildIndex(JobPayload):
    """All documents, from where the rebuild has got to."""


async def search_health(uow: ReadUow, principal: Principal) -> SearchHealth:
    """Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    state = await documents.rebuild_state(uow.session)
    waiting, oldest = await oldest_waiting(uow.session, INDEX_JOB)
    behind_s = max(0, int((uow.clock.now() - oldest).total_seconds())) if oldest is not None else 0
    status = "rebuilding" if state.finished_at is None else "behind" if behind_s > BEHIND_AFTER_S else "ok"
    return SearchHealth(
        status=status,
        documents=await documents.count_documents(uow.session),
        waiting=waiting,
        behind_s=behind_s,
        rebuild=RebuildRead(done=state.done, total=state.total, started=state.started_at, finished=state.finished_at),
    )


async def start_reindex(uow: UnitOfWork, principal: Principal) -> int:
    """Begin to rebuild all documents, in the background; returns the job's id. Raises Forbidden."""
    principal.require_admin()
    await indexing.start_rebuild(uow)
    return await uow.enqueue(RebuildIndex(), dedupe_key="search.rebuild")
