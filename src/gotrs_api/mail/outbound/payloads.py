"""What the jobs of outgoing mail are told."""

from typing import Literal

from gotrs_api.jobs import JobPayload


class SendMail(JobPayload):
    """Try to deliver one row of `mail_queue` now."""

    queue_id: int


def job_key(queue_id: int | Literal[""]) -> str:
    """At most one attempt waits for each row. Without an id: what all keys begin with."""
    return f"mail.send:{queue_id}"
