"""The generators by name, as the setting `Ticket::NumberGenerator` gives it."""

from typing import Final

from gotrs_api.tickets.numbers.auto_increment import AUTO_INCREMENT
from gotrs_api.tickets.numbers.date import DATE
from gotrs_api.tickets.numbers.date_checksum import DATE_CHECKSUM
from gotrs_api.tickets.numbers.generator import NumberGenerator
from gotrs_api.tickets.numbers.random import RANDOM

GENERATORS: Final = {generator.name: generator for generator in (DATE, DATE_CHECKSUM, AUTO_INCREMENT, RANDOM)}


def generator_for(setting: str) -> NumberGenerator:
    """The generator of a setting value: its Perl module (`Kernel::System::Ticket::Number::Date`) or its short name.

    Raises ValueError for a generator that does not exist; numbering differently without a word would be worse.
    """
    name = setting.rpartition("::")[2]
    if name not in GENERATORS:
        raise ValueError(f"Unknown ticket number generator: {setting}")
    return GENERATORS[name]
