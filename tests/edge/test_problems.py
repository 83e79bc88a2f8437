"""Whatever goes wrong in the API is told as a problem document that names its kind and the request."""

from __future__ import annotations

import httpx
import pytest

pytestmark = pytest.mark.backends("sqlite")
PROBLEM = "application/problem+json"


async def test_an_unknown_address_is_a_problem(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/nothing-here")
    assert (answer.status_code, answer.headers["content-type"]) == (404, PROBLEM)
    assert answer.json()["code"] == "not_found"
    assert answer.json()["instance"] == "/api/v1/nothing-here"


async def test_an_unknown_method_says_which_are_known(client: httpx.AsyncClient) -> None:
    answer = await client.delete("/api/v1/info")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert answer.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_no_page_answers_for_the_api(web_client: httpx.AsyncClient, method: str) -> None:
    """The browser interface is mounted behind it and would answer with a page."""
    known = await web_client.request(method, "/api/v1/info")
    assert (known.status_code, known.headers["content-type"]) == (405, PROBLEM)
    odd = await web_client.request("PROPFIND", "/api/v1/tickets")
    assert (odd.status_code, odd.headers["content-type"]) == (405, PROBLEM)
    unknown = await web_client.request(method, "/api/v1/nothing-here")
    assert (unknown.status_code, unknown.headers["content-type"]) == (404, PROBLEM)


async def test_without_a_token_one_is_told_how_to_sign_in(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/admin/jobs")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["code"] == "unauthenticated"


async def test_rights_are_decided_before_the_body_is_looked_at(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/admin/jobs/1/retry", content=b"{broken")
    assert answer.status_code == 401


@pytest.mark.principal("agent")
async def test_who_lacks_a_right_is_told_which(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/admin/jobs")
    assert answer.status_code == 403
    assert "admin:rw" in answer.json()["detail"]


@pytest.mark.principal("admin")
async def test_what_is_missing_is_told_once(client: httpx.AsyncClient) -> None:
    """Also where a dependency reads the same body as the route."""
    answer = await client.post("/api/v1/users", json={})
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/login", "/first_name", "/last_name"]


@pytest.mark.principal("admin")
async def test_a_bad_parameter_is_named(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/admin/jobs", params={"limit": 1000})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "limit"


@pytest.mark.principal("agent", rights="rw")
@pytest.mark.parametrize(
    ("body", "pointers"),
    [
        ({"queue": [1]}, {"/queue"}),  # a name or an id: neither of the two kinds is part of the place
        ({"ids": [1, "x"], "state": "open"}, {"/ids/1"}),
        ({"ids": [1], "filter": {}, "state": "open"}, {""}),  # the whole body
        ({"ids": [1], "note": {"subject": "Why?"}}, {"/note/body"}),
        ({"ids": [1], "a/b~c": 1}, {"/a~1b~0c"}),
    ],
)
async def test_a_place_in_the_body_is_a_json_pointer_to_it(
    client: httpx.AsyncClient, body: dict[str, object], pointers: set[str]
) -> None:
    path = "/api/v1/tickets/1/queue" if "queue" in body else "/api/v1/tickets/bulk/state"
    answer = await client.post(path, json=body)
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == pointers


async def test_a_body_that_is_no_json_is_refused_as_malformed(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/auth/login", content=b"{broken", headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["code"] == "malformed"


async def test_the_request_id_of_the_caller_comes_back(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/nothing", headers={"X-Request-Id": "abc-123"})
    assert answer.headers["x-request-id"] == "abc-123"
    assert answer.json()["request_id"] == "abc-123"


async def test_a_request_id_that_could_forge_a_log_line_is_replaced(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/nothing", headers={"X-Request-Id": "a b\tc"})
    assert answer.headers["x-request-id"] != "a b\tc"


async def test_each_problem_type_explains_itself(client: httpx.AsyncClient) -> None:
    kind = (await client.get("/api/v1/nothing")).json()["type"]
    page = await client.get(kind)
    assert page.status_code == 200
    assert "not_found" in page.text
    assert (await client.get("/problems/unheard-of")).status_code == 404


async def test_an_announced_flood_is_refused_without_reading_it(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/api/v1/auth/login",
        content=b"{}",
        headers={"content-type": "application/json", "content-length": str(10**9)},
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


@pytest.mark.principal("agent")
async def test_refusals_say_it_too(client: httpx.AsyncClient) -> None:
    assert "x-ratelimit-remaining" in (await client.get("/api/v1/tickets/999999")).headers


async def test_monitors_may_ask_as_often_as_they_like(client: httpx.AsyncClient) -> None:
    assert "x-ratelimit-remaining" not in (await client.get("/health")).headers


@pytest.mark.principal("agent")
async def test_every_answer_says_how_much_of_the_limit_is_left(client: httpx.AsyncClient) -> None:
    first = await client.get("/api/v1/users/me")
    second = await client.get("/api/v1/users/me")
    assert first.headers["ratelimit-policy"] == '"requests";q=600;w=60'
    assert int(second.headers["x-ratelimit-remaining"]) == int(first.headers["x-ratelimit-remaining"]) - 1


@pytest.mark.backends("sqlite", "postgresql")
@pytest.mark.principal("agent", rights="rw")
@pytest.mark.parametrize("address", ["/api/v1/tickets?title=a%00b", "/api/v1/queues/a%00b"])
async def test_a_nul_in_an_address_is_refused(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "nul")


@pytest.mark.principal("agent", rights="rw")
async def test_a_nul_in_a_text_is_refused_but_not_what_only_looks_like_one(client: httpx.AsyncClient) -> None:
    def ticket(title: str) -> dict[str, object]:
        return {"title": title, "queue": "Raw", "article": {"subject": "s", "body": "b"}}

    assert (await client.post("/api/v1/tickets", json=ticket("a\0b"))).status_code == 422
    answer = await client.post("/api/v1/tickets", json=ticket("a\\u0000b"))
    assert (answer.status_code, answer.json()["title"]) == (201, "a\\u0000b")


async def test_nesting_without_end_is_malformed(client: httpx.AsyncClient) -> None:
    body = b"[" * 100_000 + b"]" * 100_000
    answer = await client.post("/api/v1/auth/login", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
