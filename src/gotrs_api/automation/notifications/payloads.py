"""What the job of notifications is told."""

from gotrs_api.jobs import JobPayload


class Notify(JobPayload):
    """An event that some notification listens to.

    `told` are agents whom the event itself names (mentions), `skipped` those whom it leaves out. `done` is written
    into the row together with the mails, so that a second run of the same row sends nothing.
    """

    event: str
    ticket_id: int
    article_id: int | None = None
    told: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()
    done: bool = False
