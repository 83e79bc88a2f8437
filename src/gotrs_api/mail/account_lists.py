"""How lists of mail accounts, fetching and sending, are narrowed and sorted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import Field

from gotrs_api.catalog.validity import Validity
from gotrs_api.kernel.lists import ListQuery

SORTS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "name": lambda account: account.name.lower(),
    "host": lambda account: account.host.lower(),
    "valid": lambda account: account.valid,
    "created": lambda account: account.created,
    "changed": lambda account: account.changed,
}


class AccountQuery(ListQuery):
    q: str | None = Field(None, max_length=200, description="Part of name, login or host, whatever the case.")
    valid: Validity | None = None

    def fits(self, valid: Validity, *texts: str) -> bool:
        """`texts` are those that `q` is looked for in."""
        return (self.valid is None or valid is self.valid) and (
            self.q is None or self.q.lower() in "\n".join(texts).lower()
        )
