"""Outgoing mail accounts as they come and go. Passwords only come."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, SecretStr, StringConstraints

from gotrs_api.catalog.schemas import Comment, Entry, Id, In, Name, Out, Ref
from gotrs_api.catalog.validity import Validity
from gotrs_api.mail.inbound.fetch.failures import Problem

# A name, an address of IPv4, or one of IPv6; the port is said apart.
_HOST = r"^(?:[^\s/@:\[\]\x00-\x1f]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$"
Host = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=_HOST)]
Port = Annotated[int, Field(ge=0, le=65_535, description="0: the usual one, 25, 587 (STARTTLS) or 465 (TLS).")]
Login = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Password = Annotated[SecretStr, Field(max_length=1000)]
Security = Literal["tls", "starttls", "none"]
SmtpAuthentication = Literal["password", "oauth2_token", "none"]


class SendState(StrEnum):
    """`off`: not valid; `failing`: the server takes nothing at present."""

    OFF = "off"
    OK = "ok"
    FAILING = "failing"


class SmtpTroubleRead(Out):
    """Why a server takes nothing; gone with the first mail that it takes."""

    problem: Problem = Field(description="What failed, in one word.")
    error: str = Field(description="The same as a sentence, with what the server said.")
    since: datetime
    last: datetime = Field(description="When it was tried last.")


class SmtpAccountRead(Entry):
    """A server that mail leaves through. The password is never shown."""

    host: str
    port: int = Field(description="0: the usual one.")
    security: Security = Field(description="`starttls` refuses a server that does not offer it.")
    verify_tls: bool
    authentication: SmtpAuthentication
    login: str
    has_password: bool
    oauth2_token_config_id: int | None
    is_default: bool = Field(description="For every sender that has no account of its own.")
    addresses: tuple[Ref, ...] = Field(description="Own addresses that send through it.")
    comment: str
    state: SendState
    trouble: SmtpTroubleRead | None


class SmtpAccountCreate(In):
    name: Name
    host: Host
    port: Port = 0
    security: Security = "starttls"
    verify_tls: bool = True
    authentication: SmtpAuthentication = "password"
    login: Login = ""
    password: Password = SecretStr("")
    oauth2_token_config_id: Id | None = None
    is_default: bool = False
    comment: Comment = ""
    valid: Validity = Validity.VALID


class SmtpAccountUpdate(In):
    """A password that is left out, or empty, stays as it is."""

    name: Name | None = None
    host: Host | None = None
    port: Port | None = None
    security: Security | None = None
    verify_tls: bool | None = None
    authentication: SmtpAuthentication | None = None
    login: Login | None = None
    password: Password | None = None
    oauth2_token_config_id: Id | None = None
    is_default: bool | None = None
    comment: Comment | None = None
    valid: Validity | None = None


class SmtpAccountTrial(Out):
    """Whether the server lets this desk in, and what failed where it does not."""

    ok: bool
    problem: Problem | None
    error: str | None
