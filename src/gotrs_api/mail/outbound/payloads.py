"""What the jobs of outgoing mail are told."""

from gotrs_api.jobs import JobPayload


class SendMail(JobPayload):
    """Try to deliver one row of `mail_queue` now."""

    queue_id: int


def job_key(queue_id: int) -> str:
    """At most one attempt waits for each row."""
    return f"mail.send:{queue_id}"
