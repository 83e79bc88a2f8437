"""The queues as a tree with counts, as it stands beside lists; of a large desk only what is unfolded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gotrs_api.catalog import hierarchy
from gotrs_api.identity.principal import Principal
from gotrs_api.queues import service as queues
from gotrs_api.queues.errors import QueueNotFound
from gotrs_api.queues.schemas import QueueRead
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import QueueCounts
from gotrs_api.uow import ReadUow

# Up to so many queues the whole tree goes with each page; of more, branches that are closed come when they are opened.
ALL_AT_ONCE: Final = 150
# So many queues of one level at a time.
ROWS: Final = 100


@dataclass(frozen=True)
class TreeNode:
    """For the component `tree`. `count` and `new` are of the queue and all below it."""

    label: str
    url: str
    count: int
    new: int
    current: bool
    open: bool
    below: Level


@dataclass(frozen=True)
class Level:
    """Queues of one level; `left` of them are not here but at the address `more`."""

    nodes: tuple[TreeNode, ...] = ()
    left: int = 0
    more: str = ""


async def load_tree(
    read: ReadUow, principal: Principal, counts: Iterable[QueueCounts], current_id: int | None
) -> Level:
    """Queues that are in use or still hold open tickets; the branch that leads to the current one is unfolded.

    Without those that hold none, for whom wants it so: a queue above one that holds some stays.
    """
    return (await _Forest.load(read, principal, counts, current_id)).level(None)


async def load_branch(read: ReadUow, principal: Principal, below: int | None, start: int) -> Level:
    """What stands below a queue (None: at the top), from a row on. Raises QueueNotFound."""
    forest = await _Forest.load(read, principal, await tickets.queue_counts(read, principal), None)
    parent = next((queue for queue in forest.queues if queue.id == below), None)
    if below is not None and parent is None:
        raise QueueNotFound
    return forest.level(parent, start)


class _Forest:
    def __init__(self, shown: list[QueueRead], counts: Mapping[int, QueueCounts], current_id: int | None) -> None:
        self.queues = shown
        self._children = queues.queue_children(shown)
        self._current_id = current_id
        self._is_small = len(shown) <= ALL_AT_ONCE
        self._open: set[str] = set()  # names of the current queue and of those above it
        self._counts: dict[str, tuple[int, int]] = {}  # open and new by name, with what is below
        for own in counts.values():
            for name in _with_those_above(own.queue.name):
                open_, new = self._counts.get(name, (0, 0))
                self._counts[name] = (open_ + own.open, new + own.new)
        current = next((queue for queue in shown if queue.id == current_id), None) if current_id is not None else None
        if current is not None:
            self._open.update(_with_those_above(current.name))

    @classmethod
    async def load(
        cls, read: ReadUow, principal: Principal, counted: Iterable[QueueCounts], current_id: int | None
    ) -> _Forest:
        counts = {one.queue.id: one for one in counted}
        readable = await queues.list_queues_for(read, principal, "ro")
        shown = [queue for queue in readable if queue.is_valid or queue.id in counts or queue.id == current_id]
        forest = cls(shown, counts, current_id)
        if await sysconfig.get_for(read, settings.HIDE_EMPTY_QUEUES, int(principal.user_id)):
            return cls([queue for queue in shown if forest.is_wanted(queue)], counts, current_id)
        return forest

    def is_wanted(self, queue: QueueRead) -> bool:
        """Whether there are tickets in or below it, or it is the current one or above that."""
        return queue.name in self._open or self._counts.get(queue.name, (0, 0))[0] > 0

    def level(self, parent: QueueRead | None, start: int = 0) -> Level:
        """With the current branch, wherever it stands."""
        found = self._children.get(parent.name if parent else None, [])[max(start, 0) :]
        here = [queue for at, queue in enumerate(found) if self._is_small or at < ROWS or queue.name in self._open]
        left = 0 if self._is_small else max(0, len(found) - ROWS)
        more = _address(parent, max(start, 0) + ROWS) if left else ""
        return Level(tuple(self._node(queue) for queue in here), left, more)

    def _node(self, queue: QueueRead) -> TreeNode:
        is_open = queue.name in self._open
        below = Level()
        if self._is_small or is_open:
            below = self.level(queue)
        elif queue.name in self._children:
            below = Level(left=len(self._children[queue.name]), more=_address(queue))
        count, new = self._counts.get(queue.name, (0, 0))
        return TreeNode(
            label=queue.label,
            url=f"/agent/queues/{queue.id}",
            count=count,
            new=new,
            current=queue.id == self._current_id,
            open=is_open,
            below=below,
        )


def _address(parent: QueueRead | None, start: int = 0) -> str:
    below = f"below={parent.id}&" if parent else ""
    return f"/agent/queues/tree?{below}start={start}"


def _with_those_above(name: str) -> Iterator[str]:
    """Whether or not they are shown."""
    above: str | None = name
    while above is not None:
        yield above
        above = hierarchy.parent_of(above)


def with_descendants(all_queues: Iterable[QueueRead], queue: QueueRead) -> tuple[int, ...]:
    """Ids of a queue and of all below it."""
    inside = queue.name + hierarchy.SEPARATOR
    return tuple(one.id for one in all_queues if one.id == queue.id or one.name.startswith(inside))
