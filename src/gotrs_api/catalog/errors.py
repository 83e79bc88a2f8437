"""Refusals around master data."""

from __future__ import annotations

from gotrs_api.kernel.errors import Conflict, FieldError, InvalidInput, NotFound


class EntryNotFound(NotFound):
    code = "catalog.not_found"


class NameTaken(Conflict):
    code = "catalog.name_taken"
    message = "There is another entry with the name {name}."

    def __init__(self, name: str) -> None:
        super().__init__(name=name, errors=[FieldError("/name", "taken", "This name is in use.")])


class UnknownReference(InvalidInput):
    """A name or id that leads nowhere, or a name and an id that do not belong together."""

    code = "catalog.unknown_reference"

    @classmethod
    def at(cls, pointer: str, detail: str = "There is nothing with this name or id.") -> UnknownReference:
        return cls(errors=[FieldError(pointer, "unknown", detail)])


class ParentMissing(InvalidInput):
    code = "catalog.parent_missing"
    message = "The parent {parent} does not exist."

    def __init__(self, parent: str) -> None:
        super().__init__(parent=parent, errors=[FieldError("/name", "parent", "The parent does not exist.")])


class LastOfItsKind(Conflict):
    code = "catalog.last_of_its_kind"
    message = "At least one valid entry must remain: {name} is the last."


class AddressTaken(Conflict):
    code = "catalog.address_taken"
    message = "The address {email} is already one of the system's."


class InUse(Conflict):
    code = "catalog.in_use"
    message = "{name} is in use and cannot become invalid."
