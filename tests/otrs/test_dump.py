from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from gotrs_api.otrs.dump import stage
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.shapes import table_shapes
from gotrs_api.otrs.values import decoder

MYSQL = (
    b"-- MariaDB dump 10.19\n--\n\n\n\n"
    b"CREATE TABLE `ticket_type` (\n  `id` smallint(6) NOT NULL AUTO_INCREMENT,\n  `name` varchar(200) NOT NULL,\n"
    b"  PRIMARY KEY (`id`),\n  UNIQUE KEY `x` (`name`)\n) ENGINE=InnoDB;\n"
    b"INSERT INTO `ticket_type` VALUES (1,'It\\'s; (a) \\\\ \\n M\xc3\xbcller'),(2,NULL),(3,'x''y');\n"
    b"CREATE TABLE `article_data_mime_plain` (\n  `id` bigint(20) NOT NULL,\n  `body` longblob NOT NULL\n);\n"
    b"INSERT INTO `article_data_mime_plain` VALUES (1,_binary 'a\\0b\xff'),(2,0x00FF);\n"
)
FILES_OF_POSTGRESQL = (
    b"--\n-- PostgreSQL database dump\n--\n\n\n"
    b'CREATE TABLE "public"."article_data_mime_attachment" (\n    "id" bigint NOT NULL,\n    "content" "text"\n);\n'
    b'COPY "public"."article_data_mime_attachment" ("id", "content") FROM stdin;\n1\tAAH/\\n\n\\.\n'
    b"-- PostgreSQL database dump complete\n"
)
POSTGRESQL = (
    b"--\n-- PostgreSQL database dump\n--\n\n\n"
    b"CREATE TABLE public.ticket_type (\n    id smallint NOT NULL,\n    name character varying(200) NOT NULL\n);\n"
    b"COPY public.ticket_type (id, name) FROM stdin;\n1\ta\\tb\\\\ \\n\n2\t\\N\n\\.\n"
)


def rows(path: Path, table: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608


def test_mysqldump_with_everything_that_is_escaped(tmp_path: Path) -> None:
    dump, staging = tmp_path / "dump.sql.gz", tmp_path / "staging.sqlite3"
    dump.write_bytes(gzip.compress(MYSQL + b"-- Dump completed\n"))
    stage(dump, staging)
    assert rows(staging, "ticket_type") == [(1, "It's; (a) \\ \n Müller"), (2, None), (3, "x'y")]
    assert rows(staging, "article_data_mime_plain") == [(1, b"a\0b\xff"), (2, b"\0\xff")]


def test_mysqldump_that_replaces(tmp_path: Path) -> None:
    dump, staging = tmp_path / "dump.sql", tmp_path / "staging.sqlite3"
    dump.write_bytes(MYSQL.replace(b"INSERT INTO", b"REPLACE  INTO") + b"-- Dump completed\n")
    stage(dump, staging)
    assert len(rows(staging, "ticket_type")) == 3


def test_plain_pg_dump(tmp_path: Path) -> None:
    dump, staging = tmp_path / "dump.sql", tmp_path / "staging.sqlite3"
    dump.write_bytes(POSTGRESQL + b"-- PostgreSQL database dump complete\n")
    stage(dump, staging)
    assert rows(staging, "ticket_type") == [(1, "a\tb\\ \n"), (2, None)]


@pytest.mark.parametrize("text", [MYSQL, POSTGRESQL, MYSQL[:-20], POSTGRESQL[:-4]])
def test_a_dump_that_is_cut_off_is_refused_and_leaves_nothing(tmp_path: Path, text: bytes) -> None:
    dump = tmp_path / "dump.sql"
    dump.write_bytes(text)
    with pytest.raises(CannotGoOn, match="cut off"):
        stage(dump, tmp_path / "staging.sqlite3")
    assert [path.name for path in tmp_path.iterdir()] == ["dump.sql"]


def test_what_a_latin1_column_held_is_read_as_it_was_meant(tmp_path: Path) -> None:
    dump, staging = tmp_path / "dump.sql", tmp_path / "staging.sqlite3"
    old = MYSQL.replace(b") ENGINE=InnoDB", b") ENGINE=MyISAM DEFAULT CHARSET=latin1").replace(
        b"M\xc3\xbc", b"M\xc3\x83\xc2\xbc"
    )
    dump.write_bytes(old + b"-- Dump completed\n")
    stage(dump, staging)
    assert rows(staging, "ticket_type")[0][1].endswith("Müller")


def test_files_of_articles_in_pg_dump_are_the_text_that_postgresql_holds(tmp_path: Path) -> None:
    dump, staging = tmp_path / "dump.sql", tmp_path / "staging.sqlite3"
    dump.write_bytes(FILES_OF_POSTGRESQL)
    stage(dump, staging)
    ((_, content),) = rows(staging, "article_data_mime_attachment")
    shape = next(s for s in table_shapes()["article_data_mime_attachment"].columns if s.name == "content")
    assert decoder(shape)(content) == b"\0\x01\xff"


def test_pg_dump_with_inserts_of_another_schema(tmp_path: Path) -> None:
    dump, staging = tmp_path / "dump.sql", tmp_path / "staging.sqlite3"
    create = POSTGRESQL.partition(b"COPY")[0].replace(b"public.", b'"otrs".')
    dump.write_bytes(
        create
        + b'INSERT INTO "otrs"."ticket_type" VALUES (1, \'back\\\');\n'
        + b"INSERT INTO otrs.ticket_type (id, name) VALUES (2, 'it''s\n(one);\n');\n"
        + b"INSERT INTO otrs.ticket_type VALUES\n\t(3, NULL),\n\t(4, '') ON CONFLICT DO NOTHING;\n"
        + b"-- PostgreSQL database dump complete\n"
    )
    stage(dump, staging)
    assert rows(staging, "ticket_type") == [(1, "back\\"), (2, "it's\n(one);\n"), (3, None), (4, "")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (POSTGRESQL + POSTGRESQL.replace(b"public", b"old"), "ticket_type comes twice"),
        (POSTGRESQL.replace(b"CREATE", b"SET client_encoding = 'LATIN1';\nCREATE"), "written in LATIN1"),
    ],
)
def test_two_schemas_at_once_and_other_encodings_are_refused(tmp_path: Path, text: bytes, reason: str) -> None:
    dump = tmp_path / "dump.sql"
    dump.write_bytes(text)
    with pytest.raises(CannotGoOn, match=reason):
        stage(dump, tmp_path / "staging.sqlite3")


def test_another_file_is_refused(tmp_path: Path) -> None:
    dump = tmp_path / "notes.txt"
    dump.write_bytes(b"remember the milk\n")
    with pytest.raises(CannotGoOn, match="no table"):
        stage(dump, tmp_path / "staging.sqlite3")
