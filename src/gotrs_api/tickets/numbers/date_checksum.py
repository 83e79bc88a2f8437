"""Generator DateChecksum: day, system id, padded counter of the day, check digit."""

import re
from datetime import datetime
from typing import Final

from gotrs_api.tickets.numbers.generator import CounterScope, NumberGenerator, NumberSettings

_COUNTER_WIDTH: Final = 5


def check_digit(digits: str) -> str:
    """The digit that DateChecksum appends to `digits`: weights 1, 2, 1, 2, … from the left, 10 becomes 1."""
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(digits))
    rest = 10 - total % 10
    return str(1 if rest == 10 else rest)


def _build(now: datetime, counter: int, settings: NumberSettings) -> str:
    digits = f"{now:%Y%m%d}{settings.system_id}{counter:0{_COUNTER_WIDTH}d}"
    return digits + check_digit(digits)


def _pattern(settings: NumberSettings) -> str:
    return rf"[0-9]{{8}}{re.escape(settings.expected_system_id)}[0-9]{{4,40}}"


DATE_CHECKSUM: Final = NumberGenerator("DateChecksum", CounterScope.DAY, _build, _pattern)
