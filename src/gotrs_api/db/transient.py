"""Errors of a database that go away when the transaction is simply run again."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
log = structlog.get_logger(__name__)
TRIES = 3

_POSTGRESQL_STATES = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_MYSQL_CODES = frozenset({1205, 1213})  # lock wait timeout, deadlock


def is_transient(error: BaseException) -> bool:
    """Whether two transactions got into each other's way: neither the statement nor the data was wrong."""
    if not isinstance(error, DBAPIError) or error.orig is None:
        return False
    original: object = error.orig
    if getattr(original, "sqlstate", None) in _POSTGRESQL_STATES:
        return True
    arguments = getattr(original, "args", ())
    if arguments and arguments[0] in _MYSQL_CODES:
        return True
    return "database is locked" in str(original)


async def patiently(work: Callable[[], Awaitable[T]], *, tries: int = TRIES) -> T:
    """Run `work`, one whole transaction, again while others get into its way; at most so many times. Raises what it raises."""
    while True:
        try:
            return await work()
        except DBAPIError as error:
            tries -= 1
            if not tries or not is_transient(error):
                raise
            log.info("transaction.again", error=str(error.orig))
        await asyncio.sleep(random.uniform(0.01, 0.1))
