"""Collects the tables of OTRS 6 / Znuny 6.5 under OTRS's own constraint names."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint

from migrations.physical import TABLE_OPTIONS, unquoted

metadata = MetaData()


def otrs_table(name: str, *parts: Column[Any] | UniqueConstraint | Index) -> None:
    table = Table(name, metadata, *parts, **TABLE_OPTIONS)
    for constraint in table.foreign_key_constraints:
        constraint.name = unquoted(_foreign_key_name(name, constraint))
    # users and valid need each other.
    if name == "users":
        for constraint in table.foreign_key_constraints:
            constraint.use_alter = constraint.column_keys == ["valid_id"]


def index(name: str, *columns: str, mysql_length: dict[str, int] | None = None) -> Index:
    options: dict[str, Any] = {"mysql_length": mysql_length, "mariadb_length": mysql_length} if mysql_length else {}
    return Index(name, *columns, **options)


def _foreign_key_name(table: str, constraint: ForeignKeyConstraint) -> str:
    """OTRS cuts a name above 60 characters to 58 and adds two of its MD5 digest."""
    referred_column = constraint.elements[0].target_fullname.rpartition(".")[2]
    name = f"FK_{table}_{constraint.column_keys[0]}_{referred_column}"
    if len(name) <= 60:
        return name
    digest = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    return name[:58] + digest[0] + digest[-1]
