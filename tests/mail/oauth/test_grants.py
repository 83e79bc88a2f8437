"""An administrator grants an access once: to the provider with a secret of this desk, and back with a code, once."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import update

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.clock import FakeClock
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.mail.accounts.alerts import fetch_status
from gotrs_api.mail.accounts.schemas import MailAccountCreate
from gotrs_api.mail.accounts.service import create_mail_account, read_mail_account
from gotrs_api.mail.models import FetchedAccount
from gotrs_api.mail.oauth import service
from gotrs_api.mail.oauth.errors import AccessInUse, GrantFailed, GrantUnknown
from gotrs_api.mail.oauth.schemas import (
    OAuth2AccessCreate,
    OAuth2AccessRead,
    OAuth2AccessUpdate,
    OAuth2GrantAnswer,
    OAuth2GrantOrder,
)
from gotrs_api.mail.oauth.tokens import access_token_by_name
from gotrs_api.uow import Site
from tests.support.token_provider import Provider, provider

ADMIN = Principal.system("test")
BACK = "https://desk.example/admin/oauth2-accesses/callback"


@pytest.fixture
async def peer() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


async def make(site: Site, peer: Provider) -> OAuth2AccessRead:
    command = OAuth2AccessCreate.model_validate(
        {
            "name": "Post office",
            "provider": "other",
            "client_id": "desk",
            "client_secret": "shh",
            "scope": "mail",
            "authorize_url": f"http://127.0.0.1:{peer.port}/authorize?prompt=consent",
            "token_url": f"http://127.0.0.1:{peer.port}/token",
        }
    )
    async with site.uow() as uow:
        return await service.create_oauth2_access(uow, ADMIN, command)


async def depart(site: Site, access: OAuth2AccessRead) -> dict[str, str]:
    """What the provider's page is asked."""
    async with site.read() as uow:
        departure = await service.begin_grant(uow, ADMIN, access.id, OAuth2GrantOrder(redirect_uri=BACK))
    return {name: values[0] for name, values in parse_qs(urlsplit(departure.url).query).items()}


async def test_the_code_becomes_tokens_that_are_used_and_renewed(site: Site, clock: FakeClock, peer: Provider) -> None:
    access = await make(site, peer)
    assert not access.granted
    asked = await depart(site, access)
    assert asked["prompt"] == "consent"
    assert (asked["client_id"], asked["scope"], asked["redirect_uri"]) == ("desk", "mail", BACK)

    peer.answer |= {"refresh_token": "lasting", "refresh_token_expires_in": 86400}
    granted = await service.finish_grant(site, ADMIN, OAuth2GrantAnswer(state=asked["state"], code="yes"))

    assert granted.granted
    form = {name: values[0] for name, values in peer.asked[0].items()}
    assert (form["grant_type"], form["code"], form["redirect_uri"]) == ("authorization_code", "yes", BACK)
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
    assert await access_token_by_name(site, "Post office") == "new"
    clock.advance(hours=2)
    assert await access_token_by_name(site, "Post office") == "new"
    assert peer.asked[1]["refresh_token"] == ["lasting"]


@pytest.mark.backends("sqlite")
async def test_an_answer_counts_once_and_only_for_who_began(site: Site, peer: Provider) -> None:
    access = await make(site, peer)
    asked = await depart(site, access)
    answer = OAuth2GrantAnswer(state=asked["state"], code="yes")
    await service.finish_grant(site, ADMIN, answer)
    for late in (answer, OAuth2GrantAnswer(state="made up", code="yes")):
        with pytest.raises(GrantUnknown):
            await service.finish_grant(site, ADMIN, late)
    assert len(peer.asked) == 1


@pytest.mark.backends("sqlite")
async def test_a_refusal_is_told(site: Site, peer: Provider) -> None:
    access = await make(site, peer)
    asked = await depart(site, access)
    with pytest.raises(GrantFailed, match="access_denied"):
        await service.finish_grant(site, ADMIN, OAuth2GrantAnswer(state=asked["state"], error="access_denied"))
    asked = await depart(site, access)
    peer.status, peer.answer = 400, {"error": "invalid_client"}
    with pytest.raises(GrantFailed, match="invalid_client"):
        await service.finish_grant(site, ADMIN, OAuth2GrantAnswer(state=asked["state"], code="yes"))


