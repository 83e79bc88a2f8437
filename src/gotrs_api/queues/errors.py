"""Refusals around queues."""

from gotrs_api.catalog.errors import EntryNotFound
from gotrs_api.kernel.errors import Conflict


class QueueNotFound(EntryNotFound):
    code = "queue.not_found"
    message = "There is no such queue, or you may not see it."


class QueueInUse(Conflict):
    code = "queue.in_use"
    message = "The queue {name} is needed by the setting {setting} and must stay valid."
