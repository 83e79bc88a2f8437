"""Find the ticket number in the subject or body of a message."""

import re
from functools import lru_cache

from gotrs_api.tickets.numbers.generator import NumberGenerator, NumberSettings


def recognise_number(text: str, generator: NumberGenerator, settings: NumberSettings) -> str | None:
    """The first number that follows the ticket hook in `text`, or None; whether the ticket exists is not asked.

    The hook counts in any case and needs no brackets. Tried first with the divider, then with a colon and up to two
    blanks. Source: OTRS 6, Kernel/System/Ticket/Number/*.pm, GetTNByString.
    """
    for pattern in _patterns(generator, settings):
        match = pattern.search(text)
        if match:
            return match[1]
    return None


@lru_cache(maxsize=64)
def _patterns(generator: NumberGenerator, settings: NumberSettings) -> tuple[re.Pattern[str], ...]:
    hook, divider, number = re.escape(settings.hook), re.escape(settings.hook_divider), generator.pattern(settings)
    return (
        re.compile(f"{hook}{divider}({number})", re.IGNORECASE),
        re.compile(rf"{hook}:\s{{0,2}}({number})", re.IGNORECASE),
    )
