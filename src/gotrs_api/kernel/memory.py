"""What a process does with memory that it no longer needs."""

import ctypes
from contextlib import suppress
from typing import Final

_M_MMAP_THRESHOLD: Final = -3  # malloc.h
LARGE_BYTES: Final = 1024 * 1024


def give_back_large_blocks() -> None:
    """Let each large block be one of its own, which the system gets back, and which grows where it is.

    Left to itself glibc raises the limit with what is freed, up to 32 MiB: then a mail with a large file costs four times
    its size, and most of that for good. Does nothing where there is another C library.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE_BYTES)
