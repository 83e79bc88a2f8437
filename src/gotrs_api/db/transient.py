"""Errors of a database that go away when the transaction is simply run again."""

from sqlalchemy.exc import DBAPIError

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
