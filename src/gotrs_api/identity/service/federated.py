"""Signing in at an OpenID provider: there by a redirect, back with a code."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field

import structlog

from gotrs_api.identity import audit
from gotrs_api.identity.errors import ProviderFailed, ProviderNotFound
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.providers import oidc, stored
from gotrs_api.identity.providers.config import OidcConfig
from gotrs_api.identity.providers.external import ProviderUnavailable
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.service import exchanges, links, sign_in
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.uow import Site

PURPOSE = "oidc"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Departure:
    """Where the browser goes, and the value of the cookie that ties the answer to this browser."""

    url: str
    browser: str = field(repr=False)


@dataclass(frozen=True)
class Arrival:
    outcome: SignedIn | SecondStep
    kind: Kind
    target: str


async def start(site: Site, name: str, kind: Kind, *, redirect_uri: str, target: str) -> Departure:
    """Raises ProviderNotFound, ProviderFailed."""
    provider, config = await _provider(site, name, kind)
    try:
        metadata = await oidc.discover(site.outbound, config)
    except ProviderUnavailable as failure:
        await _note_failure(site, provider, kind, f"{failure.step}: {failure.words}", "")
        raise ProviderFailed(provider=provider.label) from failure
    question = oidc.ask(config, metadata, redirect_uri)
    browser = secrets.token_urlsafe(32)
    async with site.uow() as uow:
        data = {
            "provider": provider.id,
            "kind": str(kind),
            "nonce": question.nonce,
            "verifier": question.verifier,
            "redirect_uri": redirect_uri,
            "target": target,
            "metadata": metadata,
            "browser": hashlib.sha256(browser.encode()).hexdigest(),
        }
        await exchanges.begin(uow, PURPOSE, question.state, data)
    return Departure(question.url, browser)


async def finish(
    site: Site,
    name: str,
    *,
    state: str,
    code: str,
    error: str,
    issuer: str,
    browser: str,
    address: str,
    user_agent: str,
) -> Arrival:
    """The answer counts once, and only in the browser that asked. Raises ProviderNotFound, ProviderFailed."""
    async with site.uow() as uow:
        asked = await exchanges.take(uow, PURPOSE, state)
    kind = Kind(asked["kind"]) if asked else Kind.AGENT
    provider, config = await _provider(site, name, kind)
    try:
        given = hashlib.sha256(browser.encode()).hexdigest()
        if asked is None or asked["provider"] != provider.id or not secrets.compare_digest(asked["browser"], given):
            raise ProviderUnavailable("state", "the answer belongs to no question of this browser")
        if issuer and issuer != config.issuer:
            raise ProviderUnavailable("state", "the answer comes from another provider")
        if error or not code:
            raise ProviderUnavailable("consent", error[:200] or "no code")
        identity = await oidc.redeem(
            site.outbound,
            config,
            asked["metadata"],
            code=code,
            redirect_uri=asked["redirect_uri"],
            verifier=asked["verifier"],
            nonce=asked["nonce"],
            now=site.clock.now(),
        )
        outcome = await sign_in.accept(site, provider, identity, kind=kind, address=address, user_agent=user_agent)
    except (ProviderUnavailable, links.NotAdmitted) as failure:
        reason = failure.reason if isinstance(failure, links.NotAdmitted) else f"{failure.step}: {failure.words}"
        await _note_failure(site, provider, kind, reason, address)
        raise ProviderFailed(provider=provider.label) from failure
    return Arrival(outcome, kind, str(asked["target"]))


async def end_session_url(site: Site, name: str, kind: Kind, back_to: str) -> str | None:
    """Where to sign out at the provider; None where it does not offer that or cannot be asked."""
    try:
        _, config = await _provider(site, name, kind)
        return oidc.end_session_url(config, await oidc.discover(site.outbound, config), back_to)
    except (ProviderNotFound, ProviderUnavailable):
        return None


async def _provider(site: Site, name: str, kind: Kind) -> tuple[Provider, OidcConfig]:
    async with site.read() as read:
        for provider in await stored.providers_for(read, kind):
            if provider.name == name and isinstance(provider.config, OidcConfig):
                return provider, provider.config
    raise ProviderNotFound


async def _note_failure(site: Site, provider: Provider, kind: Kind, reason: str, address: str) -> None:
    log.warning("sign_in.provider_failed", provider=provider.name, reason=reason)
    async with site.uow() as uow:
        details = {"provider": provider.name, "reason": reason[:500]}
        await audit.record(uow, None, "sign_in.failed", str(kind), None, details, address=address or None)
