"""Answers that last as long as somebody listens must end when the server does; uvicorn waits for them otherwise."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def when_told_to_end(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` in the loop as soon as the process is asked to end, before whoever handled that signal until now."""
    if threading.current_thread() is not threading.main_thread():  # a server inside a test
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def handle(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(tell)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number in before:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is handle:
                signal.signal(number, handler)
