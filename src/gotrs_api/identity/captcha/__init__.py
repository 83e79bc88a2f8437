"""Proof that a person, or at least some patience, stands behind a public form.

By default a small computation in the browser, which needs nobody else; or one of three services. Which, and for what, is
set under `GOTRS::Captcha::…`; a service's secret is in the environment (`GOTRS_CAPTCHA_SECRET`).
"""

from gotrs_api.identity import throttle
from gotrs_api.identity.captcha import proof_of_work
from gotrs_api.identity.captcha.kinds import SERVICES, CaptchaChallenge, Provider, Purpose
from gotrs_api.identity.captcha.siteverify import ServiceUnreachable, is_accepted
from gotrs_api.identity.errors import CaptchaFailed, CaptchaUnavailable
from gotrs_api.identity.principal import Kind
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site

__all__ = [
    "SERVICES",
    "CaptchaChallenge",
    "Provider",
    "Purpose",
    "challenge",
    "challenge_at_sign_in",
    "require",
    "require_at_sign_in",
]


async def challenge(uow: ReadUow, purpose: Purpose) -> CaptchaChallenge | None:
    """What to show with a form; None where nothing is asked."""
    provider = Provider(await sysconfig.get(uow, settings.CAPTCHA_PROVIDER))
    if provider is Provider.NONE or purpose not in await sysconfig.get(uow, settings.CAPTCHA_REQUIRED_FOR):
        return None
    if provider is not Provider.PROOF_OF_WORK:
        return CaptchaChallenge(provider=provider, site_key=await sysconfig.get(uow, settings.CAPTCHA_SITE_KEY))
    bits = await sysconfig.get(uow, settings.CAPTCHA_BITS)
    made = proof_of_work.make(uow.site.settings, purpose, bits, uow.clock.now())
    return CaptchaChallenge(provider=provider, challenge=made, bits=proof_of_work.bounded(bits))


async def challenge_at_sign_in(uow: ReadUow, kind: Kind, login: str, address: str) -> CaptchaChallenge | None:
    """Only after some failures for this login or from this address (`GOTRS::Captcha::SignInAfter`)."""
    asked = await challenge(uow, Purpose.SIGN_IN)
    if asked is None or not login:
        return None
    after = await sysconfig.get(uow, settings.CAPTCHA_SIGN_IN_AFTER)
    return asked if await throttle.failures(uow, kind, login, address) >= after else None


async def require(site: Site, purpose: Purpose, answer: str, address: str) -> None:
    """Raises CaptchaFailed, CaptchaUnavailable (nobody is let through because a service is down)."""
    async with site.read() as uow:
        asked = await challenge(uow, purpose)
    if asked is not None:
        await _check(site, asked, purpose, answer, address)


async def require_at_sign_in(site: Site, kind: Kind, login: str, answer: str, address: str) -> None:
    """The same where `challenge_at_sign_in` asks for it."""
    async with site.read() as uow:
        asked = await challenge_at_sign_in(uow, kind, login.strip(), address)
    if asked is not None:
        await _check(site, asked, Purpose.SIGN_IN, answer, address)


async def _check(site: Site, asked: CaptchaChallenge, purpose: Purpose, answer: str, address: str) -> None:
    if asked.provider is Provider.PROOF_OF_WORK:
        right = await proof_of_work.is_solved(site, purpose, answer)
    else:
        try:
            right = bool(answer) and await is_accepted(site, asked.provider, answer, address)
        except ServiceUnreachable as error:
            raise CaptchaUnavailable from error
    if not right:
        raise CaptchaFailed
