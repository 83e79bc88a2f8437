"""Keeping OAuth 2 accesses, and having them granted: the authorisation-code flow with PKCE (RFC 6749, 4.1; RFC 7636)."""

from __future__ import annotations

import base64
import hashlib
import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import orjson
import yaml
from sqlalchemy import delete, select, update

from gotrs_api.catalog import entries
from gotrs_api.catalog.errors import EntryNotFound
from gotrs_api.catalog.validity import Validity
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.mail.models import FetchedAccount, MailAccount, OAuth2Token, OAuth2TokenConfig, SmtpAccount, SmtpTrouble
from gotrs_api.mail.oauth.errors import AccessInUse, GrantFailed, GrantUnknown
from gotrs_api.mail.oauth.schemas import (
    OAuth2AccessCreate,
    OAuth2AccessRead,
    OAuth2AccessUpdate,
    OAuth2Departure,
    OAuth2GrantAnswer,
    OAuth2GrantOrder,
)
from gotrs_api.mail.oauth.tokens import CLIENT_CREDENTIALS, GRANT, Provider, TokenUnavailable, ask, keep_tokens
from gotrs_api.mail.outbound.service.delivering import let_waiting_go
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.snapshot import touched

_GRANT_WITHIN_S = 900
_MICROSOFT = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0"
_OUTLOOK = "https://outlook.office.com"
_GRAPH = "https://graph.microsoft.com"
# What an application asks for in its own name is settled where it is registered.
_OWN_SCOPES = {"microsoft": "https://outlook.office365.com/.default", "microsoft_graph": f"{_GRAPH}/.default"}
_KNOWN: dict[str, tuple[str, str, str]] = {  # authorize, token, scope
    "microsoft": (
        f"{_MICROSOFT}/authorize?prompt=consent",
        f"{_MICROSOFT}/token",
        f"offline_access {_OUTLOOK}/IMAP.AccessAsUser.All {_OUTLOOK}/POP.AccessAsUser.All {_OUTLOOK}/SMTP.Send",
    ),
    "microsoft_graph": (
        f"{_MICROSOFT}/authorize?prompt=consent",
        f"{_MICROSOFT}/token",
        f"offline_access {_GRAPH}/Mail.ReadWrite",
    ),
    "google": (
        "https://accounts.google.com/o/oauth2/v2/auth?access_type=offline&prompt=consent",
        "https://oauth2.googleapis.com/token",
        "https://mail.google.com/",
    ),
}


def _query() -> Any:
    return (
        select(OAuth2TokenConfig, OAuth2Token)
        .outerjoin(OAuth2Token, OAuth2Token.token_config_id == OAuth2TokenConfig.id)
        .order_by(OAuth2TokenConfig.name)
        .execution_options(populate_existing=True)
    )


async def list_oauth2_accesses(uow: ReadUow, principal: Principal) -> list[OAuth2AccessRead]:
    """Raises Forbidden."""
    principal.require_admin()
    return [_read(*row) for row in await uow.session.execute(_query())]


async def read_oauth2_access(uow: ReadUow, principal: Principal, access_id: int) -> OAuth2AccessRead:
    """Raises Forbidden, EntryNotFound."""
    principal.require_admin()
    row = (await uow.session.execute(_query().where(OAuth2TokenConfig.id == access_id))).one_or_none()
    if row is None:
        raise EntryNotFound
    return _read(*row)


async def create_oauth2_access(uow: UnitOfWork, principal: Principal, command: OAuth2AccessCreate) -> OAuth2AccessRead:
    """Raises Forbidden, NameTaken, InvalidInput."""
    principal.require_admin()
    authorize, token, scope = _KNOWN.get(command.provider, ("", "", ""))
    if command.grant == CLIENT_CREDENTIALS:
        scope = _OWN_SCOPES.get(command.provider, scope)
    tenant = command.tenant or "common"
    config: dict[str, Any] = {
        "ClientID": command.client_id,
        "ClientSecret": command.client_secret.get_secret_value(),
        "Scope": command.scope or scope,
        GRANT: command.grant,
    }
    _set_urls(
        config,
        command.authorize_url or authorize.format(tenant=tenant),
        command.token_url or token.format(tenant=tenant),
    )
    if command.grant == CLIENT_CREDENTIALS and command.provider in _OWN_SCOPES and not command.tenant:
        raise InvalidInput.field("/tenant", "required", "Tokens in the desk's own name are of one tenant.")
    row = OAuth2TokenConfig(
        dbcrud_uuid=str(uuid4()), name=command.name, config=_dump(config), valid_id=command.valid.id
    )
    _check(row)
    await entries.save(uow, principal, row, name=command.name)
    return await read_oauth2_access(uow, principal, row.id)


