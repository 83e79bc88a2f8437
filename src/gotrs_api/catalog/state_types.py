"""OTRS's types of states. Rules go by the type; which states there are, and their names, administrators decide."""

from typing import Final

NEW: Final = "new"
OPEN: Final = "open"
PENDING_REMINDER: Final = "pending reminder"
PENDING_AUTO: Final = "pending auto"
CLOSED: Final = "closed"
MERGED: Final = "merged"
REMOVED: Final = "removed"

PENDING: Final = (PENDING_REMINDER, PENDING_AUTO)
UNFINISHED: Final = (NEW, OPEN, *PENDING)
FINISHED: Final = (CLOSED, MERGED, REMOVED)
