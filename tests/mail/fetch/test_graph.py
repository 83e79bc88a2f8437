"""Mailboxes of Microsoft 365 over Microsoft Graph: each mail once, and what fails told in words that help."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from gotrs_api.kernel.clock import FakeClock
from gotrs_api.mail.accounts import service as accounts
from gotrs_api.mail.accounts.schemas import MailAccountTrial
from gotrs_api.mail.inbound.fetch import graph
from gotrs_api.mail.inbound.fetch.failures import Problem
from gotrs_api.mail.inbound.fetch.round import fetch_account
from gotrs_api.mail.oauth import service as oauth
from gotrs_api.mail.oauth.schemas import OAuth2AccessCreate
from gotrs_api.uow import Site
from tests.mail.fetch.mailboxes import SYSTEM, Fetching
from tests.mail.inbound.letters import letter
from tests.support.graph_server import GraphServer, graph_server
from tests.support.servers import free_port
from tests.support.token_provider import Provider, provider

sqlite = pytest.mark.backends("sqlite")
MAILS = 5


@pytest.fixture
async def peer(tmp_path: Path) -> AsyncIterator[GraphServer]:
    async with graph_server(tmp_path) as running:
        yield running


@pytest.fixture
async def tokens() -> AsyncIterator[Provider]:
    async with provider() as running:
        yield running


async def begin(site: Site, peer: GraphServer, tokens: Provider, **values: Any) -> Fetching:
    command = OAuth2AccessCreate.model_validate(
        {
            "name": f"Tenant {values.get('folder', '')}", "provider": "microsoft_graph", "tenant": "tenant.example",
            "grant": "client_credentials", "client_id": "desk", "client_secret": "shh",
            "token_url": f"http://127.0.0.1:{tokens.port}/token",
        }
    )  # fmt: skip
    async with site.uow() as uow:
        access = await oauth.create_oauth2_access(uow, SYSTEM, command)
    by_token = {"authentication": "oauth2_token", "oauth2_token_config_id": access.id, "password": SecretStr("")}
    return await Fetching.begin(site, peer, "MSGraph", **{"port": peer.port, **by_token, **values})  # type: ignore[arg-type]


def mails() -> list[bytes]:
    return [letter(f"Mail {number}", f"Text {number}", message_id="") for number in range(MAILS)]


async def assert_each_once(fetching: Fetching, expected: int = MAILS) -> None:
    assert await fetching.outcome() == {"done": expected}
    assert fetching.user.left() == 0
    assert len({row.article_id for row in await fetching.rows()}) == expected
    progress = (await fetching.account()).progress
    assert (progress.stored, progress.duplicates, progress.left_on_server) == (expected, 0, 0)


async def trial_of(fetching: Fetching) -> MailAccountTrial:
    return await accounts.try_mail_account(fetching.site, SYSTEM, fetching.account_id)


async def test_mail_of_several_pages_becomes_tickets_and_leaves_the_server(
    site: Site, peer: GraphServer, tokens: Provider
) -> None:
    """The ids differ by case, and some are longer than the ledger's column."""
    fetching = await begin(site, peer, tokens)
    peer.deliver(*mails())
    trial = await trial_of(fetching)
    assert (trial.ok, trial.mails, peer.left()) == (True, MAILS, MAILS)

    await fetching.fetch()

    await assert_each_once(fetching)
    (first, *_) = await fetching.rows()
    assert (first.source, first.mailbox) == ("msgraph", f"msgraph://{peer.name}@127.0.0.1:{peer.port}/INBOX")
    assert tokens.asked[0]["grant_type"] == ["client_credentials"]
    assert tokens.asked[0]["scope"] == ["https://graph.microsoft.com/.default"]
    assert len(tokens.asked) == 1
    assert (await fetching.account()).token_expires is not None


@sqlite
async def test_a_token_that_ends_is_got_anew(site: Site, peer: GraphServer, tokens: Provider, clock: FakeClock) -> None:
    fetching = await begin(site, peer, tokens)
    await fetching.fetch()
    tokens.answer["access_token"] = peer.token = "newer"
    clock.advance(hours=1)
    peer.deliver(letter())

    await fetching.fetch()

    assert (peer.left(), len(tokens.asked)) == (0, 2)


@sqlite
async def test_a_folder_below_a_folder(site: Site, peer: GraphServer, tokens: Provider) -> None:
    peer.page_size = 1
    for name in ("Archive", "Desk", "Desk/Old", "Desk/Support"):
        peer.folders[name] = {}
    peer.deliver(letter(), folder="Desk/Support")
    fetching = await begin(site, peer, tokens, folder="desk/support")

    await fetching.fetch()

    assert (await fetching.outcome(), peer.left("Desk/Support")) == ({"done": 1}, 0)


BREAKS = [("GET", "mailFolders/inbox?"), ("GET", "/messages?"), ("GET", "$skip=2"), ("GET", "$value"), ("DELETE", "/")]


@sqlite
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_connection_that_breaks_at_any_step(site: Site, peer: GraphServer, tokens: Provider, when: str) -> None:
    fetching = await begin(site, peer, tokens)
    for number, (method, path) in enumerate(BREAKS, 1):
        peer.deliver(*mails())
        peer.fail(method, path, when=when)
        await fetching.fetch()
        assert peer.faults == [], path
        assert (await fetching.account()).progress.problem is Problem.CLOSED
        await fetching.fetch()
        await assert_each_once(fetching, MAILS * number)


