"""Generator AutoIncrement: system id and a counter that never restarts."""

import re
from datetime import datetime
from typing import Final

from gotrs_api.tickets.numbers.generator import CounterScope, NumberGenerator, NumberSettings

_DAY: Final = r"[0-9]{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"


def next_counter_after(last_tn: str, settings: NumberSettings) -> int:
    """The first counter on an empty counter table, from the number of the ticket with the highest id.

    A number of a date-based generator does not count: numbering starts at 1. The caller leaves out ticket 1, which
    the installation brings along.
    """
    system_id = re.escape(settings.system_id)
    if re.match(_DAY + system_id, last_tn):
        return 1
    counter = re.sub(rf"\A{system_id}0*", "", last_tn)
    return int(counter) + 1 if re.fullmatch(r"[0-9]+", counter) else 1


def _build(_now: datetime, counter: int, settings: NumberSettings) -> str:
    return f"{settings.system_id}{counter:0{settings.auto_increment_width}d}"


def _pattern(settings: NumberSettings) -> str:
    width = settings.auto_increment_width
    return rf"{re.escape(settings.expected_system_id)}[0-9]{{{width},{width + 5}}}"


AUTO_INCREMENT: Final = NumberGenerator("AutoIncrement", CounterScope.GLOBAL, _build, _pattern)