@pytest.mark.backends("sqlite")
async def test_mailboxes_are_fetched_at_once_when_access_was_granted_anew(
    site: Site, clock: FakeClock, peer: Provider
) -> None:
    access = await make(site, peer)
    async with site.uow() as uow:
        account = await create_mail_account(
            uow,
            ADMIN,
            MailAccountCreate(
                login="desk", host="imap.example", authentication="oauth2_token", oauth2_token_config_id=access.id
            ),
        )
        waits = update(FetchedAccount).values(failures=9, due_at=clock.now() + timedelta(minutes=15))
        await uow.session.execute(waits)
    asked = await depart(site, access)
    await service.finish_grant(site, ADMIN, OAuth2GrantAnswer(state=asked["state"], code="yes"))
    async with site.read() as read:
        progress = (await read_mail_account(read, ADMIN, account.id)).progress
    assert progress.next_due == clock.now()


@pytest.mark.backends("sqlite")
async def test_administrators_hear_before_an_access_ends(site: Site, clock: FakeClock, peer: Provider) -> None:
    access = await make(site, peer)
    peer.answer |= {"refresh_token": "lasting", "refresh_token_expires_in": 30 * 86400}
    asked = await depart(site, access)
    await service.finish_grant(site, ADMIN, OAuth2GrantAnswer(state=asked["state"], code="yes"))
    async with site.uow() as uow:
        assert (await fetch_status(uow)).ending == ()
    clock.advance(days=20)
    async with site.uow() as uow:
        await service.update_oauth2_access(uow, ADMIN, access.id, OAuth2AccessUpdate(scope="mail calendar"))
        assert (await fetch_status(uow)).ending == ((access.id, "Post office"),)


@pytest.mark.backends("sqlite")
async def test_known_providers_need_no_addresses_and_others_do(site: Site) -> None:
    async with site.uow() as uow:
        made = await service.create_oauth2_access(
            uow, ADMIN, OAuth2AccessCreate(name="Microsoft", tenant="desk.example", client_id="x")
        )
        assert "/desk.example/oauth2/v2.0/authorize" in made.authorize_url
        assert "SMTP.Send" in made.scope
        changed = await service.update_oauth2_access(uow, ADMIN, made.id, OAuth2AccessUpdate(client_id="y"))
        assert (changed.client_id, changed.token_url) == ("y", made.token_url)
        with pytest.raises(InvalidInput):
            await service.create_oauth2_access(
                uow, ADMIN, OAuth2AccessCreate(name="Other", provider="other", client_id="x")
            )


@pytest.mark.backends("sqlite")
async def test_an_access_in_use_stays(site: Site, peer: Provider) -> None:
    access = await make(site, peer)
    values = {"login": "jane", "host": "mail.example", "authentication": "oauth2_token"}
    async with site.uow() as uow:
        command = MailAccountCreate.model_validate({**values, "oauth2_token_config_id": access.id})
        await create_mail_account(uow, ADMIN, command)
        with pytest.raises(AccessInUse):
            await service.delete_oauth2_access(uow, ADMIN, access.id)


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("values", "pointer"), [({"tenant": ""}, "/tenant"), ({"client_secret": ""}, "/client_secret")]
)
async def test_tokens_in_the_desks_own_name_need_a_tenant_and_a_secret(
    site: Site, values: dict[str, str], pointer: str
) -> None:
    command = {
        "name": "Own", "provider": "microsoft_graph", "grant": "client_credentials", "tenant": "desk.example",
        "client_id": "desk", "client_secret": "shh", **values,
    }  # fmt: skip
    async with site.uow() as uow:
        with pytest.raises(InvalidInput) as refusal:
            await service.create_oauth2_access(uow, ADMIN, OAuth2AccessCreate.model_validate(command))
    assert [error.pointer for error in refusal.value.errors] == [pointer]


@pytest.mark.backends("sqlite")
async def test_a_change_of_rights_gets_a_new_token(site: Site, peer: Provider) -> None:
    access = await make(site, peer)
    asked = await depart(site, access)
    peer.answer |= {"refresh_token": "lasting"}
    await service.finish_grant(site, ADMIN, OAuth2GrantAnswer(state=asked["state"], code="yes"))
    peer.answer["access_token"] = "other"

    async with site.uow() as uow:
        await service.update_oauth2_access(uow, ADMIN, access.id, OAuth2AccessUpdate(name="New name"))
    assert await access_token_by_name(site, "New name") == "new"
    async with site.uow() as uow:
        await service.update_oauth2_access(uow, ADMIN, access.id, OAuth2AccessUpdate(scope="mail send"))
    assert await access_token_by_name(site, "New name") == "other"

    async with site.uow() as uow:
        own = OAuth2AccessUpdate(grant="client_credentials")
        assert (await service.update_oauth2_access(uow, ADMIN, access.id, own)).granted
    with pytest.raises(GrantFailed, match="own name"):
        await depart(site, access)
    await access_token_by_name(site, "New name")
    assert peer.asked[-1]["grant_type"] == ["client_credentials"]
