"""Background work on stored files."""

from __future__ import annotations

import structlog

from gotrs_api.jobs.registry import periodic
from gotrs_api.storage import uploads
from gotrs_api.uow import JobContext

log = structlog.get_logger(__name__)


@periodic("storage.remove_stale_uploads", every_s=3600)
async def remove_stale_uploads(ctx: JobContext) -> None:
    """Uploads that never became part of an article (OTRS: WebUploadCacheCleanup)."""
    async with ctx.uow() as uow:
        removed = await uploads.remove_stale(uow)
    if removed:
        log.info("storage.uploads_removed", files=removed)


JOBS = (remove_stale_uploads,)
