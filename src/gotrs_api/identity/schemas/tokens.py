"""Personal access tokens."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from gotrs_api.identity.principal import Kind
from gotrs_api.identity.schemas.base import Input, Output
from gotrs_api.identity.scopes import Scope


class TokenCreate(Input):
    name: str = Field(min_length=1, max_length=200, examples=["nightly report"])
    scopes: list[Scope] = Field(min_length=1, max_length=50, description="A ceiling, never a grant.")
    expires: Literal["30d", "90d", "1y", "never"] | date = Field(
        "90d", description="A span, `never`, or the last day (UTC) on which it works."
    )
    rate_limit: int | None = Field(None, ge=1, le=100_000, description="Requests a minute; null: as everybody.")


class TokenRead(Output):
    id: int
    name: str
    prefix: str = Field(description="Its first part, for telling tokens apart.", examples=["3f9a01bc"])
    kind: Kind
    owner: str = Field(description="The owner's login.")
    scopes: list[str]
    rate_limit: int | None
    created: datetime
    expires: datetime | None
    last_used: datetime | None
    last_used_address: str | None
    revoked: datetime | None


class TokenCreated(TokenRead):
    token: str = Field(description="The token itself; never shown again.")


class ScopeRead(Output):
    name: Scope
    description: str
    agents_only: bool
