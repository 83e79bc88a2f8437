"""What a ticket number generator is, and the settings that it reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CounterScope(StrEnum):
    """Over which rows of `ticket_number_counter` a generator counts; a generator without counter has none."""

    DAY = "day"
    GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class NumberSettings:
    """System settings of ticket numbers, named after theirs; `min_counter_size` is already resolved (see below)."""

    system_id: str = "10"
    hook: str = "Ticket#"
    hook_divider: str = ""
    check_system_id: bool = True
    use_formatted_counter: bool = False
    min_counter_size: int = 5
    auto_increment_min_counter_size: int | None = None

    @property
    def expected_system_id(self) -> str:
        """The system id that a number in text must carry; empty when it is not checked."""
        return self.system_id if self.check_system_id else ""

    @property
    def auto_increment_width(self) -> int:
        return self.auto_increment_min_counter_size or self.min_counter_size or 5


@dataclass(frozen=True, slots=True)
class NumberGenerator:
    """One way to number tickets.

    build(now, counter, settings): the number; `now` is in `OTRSTimeZone`, `counter` 1, 2, … in `scope` (ignored
    without one). pattern(settings): regular expression of the numbers that it recognises in text.
    """

    name: str
    scope: CounterScope | None
    build: Callable[[datetime, int, NumberSettings], str]
    pattern: Callable[[NumberSettings], str]
