"""Names with levels: `Parent::Child` (queues, services)."""

from __future__ import annotations

from gotrs_api.kernel.errors import InvalidInput

SEPARATOR = "::"


def check_name(name: str) -> None:
    """Raises InvalidInput for an empty level or blanks at its ends."""
    if any(not level or level != level.strip() for level in name.split(SEPARATOR)):
        raise InvalidInput.field("/name", "levels", "Between two `::` there must be a name without blanks around it.")


def parent_of(name: str) -> str | None:
    return name.rpartition(SEPARATOR)[0] or None


def leaf_of(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]


def below(name: str, parent: str) -> bool:
    """Whether `name` lies somewhere under `parent`."""
    return name.startswith(parent + SEPARATOR)


def moved(name: str, old_parent: str, new_parent: str) -> str:
    """The name of a descendant after its ancestor was renamed."""
    return new_parent + name[len(old_parent) :]
