"""OTRS's `valid` table: whether a row of master data may be chosen."""

from __future__ import annotations

from enum import StrEnum


class Validity(StrEnum):
    """Only VALID rows can be chosen; the others keep their meaning where they are in use already."""

    VALID = "valid"
    INVALID = "invalid"
    INVALID_TEMPORARILY = "invalid-temporarily"

    @property
    def id(self) -> int:
        """`valid.id`, the same in every OTRS database."""
        return _IDS[self]

    @classmethod
    def of(cls, valid_id: int) -> Validity:
        """What is none of the three counts as invalid."""
        return _BY_ID.get(valid_id, cls.INVALID)


_IDS = {Validity.VALID: 1, Validity.INVALID: 2, Validity.INVALID_TEMPORARILY: 3}
_BY_ID = {number: validity for validity, number in _IDS.items()}
