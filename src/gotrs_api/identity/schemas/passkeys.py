"""Passkeys (WebAuthn)."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field, SecretStr

from gotrs_api.identity.schemas.base import Input, Output

CredentialJson = dict[str, Any]


class PasskeyRead(Output):
    id: int
    name: str
    created: datetime
    last_used: datetime | None
    backed_up: bool = Field(description="Whether it is kept by a service that takes it along to other devices.")


class Passkeys(Output):
    data: list[PasskeyRead]


class PasskeyOptionsWanted(Input):
    password: SecretStr = Field(max_length=1024, description="Once more: a session alone must not add a key.")


class PasskeyAdded(PasskeyRead):
    recovery_codes: list[str] = Field(description="Shown this once; empty where the account has some already.")


class PasskeyOptions(Output):
    """For `navigator.credentials.create` or `.get`: WebAuthn's own JSON, binary values in base64url."""

    public_key: dict[str, Any]


class PasskeyCreate(Input):
    name: str = Field(min_length=1, max_length=100, examples=["Phone"])
    credential: CredentialJson = Field(description="`PublicKeyCredential.toJSON()`.")


class PasskeyRename(Input):
    name: str = Field(min_length=1, max_length=100)


class PasskeyRemoval(Input):
    password: SecretStr = Field(max_length=1024, description="Once more, where no second factor is left afterwards.")


class AssertionOptionsWanted(Input):
    kind: Literal["agent", "customer"] = "agent"
    challenge: str = Field("", max_length=200, description="Of a sign-in that waits for its second step; else empty.")


class AssertionSent(Input):
    assertion: CredentialJson = Field(description="`PublicKeyCredential.toJSON()`.")