@sqlite
@pytest.mark.parametrize(("method", "path"), BREAKS)
async def test_who_is_asked_too_often_is_left_alone_as_long_as_wished(
    site: Site, peer: GraphServer, tokens: Provider, clock: FakeClock, method: str, path: str
) -> None:
    fetching = await begin(site, peer, tokens)
    peer.deliver(*mails())
    body = {"error": {"code": "ApplicationThrottled", "message": "Application is over its quota."}}
    peer.fail(method, path, status=429, headers={"Retry-After": "1200"}, body=body)

    await fetching.fetch()

    progress = (await fetching.account()).progress
    assert progress.problem is Problem.THROTTLED
    assert "in 1200 seconds: HTTP 429 ApplicationThrottled" in str(progress.error)
    assert progress.next_due == clock.now() + timedelta(seconds=1200)
    await fetching.fetch()
    await assert_each_once(fetching)


@sqlite
async def test_one_mail_that_the_server_cannot_hand_out(
    site: Site, peer: GraphServer, tokens: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetching = await begin(site, peer, tokens)
    peer.deliver(letter(body="x" * 3000), *mails())
    peer.fail("GET", "$value", status=500, body={"error": {"code": "ErrorMimeContentInvalid", "message": "broken"}})
    await fetching.fetch()
    assert (await fetching.outcome(), peer.left()) == ({"done": MAILS}, 1)
    assert "ErrorMimeContentInvalid" in str((await fetching.account()).progress.error)

    monkeypatch.setattr(graph, "HARD_LIMIT_BYTES", 2000)
    await fetching.fetch()

    progress = (await fetching.account()).progress
    assert (progress.problem, progress.failures, progress.left_on_server) == (Problem.UNREADABLE, 0, 1)
    assert "more than 2000 bytes" in str(progress.error)


def _refusal(status: int, code: str) -> dict[str, Any]:
    return {"status": status, "body": {"error": {"code": code, "message": "In words."}}}


REFUSALS: dict[str, tuple[dict[str, Any], dict[str, Any], Problem, str]] = {
    "token": ({}, _refusal(401, "InvalidAuthenticationToken"), Problem.LOGIN, "refuses the token"),
    "right": ({}, _refusal(403, "ErrorAccessDenied"), Problem.LOGIN, "Mail.ReadWrite"),
    "mailbox": ({"login": "nobody@tenant.example"}, {}, Problem.LOGIN, "no mailbox nobody@tenant.example"),
    "folder": ({"folder": "Nowhere"}, {}, Problem.FOLDER, "no Nowhere. There are: inbox"),
    "busy": ({}, _refusal(503, "ServiceUnavailable"), Problem.THROTTLED, "asked again later"),
    "other": ({}, {"status": 200, "body": [1]}, Problem.PROTOCOL, "not answer as Microsoft Graph does"),
    "redirect": ({}, {"status": 302, "body": {}}, Problem.PROTOCOL, "HTTP 302"),
    "certificate": ({"verify_tls": True}, {}, Problem.TLS, "not trusted"),
    "nobody": ({"port": 0}, {}, Problem.REFUSED, "refuses connections"),
}


@sqlite
@pytest.mark.parametrize("refusal", REFUSALS)
async def test_what_fails_is_told(site: Site, peer: GraphServer, tokens: Provider, refusal: str) -> None:
    values, fault, problem, words = REFUSALS[refusal]
    fetching = await begin(site, peer, tokens, **{**values, **({"port": free_port()} if "port" in values else {})})
    if fault:
        peer.fail("GET", "mailFolders", **fault)

    trial = await trial_of(fetching)

    assert (trial.ok, trial.problem) == (False, problem), trial.error
    assert words in str(trial.error)
    assert peer.token not in str(trial.error)


@sqlite
async def test_a_provider_that_refuses_is_told_in_test_and_access(
    site: Site, peer: GraphServer, tokens: Provider
) -> None:
    fetching = await begin(site, peer, tokens)
    tokens.status, tokens.answer = 401, {"error": "invalid_client", "error_description": "The secret has expired."}

    trial = await trial_of(fetching)

    assert trial.problem is Problem.TOKEN
    assert "invalid_client The secret has expired." in str(trial.error)
    async with site.read() as uow:
        (access,) = await oauth.list_oauth2_accesses(uow, SYSTEM)
    assert access.error == trial.error


@sqlite
async def test_the_token_goes_to_no_other_server(site: Site, peer: GraphServer, tokens: Provider) -> None:
    fetching = await begin(site, peer, tokens)
    peer.deliver(*mails())
    peer.next_host = f"localhost:{peer.port}"

    trial = await trial_of(fetching)

    assert (trial.problem, "another server" in str(trial.error)) == (Problem.PROTOCOL, True)


@sqlite
async def test_a_list_without_end_is_no_reason_to_hang(site: Site, peer: GraphServer, tokens: Provider) -> None:
    fetching = await begin(site, peer, tokens)
    peer.page_size = 0
    peer.deliver(letter())

    trial = await trial_of(fetching)

    assert (trial.problem, "end of its list" in str(trial.error)) == (Problem.PROTOCOL, True)


async def test_what_could_not_be_deleted_is_not_taken_again(site: Site, peer: GraphServer, tokens: Provider) -> None:
    fetching = await begin(site, peer, tokens)
    peer.deliver(*mails())
    peer.fail("DELETE", "/", status=500, body={"error": {"code": "ErrorInternalServerError", "message": "No."}})
    assert await fetch_account(site, fetching.account_id) is None
    progress = (await fetching.account()).progress
    assert (progress.problem, peer.left()) == (Problem.DELETE, MAILS)

    await fetching.fetch()

    await assert_each_once(fetching)
