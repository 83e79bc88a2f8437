"""The full-text index: one document per article, and each database's own index over its words.

Existing tickets get their documents from a rebuild, which runs in the background after the next start.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import Index, MetaData, Table, Text
from sqlalchemy.dialects import mysql, postgresql

from migrations.creating import create_tables, drop_tables
from migrations.physical import (
    AUTO_BIGINT,
    BIGINT,
    LONGTEXT,
    MYSQL,
    SMALLINT,
    TABLE_OPTIONS,
    TIMESTAMP,
    column,
    nullable,
)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = (
    Text()
    .with_variant(postgresql.TSVECTOR(), "postgresql")
    .with_variant(mysql.LONGTEXT(charset="utf8mb4", collation="utf8mb4_bin"), *MYSQL)
)

metadata = MetaData()

Table(
    "gotrs_search_document",
    metadata,
    column("id", AUTO_BIGINT, primary_key=True),
    column("ticket_id", BIGINT),
    column("visible", SMALLINT),
    column("heading", LONGTEXT),
    column("margin", LONGTEXT),
    column("words", WORDS),
    Index("gotrs_search_document_ticket_id", "ticket_id"),
    **TABLE_OPTIONS,
)
Table(
    "gotrs_search_rebuild",
    metadata,
    column("id", SMALLINT, primary_key=True),
    column("after_ticket_id", BIGINT),
    column("done", BIGINT),
    column("total", BIGINT),
    nullable("started_at", TIMESTAMP),
    nullable("finished_at", TIMESTAMP),
    **TABLE_OPTIONS,
)

_SQLITE = (
    """CREATE VIRTUAL TABLE gotrs_search_words USING fts5(
        words, content='gotrs_search_document', content_rowid='id', tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER gotrs_search_added AFTER INSERT ON gotrs_search_document BEGIN
        INSERT INTO gotrs_search_words (rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER gotrs_search_removed AFTER DELETE ON gotrs_search_document BEGIN
        INSERT INTO gotrs_search_words (gotrs_search_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER gotrs_search_changed AFTER UPDATE OF words ON gotrs_search_document BEGIN
        INSERT INTO gotrs_search_words (gotrs_search_words, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO gotrs_search_words (rowid, words) VALUES (new.id, new.words); END""",
)


def upgrade() -> None:
    connection = op.get_bind()
    create_tables(connection, metadata.sorted_tables)
    dialect = connection.dialect.name
    if dialect == "sqlite":
        for statement in _SQLITE:
            connection.exec_driver_sql(statement)
    elif dialect == "postgresql":
        # Without the list of pending entries a search never has to look through it.
        op.create_index(
            "gotrs_ix_search_document_words",
            "gotrs_search_document",
            ["words"],
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        )
    else:
        connection.exec_driver_sql("SET SESSION innodb_ft_enable_stopword = OFF")
        op.create_index("gotrs_ix_search_document_words", "gotrs_search_document", ["words"], mysql_prefix="FULLTEXT")
    connection.execute(
        metadata.tables["gotrs_search_rebuild"].insert(),
        {"id": 1, "after_ticket_id": 0, "done": 0, "total": 0, "started_at": None, "finished_at": None},
    )


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        for name in ("added", "removed", "changed"):
            connection.exec_driver_sql(f"DROP TRIGGER gotrs_search_{name}")
        connection.exec_driver_sql("DROP TABLE gotrs_search_words")
    drop_tables(connection, metadata.sorted_tables)
