"""Access tokens out of Znuny's OAuth 2 tables; renewed with the refresh token when they end soon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import uuid4

import httpx
import orjson
import structlog
import yaml
from sqlalchemy import select, update

from gotrs_api.db.results import changed_rows
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.kernel.outbound import Answer, Outbound
from gotrs_api.mail.models import OAuth2Token, OAuth2TokenConfig
from gotrs_api.uow import Site, UnitOfWork
from gotrs_api.uow.snapshot import touched

# Ours in the configuration; Znuny knows the other kind of grant only and leaves this alone.
log = structlog.get_logger(__name__)
GRANT = "GotrsGrant"
CLIENT_CREDENTIALS = "client_credentials"
_RENEW_BEFORE = timedelta(minutes=5)
_RENEW_AGAIN_AFTER = timedelta(minutes=1)
_TIMEOUT_S = 20.0
_ANSWER_LIMIT_BYTES = 256 * 1024
_SIMPLE_SCHEMES = ("https://", "http://127.0.0.1", "http://localhost", "http://[::1]")


class TokenUnavailable(Exception):
    """The message says in English why, and what the provider said."""


@dataclass(frozen=True)
class Provider:
    """What of `oauth2_token_config.config` asking for tokens needs (Znuny 6.5: Kernel/System/OAuth2Token.pm).

    `is_own`: the desk gets tokens in its own name (RFC 6749, 4.4), with nothing granted before.
    """

    name: str
    url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    authorize_url: str = ""
    is_own: bool = False

    @classmethod
    def parse(cls, name: str, text: str) -> Provider:
        """Raises TokenUnavailable."""
        try:
            config = yaml.safe_load(text)  # JSON is YAML
            url = config["Requests"]["TokenByRefreshToken"]["Request"]["URL"]
            granting = config["Requests"].get("AuthorizationCode") or {}
            provider = cls(
                name,
                url,
                config["ClientID"],
                config.get("ClientSecret") or "",
                config.get("Scope") or "",
                (granting.get("Request") or {}).get("URL") or "",
                config.get(GRANT) == CLIENT_CREDENTIALS,
            )
        except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            raise TokenUnavailable(f"The OAuth 2 configuration {name} lacks what a renewal needs.") from error
        if not str(url).startswith(_SIMPLE_SCHEMES):
            raise TokenUnavailable(f"The OAuth 2 configuration {name} has no https address for tokens.")
        return provider


@dataclass(frozen=True)
class Renewed:
    token: str = field(repr=False)
    expires_at: datetime
    refresh_token: str | None = field(default=None, repr=False)
    refresh_expires_at: datetime | None = None


async def access_token(site: Site, config_id: int) -> str:
    """A token that is good for some minutes. Raises TokenUnavailable with what the provider said."""
    async with site.read() as uow:
        query = select(OAuth2TokenConfig, OAuth2Token).outerjoin(
            OAuth2Token, OAuth2Token.token_config_id == OAuth2TokenConfig.id
        )
        row = (await uow.session.execute(query.where(OAuth2TokenConfig.id == config_id))).one_or_none()
    if row is None:
        raise TokenUnavailable("The account's OAuth 2 configuration does not exist.")
    config, token = row[0], cast("OAuth2Token | None", row[1])
    now = site.clock.now()
    expires_at = token.token_expiration_date if token is not None else None
    if token is not None and token.token and expires_at is not None and expires_at > now + _RENEW_BEFORE:
        return str(token.token)
    try:
        renewed = await _renewed(site.outbound, config, token, now)
    except TokenUnavailable as failure:
        async with site.uow(acting_id=SYSTEM_USER_ID) as uow:
            await _keep(uow, config_id, error_message=str(failure))
        raise
    async with site.uow(acting_id=SYSTEM_USER_ID) as uow:
        await keep_tokens(uow, config_id, renewed)
    return renewed.token


async def access_token_by_name(site: Site, name: str) -> str:
    """For what is configured outside of the database. Raises TokenUnavailable."""
    async with site.read() as uow:
        config_id = await uow.session.scalar(select(OAuth2TokenConfig.id).where(OAuth2TokenConfig.name == name))
    if config_id is None:
        raise TokenUnavailable(f"There is no OAuth 2 access called {name}.")
    return await access_token(site, config_id)


async def token_refused(site: Site, token: str) -> None:
    """A server does not take a token that should still be good: it was revoked, and the next one is got anew.

    Not more often than once a minute: a server that refuses for another reason refuses the new one, too.
    """
    async with site.uow(acting_id=SYSTEM_USER_ID) as uow:
        for row in await uow.session.scalars(select(OAuth2Token)):
            if row.token == token and row.change_time < uow.clock.now() - _RENEW_AGAIN_AFTER:
                log.warning("oauth2.token_refused", access_id=row.token_config_id)
                await _keep(uow, row.token_config_id, token=None, token_expiration_date=None)


async def _renewed(outbound: Outbound, config: OAuth2TokenConfig, token: OAuth2Token | None, now: datetime) -> Renewed:
    provider = Provider.parse(config.name, config.config)
    if provider.is_own:
        return await ask(outbound, provider, {"grant_type": CLIENT_CREDENTIALS}, now)
    if token is None or not token.refresh_token:
        raise TokenUnavailable(f"The OAuth 2 access {config.name} has to be granted (again): no refresh token.")
    return await renew(outbound, provider, token.refresh_token, now)


async def renew(outbound: Outbound, provider: Provider, refresh_token: str, now: datetime) -> Renewed:
    """RFC 6749, section 6. Raises TokenUnavailable."""
    return await ask(outbound, provider, {"grant_type": "refresh_token", "refresh_token": refresh_token}, now)


async def ask(outbound: Outbound, provider: Provider, grant: Mapping[str, str], now: datetime) -> Renewed:
    """Tokens for a grant (RFC 6749, sections 4.1.3, 4.4.2 and 6). Raises TokenUnavailable."""
    form = {**grant, "client_id": provider.client_id}
    form |= {"client_secret": provider.client_secret} if provider.client_secret else {}
    form |= {"scope": provider.scope} if provider.scope else {}
    try:
        response = await outbound.request(
            "POST",
            provider.url,
            data=form,
            headers={"Accept": "application/json"},
            timeout_s=_TIMEOUT_S,
            limit_bytes=_ANSWER_LIMIT_BYTES,
        )
        answer = orjson.loads(response.body) if response.body.strip() else None
    except (httpx.HTTPError, ValueError) as error:
        raise TokenUnavailable(f"{provider.name} gave no token: {_said(error)}.") from error
    if not isinstance(answer, Mapping) or response.status != httpx.codes.OK or not answer.get("access_token"):
        raise TokenUnavailable(f"{provider.name} refuses to give a token: {_reason(answer, response)}.")
    return Renewed(
        token=str(answer["access_token"]),
        expires_at=now + timedelta(seconds=_seconds(answer.get("expires_in"), 3600)),
        refresh_token=answer.get("refresh_token"),
        refresh_expires_at=_later(now, answer.get("refresh_token_expires_in")),
    )


async def keep_tokens(uow: UnitOfWork, config_id: int, tokens: Renewed) -> None:
    """A provider that sends no new refresh token means: the old one stays good."""
    values: dict[str, Any] = {"token": tokens.token, "token_expiration_date": tokens.expires_at}
    if tokens.refresh_token is not None:
        values |= {"refresh_token": tokens.refresh_token, "refresh_token_expiration_date": None}
    if tokens.refresh_expires_at is not None:
        values |= {"refresh_token_expiration_date": tokens.refresh_expires_at}
    touched(uow, OAuth2Token)
    values |= {"error_message": None, "error_description": None, "error_code": None}
    await _keep(uow, config_id, **values)


async def _keep(uow: UnitOfWork, config_id: int, **values: Any) -> None:
    stamped = {**values, "change_time": uow.clock.now(), "change_by": uow.acting_id}
    found = await uow.session.execute(
        update(OAuth2Token).where(OAuth2Token.token_config_id == config_id).values(**stamped)
    )
    if not changed_rows(found):
        uow.session.add(OAuth2Token(dbcrud_uuid=str(uuid4()), token_config_id=config_id, **values))
        await uow.session.flush()


def _reason(answer: object, response: Answer) -> str:
    if isinstance(answer, Mapping) and answer.get("error"):
        return f"{answer['error']} {str(answer.get('error_description') or '')[:300]}".strip()
    return f"HTTP {response.status}"


def _said(error: Exception) -> str:
    return str(error)[:300] or type(error).__name__


def _seconds(value: object, default: int) -> int:
    try:
        return int(str(value))
    except ValueError:
        return default


def _later(now: datetime, seconds: object) -> datetime | None:
    wait_s = _seconds(seconds, 0)
    return (now + timedelta(seconds=wait_s)).astimezone(UTC) if wait_s > 0 else None
