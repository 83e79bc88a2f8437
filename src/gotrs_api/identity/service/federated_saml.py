"""Signing in and out at a SAML identity provider.

Its answer comes as a form that another site sends, without our cookies. So the answer is only checked and kept then, and
the browser is sent on to a page of ours, to which it brings the cookie that says whether it was the one that asked.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import select

from gotrs_api.identity import audit
from gotrs_api.identity.encryption import UndecipherableSecret, decrypt, encrypt
from gotrs_api.identity.errors import ProviderFailed, ProviderNotFound
from gotrs_api.identity.models import IdentityLink
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.providers import stored
from gotrs_api.identity.providers.config import SamlConfig
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.identity.providers.saml import assertions, messages, metadata
from gotrs_api.identity.providers.saml.assertions import Assertion
from gotrs_api.identity.providers.saml.identities import identity_of
from gotrs_api.identity.providers.saml.messages import LEEWAY, NameId, Onward
from gotrs_api.identity.providers.saml.metadata import ServiceProvider
from gotrs_api.identity.providers.stored import Provider
from gotrs_api.identity.service import exchanges, links, sessions
from gotrs_api.identity.service.federated import (
    Arrival,
    Departure,
    PrincipalOf,
    arrive,
    note_failure,
    question,
    reason_of,
    require_same_browser,
)
from gotrs_api.uow import Site

ASKED, ANSWERED, SEEN, LOGOUT_SEEN = "saml", "saml-answer", "saml-assertion", "saml-logout"
ANSWER_LIFETIME = timedelta(minutes=1)
_SESSION = "saml session"
_CUSTOMERS = "/customer/"


@dataclass(frozen=True)
class SignedOut:
    """Where the browser goes on to; `here`: the session of this browser is meant, too."""

    onward: Onward
    here: bool


async def our_metadata(site: Site, name: str) -> bytes:
    """Public: it says who we are and holds no secret. Raises ProviderNotFound."""
    try:
        return metadata.ours(_service(site, *await _provider(site, name)))
    except ProviderUnavailable as failure:
        raise ProviderNotFound from failure


async def start(
    site: Site,
    name: str,
    kind: Kind,
    *,
    target: str,
    for_whom: Principal | None = None,
    confirming: bool = False,
) -> Departure:
    """`for_whom` and `confirming` as in `federated.start`. Raises ProviderNotFound, ProviderFailed."""
    provider, config = await _provider(site, name, kind)
    try:
        service, idp = _service(site, provider, config), metadata.read(config.idp_metadata)
    except ProviderUnavailable as failure:
        await note_failure(site, provider, kind, reason_of(failure), "")
        raise ProviderFailed(provider=provider.label, kind=kind) from failure
    request_id = messages.new_id()
    asked_at = site.clock.now()
    data, browser = question(provider, kind, target, for_whom, confirming, asked_at=asked_at.timestamp())
    async with site.uow() as uow:
        await exchanges.begin(uow, ASKED, request_id, data)
    door = _CUSTOMERS if kind is Kind.CUSTOMER else ""
    url = messages.sign_in_url(idp, service, request_id, asked_at, relay_state=door, anew=confirming)
    return Departure(url, browser)


async def receive(site: Site, name: str, *, message: str, relay_state: str, address: str) -> str:
    """Check an answer and keep what it says for a minute, under the secret that is handed back.

    It counts once: the question that it answers is used up, and so is the assertion. Raises ProviderNotFound,
    ProviderFailed.
    """
    provider, config = await _provider(site, name)
    try:
        service, idp = _service(site, provider, config), metadata.read(config.idp_metadata)
        assertion = assertions.read(idp, service, message, site.clock.now())
        identity = identity_of(config, assertion)
        code = secrets.token_urlsafe(32)
        async with site.uow() as uow:
            is_new = await exchanges.happens_once(uow, SEEN, f"{provider.id} {assertion.id}", until=assertion.ends_at)
            asked = await exchanges.take(uow, ASKED, assertion.in_response_to) if assertion.in_response_to else None
            if not is_new:
                raise ProviderUnavailable("assertion", "it was used before")
            if assertion.in_response_to and (asked is None or asked["provider"] != provider.id):
                raise ProviderUnavailable("assertion", "it answers no question of ours")
            if not assertion.in_response_to:
                asked = _unasked(provider, config, relay_state)
            if asked and asked.get("confirms"):
                _require_anew(assertion, asked)
            kept = {"asked": asked, "identity": _told(identity), "name_id": asdict(assertion.name_id)}
            await exchanges.begin(uow, ANSWERED, code, kept, lifetime=ANSWER_LIFETIME)
    except ProviderUnavailable as failure:
        kind = _door(provider, relay_state)
        await note_failure(site, provider, kind, reason_of(failure), address)
        raise ProviderFailed(provider=provider.label, kind=kind) from failure
    return code


async def finish(
    site: Site, name: str, *, code: str, browser: str, address: str, user_agent: str, principal_of: PrincipalOf
) -> tuple[Arrival, str]:
    """And what the browser keeps for signing out there. Raises ProviderNotFound, ProviderFailed."""
    async with site.uow() as uow:
        kept = await exchanges.take(uow, ANSWERED, code)
    asked = kept["asked"] if kept else None
    provider, _config = await _provider(site, name, Kind(asked["kind"]) if asked else None)
    try:
        if asked is None or asked["browser"]:
            asked = require_same_browser(asked, provider, browser)
        assert kept is not None
        identity = ExternalIdentity(**{**kept["identity"], "groups": frozenset(kept["identity"]["groups"])})
        principal = await principal_of(Kind(asked["kind"]))
        arrival = await arrive(
            site, provider, identity, asked, principal=principal, address=address, user_agent=user_agent
        )
    except (ProviderUnavailable, links.NotAdmitted) as failure:
        kind = Kind(asked["kind"]) if asked else _first_kind(provider)
        await note_failure(site, provider, kind, reason_of(failure), address)
        raise ProviderFailed(provider=provider.label, kind=kind) from failure
    remembered = orjson.dumps({"provider": provider.id, **kept["name_id"]}).decode()
    return arrival, encrypt(site.settings, _SESSION, remembered)


async def sign_out(site: Site, name: str, remembered: str) -> Onward | None:
    """Where to sign out at the provider; None where that is not offered, or nobody came from there."""
    provider, config = await _provider(site, name)
    idp = metadata.read(config.idp_metadata)
    who = _remembered(site, provider, remembered)
    if who is None or not config.end_session or not idp.sign_out_url:
        return None
    try:
        service = _service(site, provider, config)
    except ProviderUnavailable:
        return None
    return messages.sign_out(idp, service, who, site.clock.now())


async def sign_out_asked(
    site: Site, name: str, *, query: str | None, message: str, relay_state: str, remembered: str, address: str
) -> SignedOut:
    """The provider ends somebody's sign-in: his sessions here end, too. Raises ProviderNotFound, ProviderFailed.

    `query` is None where the request came as a form.
    """
    provider, config = await _provider(site, name)
    try:
        idp, service = metadata.read(config.idp_metadata), _service(site, provider, config)
        if not config.end_session or not idp.sign_out_answer_url:
            raise ProviderUnavailable("logout", "it is not offered")
        now = site.clock.now()
        request = messages.read_logout_request(idp, service, query, message, now)
        async with site.uow() as uow:
            until = now + messages.FRESH + messages.LEEWAY
            if not await exchanges.happens_once(uow, LOGOUT_SEEN, f"{provider.id} {request.id}", until=until):
                raise ProviderUnavailable("logout", "it was used before")
            linked = select(IdentityLink.kind, IdentityLink.subject).where(
                IdentityLink.provider_id == provider.id, IdentityLink.external_id == request.name_id
            )
            for kind, subject in (await uow.session.execute(linked)).all():
                await sessions.end_all(uow, Kind(kind), subject)
                await audit.record(uow, None, "session.ended_by_provider", kind, subject, {"provider": provider.name})
    except ProviderUnavailable as failure:
        kind = _first_kind(provider)
        await note_failure(site, provider, kind, reason_of(failure), address)
        raise ProviderFailed(provider=provider.label, kind=kind) from failure
    onward = messages.signed_out(idp, service, request.id, relay_state, site.clock.now())
    here = _remembered(site, provider, remembered)
    return SignedOut(onward, here is not None and here.value == request.name_id)


async def _provider(site: Site, name: str, kind: Kind | None = None) -> tuple[Provider, SamlConfig]:
    async with site.read() as read:
        for provider in await stored.providers(read):
            wanted = provider.enabled and provider.kinds and (kind is None or kind in provider.kinds)
            if provider.name == name and wanted and isinstance(provider.config, SamlConfig):
                return provider, provider.config
    raise ProviderNotFound


def _service(site: Site, provider: Provider, config: SamlConfig) -> ServiceProvider:
    """By the configured address alone: by the request's, somebody could bring an assertion that is meant for another
    site, and call us by that site's name. Raises ProviderUnavailable."""
    origin = site.settings.public_url.rstrip("/")
    if not origin:
        raise ProviderUnavailable("public_url", "GOTRS_PUBLIC_URL is not set")
    key = config.signing_key.get_secret_value()
    return ServiceProvider.at(origin, provider.name, config.signing_certificate, key)