async def update_oauth2_access(
    uow: UnitOfWork, principal: Principal, access_id: int, command: OAuth2AccessUpdate
) -> OAuth2AccessRead:
    """What OTRS keeps beside in the configuration stays. Raises Forbidden, EntryNotFound, NameTaken, InvalidInput."""
    principal.require_admin()
    row = await entries.load(uow, OAuth2TokenConfig, access_id)
    config = _config(row)
    if command.grant is not None:
        config[GRANT] = command.grant
    if command.client_id is not None:
        config["ClientID"] = command.client_id
    if command.client_secret is not None and command.client_secret.get_secret_value():
        config["ClientSecret"] = command.client_secret.get_secret_value()
    if command.scope is not None:
        config["Scope"] = command.scope
    _set_urls(config, command.authorize_url, command.token_url)
    if _dump(config) != _dump(_config(row)):  # a token that was got before may be good for something else
        ended = {"token": None, "token_expiration_date": None}
        await uow.session.execute(update(OAuth2Token).where(OAuth2Token.token_config_id == access_id).values(**ended))
        await _let_mail_go(uow)
    row.config = _dump(config)
    row.name = command.name or row.name
    if command.valid is not None:
        row.valid_id = command.valid.id
    _check(row)
    await entries.save(uow, principal, row, name=row.name)
    return await read_oauth2_access(uow, principal, access_id)


async def delete_oauth2_access(uow: UnitOfWork, principal: Principal, access_id: int) -> None:
    """With its tokens. Raises Forbidden, EntryNotFound, AccessInUse."""
    access = await read_oauth2_access(uow, principal, access_id)
    users = select(MailAccount.login).where(MailAccount.oauth2_token_config_id == access_id)
    senders = select(SmtpAccount.name).where(SmtpAccount.oauth2_token_config_id == access_id)
    if names := [*await uow.session.scalars(users), *await uow.session.scalars(senders)]:
        raise AccessInUse(accounts=", ".join(names))
    await uow.session.execute(delete(OAuth2Token).where(OAuth2Token.token_config_id == access_id))
    await uow.session.execute(delete(OAuth2TokenConfig).where(OAuth2TokenConfig.id == access_id))
    kind = OAuth2TokenConfig.__tablename__
    await audit.record(uow, principal, f"{kind}.deleted", kind, access_id, {"name": access.name})


async def begin_grant(uow: ReadUow, principal: Principal, access_id: int, order: OAuth2GrantOrder) -> OAuth2Departure:
    """Where the browser goes; what comes back is for `finish_grant`. Raises Forbidden, EntryNotFound, GrantFailed."""
    await read_oauth2_access(uow, principal, access_id)
    provider = await _provider(uow, access_id)
    if provider.is_own:
        raise GrantFailed(reason="the desk gets its tokens in its own name.")
    if not provider.authorize_url:
        raise GrantFailed(reason="the configuration has no address to ask at.")
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    waiting = {
        "access_id": access_id,
        "user_id": principal.user_id,
        "verifier": verifier,
        "redirect_uri": order.redirect_uri,
    }
    await uow.site.cache.set(_key(state), orjson.dumps(waiting), _GRANT_WITHIN_S)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    parameters = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": order.redirect_uri,
        "scope": provider.scope,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    separator = "&" if urlsplit(provider.authorize_url).query else "?"
    return OAuth2Departure(url=provider.authorize_url + separator + urlencode(parameters))


