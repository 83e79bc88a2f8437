"""Which proofs there are, what they are asked for, and what a page needs to know of them."""

from dataclasses import dataclass
from enum import StrEnum


class Purpose(StrEnum):
    SIGN_UP = "sign_up"
    PASSWORD_FORGOT = "password_forgot"
    SIGN_IN = "sign_in"


class Provider(StrEnum):
    NONE = "none"
    PROOF_OF_WORK = "proof_of_work"
    HCAPTCHA = "hcaptcha"
    RECAPTCHA = "recaptcha"
    TURNSTILE = "turnstile"


@dataclass(frozen=True, kw_only=True)
class CaptchaChallenge:
    """`challenge` and `bits` of a computation, `site_key` of a service."""

    provider: Provider
    site_key: str = ""
    challenge: str = ""
    bits: int = 0


@dataclass(frozen=True)
class Service:
    """A third party. `field` is what its script adds to the form, `origins` what its script loads from."""

    verify_url: str
    script: str
    css_class: str
    field: str
    origins: tuple[str, ...]


# Sources: docs.hcaptcha.com, developers.google.com/recaptcha, developers.cloudflare.com/turnstile.
SERVICES = {
    Provider.HCAPTCHA: Service(
        "https://api.hcaptcha.com/siteverify",
        "https://js.hcaptcha.com/1/api.js",
        "h-captcha",
        "h-captcha-response",
        ("https://hcaptcha.com", "https://*.hcaptcha.com"),
    ),
    Provider.RECAPTCHA: Service(
        "https://www.google.com/recaptcha/api/siteverify",
        "https://www.google.com/recaptcha/api.js",
        "g-recaptcha",
        "g-recaptcha-response",
        ("https://www.google.com/recaptcha/", "https://www.gstatic.com/recaptcha/"),
    ),
    Provider.TURNSTILE: Service(
        "https://challenges.cloudflare.com/turnstile/v0/siteverify",
        "https://challenges.cloudflare.com/turnstile/v0/api.js",
        "cf-turnstile",
        "cf-turnstile-response",
        ("https://challenges.cloudflare.com",),
    ),
}
