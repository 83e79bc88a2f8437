"""One's own account."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from gotrs_api.identity.principal import Kind
from gotrs_api.identity.schemas.base import Input, Output

PreferenceKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9:_#.-]{0,149}$")]


class OutOfOffice(Input):
    """Both days count."""

    start: date
    end: date


class Me(Output):
    kind: Kind
    id: int | None = Field(description="users.id of an agent; null for customers.")
    login: str
    name: str
    email: str
    language: str
    time_zone: str
    is_admin: bool
    groups: dict[str, list[str]] = Field(description="Rights by group; of agents.")
    customer_ids: list[str]
    scopes: list[str] | None = Field(description="Of the token that is used; null: no limit.")
    out_of_office: OutOfOffice | None


class MeUpdate(Input):
    """What is not sent stays."""

    language: str | None = Field(None, max_length=20)
    time_zone: str | None = Field(None, max_length=100)


class Preferences(Output):
    language: str
    time_zone: str
    out_of_office: OutOfOffice | None
    values: dict[str, str] = Field(description="Every stored preference by OTRS's key, secrets left out.")


class PreferencesUpdate(Input):
    """What is not sent stays; null removes."""

    language: str | None = Field(None, max_length=20)
    time_zone: str | None = Field(None, max_length=100)
    out_of_office: OutOfOffice | None = None
    values: dict[PreferenceKey, Annotated[str, StringConstraints(max_length=100_000)] | None] = Field(
        default_factory=dict, max_length=200
    )


class PasswordChange(Input):
    model_config = ConfigDict(str_strip_whitespace=False)

    current: str = Field(max_length=1024)
    new: str = Field(max_length=1024)
