"""From a request's bearer token to a principal. Cookies do not authenticate the API."""

import hashlib
import hmac
from datetime import timedelta

from fastapi import Request
from sqlalchemy import update

from gotrs_api.identity import access_tokens, principals, signing_keys
from gotrs_api.identity.errors import InvalidToken
from gotrs_api.identity.models import ApiToken
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import second_factor_duty
from gotrs_api.kernel.errors import Unauthenticated
from gotrs_api.uow import Site

API_TOKEN_START = "gf_"
USE_NOTED_EVERY = timedelta(minutes=1)


async def authenticate(request: Request) -> Principal:
    """Raises Unauthenticated without a bearer token, InvalidToken with one that does not count, SecondFactorNeeded."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise Unauthenticated
    return await principal_of(request, token)


async def principal_of(request: Request, token: str) -> Principal:
    """Of a token that came by any way. Raises InvalidToken, SecondFactorNeeded."""
    site: Site = request.state.site
    credential = f"bearer:{token}"  # apart from what else is remembered, whatever somebody sends as a token
    found = principals.remembered(site, credential)
    if found is None:
        found = await (_by_api_token if token.startswith(API_TOKEN_START) else _by_access_token)(site, token)
        if found is None:
            raise InvalidToken
        principals.remember(site, credential, found)
    now = site.clock.now()
    if token.startswith(API_TOKEN_START):
        if principals.is_over(found.credential.expires_at, now):
            raise InvalidToken
        request.state.rate_limit = found.credential.rate_limit
        await _note_use(request, site, found)
    elif access_tokens.expiry_of(token) <= now.timestamp():
        raise InvalidToken
    return found.principal


async def _by_access_token(site: Site, token: str) -> principals.Found | None:
    async with site.read() as uow:
        keys = await signing_keys.ring(uow, wanted=access_tokens.kid_of(token))
        claims = access_tokens.read(keys, token, site.clock.now())
        if claims.kind is Kind.AGENT:
            found = await principals.by_agent(uow, int(claims.subject), family=claims.family)
        else:
            found = await principals.by_customer(uow, claims.subject, family=claims.family)
        if found is None or found.credential.revoked:
            return None
        await second_factor_duty.require_met(uow, found)
    return found


async def _note_use(request: Request, site: Site, found: principals.Found) -> None:
    """When and from where a token was last used; written at most once a minute."""
    now, last = site.clock.now(), found.credential.last_used_at
    if last is not None and last > now - USE_NOTED_EVERY:
        return
    if await site.cache.incr(f"token-used:{found.principal.token_id}", USE_NOTED_EVERY.total_seconds()) != 1:
        return
    async with site.uow() as uow:
        await uow.session.execute(
            update(ApiToken)
            .where(ApiToken.id == found.principal.token_id)
            .values(last_used_at=now, last_used_address=request.state.address[:45])
        )


async def _by_api_token(site: Site, token: str) -> principals.Found | None:
    prefix, _, secret = token.removeprefix(API_TOKEN_START).partition("_")
    if len(prefix) != 8 or not secret:
        return None
    async with site.read() as uow:
        found = await principals.by_api_token(uow, prefix)
    if found is None:
        return None
    given = hashlib.sha256(secret.encode()).hexdigest()
    if found.credential.revoked_at is not None or not hmac.compare_digest(given, found.credential.secret_hash):
        return None
    return found
