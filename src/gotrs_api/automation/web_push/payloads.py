"""What the jobs of web push are told."""

from gotrs_api.jobs import JobPayload


class Message(JobPayload):
    """What a device shows. `path` leads to the page it opens; a later message with the same `tag` takes its place."""

    title: str
    body: str
    path: str
    tag: str
    language: str = "en"


class DeliverPush(JobPayload):
    subscription_id: int
    message: Message


class TellCustomer(JobPayload):
    """Something happened to the customer's own ticket. `state_type` is empty where the state stayed what it was."""

    ticket_id: int
    answered: bool
    state_type: str = ""
