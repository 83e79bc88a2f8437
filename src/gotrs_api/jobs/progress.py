"""What a job has already done, kept in its own row. As it is committed together with the work, a second run is harmless."""

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from gotrs_api.db.results import changed_rows
from gotrs_api.jobs.models import Job as JobRow
from gotrs_api.jobs.registry import JobPayload


async def replace_payload(session: AsyncSession, job_id: int, old: JobPayload, new: JobPayload) -> bool:
    """Compare and set in the caller's transaction; False when another run of this row was first."""
    result = await session.execute(
        update(JobRow)
        .where(JobRow.id == job_id, JobRow.payload == old.model_dump_json())
        .values(payload=new.model_dump_json())
        .execution_options(synchronize_session=False)
    )
    return changed_rows(result) > 0
