"""The proof of a public form: what the page shows, and what the form brought back."""

from fastapi import Response
from starlette.datastructures import FormData

from gotrs_api.identity.captcha import SERVICES, CaptchaChallenge
from gotrs_web.csp import page_policy

_FIELDS = ("captcha", *(service.field for service in SERVICES.values()))


def answer_of(form: FormData) -> str:
    return next((str(form[name]) for name in _FIELDS if form.get(name)), "")


def shown(asked: CaptchaChallenge | None) -> dict[str, object] | None:
    """For `auth/_proof.html`."""
    if asked is None:
        return None
    return {"asked": asked, "service": SERVICES.get(asked.provider)}


def allow_service(response: Response, asked: CaptchaChallenge | None) -> Response:
    """A service's script may run on this one page."""
    service = SERVICES.get(asked.provider) if asked is not None else None
    if service is not None:
        response.headers["Content-Security-Policy"] = page_policy(embedded=service.origins)
    return response
