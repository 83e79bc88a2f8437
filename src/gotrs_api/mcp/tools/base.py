"""What a tool is: a name, parameters, a rule like a route's, and a function over the services."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.identity.principal import Principal
from gotrs_api.identity.rules import Rule
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.kernel.lists import as_json
from gotrs_api.mcp.desk import Desk
from gotrs_api.tickets.schemas.fields import BigId, Id, Name

Values: TypeAlias = dict[str, Any]
# Tools take a name wherever they take an id.
NameOrId = Annotated[Name | Id, Field(description="Id as a number, or name.")]
TicketId = Annotated[BigId, Field(description="The ticket's id, not its number.")]


class Given(BaseModel):
    """Arguments of a tool; unknown ones are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(BaseModel):
    """A tool's structured result."""

    model_config = ConfigDict(frozen=True)


def as_text(result: BaseModel | Values) -> str:
    """JSON, without blanks: who reads it pays for each."""
    return as_json(result).decode() if isinstance(result, dict) else result.model_dump_json(by_alias=True)


@dataclass(frozen=True, kw_only=True)
class Tool:
    """`rule` is who may call it; every tool also needs the scope `mcp`, which the route asks for.

    `run` answers with a `result`, or with its values as they go out where the service has them so.
    `destructive` tells that something may be overwritten, `idempotent` that a second call changes nothing more.
    """

    name: str
    title: str
    description: str
    rule: Rule
    parameters: type[Given]
    result: type[BaseModel]
    run: Callable[[Desk, Any], Awaitable[BaseModel | Values]]
    read_only: bool = True
    destructive: bool = False
    idempotent: bool = True
    open_world: bool = False

    def may_be_called_by(self, principal: Principal) -> bool:
        try:
            self.rule.check(principal)
        except Forbidden:
            return False
        return True

    def described(self, version: str) -> dict[str, Any]:
        """As `tools/list` tells it; revisions before 2025-03-26 know no annotations, before 2025-06-18 no output."""
        described: dict[str, Any] = {
            "name": self.name,
            "description": self.description,
            "inputSchema": self.parameters.model_json_schema(),
        }
        if version >= "2025-03-26":
            described["annotations"] = {
                "title": self.title,
                "readOnlyHint": self.read_only,
                "destructiveHint": self.destructive,
                "idempotentHint": self.idempotent,
                "openWorldHint": self.open_world,
            }
        if version >= "2025-06-18":
            described["title"] = self.title
            described["outputSchema"] = self.result.model_json_schema(mode="serialization")
        return described
