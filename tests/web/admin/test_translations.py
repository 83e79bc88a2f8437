"""The editor of texts: found, changed where they stand, seen on the next page, given back, out to a file and in."""

from __future__ import annotations

import pytest

from gotrs_api.i18n.catalogue import message_key
from tests.support.factories import PASSWORD, Factories
from tests.support.web import WebBrowser

pytestmark = pytest.mark.backends("sqlite")
TEXT = f"/admin/translations/en.{message_key('Settings')}"


@pytest.fixture(autouse=True)
async def signed_in(factories: Factories, web: WebBrowser) -> None:
    await factories.agent("mira", password=PASSWORD, admin=True)
    await web.sign_in("mira")


async def test_a_text_is_found_changed_and_seen_on_the_next_page(web: WebBrowser) -> None:
    page = await web.get("/admin/translations?language=en&q=Settings")
    (action,) = [str(form.action) for form in page.tree.forms if str(form.action).startswith(TEXT)]
    changed = await web.send(action, {"texts": "Knobs"})
    assert changed.status == 303

    assert "Knobs" in (await web.get("/admin/")).links()
    assert (await web.get(TEXT)).has("changed here")
    assert (await web.get(TEXT)).has("mira")
    assert len((await web.get("/admin/translations?language=en&status=changed")).all(".translations__row")) == 1

    await web.get(TEXT)
    await web.send(f"{TEXT}?language=en", {"reset": "1"})
    assert "Settings" in (await web.get("/admin/")).links()


async def test_a_row_saves_itself_and_says_what_is_wrong(web: WebBrowser) -> None:
    address = f"/admin/translations/de.{message_key('Remove {name}')}"
    page = await web.get(address)
    fields = {"csrf_token": page.all("input[name=csrf_token]")[0].get("value") or "", "texts": "Weg damit"}
    answer = await web.client.post(address, data=fields, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "places in braces" in answer.text
    assert "Weg damit" in answer.text
    fields["texts"] = "Weg mit {name}"
    answer = await web.client.post(address, data=fields, headers={"HX-Request": "true"})
    assert answer.text.strip().startswith("<li")


async def test_a_file_is_looked_at_and_then_imported(web: WebBrowser) -> None:
    files = "/admin/translations/files?language=en"
    await web.get(files)
    content = b'language: en\ntexts: {"Settings": "Knobs", "Nothing like it": "x"}\n'
    seen = await web.send(files, {"language": "en"}, files=[("file", ("texts.yaml", content, "application/yaml"))])
    assert seen.has("not known in this version")
    assert (await web.send(files, {"start": "1"})).status == 303
    assert "Knobs" in (await web.get("/admin/")).links()
    assert b'msgstr "Knobs"' in (await web.client.get("/admin/translations/files/en.po")).content
