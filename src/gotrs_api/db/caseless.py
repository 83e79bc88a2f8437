"""Names that OTRS compares without regard to case, so that an index has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class caseless(GenericFunction[str]):  # noqa: N801
    """`caseless(Ticket.customer_id).in_(…)` with a parameter made by `caseless_values`.

    PostgreSQL has an index of the lower-case names (`db.hot_indexes`). MariaDB's collation has no regard to case, and its
    index over the column itself is of no use to `lower()`.
    """

    type = String()
    name = "gotrs_caseless"
    inherit_cache = True


def caseless_values(names: Iterable[str]) -> list[str]:
    """Also as they are spelled: an adopted table on MariaDB may have a collation that tells them apart."""
    return sorted({spelled for name in names for spelled in (name, name.lower())})


@compiles(caseless)
def _lower(element: caseless, compiler: Any, **options: Any) -> str:
    return f"lower({compiler.process(element.clauses, **options)})"


@compiles(caseless, "mysql", "mariadb")
def _itself(element: caseless, compiler: Any, **options: Any) -> str:
    return str(compiler.process(element.clauses, **options))
