"""A form is ours when its token belongs to the session and it comes from our own pages."""

from __future__ import annotations

import pytest
from fastapi.routing import APIRoute

from gotrs_web.admin import routers as admin
from gotrs_web.agent import routers as agent
from gotrs_web.auth import routers as auth
from gotrs_web.csrf import issue_token, origin_is_ours, token_is_valid
from gotrs_web.customer import routers as customer
from gotrs_web.own_security import routers as own_security

SECRET = b"s" * 32
OURS = "https://desk.example"


def test_a_token_is_good_for_its_session_only() -> None:
    token = issue_token(SECRET, "session-1")
    assert token_is_valid(SECRET, "session-1", token)
    assert not token_is_valid(SECRET, "session-2", token)
    assert not token_is_valid(b"t" * 32, "session-1", token)


def test_each_page_gets_another_token() -> None:
    assert issue_token(SECRET, "session-1") != issue_token(SECRET, "session-1")


@pytest.mark.parametrize("token", [None, "", "x", "=====", "ü" * 20, "A" * 64])
def test_what_is_no_token_is_refused(token: str | None) -> None:
    assert not token_is_valid(SECRET, "session-1", token)


def test_without_a_session_no_token_is_good() -> None:
    assert not token_is_valid(SECRET, "", issue_token(SECRET, ""))


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"origin": OURS}, True),
        ({"origin": "https://DESK.example"}, True),
        ({"sec-fetch-site": "same-origin", "origin": OURS}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "http://desk.example"}, False),
        ({"origin": "null"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site", "origin": OURS}, False),
    ],
)
def test_requests_from_other_sites_are_told_apart(headers: dict[str, str], ours: bool) -> None:
    assert origin_is_ours(headers, OURS) is ours


def test_only_a_signed_message_of_a_provider_needs_no_token() -> None:
    """Whoever exempts another form has to say here what protects it."""
    exempt = {
        route.path
        for routers in (admin.ROUTERS, agent.ROUTERS, auth.ROUTERS, customer.ROUTERS, own_security.ROUTERS)
        for router in routers
        for route in router.routes
        if isinstance(route, APIRoute) and getattr(route.endpoint, "sent_from_elsewhere", False)
    }
    # Answers are signed; requests to sign out, too, and they end nothing else.
    assert exempt == {"/auth/saml/{provider}/acs", "/auth/saml/{provider}/slo"}
