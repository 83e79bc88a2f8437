"""Texts that administrators change: what counts, what is refused, files out and in, history."""

from __future__ import annotations

import httpx
import pytest

from gotrs_api.admin.translations import files, service
from gotrs_api.admin.translations.schemas import FileForm, ImportAction
from gotrs_api.i18n.catalogue import message_key
from gotrs_api.i18n.changed import catalogues
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.kernel.paging import PageRequest
from gotrs_api.mail.drafts.viewer import viewer_of
from gotrs_api.uow import Site, UnitOfWork
from tests.support.factories import Factories

OPEN = f"de.{message_key('open')}"
LINES = "{n} quoted line"


def of(source: str, language: str = "de") -> str:
    return f"{language}.{message_key(source)}"


@pytest.fixture
async def boss(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent(login="boss", admin=True))


async def test_a_changed_text_counts_until_it_is_reset_and_each_change_is_remembered(
    uow: UnitOfWork, boss: Principal
) -> None:
    uow.act_as(boss.user_id)
    await service.change_translation(uow, boss, OPEN, ["in Arbeit"])
    assert (await catalogues(uow)).of("de").gettext("open") == "in Arbeit"
    assert (await catalogues(uow)).of("fr").gettext("open") != "in Arbeit"
    assert (await viewer_of(uow, "de")).translate("open") == "in Arbeit", "mails and notifications"
    await service.change_translation(uow, boss, OPEN, ["in Arbeit"])

    reset = await service.reset_translation(uow, boss, OPEN)

    assert (await catalogues(uow)).of("de").gettext("open") == reset.texts[0] == "offen"
    changes = (await service.list_changes(uow, boss, PageRequest(10), translation_id=OPEN)).rows
    assert [(one.texts_before, one.texts_after, one.changed_by) for one in changes] == [
        (("in Arbeit",), None, "boss"),
        (None, ("in Arbeit",), "boss"),
    ]


