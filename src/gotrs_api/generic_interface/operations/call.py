"""One call of an operation: what it was asked, by whom and from where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from gotrs_api.generic_interface.errors import OperationFailed
from gotrs_api.generic_interface.webservice import Operation
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import Site

Data = Mapping[str, Any]
Answer = Any


@dataclass(frozen=True)
class Call:
    """`data` is what came in after mapping: texts, numbers, lists and mappings, as their sender wrote them.

    `token` makes a principal of a personal access token, `count` counts a request against its limit: both belong to the
    door, which knows the HTTP request.
    """

    site: Site
    operation: Operation
    data: Data
    address: str
    user_agent: str
    token: Callable[[str], Awaitable[Principal | None]] = field(repr=False)
    count: Callable[[Principal | None], Awaitable[None]] = field(repr=False)

    @property
    def name(self) -> str:
        """`TicketGet` of `Ticket::TicketGet`: what error codes and messages begin with, whatever the operation is called."""
        return self.operation.type.rpartition("::")[2]

    def with_data(self, data: Data) -> Call:
        return replace(self, data=data)

    def failed(self, code: str, message: str) -> OperationFailed:
        return OperationFailed(f"{self.name}.{code}", f"{self.name}: {message}")

    def missing(self, message: str) -> OperationFailed:
        return self.failed("MissingParameter", message)

    def invalid(self, message: str) -> OperationFailed:
        return self.failed("InvalidParameter", message)


Run = Callable[[Call], Awaitable[Answer]]
