"""Setting up and switching off a second factor."""

from datetime import datetime

from pydantic import ConfigDict, Field

from gotrs_api.identity.schemas.base import Input, Output


class PasswordProof(Input):
    model_config = ConfigDict(str_strip_whitespace=False)

    password: str = Field(max_length=1024)


class CodeProof(PasswordProof):
    code: str = Field(
        "",
        max_length=100,
        description="From the authenticator, or a recovery code where one is accepted; none without one.",
    )


class Reason(Input):
    reason: str = Field(min_length=3, max_length=500, description="Kept in the audit log.")


class SecondFactorStatus(Output):
    enabled: bool
    methods: list[str]
    since: datetime | None
    recovery_codes_left: int
    required: bool = Field(description="The account must have a second factor.")
    from_otrs: bool = Field(description="The authenticator was set up in OTRS.")


class TotpSetup(Output):
    """Shown once; nothing is in force before it is confirmed with a code."""

    secret: str = Field(description="Base32, for typing it in.")
    otpauth_uri: str
    qr_svg: str = Field(description="The URI as an SVG element.")
    recovery_codes: list[str] = Field(description="Eight, each good for one sign-in.")


class RecoveryCodes(Output):
    recovery_codes: list[str]
