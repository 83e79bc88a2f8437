"""Refusals around attribute relations."""

from __future__ import annotations

from gotrs_api.kernel.errors import Conflict, FieldError, InvalidInput, NotFound


class RelationNotFound(NotFound):
    code = "attribute_relation.not_found"
    message = "There is no such attribute relation."


class FilenameTaken(Conflict):
    code = "attribute_relation.filename_taken"
    message = "There is another attribute relation from the file {filename}."

    def __init__(self, filename: str) -> None:
        super().__init__(filename=filename, errors=[FieldError("/filename", "taken", "This name is in use.")])


class InvalidRelation(InvalidInput):
    code = "attribute_relation.invalid"
