"""Access by OAuth 2: the token is renewed in time, and who refuses is told."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.inbound.fetch.plan import load_plan, with_token
from gotrs_api.mail.models import MailAccount, OAuth2Token, OAuth2TokenConfig
from gotrs_api.mail.oauth.tokens import TokenUnavailable, access_token, token_refused
from gotrs_api.uow import Site
from tests.support.token_provider import Provider, provider


@pytest.fixture
async def peer() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


async def make_access(site: Site, peer: Provider, **token: Any) -> int:
    config = {
        "ClientID": "desk",
        "ClientSecret": "shh",
        "Scope": "mail offline",
        "Requests": {"TokenByRefreshToken": {"Request": {"URL": f"http://127.0.0.1:{peer.port}/token"}}},
    }
    async with site.uow() as uow:
        row = OAuth2TokenConfig(name="Provider", config=json.dumps(config), valid_id=1)
        uow.session.add(row)
        await uow.session.flush()
        values = {"token": "old", "refresh_token": "refresh", **token}
        uow.session.add(OAuth2Token(token_config_id=row.id, **values))
        await uow.session.flush()
        return row.id


async def stored(site: Site) -> OAuth2Token:
    async with site.read() as uow:
        token = await uow.session.scalar(select(OAuth2Token))
    assert token is not None
    return token


async def test_a_token_that_is_good_is_used(site: Site, clock: FakeClock, peer: Provider) -> None:
    config_id = await make_access(site, peer, token_expiration_date=clock.now() + timedelta(minutes=6))

    assert await access_token(site, config_id) == "old"
    assert peer.asked == []


async def test_a_token_that_ends_soon_is_renewed(site: Site, clock: FakeClock, peer: Provider) -> None:
    config_id = await make_access(site, peer, token_expiration_date=clock.now() + timedelta(minutes=4))
    peer.answer |= {"refresh_token": "next", "refresh_token_expires_in": 86400}

    assert await access_token(site, config_id) == "new"

    assert peer.asked == [
        {
            "grant_type": ["refresh_token"],
            "refresh_token": ["refresh"],
            "client_id": ["desk"],
            "client_secret": ["shh"],
            "scope": ["mail offline"],
        }
    ]
    token = await stored(site)
    assert (token.token, token.refresh_token, token.error_message) == ("new", "next", None)
    assert token.token_expiration_date == clock.now() + timedelta(hours=1)
    assert token.refresh_token_expiration_date == clock.now() + timedelta(days=1)
    assert await access_token(site, config_id) == "new"
    assert len(peer.asked) == 1


@pytest.mark.backends("sqlite")
async def test_a_refusal_is_told_and_kept(site: Site, peer: Provider) -> None:
    config_id = await make_access(site, peer)
    peer.status, peer.answer = 400, {"error": "invalid_grant", "error_description": "The grant ended."}

    with pytest.raises(TokenUnavailable) as caught:
        await access_token(site, config_id)

    assert "invalid_grant The grant ended." in str(caught.value)
    token = await stored(site)
    assert (token.error_message, token.refresh_token) == (str(caught.value), "refresh")


@pytest.mark.backends("sqlite")
async def test_a_token_that_was_revoked_is_got_anew_but_not_all_the_time(
    site: Site, clock: FakeClock, peer: Provider
) -> None:
    config_id = await make_access(site, peer, token_expiration_date=clock.now() + timedelta(hours=1))
    await token_refused(site, "old")
    assert await access_token(site, config_id) == "old", "it has only just been got"

    clock.advance(minutes=2)
    await token_refused(site, "another")
    assert await access_token(site, config_id) == "old"
    await token_refused(site, "old")
    assert await access_token(site, config_id) == "new"


@pytest.mark.backends("sqlite")
async def test_without_a_refresh_token_somebody_has_to_grant_again(site: Site, peer: Provider) -> None:
    config_id = await make_access(site, peer, refresh_token=None)

    with pytest.raises(TokenUnavailable, match="granted"):
        await access_token(site, config_id)


@pytest.mark.backends("sqlite")
async def test_an_account_takes_its_token_along(site: Site, clock: FakeClock, peer: Provider) -> None:
    config_id = await make_access(site, peer, token_expiration_date=clock.now() + timedelta(hours=1))
    async with site.uow() as uow:
        values = {"login": "jane", "pw": "", "host": "mail.example", "account_type": "IMAPS", "queue_id": 0}
        account = MailAccount(
            **values, trusted=0, valid_id=1, authentication_type="oauth2_token", oauth2_token_config_id=config_id
        )
        uow.session.add(account)
        await uow.session.flush()

    async with site.read() as uow:
        plan = await load_plan(uow, account.id, by_hand=True)
    assert plan is not None
    access = await with_token(site, plan)

    assert (access.token, access.password, access.port) == ("old", "", 993)
