"""Which statements `execute_sql` lets through, in each database's dialect."""

from __future__ import annotations

import re

import pytest

from gotrs_api.db.base import Base
from gotrs_api.mcp.errors import StatementRefused
from gotrs_api.mcp.sql.guard import checked
from gotrs_api.mcp.sql.tables import READABLE
from gotrs_api.wiring import load_models

DIALECTS = ("sqlite", "postgresql", "mariadb")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "query",
    [
        "SELECT t.tn, u.login FROM ticket t JOIN users u ON u.id = t.user_id WHERE t.title LIKE ? AND t.id > ? LIMIT 3",
        "SELECT queue_id, COUNT(*) AS n FROM ticket GROUP BY queue_id HAVING COUNT(*) > ? ORDER BY n DESC",
        "WITH a AS (SELECT id FROM ticket), b AS (SELECT * FROM a) SELECT * FROM b",
        "SELECT name FROM queue UNION SELECT name FROM ticket_state",
        "SELECT DATE(create_time), MAX(id) OVER (PARTITION BY queue_id ORDER BY id) FROM ticket",
        "SELECT CASE WHEN id = 1 THEN 'a?' ELSE NULL END FROM queue WHERE EXISTS (SELECT 1 FROM article)",
    ],
)
def test_questions_are_let_through(dialect: str, query: str) -> None:
    places = query.replace("'a?'", "").count("?")
    assert len(checked(query, dialect, places)) == places + 1


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "query",
    [
        "",
        "SELECT 1; SELECT 2",
        "SELECT 1; DROP TABLE ticket",
        "DELETE FROM ticket",
        "UPDATE ticket SET title = 'x'",
        "INSERT INTO ticket SELECT * FROM ticket",
        "WITH x AS (DELETE FROM ticket RETURNING *) SELECT * FROM x",
        "EXPLAIN SELECT 1",
        "PRAGMA table_info('users')",
        "CALL x()",
        "COPY ticket TO '/tmp/x'",
        "SELECT * FROM user_preferences",
        "SELECT * FROM gotrs_api_token",
        "SELECT * FROM mail_account",
        "SELECT * FROM sessions",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM public.ticket",
        "SELECT * FROM pragma_table_info('users')",
        "SELECT * FROM (VALUES (1)) x",
        "SELECT * FROM ticket FOR UPDATE",
        "SELECT * INTO OUTFILE '/tmp/x' FROM ticket",
        "SELECT LOAD_FILE('/etc/passwd')",
        "SELECT PG_SLEEP(9)",
        "SELECT SLEEP(9)",
        "SELECT RANDOMBLOB(1000000000)",
        "SELECT REPEAT('a', 1000000000)",
        "SELECT CURRENT_SETTING('x')",
        "SELECT QUERY_TO_XML('SELECT * FROM users', TRUE, TRUE, '')",
        "SELECT @@version",
        "SELECT CURRENT_USER",
        "WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT * FROM a) SELECT * FROM a",
        "SELECT " + "(" * 200 + "1" + ")" * 200,
        "SELECT 1 -- " + "x" * 30_000,
    ],
)
def test_everything_else_is_refused(dialect: str, query: str) -> None:
    with pytest.raises(StatementRefused):
        checked(query, dialect, 0)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_with_gives_no_way_to_a_hidden_table(dialect: str) -> None:
    """Where a name is used before WITH defines it, or outside of its scope, it is the real table's."""
    for query in (
        "WITH a AS (SELECT * FROM mail_account), mail_account AS (SELECT 1) SELECT * FROM a",
        "WITH mail_account AS (SELECT * FROM mail_account) SELECT * FROM mail_account",
        "SELECT * FROM mail_account WHERE 1 IN (WITH mail_account AS (SELECT 1) SELECT * FROM mail_account)",
    ):
        with pytest.raises(StatementRefused):
            checked(query, dialect, 0)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "name",
    ["MAIL_ACCOUNT", '"MAIL_ACCOUNT"', "`Mail_Account`", "u\u017fers", '"u\u017fers"', '"users "', "users\u0301"],
)
def test_a_name_of_with_is_the_same_to_the_database(dialect: str, name: str) -> None:
    """PostgreSQL tells `"USERS"` from `users`, MySQL `USERS`, and Unicode knows more letters than either."""
    for table in ("mail_account", "users"):
        try:
            query = f"WITH {name} AS (SELECT 1 AS x) SELECT * FROM {table}"  # noqa: S608 - never runs
            (written,) = checked(query, dialect, 0)
        except StatementRefused:
            continue
        if table == "users":
            assert "(SELECT id, login, title" in written
        else:
            quote = "`" if dialect in ("mariadb", "mysql") else '"'
            assert written.count(f"{quote}mail_account{quote}") == 2


@pytest.mark.parametrize("dialect", DIALECTS)
def test_columns_with_secrets_are_not_there(dialect: str) -> None:
    for query in ("SELECT * FROM users", "SELECT u.* FROM queue q, USERS u", "SELECT /*!50000 pw, */ 1 FROM users"):
        (written,) = checked(query, dialect, 0)
        assert "pw" not in written.casefold().replace("from users)", "")
        assert "(SELECT id, login, title" in written


def test_arguments_and_places_must_agree() -> None:
    with pytest.raises(StatementRefused):
        checked("SELECT ? FROM ticket", "sqlite", 2)


def test_no_readable_column_is_named_like_a_secret() -> None:
    load_models()
    tables = {table.name: table for table in Base.metadata.tables.values()}
    shown = {
        f"{name}.{column}"
        for name, columns in READABLE.items()
        for column in (columns if columns is not None else tables[name].columns.keys())
    }
    assert {one for one in shown if re.search(r"\.(pw|pass|.*(secret|salt|token|password))", one)} == set()
