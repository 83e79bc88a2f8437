"""A browser without a browser: keeps cookies, sends forms with their hidden fields, reads pages by words and links.

browser = WebBrowser(web_client)
await browser.sign_in("rosa")
page = await browser.get("/agent/")
assert page.has("Good morning")
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from urllib.parse import urljoin

import httpx
import pytest
from lxml import html

from tests.support.factories import PASSWORD

Fields = Mapping[str, str | list[str]]
Files = list[tuple[str, tuple[str, bytes, str]]]


class WebPage:
    """An answer as a person sees it."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("location", "")

    @cached_property
    def tree(self) -> html.HtmlElement:
        return html.fromstring(self.response.text or "<p></p>")

    @cached_property
    def text(self) -> str:
        """Visible words, spaces joined; without scripts and templates."""
        for element in self.tree.xpath("//script|//template|//style"):
            element.drop_tree()
        return " ".join(self.tree.text_content().split())

    def has(self, words: str) -> bool:
        return words in self.text

    def all(self, selector: str) -> list[html.HtmlElement]:
        return list(self.tree.cssselect(selector))

    def one(self, selector: str) -> html.HtmlElement:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} elements match {selector!r}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [" ".join(element.text_content().split()) for element in self.all(selector)]

    def links(self) -> dict[str, str]:
        """Words of each link to its address; the first one wins."""
        found: dict[str, str] = {}
        for link in self.all("a[href]"):
            name = " ".join(link.text_content().split()) or link.get("aria-label", "")
            found.setdefault(name, link.get("href", ""))
        return found

    def form(self, action: str) -> html.FormElement:
        """The one that is sent there; not the search beside it, which only asks."""
        there = [form for form in self.tree.forms if form.action == action and form.get("role") != "search"]
        (found,) = [form for form in there if "data-passkey" not in form.attrib]
        return found

    def values(self, action: str) -> dict[str, str | list[str]]:
        """What the form would send as it stands, with the controls elsewhere that belong to it (`form="…"`)."""
        form = self.form(action)
        found = list(form.form_values())
        elsewhere = self.all(f'[form="{form.get("id")}"][name]') if form.get("id") else []
        for control in elsewhere:
            if control.tag == "select":
                chosen = control.cssselect("option[selected]") or control.cssselect("option")[:1]
                found += [(control.get("name", ""), option.get("value", "")) for option in chosen]
            elif control.tag == "input":
                found.append((control.get("name", ""), control.get("value", "")))
        values: dict[str, str | list[str]] = {}
        for name, value in found:
            before = values.get(name)
            values[name] = value if before is None else [*([before] if isinstance(before, str) else before), value]
        return values


class WebBrowser:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.page: WebPage | None = None

    async def get(self, address: str, *, htmx: bool = False) -> WebPage:
        headers = {"HX-Request": "true"} if htmx else {}
        self.page = WebPage(await self.client.get(address, headers=headers))
        return self.page

    async def follow(self) -> WebPage:
        """The page that the last answer led to."""
        assert self.page is not None
        assert self.page.status in (302, 303, 307, 308), self.page.text
        return await self.get(urljoin(str(self.page.response.url), self.page.location))

    async def send(self, action: str, fields: Fields | None = None, *, files: Files | None = None) -> WebPage:
        """Fill in a form of the page one is on and send it; what is not named keeps the value the page gave it."""
        assert self.page is not None
        values = self.page.values(action) | dict(fields or {})
        address = urljoin(str(self.page.response.url), action)
        self.page = WebPage(await self.client.post(address, data=values, files=files))
        return self.page

    async def sign_in(self, login: str, password: str = PASSWORD, *, kind: str = "agent") -> WebPage:
        address = "/auth/login" if kind == "agent" else "/auth/customer/login"
        await self.get(address)
        page = await self.send(address, {"login": login, "password": password})
        assert page.status == 303, page.text
        return page


@pytest.fixture
def web(web_client: httpx.AsyncClient) -> WebBrowser:
    """A person's browser, not yet signed in."""
    return WebBrowser(web_client)
