"""Times in `mail_queue.due_time`, kept where OTRS never gets.

OTRS takes every row whose due time is empty or past, and could not read ours. So the due times of our rows count from
the year 9000 instead of 2000: to OTRS they are never due, and nothing is lost of when we mean to try.
"""

from datetime import UTC, datetime

_OURS_BEGIN = datetime(9000, 1, 1, tzinfo=UTC)
_TRUE_BEGIN = datetime(2000, 1, 1, tzinfo=UTC)


def shifted(moment: datetime) -> datetime:
    """What is written for a moment at which we want to try."""
    return _OURS_BEGIN + (moment - _TRUE_BEGIN)


def true_time(stored: datetime) -> datetime:
    """The moment again; raises nothing for OTRS's rows, whose times are what they are."""
    return _TRUE_BEGIN + (stored - _OURS_BEGIN) if is_ours(stored) else stored


def is_ours(stored: datetime | None) -> bool:
    return stored is not None and stored.year >= 8999
