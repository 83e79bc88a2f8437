"""Exit codes of `gotrs mail ingest`: what a mail server understands."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

from gotrs_api.kernel.settings import Settings
from gotrs_api.mail.inbound import ingest
from gotrs_api.mail.inbound.spool import IntakeOptions

EX_OK, EX_NOINPUT, EX_TEMPFAIL = 0, 66, 75
Say = Callable[[str], None]


def ingest_file(file: str, *, queue: str, trusted: bool, say: Say, complain: Say) -> int:
    """One mail from a file or, for `-`, standard input. 0 only when it is stored for good (or was before)."""
    options = IntakeOptions(queue=queue, trusted=trusted)
    try:
        if file == "-":
            result = asyncio.run(ingest.ingest_one(Settings(), sys.stdin.buffer, options))
        else:
            with Path(file).open("rb") as stream:
                result = asyncio.run(ingest.ingest_one(Settings(), stream, options))
    except FileNotFoundError as error:
        if error.filename == file:
            complain(f"There is no file {file}.")
            return EX_NOINPUT
        return _try_again(error, complain)
    except Exception as error:  # whatever it was: the mail server keeps the mail and tries again
        return _try_again(error, complain)
    say(f"duplicate of {result.original_id}" if result.is_duplicate else f"stored as {result.spool_id}")
    return EX_OK


def ingest_maildir(maildir: Path, *, queue: str, trusted: bool, say: Say, complain: Say) -> int:
    """All of a maildir's new mails. 0 when each is stored."""
    options = IntakeOptions(queue=queue, trusted=trusted)
    try:
        counts = asyncio.run(ingest.ingest_maildir(Settings(), maildir, options))
    except Exception as error:
        return _try_again(error, complain)
    say(f"{counts.received} stored, {counts.duplicates} duplicates, {counts.failed} failed")
    return EX_TEMPFAIL if counts.failed else EX_OK


def _try_again(error: Exception, complain: Say) -> int:
    complain(f"The mail could not be stored: {type(error).__name__}: {str(error)[:500]}")
    return EX_TEMPFAIL
