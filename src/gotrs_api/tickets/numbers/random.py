"""Generator Random: system id and ten random digits."""

import re
import secrets
from datetime import datetime
from typing import Final

from gotrs_api.tickets.numbers.generator import NumberGenerator, NumberSettings

_UPPER_BOUND: Final = 9_999_999_999


def _build(_now: datetime, _counter: int, settings: NumberSettings) -> str:
    return f"{settings.system_id}{secrets.randbelow(_UPPER_BOUND):010d}"


def _pattern(settings: NumberSettings) -> str:
    return rf"{re.escape(settings.expected_system_id)}[0-9]{{2,20}}"


RANDOM: Final = NumberGenerator("Random", None, _build, _pattern)
