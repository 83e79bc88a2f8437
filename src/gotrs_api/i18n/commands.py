"""Commands built from what people typed, with sentences for what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import FieldError, InvalidInput

ModelT = TypeVar("ModelT", bound=BaseModel)
_SENTENCES: Final = {
    "missing": N_("This is required."),
    "string_too_short": N_("This is required."),
    "string_too_long": N_("This is too long."),
    "datetime_from_date_parsing": N_("This is no date and time."),
    "greater_than": N_("This is too small."),
    "greater_than_equal": N_("This is too small."),
    "less_than_equal": N_("This is too large."),
    "int_parsing": N_("Give a whole number."),
    "not_a_number": N_("This is no amount of time."),
    "out_of_range": N_("This is no amount of time."),
}
_OTHERWISE: Final = N_("This value is not valid.")


def build(schema: type[ModelT], values: Mapping[str, Any]) -> ModelT:
    """The command. Raises InvalidInput with a pointer for each value that does not fit."""
    try:
        return schema.model_validate(values)
    except ValidationError as error:
        raise InvalidInput(
            errors=[
                FieldError(
                    "/" + "/".join(str(part) for part in found["loc"]),
                    found["type"],
                    _SENTENCES.get(found["type"], _OTHERWISE),
                )
                for found in error.errors()
            ]
        ) from error
