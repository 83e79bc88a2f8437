"""What a failure of the database means for the caller."""

from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from gotrs_api.db.transient import is_transient
from gotrs_api.kernel.errors import Disturbed, GotrsError, Unavailable

DATABASE_ERRORS = (DBAPIError, PoolTimeout)
# PostgreSQL: no connection, no room for another one or on the disk, going down or coming up.
_POSTGRESQL_CLASSES: Final = ("08", "53", "57P")
# MariaDB and MySQL: too many connections (of all, of one user), disk full, not to be reached.
_MYSQL_CODES: Final = frozenset({1021, 1040, 1203, 1226, 2002, 2003, 2006, 2013})


def refusal_of(error: Exception) -> GotrsError | None:
    """Disturbed or Unavailable for one of DATABASE_ERRORS; None where the statement itself was wrong, which is a bug."""
    if is_transient(error):
        return Disturbed()
    if isinstance(error, DBAPIError) and not error.connection_invalidated and not _is_out_of_reach(error.orig):
        return None
    return Unavailable()


def _is_out_of_reach(original: object) -> bool:
    if isinstance(original, OSError):
        return True
    if (getattr(original, "sqlstate", None) or "").startswith(_POSTGRESQL_CLASSES):
        return True
    arguments: tuple[object, ...] = getattr(original, "args", ())
    return bool(arguments) and arguments[0] in _MYSQL_CODES
