"""Signing in at a provider: there by a redirect, back with its answer. What all have in common, and OpenID's part."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import structlog

from gotrs_api.identity import audit
from gotrs_api.identity.errors import ProviderFailed, ProviderNotFound
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.providers import oidc, stored
from gotrs_api.identity.providers.config import OidcConfig
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.service import confirmed, exchanges, links, sign_in
from gotrs_api.identity.service.sessions import subject_of
from gotrs_api.identity.signed_in import SecondStep, SignedIn
from gotrs_api.uow import Site

PURPOSE = "oidc"
# Who is signed in as such, in the browser that the answer comes from.
PrincipalOf: TypeAlias = Callable[[Kind], Awaitable[Principal | None]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Departure:
    """Where the browser goes, and the value of the cookie that ties the answer to this browser."""

    url: str
    browser: str = field(repr=False)


@dataclass(frozen=True)
class Arrival:
    """`outcome` is None where somebody who is signed in already has linked the provider's account to his, or by an
    account that is linked has `confirmed` who he is."""

    outcome: SignedIn | SecondStep | None
    kind: Kind
    target: str
    confirmed: bool = False


def question(
    provider: Provider, kind: Kind, target: str, for_whom: Principal | None, confirming: bool, **more: Any
) -> tuple[dict[str, Any], str]:
    """What is remembered until the answer comes, and the secret that ties it to this browser."""
    browser = secrets.token_urlsafe(32)
    data = {
        "provider": provider.id,
        "kind": str(kind),
        "target": target,
        "link_to": subject_of(for_whom) if for_whom is not None else "",
        "confirms": confirming,
        "browser": _browser_hash(browser),
    }
    return data | more, browser


def require_same_browser(asked: Mapping[str, Any] | None, provider: Provider, browser: str) -> Mapping[str, Any]:
    """Raises ProviderUnavailable (`state`)."""
    if (
        asked is None
        or asked["provider"] != provider.id
        or not secrets.compare_digest(asked["browser"], _browser_hash(browser))
    ):
        raise ProviderUnavailable("state", "the answer belongs to no question of this browser")
    return asked


async def arrive(
    site: Site,
    provider: Provider,
    identity: ExternalIdentity,
    asked: Mapping[str, Any],
    *,
    principal: Principal | None,
    address: str,
    user_agent: str,
) -> Arrival:
    """Let in whom the provider vouches for, or link him to `principal`, who asked for that, or take note that
    `principal` is who he was. Raises links.NotAdmitted."""
    kind, target = Kind(asked["kind"]), str(asked["target"])
    if not (link_to := str(asked["link_to"])):
        outcome = await sign_in.accept(site, provider, identity, kind=kind, address=address, user_agent=user_agent)
        return Arrival(outcome, kind, target)
    if principal is None or principal.kind is not kind or subject_of(principal) != link_to:
        raise links.NotAdmitted("signed_out")
    async with site.uow(acting_id=principal.user_id) as uow:
        if asked.get("confirms"):
            account = await links.linked(uow, provider, identity, kind)
            if account is None or account.subject != link_to:
                raise links.NotAdmitted("somebody_else")
            await confirmed.note(uow, principal)
            return Arrival(None, kind, target, confirmed=True)
        await links.link_own(uow, principal, provider, identity)
    return Arrival(None, kind, target)


async def note_failure(site: Site, provider: Provider, kind: Kind, reason: str, address: str) -> None:
    log.warning("sign_in.provider_failed", provider=provider.name, reason=reason)
    async with site.uow() as uow:
        details = {"provider": provider.name, "reason": reason[:500]}
        await audit.record(uow, None, "sign_in.failed", str(kind), None, details, address=address or None)


def reason_of(failure: ProviderUnavailable | links.NotAdmitted) -> str:
    return failure.reason if isinstance(failure, links.NotAdmitted) else f"{failure.step}: {failure.words}"


async def start(
    site: Site,
    name: str,
    kind: Kind,
    *,
    redirect_uri: str,
    target: str,
    for_whom: Principal | None = None,
    confirming: bool = False,
) -> Departure:
    """`for_whom`: who links his account there, or (`confirming`) shows by it that it is still he.

    Raises ProviderNotFound, ProviderFailed.
    """
    provider, config = await _provider(site, name, kind)
    try:
        metadata = await oidc.discover(site.outbound, config)
    except ProviderUnavailable as failure:
        await note_failure(site, provider, kind, reason_of(failure), "")
        raise ProviderFailed(provider=provider.label, kind=kind) from failure
    asked = oidc.ask(config, metadata, redirect_uri, anew=confirming)
    data, browser = question(
        provider, kind, target, for_whom, confirming, asked_at=site.clock.now().timestamp(),
        nonce=asked.nonce, verifier=asked.verifier, redirect_uri=redirect_uri, metadata=metadata,
    )  # fmt: skip
    async with site.uow() as uow:
        await exchanges.begin(uow, PURPOSE, asked.state, data)
    return Departure(asked.url, browser)


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
    principal_of: PrincipalOf,
) -> Arrival:
    """The answer counts once, and only in the browser that asked. Raises ProviderNotFound, ProviderFailed."""
    async with site.uow() as uow:
        taken = await exchanges.take(uow, PURPOSE, state)
    kind = Kind(taken["kind"]) if taken else Kind.AGENT
    provider, config = await _provider(site, name, kind)
    try:
        asked = require_same_browser(taken, provider, browser)
        says_who_it_is = asked["metadata"].get("authorization_response_iss_parameter_supported") is True
        if (issuer or says_who_it_is) and issuer != config.issuer:  # RFC 9207 §2.4
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
            anew_since=asked["asked_at"] if asked.get("confirms") else None,
        )
        principal = await principal_of(kind)
        return await arrive(
            site, provider, identity, asked, principal=principal, address=address, user_agent=user_agent
        )
    except (ProviderUnavailable, links.NotAdmitted) as failure:
        await note_failure(site, provider, kind, reason_of(failure), address)
        raise ProviderFailed(provider=provider.label, kind=kind) from failure


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


def _browser_hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
