"""How full names are written."""

from functools import lru_cache

_ORDERS = (
    "{first} {last}",
    "{last}, {first}",
    "{first} {last} ({login})",
    "{last}, {first} ({login})",
    "({login}) {first} {last}",
    "({login}) {last}, {first}",
    "{last} {first}",
    "{last} {first} ({login})",
    "({login}) {last} {first}",
    "{last}{first}",
)


@lru_cache(maxsize=20_000)
def full_name(first: str, last: str, login: str, order: int = 0) -> str:
    """By OTRS's setting `FirstnameLastnameOrder` (0 to 9; anything else counts as 0)."""
    pattern = _ORDERS[order] if 0 <= order < len(_ORDERS) else _ORDERS[0]
    return pattern.format(first=first, last=last, login=login).strip() or login
