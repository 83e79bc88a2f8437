"""System settings as they come and go."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class SettingRead(BaseModel):
    """`value` counts now; `value_schema` is the JSON Schema of what it may be."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="The same as the name.")
    name: str = Field(description="OTRS's name where OTRS has the setting.")
    group: str = Field(description="Where it stands in the tree, levels divided by `::`.")
    description: str
    value: Any
    default: Any
    is_modified: bool
    is_undeployed: bool = Field(
        description="Whether it was changed in an OTRS on this database and not deployed there: that does not count."
    )
    undeployed_value: Any = Field(description="What it was changed to there; null where nothing waits.")
    has_effect: bool = Field(description="False: nothing here reads it; it is kept for an OTRS on the same database.")
    is_optional: bool = Field(description="An empty value switches it off, also for an OTRS on the same database.")
    agents_may_change: bool | None = Field(
        description="Whether agents may have a value of their own; null where none ever can."
    )
    options: tuple[str, ...] = Field(description="The only values that are allowed, where there are such.")
    keys: tuple[str, ...] = Field(description="Of a hash, or of each in a list of hashes: keys that mean something.")
    value_schema: dict[str, Any]


class SettingWrite(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: JsonValue
    agents_may_change: bool | None = Field(None, description="Without it that stays as it is.")


class SettingChangeRead(BaseModel):
    """A change that was made; None stands for the default."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str
    value_before: Any
    value_after: Any
    changed: datetime
    changed_by: str


class SettingsRestored(BaseModel):
    """The settings that are as they were before."""

    model_config = ConfigDict(frozen=True)

    names: tuple[str, ...]


class AgentValueRead(BaseModel):
    """What counts for one agent instead of what counts for all, as long as agents may have a value of their own."""

    model_config = ConfigDict(frozen=True)

    id: int
    name: str = Field(description="Of the setting.")
    user_id: int
    login: str
    agent: str = Field(description="The agent's full name.")
    value: Any
    changed: datetime
