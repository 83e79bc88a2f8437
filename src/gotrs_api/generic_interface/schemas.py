"""Web services as they come and go. Passwords and keys only come: they are shown as `********`, which keeps what is stored."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, JsonValue, StringConstraints

from gotrs_api.catalog.schemas import In, Out
from gotrs_api.catalog.validity import Validity

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f/?#]+$")
]
Yaml = Annotated[str, StringConstraints(min_length=1, max_length=1024 * 1024)]
Config = dict[str, JsonValue]
Direction = Literal["Provider", "Requester"]


class OperationRead(Out):
    """What others may call. `available` is false for types that only exist in some package of OTRS."""

    name: str
    type: str
    description: str
    route: str = Field(description="Of HTTP::REST; empty for HTTP::SOAP.")
    methods: list[str]
    available: bool


class InvokerRead(Out):
    """What this desk calls, and the events that make it."""

    name: str
    type: str
    description: str
    events: list[str]
    available: bool


class WebserviceRead(Out):
    """`config` has OTRS's keys; `provider_url` is where others call it, as far as this desk knows its own address."""

    id: int
    name: str
    description: str
    valid: Validity
    provider_transport: str
    requester_transport: str
    provider_url: str
    debug_threshold: str
    operations: list[OperationRead]
    invokers: list[InvokerRead]
    config: Config
    problem: str | None = Field(description="Why the stored YAML cannot be read; null where it can.")
    created: datetime
    changed: datetime


class WebserviceCreate(In):
    name: Name
    config: Config = Field(default_factory=dict, description="OTRS's configuration; what is left out is empty.")
    valid: Validity = Validity.VALID


class WebserviceUpdate(In):
    """`yaml` may stand for `config`: the same, as OTRS writes it."""

    name: Name | None = None
    config: Config | None = None
    yaml: Yaml | None = None
    valid: Validity | None = None


class WebserviceImport(In):
    """`yaml` is what OTRS or this desk exported; with `replace` a service of this name gets the new configuration."""

    name: Name
    yaml: Yaml
    valid: Validity = Validity.VALID
    replace: bool = False


class WebserviceVersion(Out):
    """An earlier form of a service's configuration."""

    id: int
    created: datetime
    created_by: int


class WebServiceCallRead(Out):
    """One request that came or was sent, as far as the debug threshold logged it."""

    id: int
    communication_id: str
    type: Direction
    remote_ip: str | None
    created: datetime


class CommunicationLine(Out):
    level: str
    subject: str
    content: str | None
    created: datetime


class WebServiceCallDetail(WebServiceCallRead):
    lines: list[CommunicationLine]
