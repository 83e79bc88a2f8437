"""Security headers of pages and of the frame that shows mail."""

from __future__ import annotations

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gotrs_web.csp import SecurityHeaders, mail_policy, page_policy


def test_a_page_runs_only_our_own_files() -> None:
    policy = page_policy()
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


def test_an_identity_provider_may_be_where_a_form_leads() -> None:
    assert "form-action 'self' https://id.example" in page_policy(form_action=["https://id.example"])


def test_a_mail_loads_images_from_elsewhere_only_when_asked() -> None:
    assert "https:" not in mail_policy()
    assert "img-src 'self' data: https: http:" in mail_policy(remote_images=True)
    assert "default-src 'none'" in mail_policy()
    assert "allow-scripts" not in mail_policy()


async def test_a_response_may_bring_its_own_policy() -> None:
    async def own(request: Request) -> Response:
        return PlainTextResponse("x", headers={"Content-Security-Policy": mail_policy()})

    async def plain(request: Request) -> Response:
        return PlainTextResponse("x")

    app = SecurityHeaders(Starlette(routes=[Route("/own", own), Route("/plain", plain)]))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk.example") as client:
        assert (await client.get("/own")).headers["content-security-policy"] == mail_policy()
        answer = await client.get("/plain")
    assert answer.headers["content-security-policy"] == page_policy()
    assert answer.headers["x-content-type-options"] == "nosniff"
