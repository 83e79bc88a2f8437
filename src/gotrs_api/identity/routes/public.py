"""What a page needs before anybody has signed in."""

from fastapi import Request

from gotrs_api.identity import captcha
from gotrs_api.identity.captcha import Purpose
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.routes.secrecy import NO_STORE
from gotrs_api.identity.routing import ApiRouter
from gotrs_api.identity.rules import public
from gotrs_api.identity.schemas.sign_in import Captcha
from gotrs_api.uow.deps import Read

router = ApiRouter(prefix="/public", tags=["auth"])


@router.get("/captcha", summary="What a public form asks for", dependencies=NO_STORE)
@public
async def public_captcha(
    request: Request, uow: Read, purpose: Purpose, login: str = "", kind: Kind = Kind.AGENT
) -> Captcha:
    """For `sign_in` the answer depends on failures: name the login."""
    if purpose is Purpose.SIGN_IN:
        asked = await captcha.challenge_at_sign_in(uow, kind, login[:200], request.state.address)
    else:
        asked = await captcha.challenge(uow, purpose)
    if asked is None:
        return Captcha(required=False, provider=None, site_key="", challenge="", bits=0)
    return Captcha(
        required=True, provider=asked.provider, site_key=asked.site_key, challenge=asked.challenge, bits=asked.bits
    )
