"""The models are OTRS's schema. `otrs_schema_facts.json` states it: type, `auto`, `null`, `=default`; `[n]` a prefix."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Numeric, SmallInteger, Table, UniqueConstraint
from sqlalchemy.orm import configure_mappers
from sqlalchemy.types import TypeEngine

from gotrs_api.db.base import Base, foreign_key_name
from gotrs_api.db.types import BinaryBlob, LongText, OtrsDateTime, Varchar
from gotrs_api.wiring import load_models
from migrations.otrs_baseline import metadata as baseline

FACTS: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("otrs_schema_facts.json").read_text())
BASE64_ON_POSTGRESQL = {
    "article_data_mime_plain.body",
    "article_data_mime_attachment.content",
    "mail_queue.raw_message",
    "standard_attachment.content",
    "form_draft.content",
    "package_repository.content",
    "virtual_fs_db.content",
    "web_upload_cache.content",
}

load_models()


def test_there_are_the_tables_of_otrs_and_ours() -> None:
    ours = {name for name in Base.metadata.tables if name.startswith("gotrs_")}
    assert Base.metadata.tables.keys() - ours == FACTS.keys()
    assert len(FACTS) == 122


@pytest.mark.parametrize("name", FACTS)
def test_a_model_is_the_table_of_otrs(name: str) -> None:
    assert _stated(Base.metadata.tables[name]) == _without_empty(FACTS[name])


@pytest.mark.parametrize("name", FACTS)
def test_the_first_migration_makes_the_table_of_otrs(name: str) -> None:
    made = _stated(baseline.tables[name], types=False)
    columns = FACTS[name]["columns"].items()
    assert made == _without_empty(FACTS[name]) | {"columns": {key: fact.split(" ")[1:] for key, fact in columns}}


def test_columns_come_in_the_order_of_otrs() -> None:
    for name, facts in FACTS.items():
        assert [column.name for column in Base.metadata.tables[name].columns] == list(facts["columns"])


def test_every_model_can_be_used_although_tables_lack_primary_keys() -> None:
    configure_mappers()


def test_bytes_are_told_from_text() -> None:
    found = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, BinaryBlob)
    }
    assert found == BASE64_ON_POSTGRESQL


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("acl", "valid_id", "id"), "FK_acl_valid_id_id"),
        (
            ("sysconfig_modified_version", "sysconfig_default_version_id", "id"),
            "FK_sysconfig_modified_version_sysconfig_default_version_idaf",
        ),
    ],
)
def test_foreign_keys_are_named_as_in_otrs(parts: tuple[str, str, str], name: str) -> None:
    assert foreign_key_name(*parts) == name
    for metadata in (Base.metadata, baseline):
        assert name in _foreign_key_names(metadata, parts[0])


def test_our_tables_hold_no_foreign_key_that_keeps_otrs_from_deleting() -> None:
    for name, table in Base.metadata.tables.items():
        if name.startswith("gotrs_"):
            assert not table.foreign_keys


def _stated(table: Table, *, types: bool = True) -> dict[str, Any]:
    """Without `types` only what is said about a column besides: the check of live databases covers types."""
    return _without_empty(
        {
            "columns": {
                column.name: _stated_column(column) if types else _stated_options(column) for column in table.columns
            },
            "primary_key": [column.name for column in table.primary_key.columns],
            "uniques": {
                str(constraint.name): [column.name for column in constraint.columns]
                for constraint in table.constraints
                if isinstance(constraint, UniqueConstraint)
            },
            "indexes": {
                str(index.name): [
                    column.name + _prefix(index.dialect_options["mysql"]["length"], column.name)
                    for column in index.columns
                ]
                for index in table.indexes
            },
            "foreign_keys": {key.parent.name: key.target_fullname for key in table.foreign_keys},
        }
    )


def _prefix(lengths: dict[str, int] | None, column: str) -> str:
    return f"[{lengths[column]}]" if lengths and column in lengths else ""


def _stated_column(column: Column[Any]) -> str:
    return " ".join([_stated_type(column.type), *_stated_options(column)])


def _stated_options(column: Column[Any]) -> list[str]:
    options = ["auto"] if column.primary_key and isinstance(column.type, Integer) else []
    options += ["null"] if column.nullable else []
    options += [f"={getattr(column.server_default, 'arg', '')}"] if column.server_default is not None else []
    return options


def _stated_type(kind: TypeEngine[Any]) -> str:
    match kind:
        case Varchar():
            return f"varchar({kind.size})"
        case LongText() | BinaryBlob():
            return "longblob"
        case OtrsDateTime() | DateTime():
            return "timestamp"
        case SmallInteger():
            return "smallint"
        case BigInteger():
            return "bigint"
        case Integer():
            return "int"
        case Numeric():
            return f"decimal({kind.precision},{kind.scale})"
    raise AssertionError(f"no type of OTRS: {kind!r}")


def _without_empty(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if value}


def _foreign_key_names(metadata: MetaData, table: str) -> set[str]:
    return {str(constraint.name) for constraint in metadata.tables[table].foreign_key_constraints}
