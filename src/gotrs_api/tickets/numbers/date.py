"""Generator Date: day, system id, counter of the day."""

import re
from datetime import datetime
from typing import Final

from gotrs_api.tickets.numbers.generator import CounterScope, NumberGenerator, NumberSettings


def _build(now: datetime, counter: int, settings: NumberSettings) -> str:
    width = (settings.min_counter_size or 5) if settings.use_formatted_counter else 0
    return f"{now:%Y%m%d}{settings.system_id}{counter:0{width}d}"


def _pattern(settings: NumberSettings) -> str:
    return rf"[0-9]{{8}}{re.escape(settings.expected_system_id)}[0-9]{{1,40}}"


DATE: Final = NumberGenerator("Date", CounterScope.DAY, _build, _pattern)
