"""Payloads of identity's jobs."""

from gotrs_api.jobs import JobPayload


class SyncDirectory(JobPayload):
    provider_id: int