async def finish_grant(site: Site, principal: Principal, answer: OAuth2GrantAnswer) -> OAuth2AccessRead:
    """Turn the provider's answer into tokens and keep them; once, and for whoever began.

    Raises Forbidden, GrantUnknown, GrantFailed.
    """
    principal.require_admin()
    kept = await site.cache.get(_key(answer.state))
    await site.cache.delete(_key(answer.state))
    waiting = orjson.loads(kept) if kept is not None else None
    if waiting is None or waiting["user_id"] != principal.user_id:
        raise GrantUnknown
    if not answer.code:
        raise GrantFailed(reason=answer.error or "the provider sent no code.")
    access_id = waiting["access_id"]
    async with site.read() as read:
        provider = await _provider(read, access_id)
    grant = {
        "grant_type": "authorization_code",
        "code": answer.code,
        "redirect_uri": waiting["redirect_uri"],
        "code_verifier": waiting["verifier"],
    }
    try:
        tokens = await ask(site.outbound, provider, grant, site.clock.now())
    except TokenUnavailable as refusal:
        raise GrantFailed(reason=str(refusal)) from refusal
    async with site.uow(acting_id=principal.user_id) as uow:
        await keep_tokens(uow, access_id, tokens)
        # Its mailboxes need not sit out the wait that the old tokens brought them.
        theirs = select(MailAccount.id).where(MailAccount.oauth2_token_config_id == access_id)
        due = update(FetchedAccount).where(FetchedAccount.account_id.in_(theirs)).values(due_at=uow.clock.now())
        await uow.session.execute(due.execution_options(synchronize_session=False))
        await _let_mail_go(uow)
        kind = OAuth2TokenConfig.__tablename__
        await audit.record(uow, principal, f"{kind}.granted", kind, access_id, {"name": provider.name})
        return await read_oauth2_access(uow, principal, access_id)


async def _let_mail_go(uow: UnitOfWork) -> None:
    """What waits because a server did not take the old tokens."""
    await uow.session.execute(delete(SmtpTrouble).where(SmtpTrouble.problem == Problem.TOKEN))
    touched(uow, SmtpTrouble)
    await let_waiting_go(uow)


async def _provider(uow: ReadUow, access_id: int) -> Provider:
    """Raises EntryNotFound, GrantFailed."""
    row = await uow.session.get(OAuth2TokenConfig, access_id)
    if row is None:
        raise EntryNotFound
    try:
        return Provider.parse(row.name, row.config)
    except TokenUnavailable as refusal:
        raise GrantFailed(reason=str(refusal)) from refusal


def _key(state: str) -> str:
    return f"oauth2-grant:{hashlib.sha256(state.encode()).hexdigest()}"


def _config(row: OAuth2TokenConfig) -> dict[str, Any]:
    try:
        config = yaml.safe_load(row.config)  # JSON is YAML
    except yaml.YAMLError:
        config = None
    return config if isinstance(config, dict) else {}


def _dump(config: dict[str, Any]) -> str:
    return orjson.dumps(config).decode()


def _set_urls(config: dict[str, Any], authorize: str | None, token: str | None) -> None:
    """Where Znuny has them, by the kind of request; None leaves one as it is."""
    for kind, url in (
        ("AuthorizationCode", authorize),
        ("TokenByAuthorizationCode", token),
        ("TokenByRefreshToken", token),
    ):
        if url is not None:
            config.setdefault("Requests", {}).setdefault(kind, {}).setdefault("Request", {})["URL"] = url


def _url(config: dict[str, Any], kind: str) -> str:
    try:
        return str(config["Requests"][kind]["Request"]["URL"] or "")
    except (KeyError, TypeError):
        return ""


def _is_own(config: dict[str, Any]) -> bool:
    return bool(config.get(GRANT) == CLIENT_CREDENTIALS)


def _check(row: OAuth2TokenConfig) -> None:
    config = _config(row)
    missing = [
        FieldError(f"/{name}", "required", "A provider that is not known here needs its addresses.")
        for name, kind in (("authorize_url", "AuthorizationCode"), ("token_url", "TokenByRefreshToken"))
        if not _url(config, kind) and not (name == "authorize_url" and _is_own(config))
    ]
    if _is_own(config) and not config.get("ClientSecret"):
        missing.append(FieldError("/client_secret", "required", "Tokens in the desk's own name need the secret."))
    if missing:
        raise InvalidInput(errors=missing)


def _read(row: OAuth2TokenConfig, token: OAuth2Token | None) -> OAuth2AccessRead:
    config = _config(row)
    return OAuth2AccessRead(
        id=row.id,
        name=row.name,
        client_id=str(config.get("ClientID") or ""),
        has_secret=bool(config.get("ClientSecret")),
        scope=str(config.get("Scope") or ""),
        authorize_url=_url(config, "AuthorizationCode"),
        token_url=_url(config, "TokenByRefreshToken"),
        grant="client_credentials" if _is_own(config) else "authorization_code",
        granted=_is_own(config) or (token is not None and bool(token.refresh_token)),
        token_expires=token.token_expiration_date if token is not None else None,
        refresh_token_expires=token.refresh_token_expiration_date if token is not None else None,
        error=token.error_message if token is not None else None,
        valid=Validity.of(row.valid_id),
        created=row.create_time,
        changed=row.change_time,
    )