def _unasked(provider: Provider, config: SamlConfig, relay_state: str) -> dict[str, object]:
    if not config.idp_initiated:
        raise ProviderUnavailable("assertion", "nobody asked for it, and that is not allowed")
    kind = _door(provider, relay_state)
    return {"provider": provider.id, "kind": str(kind), "target": relay_state[:500], "link_to": "", "browser": ""}


def _require_anew(assertion: Assertion, asked: Mapping[str, Any]) -> None:
    if (
        assertion.signed_in_at is None
        or assertion.signed_in_at.timestamp() < asked["asked_at"] - LEEWAY.total_seconds()
    ):
        raise ProviderUnavailable("assertion", "not right: AuthnInstant")


def _door(provider: Provider, relay_state: str) -> Kind:
    """Whose sign-in page somebody came from, as far as that can be told before anything is believed."""
    if relay_state.startswith(_CUSTOMERS) and Kind.CUSTOMER in provider.kinds:
        return Kind.CUSTOMER
    return _first_kind(provider)


def _first_kind(provider: Provider) -> Kind:
    return Kind.AGENT if Kind.AGENT in provider.kinds else Kind.CUSTOMER


def _told(identity: ExternalIdentity) -> dict[str, object]:
    return {**asdict(identity), "groups": sorted(identity.groups)}


def _remembered(site: Site, provider: Provider, text: str) -> NameId | None:
    try:
        found = orjson.loads(decrypt(site.settings, _SESSION, text))
    except (UndecipherableSecret, orjson.JSONDecodeError):
        return None
    if found.pop("provider") != provider.id:
        return None
    return NameId(**found)
