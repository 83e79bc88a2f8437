"""Signing in through the API."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from gotrs_api.identity.schemas.base import Input, Output


class Login(Input):
    # A password's blanks are its own.
    model_config = ConfigDict(str_strip_whitespace=False)

    login: str = Field(max_length=200, examples=["root@localhost"])
    password: str = Field(max_length=1024)
    kind: Literal["agent", "customer"] = "agent"
    captcha: str = Field("", max_length=5000, description="After failures, where `GET /public/captcha` asks for it.")


class TokenPair(Output):
    access_token: str = Field(description="For `Authorization: Bearer`; a JWT.")
    refresh_token: str = Field(description="For `POST /auth/refresh`, once.")
    token_type: Literal["Bearer"]
    expires_in: int = Field(description="Seconds until the access token ends.", examples=[900])


class MfaRequired(Output):
    """The password was right; no token before the second step."""

    mfa_required: Literal[True]
    challenge: str = Field(description="For `POST /auth/mfa/verify`, within five minutes from the same address.")
    methods: list[str] = Field(examples=[["totp", "recovery"]])
    must_enrol: bool = Field(description="The account must have a second factor and has none: `POST /auth/mfa/enrol`.")


class PasswordChangeRequired(Output):
    """Every step was done, but an administrator wants a new password first; no token before that."""

    password_change_required: Literal[True]
    token: str = Field(description="For `POST /auth/password/reset`, within a quarter of an hour; then sign in anew.")


class Captcha(Output):
    """What a public form needs beside its fields."""

    required: bool
    provider: str | None = Field(description="proof_of_work, hcaptcha, recaptcha, turnstile; null where none is asked.")
    site_key: str
    challenge: str = Field(
        description="Of a computation: find a decimal number so that the SHA-256 of `challenge~number` begins with"
        " `bits` zero bits, and send `challenge~number` as `captcha`. Good for ten minutes and one use."
    )
    bits: int


class PasswordForgotten(Input):
    login: str = Field(min_length=1, max_length=200, description="Or the e-mail address.")
    kind: Literal["agent", "customer"] = "agent"
    captcha: str = Field("", max_length=5000, description="See `GET /public/captcha`.")


class PasswordByLink(Input):
    model_config = ConfigDict(str_strip_whitespace=False)

    token: str = Field(max_length=200)
    password: str = Field(max_length=1024)


class MfaVerify(Input):
    challenge: str = Field(max_length=200)
    method: Literal["totp", "recovery", "webauthn"]
    code: str = Field("", max_length=100)
    assertion: dict[str, Any] | None = Field(None, description="With `webauthn`: `PublicKeyCredential.toJSON()`.")


class MfaEnrol(Input):
    challenge: str = Field(max_length=200)


class Refresh(Input):
    refresh_token: str = Field(max_length=4000)


class Logout(Input):
    refresh_token: str | None = Field(None, max_length=4000)


class Provider(Output):
    id: str = Field(examples=["database"])
    name: str
    kinds: list[str] = Field(examples=[["agent", "customer"]])
    type: Literal["password", "redirect"]
    url: str | None = Field(None, description="Where a browser goes to sign in, with `redirect`.")


class Providers(Output):
    data: list[Provider]
