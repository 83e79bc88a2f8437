"""Numbers that no other test process on this machine holds now, for names of databases.

Workers of one run and runs beside each other never meet in one database this way, and a
database is found again by the next run that gets the same number.
"""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Two checkouts hold different migrations, so each has templates and databases of its own.
CHECKOUT = hashlib.sha256(str(Path(__file__).resolve().parents[2]).encode()).hexdigest()[:6]
DATABASES = f"gotrs_test_{CHECKOUT}"
FOLDER = Path(tempfile.gettempdir()) / f"gotrs-tests-{getpass.getuser()}-{CHECKOUT}"
MAX_SLOTS = 64


class Slot:
    """Held until the process ends; the operating system frees it even after a kill."""

    def __init__(self) -> None:
        FOLDER.mkdir(mode=0o700, exist_ok=True)
        for number in range(MAX_SLOTS):
            handle = os.open(FOLDER / f"slot-{number}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(handle)
            else:
                self.number, self._handle = number, handle
                return
        raise RuntimeError(f"more than {MAX_SLOTS} test processes at once")


@contextmanager
def machine_wide_lock(name: str) -> Iterator[None]:
    """One process at a time, for what all slots share (template databases)."""
    FOLDER.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(FOLDER / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
