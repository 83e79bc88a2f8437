"""Every API route has a rule, the rules are those agreed on, and the server keeps to them."""

from __future__ import annotations

import difflib
from dataclasses import replace

import httpx
import pytest

from gotrs_api.identity.principal import ADMIN_GROUP, Kind, Principal
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.settings import Settings
from tests.contracts.route_rules import TABLE, api_routes, calls, declared
from tests.support.factories import Factories

PUBLIC = ("/health", "/healthz", "/metrics", "/api/v1/health", "/api/v1/info", "/api/v1/status", "/openapi.json")
# OTRS's web services sign in within each request (see `generic_interface`).
PUBLIC_AREAS = (
    "/nph-genericinterface.pl/",
    "/otrs/nph-genericinterface.pl/",
    "/health/",
    "/api/v1/auth/",
    "/api/v1/i18n/",
    "/api/v1/public/",
    "/problems/",
)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """So many calls of one address would be too many in a minute."""
    return settings.model_copy(update={"requests_per_minute": 1_000_000})


def test_rules_are_those_of_the_table() -> None:
    difference = "".join(difflib.unified_diff(TABLE.read_text().splitlines(True), declared().splitlines(True)))
    assert difference == "", "wanted? then run: .venv/bin/python -m tests.contracts.route_rules"


def test_public_routes_are_on_the_short_list() -> None:
    public = {route.path for route in api_routes() if route.rule.public}
    assert {path for path in public if path not in PUBLIC and not path.startswith(PUBLIC_AREAS)} == set()


def test_scopes_are_those_that_tokens_can_have() -> None:
    limited = replace(Principal.system("test"), scopes=frozenset(Scope) - {Scope.ALL})
    scopes = {route.rule.scope for route in api_routes() if route.rule.scope} - {Scope.ALL}
    unknown = {scope for scope in scopes if not limited.has_scope(scope)}
    assert unknown == set(), "add it to identity/scopes.py"


def test_every_guarded_route_needs_a_scope() -> None:
    assert {route.path for route in api_routes() if not route.rule.public and route.rule.scope is None} == set()


def test_addresses_under_admin_are_for_administrators() -> None:
    open_ones = {
        route.path
        for route in api_routes()
        if route.path.startswith("/api/v1/admin/") and route.rule.group != ADMIN_GROUP
    }
    assert open_ones == set()


@pytest.mark.backends("sqlite")
async def test_nobody_gets_past_a_rule(client: httpx.AsyncClient, factories: Factories) -> None:
    """Each route is called by each person whom its rule refuses; the bodies are empty, for the rule comes first."""
    agent = await factories.agent("agent without rights")
    admin = await factories.agent("administrator", admin=True)
    customer = await factories.customer_user("customer")
    people = {
        "anonymous": {},
        "rubbish": {"Authorization": "Bearer gf_00000000_0"},
        "customer": await factories.bearer(customer),
        "agent": await factories.bearer(agent),
        "admin with a token for nothing": await factories.bearer(admin, scopes=()),
    }
    answers: dict[str, int] = {}
    for method, address, route in calls():
        rule = route.rule
        if rule.public:
            continue
        refused = ["anonymous", "rubbish", "admin with a token for nothing"]
        refused += ["customer"] if Kind.CUSTOMER not in rule.kinds else []
        refused += ["agent"] if rule.group else []
        for who in refused:
            client.headers.pop("Authorization", None)
            response = await client.request(method, address, headers=people[who])
            expected = 401 if who in ("anonymous", "rubbish") else 403
            if response.status_code != expected:
                answers[f"{who}: {method} {address}"] = response.status_code
    assert answers == {}
