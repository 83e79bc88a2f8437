"""Background work: one table is outbox and queue; two runners (embedded, arq) run the same functions."""

from gotrs_api.jobs.registry import ActsAs, Job, JobPayload, Jobs, Periodic, job, periodic

__all__ = ["ActsAs", "Job", "JobPayload", "Jobs", "Periodic", "job", "periodic"]