@pytest.mark.backends("sqlite")
async def test_english_is_changed_too_and_each_plural_form_of_a_language(uow: UnitOfWork, boss: Principal) -> None:
    await service.change_translation(uow, boss, of("open", "en"), ["in progress"])
    assert (await catalogues(uow)).of("en").gettext("open") == "in progress"

    arabic = [f"{form}: {{n}}" for form in range(6)]
    await service.change_translation(uow, boss, of(LINES, "ar"), arabic)
    speak = (await catalogues(uow)).of("ar").ngettext
    assert [speak(LINES, "{n} quoted lines", n) for n in (0, 1, 2, 3, 11, 100)] == [
        "0: 0", "1: 1", "2: 2", "3: 3", "4: 11", "5: 100"
    ]  # fmt: skip


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("Remove {name}", ["Entfernen"]),
        ("Remove {name}", ["{name} {other}"]),
        ("Remove {name}", ["{name.__class__} entfernen"]),
        ("Remove {name}", ["{name:>999999999}"]),
        ("Remove {name}", ["{name} {"]),
        ("Remove {name}", ["{name}", "{name}"]),
        ("open", [" "]),
        (LINES, ["{n} Zeilen"]),
        (LINES, ["", "{n} Zeilen"]),
    ],
)
async def test_what_would_break_a_page_is_refused(
    uow: UnitOfWork, boss: Principal, source: str, texts: list[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await service.change_translation(uow, boss, of(source), texts)
    assert refused.value.errors[0].pointer.startswith("/texts")


@pytest.mark.backends("sqlite")
async def test_other_processes_see_a_change_once_it_is_committed(uow: UnitOfWork, boss: Principal, site: Site) -> None:
    """This process's picture is made anew by the write; that of another after five seconds, as of all master data."""
    before = await catalogues(uow)
    await service.change_translation(uow, boss, OPEN, ["in Arbeit"])
    await uow.settle()
    async with site.read() as read:
        after = await catalogues(read)
        assert (before.of("de").gettext("open"), after.of("de").gettext("open")) == ("offen", "in Arbeit")
        assert await catalogues(read) is after


@pytest.mark.backends("sqlite")
@pytest.mark.parametrize("form", list(FileForm))
async def test_changes_go_out_to_a_file_and_come_in_again(uow: UnitOfWork, boss: Principal, form: FileForm) -> None:
    for language in ("ar", "tlh", "en"):
        forms = len(service.numbers_of_forms(language))
        await service.change_translation(uow, boss, of("Remove {name}", language), ["Weg: {name}"])
        await service.change_translation(uow, boss, of(LINES, language), ["{n}!"] * forms)
        content = await files.export_changes(uow, boss, language, form)
        for source in ("Remove {name}", LINES):
            await service.reset_translation(uow, boss, of(source, language))

        seen = await files.import_changes(uow, boss, language, content, form, write=False)
        assert not seen.written
        assert not (await service.read_translation(uow, boss, of(LINES, language))).is_changed
        done = await files.import_changes(uow, boss, language, content, form, write=True)

        assert done.written
        assert [row.action for row in done.rows] == [ImportAction.CHANGED] * 2
        assert (await service.read_translation(uow, boss, of(LINES, language))).texts == ("{n}!",) * forms


@pytest.mark.backends("sqlite")
async def test_a_file_with_something_wrong_changes_nothing(uow: UnitOfWork, boss: Principal) -> None:
    content = b'texts: {"open": "in Arbeit", "Remove {name}": "Weg", "No such text": "x"}'
    found = await files.import_changes(uow, boss, "de", content, FileForm.YAML, write=True)
    assert [row.action for row in found.rows] == [ImportAction.CHANGED, ImportAction.REFUSED, ImportAction.UNKNOWN]
    assert not found.written
    assert not (await service.read_translation(uow, boss, OPEN)).is_changed
    for wrong in (b"language: fr\ntexts: {}", b"[", b"- x"):
        with pytest.raises(InvalidInput):
            await files.import_changes(uow, boss, "de", wrong, FileForm.YAML, write=True)
    with pytest.raises(InvalidInput):
        await files.import_changes(uow, boss, "de", b'msgid "open\n', FileForm.PO, write=True)


@pytest.mark.backends("sqlite")
async def test_agents_read_and_administrators_write(uow: UnitOfWork, factories: Factories) -> None:
    agent = await factories.principal(await factories.agent("rosa"))
    assert (await service.read_translation(uow, agent, OPEN)).texts == ("offen",)
    with pytest.raises(Forbidden):
        await service.change_translation(uow, agent, OPEN, ["x"])
    with pytest.raises(Forbidden):
        await service.list_translations(uow, await factories.principal(await factories.customer_user("paul")), "de")


@pytest.mark.principal("admin")
async def test_the_resource(client: httpx.AsyncClient) -> None:
    asked = {"language": "de", "q": "pending auto", "include_total": "true"}
    listed = (await client.get("/api/v1/translations", params=asked)).json()
    assert {"pending auto close+", "pending auto close-"} <= {row["source"] for row in listed["data"]}
    found = await client.get(f"/api/v1/translations/{OPEN}")
    tag = found.headers["etag"]

    changed = await client.put(f"/api/v1/translations/{OPEN}", json={"texts": ["in Arbeit"]}, headers={"If-Match": tag})
    assert (changed.status_code, changed.json()["is_changed"]) == (200, True)
    late = await client.put(f"/api/v1/translations/{OPEN}", json={"texts": ["x"]}, headers={"If-Match": tag})
    assert late.status_code == 412
    only = await client.get("/api/v1/translations", params={"language": "de", "status": "changed"})
    assert [row["texts"] for row in only.json()["data"]] == [["in Arbeit"]]
    assert (await client.get("/api/v1/i18n/translations/de")).json()["messages"]["open"] == "in Arbeit"
    exported = await client.get("/api/v1/translations/export", params={"language": "de", "form": "po"})
    assert 'msgstr "in Arbeit"' in exported.text

    assert (await client.delete(f"/api/v1/translations/{OPEN}")).json()["texts"] == ["offen"]
    body = {"content": exported.text, "form": "po", "preview": True}
    planned = await client.post("/api/v1/translations/import", params={"language": "de"}, json=body)
    assert planned.json() == {"written": False, "rows": [{"source": "open", "action": "changed", "reason": ""}]}
    changes = await client.get("/api/v1/translations/changes", params={"translation_id": OPEN})
    assert len(changes.json()["data"]) == 2
    assert (await client.get("/api/v1/translations", params={"language": "xx"})).status_code == 404
