"""Writing the rows of an import, each in its own transaction together with the progress."""

from __future__ import annotations

import asyncio
from typing import Final

from pydantic import ValidationError

from gotrs_api.customers.importing import service
from gotrs_api.customers.importing.schemas import ImportReport
from gotrs_api.customers.importing.service import ImportCustomers
from gotrs_api.identity.orders import orderer
from gotrs_api.jobs import store
from gotrs_api.jobs.execute import RetryLater
from gotrs_api.jobs.registry import ActsAs, job
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.uow import JobContext

SLICE_S: Final = 30
ERRORS_KEPT: Final = 1000


@job(
    "customers.import",
    queue="tickets",
    acts_as=ActsAs.ORDERER,
    max_attempts=1000,
    backoff_s=(5, 300),
    timeout_s=SLICE_S * 2,
)
async def import_customers(ctx: JobContext, payload: ImportCustomers) -> None:
    """A slice; the next attempt goes on where this one ends, and no row is written twice."""
    await orderer(ctx)
    rows = payload.command.rows
    async with ctx.read() as read:
        done, kept = await store.progress_of(read.session, ctx.job_id)
    report = ImportReport.model_validate_json(kept) if kept else service.report_of(0, 0, ())
    created, updated, errors = report.created, report.updated, list(report.errors)
    until = asyncio.get_running_loop().time() + SLICE_S
    for number, row in enumerate(rows[done:], done + 1):
        if asyncio.get_running_loop().time() > until:
            raise RetryLater("goes on with the next rows", delay_s=0)
        who = await orderer(ctx)
        try:
            async with ctx.uow() as uow:
                is_new = await service.import_row(uow, who, payload.command, row)
                created, updated = (created + 1, updated) if is_new else (created, updated + 1)
                text = service.report_of(created, updated, errors).model_dump_json()
                await store.note_progress(uow.session, ctx.job_id, done=number, total=len(rows), result=text)
        except (GotrsError, ValidationError) as error:
            errors = [*errors, *service.row_errors(number, error)][:ERRORS_KEPT]
            async with ctx.uow() as uow:
                text = service.report_of(created, updated, errors).model_dump_json()
                await store.note_progress(uow.session, ctx.job_id, done=number, total=len(rows), result=text)


JOBS: Final = (import_customers,)
