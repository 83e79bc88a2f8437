"""Whether a document holds what is searched for, in the words of each database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from gotrs_api.db.fulltext.sqlite import INDEX_TABLE


class matches(GenericFunction[bool]):  # noqa: N801
    """`matches(Document.id, Document.words, searched("q"))`

    A function to SQLAlchemy, which therefore copies, caches and binds it; each dialect spells it in its own way.
    """

    type = Boolean()
    name = "gotrs_matches"
    inherit_cache = True

    def self_group(self, against: Any = None) -> Any:
        """No `= 1` behind it where booleans are numbers: MATCH answers how well it fits, not whether."""
        return self


class holds(GenericFunction[bool]):  # noqa: N801
    """`holds(Document.id, Document.words, read_through("q"))`: the same of one document after the other, without the index.

    Exact on each database. MariaDB, asked by `matches`, first goes through all documents that the index has, whichever are meant.
    """

    type = Boolean()
    name = "gotrs_holds"
    inherit_cache = True


def _arguments(element: matches | holds, compiler: Any, options: dict[str, Any]) -> tuple[str, str, str]:
    key, words, wanted = (str(compiler.process(clause, **options)) for clause in element.clauses)
    return key, words, wanted


@compiles(matches)
@compiles(holds)
def _on_sqlite(element: matches | holds, compiler: Any, **options: Any) -> str:
    key, _words, wanted = _arguments(element, compiler, options)
    return f"({key} IN (SELECT rowid FROM {INDEX_TABLE} WHERE {INDEX_TABLE} MATCH {wanted}))"  # noqa: S608


@compiles(matches, "postgresql")
@compiles(holds, "postgresql")
def _on_postgresql(element: matches | holds, compiler: Any, **options: Any) -> str:
    _key, words, wanted = _arguments(element, compiler, options)
    return f"({words} @@ {wanted})"


@compiles(matches, "mysql", "mariadb")
def _on_mariadb(element: matches, compiler: Any, **options: Any) -> str:
    _key, words, wanted = _arguments(element, compiler, options)
    return f"(MATCH ({words}) AGAINST ({wanted} IN BOOLEAN MODE))"


@compiles(holds, "mysql", "mariadb")
def _read_through_on_mariadb(element: holds, compiler: Any, **options: Any) -> str:
    _key, words, wanted = _arguments(element, compiler, options)
    return f"({words} REGEXP {wanted})"
