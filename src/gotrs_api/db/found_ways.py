"""What an adopted or imported database settles for us, learnt at the first connection: its time zone, its character set.

Every value that is read or written depends on both, so they are known before any statement of the application.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.engine import Engine

from gotrs_api.db.types import MYSQL_FAMILY

_TABLES: Final = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE name IN ('sysconfig_default', 'sysconfig_modified')",
    "postgresql": "SELECT count(*) FROM (VALUES (to_regclass('sysconfig_default')), "
    "(to_regclass('sysconfig_modified'))) AS found (name) WHERE name IS NOT NULL",
    "mysql": "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() "
    "AND table_name IN ('sysconfig_default', 'sysconfig_modified')",
}
# YAML as OTRS writes it; what an administrator set comes before what was delivered.
_ZONE: Final = (
    "SELECT effective_value FROM sysconfig_modified WHERE name = 'OTRSTimeZone' AND is_valid = 1 AND user_id IS NULL",
    "SELECT effective_value FROM sysconfig_default WHERE name = 'OTRSTimeZone'",
)
_CHARACTER_SET: Final = (
    "SELECT character_set_name FROM information_schema.columns WHERE table_schema = database() "
    "AND table_name = 'ticket' AND column_name = 'title'"
)


def learn_at_first_connection(engine: Engine) -> None:
    """Sets `gotrs_time_zone` and `gotrs_utf8mb3` of the engine's dialect."""

    @event.listens_for(engine, "connect")
    def _learn(dbapi_connection: Any, _record: Any) -> None:
        dialect: Any = engine.dialect
        if getattr(dialect, "gotrs_has_learnt", False):
            return
        mysql = dialect.name in MYSQL_FAMILY
        cursor = dbapi_connection.cursor()
        try:
            if _one(cursor, _TABLES["mysql" if mysql else dialect.name]) != 2:
                return  # not migrated yet: the next connection looks again
            for statement in _ZONE:
                if (value := _one(cursor, statement)) is not None:
                    text = value.decode() if isinstance(value, bytes) else str(value)
                    with suppress(Exception):  # a zone that this machine does not know: UTC stays
                        dialect.gotrs_time_zone = ZoneInfo(text.removeprefix("---").strip().strip("'\""))
                    break
            if mysql:
                dialect.gotrs_utf8mb3 = _one(cursor, _CHARACTER_SET) in ("utf8", "utf8mb3")
            dialect.gotrs_has_learnt = True
        finally:
            cursor.close()
            dbapi_connection.rollback()


def _one(cursor: Any, statement: str) -> Any:
    cursor.execute(statement)
    row = cursor.fetchone()
    return None if row is None else row[0]
