"""Sign-in providers as administrators keep them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, JsonValue, SecretStr

from gotrs_api.identity.providers.config import LdapConfig, ProviderType
from gotrs_api.identity.schemas.base import Input, Output

Position = Field(50, ge=0, le=10_000, description="Lower ones are asked first; our own passwords stand at 100.")
Config = dict[str, JsonValue]


class ProviderRead(Output):
    id: int
    name: str
    label: str
    type: ProviderType
    position: int
    agents: bool
    customers: bool
    enabled: bool
    config: Config = Field(description="Without its secrets.")
    secrets: dict[str, bool] = Field(description="Which secrets are set.", examples=[{"bind_password": True}])
    changed: datetime


class ProviderCreate(Input):
    name: str = Field(min_length=1, max_length=40, pattern=r"^[a-z0-9][a-z0-9-]*$", description="Part of addresses.")
    label: str = Field(min_length=1, max_length=200, description="On the sign-in page's button.")
    type: ProviderType
    position: int = Position
    agents: bool = True
    customers: bool = False
    enabled: bool = True
    config: Config = Field(default_factory=dict, description="By type; see the documentation.")


class ProviderUpdate(Input):
    """What is left out stays; `config` is merged, and a secret that is left out or empty stays."""

    label: str | None = Field(None, min_length=1, max_length=200)
    position: int | None = Field(None, ge=0, le=10_000)
    agents: bool | None = None
    customers: bool | None = None
    enabled: bool | None = None
    config: Config | None = None


class ProviderOrder(Input):
    names: list[str] = Field(
        min_length=1,
        max_length=100,
        description="Every provider, `database` for our own passwords; the first is asked first.",
    )


class ProviderTest(Input):
    """With a login (and perhaps a password) the answer also says who that is and what he would get.

    With groups nobody is asked: the answer says what somebody in these groups would get.
    """

    login: str = Field("", max_length=200)
    password: SecretStr = Field(SecretStr(""), max_length=1024)
    groups: list[str] = Field(default_factory=list, max_length=100, description="As the provider names them.")


class ExternalPerson(Output):
    """Somebody as the provider knows him, and what the mapping makes of his groups."""

    external_id: str
    login: str
    email: str
    first_name: str
    last_name: str
    customer_id: str
    groups: list[str]
    admitted: bool
    roles: list[str]
    rights: list[str]


class ProviderTrial(Output):
    ok: bool
    step: str | None = Field(description="What failed: connect, tls, bind, search, discovery, keys, login, password.")
    error: str | None
    found: dict[str, Any] = Field(default_factory=dict, description="What was seen, such as how many people count.")
    person: ExternalPerson | None = None


class LdapConfigure(LdapConfig):
    """The directory `ldap`, made or replaced; an empty password stays as it is."""

    label: str = Field("LDAP", min_length=1, max_length=200)
    agents: bool = True
    customers: bool = False
    position: int = Position


class LdapState(Output):
    configured: bool
    enabled: bool
    provider: ProviderRead | None


class LdapImport(Input):
    logins: list[str] = Field(min_length=1, max_length=200)
    kind: Literal["agent", "customer"] = "agent"


class LdapImported(Output):
    login: str
    result: Literal["imported", "refused", "unknown"]
    reason: str


class LdapImports(Output):
    data: list[LdapImported]


class LdapMappings(Input):
    roles: dict[str, list[str]] = Field(default_factory=dict)
    groups: dict[str, list[str]] = Field(default_factory=dict)


class LdapMappingsRead(Output):
    roles: dict[str, list[str]]
    groups: dict[str, list[str]]


class LdapPeople(Output):
    data: list[ExternalPerson]


class LdapGroups(Output):
    data: list[str]


class SyncOrder(Output):
    job_id: int


class SyncStatus(Output):
    running: bool
    started: datetime | None
    finished: datetime | None
    error: str | None
    counts: dict[str, int]
