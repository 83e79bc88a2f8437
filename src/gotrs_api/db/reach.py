"""Whether an error says that the database could not be reached at all, for those who must tell a person."""

import errno
import socket

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

_AWAY = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EHOSTDOWN)
# Connection trouble, wrong password, no such database, shutting down; see PostgreSQL's appendix A.
_POSTGRESQL_STATES = ("08", "28", "3D000", "57P")
# Access denied, unknown database, cannot connect, host unknown, connection lost.
_MYSQL_CODES = frozenset({1044, 1045, 1049, 1698, 2002, 2003, 2005, 2006, 2013})
_SQLITE_WORDS = "unable to open database file"


def why_unreachable(error: BaseException) -> str | None:
    """What the network or the server said, in one line; None for errors of any other kind."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if original is None or not _says_so(original):
        return None
    arguments = original.args
    text = arguments[1] if len(arguments) > 1 and isinstance(arguments[1], str) else str(original)
    return " ".join(text.split()) or type(original).__name__


def shown_url(url: str) -> str:
    """The address of a database without its password."""
    return make_url(url).render_as_string(hide_password=True)


def _says_so(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return _is_network(error)
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str) and state.startswith(_POSTGRESQL_STATES):
        return True
    if error.args and isinstance(error.args[0], int) and error.args[0] in _MYSQL_CODES:
        return True
    return _SQLITE_WORDS in str(error)


def _is_network(error: OSError) -> bool:
    if isinstance(error, BrokenPipeError):  # the reader of our output is gone
        return False
    # asyncio joins the failures of a name's several addresses into one OSError without a number.
    several = error.errno is None and str(error).startswith("Multiple exceptions")
    return several or error.errno in _AWAY or isinstance(error, ConnectionError | TimeoutError | socket.gaierror)
