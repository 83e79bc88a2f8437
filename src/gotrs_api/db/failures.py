"""What it means for whoever asks that the database did not do as it was told."""

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from gotrs_api.db.transient import is_transient
from gotrs_api.kernel.errors import Disturbed, GotrsError, Unavailable

DATABASE_ERRORS = (DBAPIError, PoolTimeout)


def refusal_of(error: Exception) -> GotrsError | None:
    """Disturbed or Unavailable for one of DATABASE_ERRORS; None where the statement itself was wrong, which is a bug."""
    if is_transient(error):
        return Disturbed()
    if isinstance(error, DBAPIError) and not error.connection_invalidated and not isinstance(error.orig, OSError):
        return None
    return Unavailable()
