"""Pages, fragments, events and redirects."""

from __future__ import annotations

import json

import pytest
from jinja2 import ChoiceLoader, DictLoader
from starlette.requests import Request

from gotrs_api.kernel.errors import TooLarge
from gotrs_web.hx_events import HxEvent
from gotrs_web.render import FLASH_COOKIE, Toast, empty, redirect, render, render_error
from gotrs_web.template_environment import environment
from gotrs_web.wording import explain
from tests.support.web_requests import AGENT, htmx, request

PAGE = '{% extends "layouts/agent.html" %}{% block content %}{% include "part.html" %}{% endblock %}'


@pytest.fixture(autouse=True)
def _templates(monkeypatch: pytest.MonkeyPatch) -> None:
    env = environment()
    own = DictLoader({"page.html": PAGE, "part.html": "<p>{{ word }}</p>"})
    monkeypatch.setattr(env, "loader", ChoiceLoader([own, env.loader]))
    monkeypatch.setattr(env, "cache", None)


def show(asked: Request, **more: object) -> tuple[int, str, dict[str, str]]:
    response = render(asked, "page.html", {"word": "hello"}, fragment="part.html", **more)  # type: ignore[arg-type]
    return response.status_code, bytes(response.body).decode(), dict(response.headers)


def triggers(headers: dict[str, str]) -> dict[str, object]:
    found = json.loads(headers["hx-trigger"])
    assert isinstance(found, dict)
    return found


def test_a_browser_gets_the_page() -> None:
    _, html, headers = show(request())
    assert html.startswith("<!doctype html>")
    assert "<p>hello</p>" in html
    assert "HX-Request" in headers["vary"]
    assert headers["cache-control"] == "no-store"


def test_htmx_gets_the_fragment_alone() -> None:
    assert show(htmx())[1] == "<p>hello</p>"


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_htmx_that_wants_a_whole_page_gets_it(header: str) -> None:
    assert "<!doctype html>" in show(request(headers={"HX-Request": "true", header: "true"}))[1]


def test_a_fragment_names_its_events() -> None:
    _, _, headers = show(htmx(), trigger=(HxEvent.TICKET_OWNER_CHANGED, HxEvent.COUNTERS_CHANGED))
    assert triggers(headers) == {"ticket-owner-changed": None, "counters-changed": None}


def test_an_event_may_carry_details() -> None:
    _, _, headers = show(htmx(), trigger={HxEvent.ARTICLE_ADDED: {"id": 4}})
    assert triggers(headers) == {"article-added": {"id": 4}}


def test_a_toast_reaches_htmx_as_an_event_in_plain_ascii() -> None:
    _, html, headers = show(htmx(), toast="Geschlossen für Rosa")
    assert headers["hx-trigger"].isascii()
    assert triggers(headers)["toast"]["toasts"][0]["text"] == "Geschlossen für Rosa"  # type: ignore[index]
    assert "Geschlossen" not in html


def test_a_toast_stands_in_the_page_and_is_escaped() -> None:
    html = show(request(), toast="<b>Closed</b>")[1]
    assert "&lt;b&gt;Closed&lt;/b&gt;" in html


def test_values_are_escaped() -> None:
    response = render(request(), "part.html", {"word": "<script>"})
    assert b"<p>&lt;script&gt;</p>" in response.body


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(Exception, match="'word' is undefined"):
        render(request(), "part.html", {})


def test_a_plain_form_is_redirected_and_its_toast_shown_on_the_next_page() -> None:
    response = redirect(request(), "/agent/tickets/4", toast="Saved.")
    assert (response.status_code, response.headers["location"]) == (303, "/agent/tickets/4")
    name, _, value = response.headers["set-cookie"].partition(";")[0].partition("=")
    assert name == FLASH_COOKIE
    _, html, headers = show(request(cookies={name: value.strip('"')}))
    assert "Saved." in html
    assert f'{FLASH_COOKIE}=""' in headers["set-cookie"]


def test_a_forged_flash_is_ignored() -> None:
    assert "data-toast-text>" in show(request(cookies={FLASH_COOKIE: "e30="}))[1]


def test_htmx_is_redirected_by_its_own_header() -> None:
    response = redirect(htmx(), "/agent/")
    assert (response.status_code, response.headers["hx-redirect"]) == (204, "/agent/")


def test_an_empty_answer_only_raises_events() -> None:
    response = empty(
        htmx(), trigger=HxEvent.COUNTERS_CHANGED, toast=Toast("Watching", action_label="Undo", action_url="/u")
    )
    assert response.status_code == 204
    assert set(triggers(dict(response.headers))) == {"counters-changed", "toast"}


@pytest.mark.parametrize("status", [403, 404, 409, 413, 422, 429, 500, 503])
@pytest.mark.parametrize("path", ["/agent/x", "/customer/x", "/admin/x", "/elsewhere"])
def test_an_error_is_a_page_of_the_part_of_the_site_one_is_in(status: int, path: str) -> None:
    response = render_error(request(path, principal=AGENT), status, request_id="01HX")
    html = bytes(response.body).decode()
    assert response.status_code == status
    assert "<h1" in html
    assert "01HX" in html
    assert ("portal-bar" in html) == path.startswith("/customer")


def test_what_is_too_large_is_told_in_units_that_people_use() -> None:
    said = explain(request("/customer/x", principal=AGENT), TooLarge(limit=64 * 1024 * 1024))
    assert said.startswith("What you sent is larger than 6")
    assert said.endswith("MB.")


def test_an_error_before_sign_in_shows_no_navigation() -> None:
    assert b'class="rail"' not in render_error(request("/agent/x"), 404).body


def test_an_error_under_htmx_is_a_fragment_and_a_toast_with_the_reason() -> None:
    response = render_error(htmx(), 409, "The ticket is locked by Mira.")
    assert response.status_code == 409
    assert b"<!doctype" not in response.body
    assert triggers(dict(response.headers))["toast"]["toasts"][0]["text"] == "The ticket is locked by Mira."  # type: ignore[index]


def test_the_page_follows_language_theme_and_mode() -> None:
    html = show(request(locale="de", cookies={"gotrs_theme": "seventies.dark"}))[1]
    assert '<html lang="de" dir="ltr" data-theme="seventies" data-mode="dark">' in html
    assert "Zum Inhalt springen" in html


def test_a_strange_theme_is_the_default_and_auto_leaves_the_mode_to_the_system() -> None:
    assert '<html lang="en" dir="ltr" data-theme="synthwave">' in show(request(cookies={"gotrs_theme": "x.y"}))[1]
