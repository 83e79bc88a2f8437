"""Settings of the desk that agents may have their own value of, as they come and go."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue


class OwnSetting(BaseModel):
    """`value_schema` is the JSON Schema of what it may be."""

    model_config = ConfigDict(frozen=True)

    name: str
    description: str
    value: Any = Field(description="One's own; null: as the desk has it.")
    of_the_desk: Any
    options: tuple[str, ...]
    value_schema: dict[str, Any]


class OwnSettingList(BaseModel):
    model_config = ConfigDict(frozen=True)

    data: list[OwnSetting]


class OwnSettingWrite(BaseModel):
    """Refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: JsonValue = Field(description="null: as the desk has it.")
