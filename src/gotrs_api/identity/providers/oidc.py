"""OpenID Connect: authorization code with PKCE, state and nonce; every call goes through the guard of outgoing calls.

Sources: OpenID Connect Core 1.0 §3.1, Discovery 1.0 §4, RP-Initiated Logout 1.0, RFC 7636 (PKCE), RFC 9207 (`iss`).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
import orjson
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core.util import create_half_hash
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from gotrs_api.identity.providers.config import OidcConfig
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.kernel.outbound import Outbound

# No symmetric ones: whoever holds the client's secret must not be able to make tokens.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
LEEWAY_S = 120
_MAX_TEXT = 500


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked of the provider, and what has to be remembered for its answer."""

    url: str
    state: str
    nonce: str
    verifier: str


async def discover(outbound: Outbound, config: OidcConfig) -> dict[str, Any]:
    """The provider's own description. Raises ProviderUnavailable (`discovery`)."""
    url = f"{config.issuer.rstrip('/')}/.well-known/openid-configuration"
    found = await _json(outbound, "discovery", "GET", url)
    if found.get("issuer") != config.issuer:
        raise ProviderUnavailable("discovery", f"the provider calls itself {str(found.get('issuer'))[:200]}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not _is_safe(found.get(name), config):
            raise ProviderUnavailable("discovery", f"{name} is missing or not https")
    return found


async def keys(outbound: Outbound, metadata: dict[str, Any]) -> KeySet:
    """Raises ProviderUnavailable (`keys`)."""
    try:
        return KeySet.import_key_set(await _json(outbound, "keys", "GET", metadata["jwks_uri"]))  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderUnavailable("keys", f"the provider's keys cannot be read: {error}"[:_MAX_TEXT]) from error


def ask(config: OidcConfig, metadata: dict[str, Any], redirect_uri: str, *, anew: bool = False) -> Question:
    """`anew`: the provider has to ask the person, whoever it knows him for (OpenID Connect Core §3.1.2.1)."""
    state, nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    parameters = {
        "response_type": "code",
        "client_id": config.client_id,
        "redirect_uri": redirect_uri,
        "scope": config.scopes,
        "state": state,
        "nonce": nonce,
        "code_challenge": create_s256_code_challenge(verifier),
        "code_challenge_method": "S256",
        **({"prompt": "login", "max_age": "0"} if anew else {}),
    }
    url = add_params_to_uri(metadata["authorization_endpoint"], list(parameters.items()))
    return Question(url=url, state=state, nonce=nonce, verifier=verifier)


async def redeem(
    outbound: Outbound,
    config: OidcConfig,
    metadata: dict[str, Any],
    *,
    code: str,
    redirect_uri: str,
    verifier: str,
    nonce: str,
    now: datetime,
    anew_since: float | None = None,
) -> ExternalIdentity:
    """Who the code stands for; with `anew_since` only if he was asked after that moment. Raises ProviderUnavailable (`token`, `keys`, `id_token`, `userinfo`)."""
    tokens = await _tokens(outbound, config, metadata, code, redirect_uri, verifier)
    claims = _claims(await keys(outbound, metadata), metadata, str(tokens.get("id_token", "")))
    access_token = str(tokens.get("access_token", ""))
    _validate(config, claims, nonce=nonce, access_token=access_token, now=now)
    asked_at = claims.get("auth_time")
    if anew_since is not None and not (isinstance(asked_at, (int, float)) and asked_at >= anew_since - LEEWAY_S):
        raise ProviderUnavailable("id_token", "not right: auth_time")
    if metadata.get("userinfo_endpoint") and access_token:
        headers = {"Authorization": f"Bearer {access_token}"}
        more = await _json(outbound, "userinfo", "GET", metadata["userinfo_endpoint"], headers=headers)
        if more.get("sub") != claims["sub"]:
            raise ProviderUnavailable("userinfo", "the answer is about somebody else")
        claims = {**more, **claims}
    return _identity(config, claims)


def end_session_url(config: OidcConfig, metadata: dict[str, Any], back_to: str) -> str | None:
    """Where a browser signs out at the provider; None where that is not offered."""
    endpoint = metadata.get("end_session_endpoint")
    if not config.end_session or not _is_safe(endpoint, config):
        return None
    parameters = {"client_id": config.client_id, "post_logout_redirect_uri": back_to}
    return str(add_params_to_uri(endpoint, list(parameters.items())))


async def _tokens(
    outbound: Outbound, config: OidcConfig, metadata: dict[str, Any], code: str, redirect_uri: str, verifier: str
) -> dict[str, Any]:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
        "client_id": config.client_id,
    }
    headers = {"Accept": "application/json"}
    secret = config.client_secret.get_secret_value()
    if secret and "client_secret_basic" in metadata.get(
        "token_endpoint_auth_methods_supported", ["client_secret_basic"]
    ):
        pair = f"{quote(config.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = httpx.BasicAuth(*pair.split(":", 1))._auth_header
    elif secret:
        form["client_secret"] = secret
    return await _json(outbound, "token", "POST", metadata["token_endpoint"], headers=headers, form=form)


