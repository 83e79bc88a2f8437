"""Asking hCaptcha, reCAPTCHA or Turnstile about an answer. All three take the same form and answer `{"success": …}`."""

import httpx
import orjson
import structlog

from gotrs_api.identity.captcha.kinds import SERVICES, Provider
from gotrs_api.uow import Site

TIMEOUT_S = 5.0
ANSWER_LIMIT_BYTES = 64 * 1024
LEAST_SCORE = 0.5  # of reCAPTCHA v3, which gives no yes or no
log = structlog.get_logger(__name__)


class ServiceUnreachable(Exception):
    """The service did not answer, or not as documented."""


async def is_accepted(site: Site, provider: Provider, answer: str, address: str) -> bool:
    """Asks the service's own address or `GOTRS_CAPTCHA_VERIFY_URL`. Raises ServiceUnreachable."""
    settings = site.settings
    url = settings.captcha_verify_url or SERVICES[provider].verify_url
    form = {"secret": settings.captcha_secret.get_secret_value(), "response": answer, "remoteip": address}
    try:
        response = await site.outbound.request(
            "POST", url, data=form, timeout_s=TIMEOUT_S, limit_bytes=ANSWER_LIMIT_BYTES
        )
        if response.status != httpx.codes.OK:
            raise ServiceUnreachable(f"status {response.status}")
        said = orjson.loads(response.body)
    except (httpx.HTTPError, ValueError) as error:
        raise ServiceUnreachable(str(error)) from error
    if not isinstance(said, dict):
        raise ServiceUnreachable("the answer is no object")
    if said.get("success") is not True:
        log.info("captcha.refused", provider=str(provider), codes=said.get("error-codes"))
        return False
    score = said.get("score")
    return not isinstance(score, int | float) or score >= LEAST_SCORE
