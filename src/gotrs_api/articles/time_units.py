"""How an amount of worked time is written: a number, or text as people type it."""

from __future__ import annotations

import re
from decimal import ROUND_DOWN, Decimal, InvalidOperation
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from gotrs_api.i18n import N_

_CENT: Final = Decimal("0.01")
_MOST: Final = Decimal("99999999.99")  # decimal(10,2)
_BLANKS: Final = re.compile(r"\s+")
_NO_AMOUNT: Final = N_("This is no amount of time.")


def parse_time_units(given: object) -> Decimal:
    """Comma is a point, blanks go, the third decimal and what follows is cut off; less than nothing corrects a booking.

    Raises ValueError. Source: OTRS 6, Kernel/System/Ticket.pm, TicketAccountTime.
    """
    text = _BLANKS.sub("", str(given)).replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise PydanticCustomError("not_a_number", _NO_AMOUNT) from None
    if not amount.is_finite() or amount.copy_abs() > _MOST:
        raise PydanticCustomError("out_of_range", _NO_AMOUNT)
    return amount.quantize(_CENT, rounding=ROUND_DOWN)


TimeUnits = Annotated[
    Decimal,
    BeforeValidator(parse_time_units),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]}),
    Field(description="A number, or text with a comma or point; cut to two decimals."),
]