def _claims(key_set: KeySet, metadata: dict[str, Any], token: str) -> dict[str, Any]:
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    allowed = [name for name in ALGORITHMS if name in offered]
    if not allowed:  # the library would take that for its own choice
        raise ProviderUnavailable("id_token", "the provider signs in no way that counts")
    try:
        return dict(jwt.decode(token, key_set, algorithms=allowed).claims)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise ProviderUnavailable("id_token", f"{type(error).__name__}: {error}"[:_MAX_TEXT]) from error


def _validate(config: OidcConfig, claims: dict[str, Any], *, nonce: str, access_token: str, now: datetime) -> None:
    """OpenID Connect Core §3.1.3.7 and §3.1.3.8."""
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    moment = now.timestamp()
    expires, issued = claims.get("exp"), claims.get("iat")
    wrong = {
        "iss": claims.get("iss") != config.issuer,
        "aud": config.client_id not in audiences,
        "azp": claims.get("azp", config.client_id) != config.client_id or (len(audiences) > 1 and "azp" not in claims),
        "exp": not isinstance(expires, (int, float)) or expires + LEEWAY_S <= moment,
        "iat": not isinstance(issued, (int, float)) or issued > moment + LEEWAY_S,
        "nonce": not secrets.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()),
        "sub": not isinstance(claims.get("sub"), str) or not 0 < len(claims["sub"]) <= 250,
    }
    if failed := [name for name, is_wrong in wrong.items() if is_wrong]:
        raise ProviderUnavailable("id_token", f"not right: {', '.join(failed)}")
    if (given := claims.get("at_hash")) is not None and access_token:
        expected = create_half_hash(access_token, "RS256")
        if len(str(given)) == 22 and given != (expected.decode() if isinstance(expected, bytes) else expected):
            raise ProviderUnavailable("id_token", "not right: at_hash")


def _identity(config: OidcConfig, claims: dict[str, Any]) -> ExternalIdentity:
    def text(name: str) -> str:
        value = _at(claims, name) if name else None
        return str(value)[:_MAX_TEXT] if isinstance(value, (str, int)) else ""

    groups = _at(claims, config.groups_claim) if config.groups_claim else None
    held = groups if isinstance(groups, list) else ([groups] if isinstance(groups, str) else [])
    return ExternalIdentity(
        external_id=claims["sub"],
        login=text(config.login_claim) or text("email") or claims["sub"],
        email=text("email"),
        email_verified=claims.get("email_verified") is True,
        first_name=text("given_name") or text("name").partition(" ")[0],
        last_name=text("family_name") or text("name").partition(" ")[2],
        phone=text("phone_number"),
        customer_id=text(config.customer_id_claim),
        groups=frozenset(str(group) for group in held),
    )


def _at(claims: dict[str, Any], path: str) -> Any:
    if path in claims:
        return claims[path]
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _is_safe(url: object, config: OidcConfig) -> bool:
    """By https; by http only where the issuer, on this machine, is asked so too."""
    if not isinstance(url, str):
        return False
    scheme = urlsplit(url).scheme
    return scheme == "https" or (scheme == "http" and config.issuer.startswith("http://"))


async def _json(
    outbound: Outbound,
    step: str,
    method: str,
    url: str,
    *,
    headers: dict[str, str] | None = None,
    form: dict[str, str] | None = None,
) -> dict[str, Any]:
    content = urlencode(form).encode() if form is not None else None
    sent = dict(headers or {}) | ({"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {})
    try:
        answer = await outbound.request(method, url, headers=sent, content=content, limit_bytes=512 * 1024)
        found = orjson.loads(answer.body)
    except (httpx.HTTPError, orjson.JSONDecodeError) as error:
        raise ProviderUnavailable(step, f"{type(error).__name__}: {error}"[:_MAX_TEXT]) from error
    if answer.status != 200 or not isinstance(found, dict):
        said = found.get("error", "") if isinstance(found, dict) else ""
        raise ProviderUnavailable(step, f"the provider answers {answer.status} {said}"[:_MAX_TEXT])
    return found
