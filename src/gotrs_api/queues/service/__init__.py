"""Use cases of queues."""

from gotrs_api.queues.service.personal import choose_my_queues, my_queue_ids
from gotrs_api.queues.service.read import (
    list_queues,
    list_queues_for,
    list_queues_for_portal,
    queue_children,
    queue_tree,
    read_queue,
)
from gotrs_api.queues.service.write import create_queue, update_queue

__all__ = [
    "choose_my_queues",
    "create_queue",
    "list_queues",
    "list_queues_for",
    "list_queues_for_portal",
    "my_queue_ids",
    "queue_children",
    "queue_tree",
    "read_queue",
    "update_queue",
]
