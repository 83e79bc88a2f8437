"""Entries and whole desks as files: out, looked at elsewhere, and in as a whole or not at all."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
import yaml
from sqlalchemy import URL, func, select
from typer.testing import CliRunner

from gotrs_api.admin.transfer import service
from gotrs_api.admin.transfer.errors import WrongRows
from gotrs_api.admin.transfer.importing import Planned
from gotrs_api.admin.transfer.kinds import KINDS
from gotrs_api.catalog import service as catalog
from gotrs_api.cli import app
from gotrs_api.identity.models import AuditEntry
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.queues import service as queues
from gotrs_api.uow import UnitOfWork
from tests.support.factories import Factories

# Queues and addresses name each other; a queue below another, and what names both, is there in no order either.
CROSSED: Final = Path(__file__).with_name("crossed_desk.yaml")
only_sqlite = pytest.mark.backends("sqlite")


@pytest.fixture
async def admin(factories: Factories) -> Principal:
    return await factories.principal(await factories.agent("mira", admin=True))


async def take(uow: UnitOfWork, admin: Principal, key: str, told: Any, *, preview: bool = False) -> list[Planned]:
    content = told if isinstance(told, bytes) else yaml.safe_dump(told).encode()
    return await service.import_entries(uow, admin, key, content, "yaml", preview=preview)


async def exported(uow: UnitOfWork, admin: Principal, key: str) -> Any:
    return yaml.safe_load(await service.export_entries(uow, admin, key, "yaml"))


async def test_a_whole_desk_comes_into_a_fresh_one_and_goes_out_the_same(uow: UnitOfWork, admin: Principal) -> None:
    wanted = yaml.safe_load(CROSSED.read_text())
    before = await exported(uow, admin, service.DESK)
    looked = await take(uow, admin, service.DESK, CROSSED.read_bytes(), preview=True)
    assert {(one.outcome, one.errors) for one in looked} == {("new", ()), ("changed", ())}
    assert await exported(uow, admin, service.DESK) == before

    assert await take(uow, admin, service.DESK, CROSSED.read_bytes()) == looked
    after = await exported(uow, admin, service.DESK)
    for key, rows in wanted.items():
        if key != service.DESK:
            assert [row for row in after[key] if row not in before[key]] == rows, key
    again = await take(uow, admin, service.DESK, yaml.safe_dump(after).encode())
    assert {one.outcome for one in again} == {"as it is"}
    assert len(again) == sum(len(rows) for key, rows in after.items() if key != service.DESK)


async def test_one_row_that_is_wrong_keeps_all_from_being_written(uow: UnitOfWork, admin: Principal) -> None:
    rows = [
        {"name": "Network::VPN", "group_id": "users"},
        {"name": "Phones", "group_id": "nobody", "signature_id": "none"},
        {"name": "Raw", "comment": "changed"},
    ]
    before = await exported(uow, admin, "queues")
    planned = await take(uow, admin, "queues", rows, preview=True)
    assert [one.outcome for one in planned] == ["", "", "changed"]
    (error,) = planned[1].errors
    assert error.sentence == "There is none named nobody. Import groups first, or the whole desk."
    with pytest.raises(WrongRows) as refused:
        await take(uow, admin, "queues", rows)
    assert [one.pointer for one in refused.value.errors] == ["/file/queues/1/name", "/file/queues/2/group_id"]
    assert list(refused.value.rows) == planned
    assert await exported(uow, admin, "queues") == before


@only_sqlite
@pytest.mark.parametrize("key", KINDS)
@pytest.mark.parametrize("content", [b"[]", b"\xef\xbb\xbf[]\r\n"])
async def test_a_file_without_entries_changes_nothing(
    uow: UnitOfWork, admin: Principal, key: str, content: bytes
) -> None:
    assert await take(uow, admin, key, content) == []


@only_sqlite
async def test_a_csv_file_with_nothing_but_its_head_changes_nothing(uow: UnitOfWork, admin: Principal) -> None:
    head = (await service.export_entries(uow, admin, "attachments", "csv")).splitlines()
    assert len(head) == 1
    assert await service.import_entries(uow, admin, "attachments", head[0], "csv", preview=False) == []


@only_sqlite
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"- name: one\n  valid: valid\n  name: two\n", "Line 3: name stands there twice."),
        (b"- name: one\n  valid: [\n", "Line 3 cannot be read."),
        (b"- name: &all one\n- name: *all\n", "Line 2 cannot be read."),
        (b"- name: !!python/object/apply:os.system [id]\n", "Line 1 cannot be read."),
        (b"- one\n- two\n", "The file is no list of entries."),
        (b"words", "The file is no list of entries."),
        (b"", "The file is no list of entries."),
        ("- name: Büro".encode("utf-16"), "The file is neither YAML nor CSV in UTF-8."),
        (b"- {name: one}\n" * 5001, "The file has more than 5000 entries."),
    ],
)  # fmt: skip
async def test_a_yaml_file_that_makes_no_sense_is_refused(
    uow: UnitOfWork, admin: Principal, content: bytes, told: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await take(uow, admin, "types", content, preview=True)
    assert [one.sentence for one in refused.value.errors] == [told]


@only_sqlite
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name,valid,name\none,valid,two\n", "Line 1: name stands there twice."),
        (b"name,valid\none,valid,more\n", "Line 2 has more cells than the first one."),
        (b'name,valid\n"one,valid\n', "Line 2 cannot be read."),
        (b"name\n" + b"one\n" * 5001, "The file has more than 5000 entries."),
    ],
)  # fmt: skip
async def test_a_csv_file_that_makes_no_sense_is_refused(
    uow: UnitOfWork, admin: Principal, content: bytes, told: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await service.import_entries(uow, admin, "types", content, "csv", preview=True)
    assert [one.sentence for one in refused.value.errors] == [told]


@only_sqlite
@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{name: true}", "Put it in quotes, so that it is read as a text."),
        ("{name: 1.10}", "Put it in quotes, so that it is read as a text."),
        ("{name: [one]}", "A text is expected."),
        ("{name: ''}", "This is required."),
        ("{name: ~}", "This is required."),
        ("{valid: valid}", "This is required."),
        ("{name: one, colour: red}", "There is no such field."),
        ("{name: one, 1: 2}", "There is no such field."),
        ("{name: one, group_id: 1}", "There is none named 1. Import groups first, or the whole desk."),
        ("{name: one, follow_up_lock: perhaps}", "Yes or no is expected."),
        ("{name: one, update_time: soon}", "Give a whole number."),
        ("{name: one, update_time: -1}", "This is too small."),
        ("{name: one, update_time: 99999999999999999999999}", "This is too large."),
        ("{name: one, valid: never}", "This value is not valid."),
        ("{name: one}\n- {name: one}", "This name stands in the file twice."),
        ("{name: one::two}", "The parent does not exist."),
    ],
)
async def test_a_row_that_makes_no_sense_is_told_of(uow: UnitOfWork, admin: Principal, row: str, told: str) -> None:
    planned = await take(uow, admin, "queues", f"- {row}".encode(), preview=True)
    assert [error.sentence for one in planned for error in one.errors] == [told]


@only_sqlite
async def test_words_that_look_like_something_else_are_taken_as_they_are(uow: UnitOfWork, admin: Principal) -> None:
    names = ["no", "007", "1:30", "2026-01-31", "1e3", "1_000", "42", "'1.10'", "'true'"]
    content = "\r\n".join(f"- {{name: {name}, valid: valid}}" for name in names)
    assert {one.outcome for one in await take(uow, admin, "types", content.encode())} == {"new"}
    there = {one.name for one in await catalog.list_types(uow)}
    assert there >= {name.strip("'") for name in names}
    assert {one.outcome for one in await take(uow, admin, "types", await exported(uow, admin, "types"))} == {"as it is"}


@only_sqlite
async def test_a_spreadsheet_of_another_country_is_read(uow: UnitOfWork, admin: Principal) -> None:
    content = "\ufeffname;follow_up_lock;comment\r\nBüro;yes;'=1+1\r\n".encode()
    (planned,) = await service.import_entries(uow, admin, "queues", content, "csv", preview=False)
    assert planned.outcome == "new"
    (queue,) = [one for one in await queues.list_queues(uow) if one.name == "Büro"]
    assert (queue.follow_up_lock, queue.comment) == (True, "=1+1")


@only_sqlite
async def test_what_cannot_be_changed_later_is_refused_and_not_passed_over(uow: UnitOfWork, admin: Principal) -> None:
    field = {"name": "Town", "label": "Town", "type": "Text", "object_type": "Ticket"}
    await take(uow, admin, "dynamic-fields", [field])
    (planned,) = await take(uow, admin, "dynamic-fields", [field | {"type": "Checkbox"}], preview=True)
    assert [error.sentence for error in planned.errors] == ["This cannot be changed later."]


@only_sqlite
async def test_a_mail_account_comes_without_its_password_and_waits_for_one(uow: UnitOfWork, admin: Principal) -> None:
    account = {"name": "desk@imap.desk.example", "login": "desk", "host": "imap.desk.example", "valid": "valid"}
    for _ in range(2):
        await take(uow, admin, "mail-accounts", [account])
        (there,) = await exported(uow, admin, "mail-accounts")
        assert (there["valid"], there["password"]) == ("invalid", "")
    await take(uow, admin, "mail-accounts", [account | {"password": "s"}])
    (there,) = await exported(uow, admin, "mail-accounts")
    assert (there["valid"], there["password"]) == ("valid", "")


async def test_each_import_and_export_stands_in_the_log(uow: UnitOfWork, admin: Principal) -> None:
    await take(uow, admin, "types", [{"name": "Request"}], preview=True)
    await take(uow, admin, "types", [{"name": "Request"}])
    await exported(uow, admin, service.DESK)
    await uow.settle()
    rows = await uow.session.execute(
        select(AuditEntry.action, AuditEntry.object_id, func.count())
        .where(AuditEntry.object_type == "entries")
        .group_by(AuditEntry.action, AuditEntry.object_id)
    )
    assert sorted(map(tuple, rows)) == [("entries.exported", "desk", 1), ("entries.imported", "types", 1)]


@only_sqlite
async def test_only_administrators_carry_entries(uow: UnitOfWork, factories: Factories) -> None:
    agent = await factories.principal(await factories.agent("lena"))
    for key in (*KINDS, service.DESK):
        with pytest.raises(Forbidden):
            await service.export_entries(uow, agent, key, "yaml")
        with pytest.raises(Forbidden):
            await service.import_entries(uow, agent, key, b"[]", "yaml", preview=True)


@only_sqlite
@pytest.mark.principal("admin")
@pytest.mark.parametrize("form", ["yaml", "csv"])
@pytest.mark.parametrize("key", KINDS)
async def test_each_kind_goes_out_and_comes_back_through_the_api(
    client: httpx.AsyncClient, uow: UnitOfWork, admin: Principal, key: str, form: str
) -> None:
    await take(uow, admin, service.DESK, CROSSED.read_bytes())
    out = await client.get(f"/api/v1/admin/transfer/{key}/export", params={"form": form})
    assert out.headers["Content-Disposition"] == f'attachment; filename="{key}.{form}"'
    body = {"content": out.text, "form": form}
    answer = await client.post(f"/api/v1/admin/transfer/{key}/import", json=body)
    assert answer.json()["rows"], answer.text
    assert {row["outcome"] for row in answer.json()["rows"]} <= {"as it is"}, answer.text
    (about,) = [one for one in (await client.get("/api/v1/admin/transfer")).json()["data"] if one["name"] == key]
    assert about["columns"][0] == about["known_by"]


@only_sqlite
@pytest.mark.principal("admin")
async def test_the_api_tells_where_a_file_is_wrong(client: httpx.AsyncClient) -> None:
    there = "/api/v1/admin/transfer/types/import"
    wrong = {"content": "- {name: one}\n- {name: two, valid: never}"}
    looked = (await client.post(there, json=wrong | {"preview": True})).json()
    assert (looked["written"], [row["outcome"] for row in looked["rows"]]) == (False, ["new", ""])
    assert [error["column"] for error in looked["rows"][1]["errors"]] == ["valid"]
    refused = await client.post(there, json=wrong)
    assert (refused.status_code, refused.json()["code"]) == (422, "transfer.wrong_rows")
    assert [error["pointer"] for error in refused.json()["errors"]] == ["/content/types/2/valid"]
    assert "one" not in {row["name"] for row in (await client.get("/api/v1/types")).json()["data"]}
    assert (await client.get("/api/v1/admin/transfer/oauth2-accesses/export")).status_code == 404
    assert (await client.get("/api/v1/admin/transfer/desk/export", params={"form": "csv"})).status_code == 404


@only_sqlite
async def test_the_command_carries_a_desk_and_tells_a_file_it_cannot_use_in_a_sentence(
    committed_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOTRS_DATABASE_URL", committed_url.render_as_string(hide_password=False))
    monkeypatch.setenv("GOTRS_VAR", str(tmp_path))
    monkeypatch.setenv("GOTRS_SECRET_KEY", "k" * 40)

    async def desk(*words: str, given: bytes = b"") -> tuple[int, str]:
        result = await asyncio.to_thread(CliRunner().invoke, app, ["desk", *words], input=given)
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, " ".join(result.output.split())

    queues = tmp_path / "queues.csv"
    assert await desk("export", "--kind", "queues", "-o", str(queues)) == (0, "")
    spare = queues.read_bytes().replace(b"Junk,", b"Spare,")
    assert (await desk("import", "--kind", "queues", str(queues)))[1].startswith("0 of ")
    queues.write_bytes(spare)
    assert (await desk("import", "--kind", "queues", "--preview", str(queues)))[1].startswith("queues Spare: new")
    assert (await desk("import", "--kind", "queues", str(queues)))[0] == 0
    whole = (await asyncio.to_thread(CliRunner().invoke, app, ["desk", "export"])).stdout_bytes
    assert b"Spare" in whole
    code, said = await desk("import", "-", given=whole)
    assert (code, said.startswith("0 of ")) == (0, True)
    assert (await desk("import", "-", given=b"queues: ["))[0] == 1
    assert "No such file" in (await desk("import", str(tmp_path / "none.yaml")))[1]
    assert (await desk("export", "-o", str(tmp_path / "no/where.yaml")))[1].endswith(
        "cannot be written: No such file or directory."
    )
