"""Refusals of transfer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gotrs_api.i18n import N_
from gotrs_api.kernel.errors import FieldError, InvalidInput, NotFound

if TYPE_CHECKING:
    from gotrs_api.admin.transfer.importing import Planned


class KindNotFound(NotFound):
    code, message = "transfer.kind_not_found", N_("Nothing of this kind goes out to files.")


class WrongRows(InvalidInput):
    """Nothing was written; `rows` are all of the file, with what is wrong."""

    code = "transfer.wrong_rows"

    def __init__(self, rows: Sequence[Planned], errors: Sequence[FieldError], **params: Any) -> None:
        super().__init__(errors=errors, **params)
        self.rows = tuple(rows)
