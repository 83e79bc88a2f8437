"""Refusals of dynamic fields."""

from gotrs_api.kernel.errors import Conflict, FieldError, InvalidInput, NotFound


class FieldNotFound(NotFound):
    code = "dynamic_field.not_found"


class FieldNameTaken(Conflict):
    code = "dynamic_field.name_taken"
    message = "There is another dynamic field with the name {name}."

    def __init__(self, name: str) -> None:
        super().__init__(name=name, errors=[FieldError("/name", "taken", "This name is in use.")])


class FieldProtected(Conflict):
    """Internal fields: the program needs them as they are."""

    code = "dynamic_field.protected"
    message = "The field {name} belongs to the system: only its label, order and validity can be changed."


class InvalidField(InvalidInput):
    """A field's definition does not make sense."""

    code = "dynamic_field.invalid"


class InvalidValue(InvalidInput):
    """A value does not fit its field, or there is no such field."""

    code = "dynamic_field.invalid_value"
