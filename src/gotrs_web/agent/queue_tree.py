"""The queues as a tree with counts, as it stands beside lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gotrs_api.identity.principal import Principal
from gotrs_api.queues import service as queues
from gotrs_api.queues.schemas import QueueNode, QueueRead
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import QueueCounts
from gotrs_api.uow import ReadUow


@dataclass(frozen=True)
class TreeNode:
    """For the component `tree`. `count` and `new` are of the queue and all below it."""

    label: str
    url: str
    count: int
    new: int
    current: bool
    open: bool
    children: tuple[TreeNode, ...]


async def load_tree(read: ReadUow, principal: Principal, current_id: int | None) -> tuple[TreeNode, ...]:
    """Queues that are in use or still hold open tickets; the branch that leads to the current one is unfolded."""
    counts = {one.queue.id: one for one in await tickets.queue_counts(read, principal)}
    readable = await queues.list_queues_for(read, principal, "ro")
    shown = [queue for queue in readable if queue.is_valid or queue.id in counts or queue.id == current_id]
    return tuple(_node(node, counts, current_id) for node in queues.queue_tree(shown))


def with_descendants(all_queues: Iterable[QueueRead], queue: QueueRead) -> tuple[int, ...]:
    """Ids of a queue and of all below it."""
    return tuple(one.id for one in all_queues if one.id == queue.id or one.name.startswith(f"{queue.name}::"))


def _node(node: QueueNode, counts: Mapping[int, QueueCounts], current_id: int | None) -> TreeNode:
    children = tuple(_node(child, counts, current_id) for child in node.children)
    own = counts.get(node.queue.id)
    return TreeNode(
        label=node.queue.label,
        url=f"/agent/queues/{node.queue.id}",
        count=(own.open if own else 0) + sum(child.count for child in children),
        new=(own.new if own else 0) + sum(child.new for child in children),
        current=node.queue.id == current_id,
        open=any(child.current or child.open for child in children) or node.queue.id == current_id,
        children=children,
    )
