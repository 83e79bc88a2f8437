"""Lets through one SELECT over readable tables, and writes it anew: what runs is what was understood, nothing else.

Everything is an allow-list: kinds of expressions, functions, tables, columns of tables that also hold secrets.
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Iterator
from typing import Final

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from gotrs_api.kernel.errors import FieldError
from gotrs_api.mcp.errors import StatementRefused
from gotrs_api.mcp.sql.tables import READABLE

# What it does not understand is refused anyway; statements do not belong into the log.
logging.getLogger("sqlglot").setLevel(logging.ERROR)
MOST_CHARACTERS: Final = 20_000
_DEEPEST: Final = 60
_DIALECTS: Final = {"sqlite": "sqlite", "postgresql": "postgres", "mysql": "mysql", "mariadb": "mysql"}
_QUERIES: Final = (exp.Select, exp.Union, exp.Intersect, exp.Except)
_CLAUSES: Final = """
Select Union Intersect Except Subquery From Join Where Group Having Order Ordered Limit Offset With CTE Table TableAlias
Column Identifier Alias Star Literal Boolean Null Paren Tuple Distinct In Between Exists Case If Interval Placeholder
DataType DataTypeParam Var Window WindowSpec Filter Not Neg Any All
And Or EQ NEQ GT GTE LT LTE Is Like ILike Escape NullSafeEQ NullSafeNEQ Add Sub Mul Div Mod IntDiv DPipe
"""
_FUNCTIONS: Final = """
Count CountIf Sum Avg Min Max GroupConcat Coalesce Nullif Greatest Least
Lower Upper Length Substring Trim Concat StrPosition Left Right
Abs Round Floor Ceil Cast TryCast
Extract Date DateTrunc TimestampTrunc TimeToStr TimeToUnix UnixToTime CurrentTimestamp CurrentDate Year Month Day Hour
DateAdd DateSub DateDiff DayOfWeek Week Timestamp TsOrDsToDate TsOrDsToTimestamp
RowNumber Rank DenseRank Lag Lead FirstValue LastValue
"""
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ALLOWED: Final = frozenset((_CLAUSES + _FUNCTIONS).split())


def checked(statement: str, dialect: str, arguments: int) -> list[str]:
    """The statement anew, cut at its parameters (`?`). `dialect` is `Database.dialect_name`. Raises StatementRefused."""
    if len(statement) > MOST_CHARACTERS:
        raise _refused("too_long", f"At most {MOST_CHARACTERS} characters are possible.")
    spoken = _DIALECTS[dialect]
    query = _parsed(statement, spoken)
    for node in _all(query):
        _check_kind(node)
    _check_tables(query)
    placeholders = list(query.find_all(exp.Placeholder, bfs=False))
    if len(placeholders) != arguments:
        raise _refused("arguments", f"There are {len(placeholders)} places for {arguments} arguments.")
    cut = f"gotrs_{secrets.token_hex(12)}"
    for node in placeholders:
        node.replace(exp.Var(this=cut))
    return query.sql(spoken, comments=False).split(cut)


def _parsed(statement: str, dialect: str) -> exp.Expr:
    try:
        found = [one for one in sqlglot.parse(statement, read=dialect) if one is not None]
    except (SqlglotError, RecursionError) as error:
        raise _refused("syntax", f"This is not understood: {str(error).splitlines()[0][:300]}") from None
    if len(found) != 1 or not isinstance(found[0], _QUERIES):
        raise _refused("not_select", "Exactly one SELECT is possible.")
    return found[0]


def _all(query: exp.Expr) -> Iterator[exp.Expr]:
    for node in query.walk():
        if node.depth > _DEEPEST:
            raise _refused("too_deep", "The statement is nested too deeply.")
        yield node


def _check_kind(node: exp.Expr) -> None:
    name = type(node).__name__
    if name not in _ALLOWED:
        known = node.name if isinstance(node, exp.Anonymous) else name
        raise _refused("not_allowed", f"{known} is not possible here.")
    match node:
        case exp.With() if node.args.get("recursive"):
            raise _refused("recursive", "WITH RECURSIVE is not possible.")
        case exp.With() if node.parent is not node.root():
            raise _refused("nested_with", "WITH is possible at the beginning alone.")
        case exp.Select() if node.args.get("into") or node.args.get("locks") or node.args.get("hint"):
            raise _refused("not_allowed", "INTO, FOR UPDATE and hints are not possible.")
        case exp.Var() if isinstance(node.parent, exp.Select | exp.Alias | exp.Column):
            raise _refused("not_allowed", f"{node.name} is not possible here.")
        case exp.Placeholder() if node.this:
            raise _refused("arguments", "Parameters are written as ?.")


def _check_tables(query: exp.Expr) -> None:
    """A name may be that of an earlier member of WITH: databases look no further than that either."""
    named: set[str] = set()
    with_ = query.args.get("with_") or query.args.get("with")
    for member in with_.expressions if with_ is not None else ():
        for table in list(member.this.find_all(exp.Table)):
            _check_table(table, named)
        name = _lowered(member.alias)
        # Databases differ in which letters and cases are the same; written so, a name is the same to all of them.
        member.args["alias"].set("this", exp.to_identifier(name, quoted=True))
        named.add(name)
    for table in list(query.find_all(exp.Table)):
        if table.find_ancestor(exp.CTE) is None:
            _check_table(table, named)


def _check_table(table: exp.Table, named: set[str]) -> None:
    if not isinstance(table.this, exp.Identifier) or table.args.get("db") or table.args.get("catalog"):
        raise _refused("table", f"{table.sql()[:100]} is not a table that can be read.")
    name = _lowered(table.name)
    if name in named:
        table.set("this", exp.to_identifier(name, quoted=True))
        return
    if name not in READABLE:
        raise _refused("table", f"The table {table.name[:100]} cannot be read.")
    columns = READABLE[name]
    if columns is not None:
        shown = exp.select(*columns).from_(name).subquery(table.alias or table.name)
        if joins := table.args.get("joins"):
            shown.set("joins", joins)
        table.replace(shown)


def _lowered(name: str) -> str:
    """Raises StatementRefused for what is no plain name: letters that only Unicode takes for others are none."""
    if not _NAME.fullmatch(name):
        raise _refused("table", f"{name[:100]} is no name that is possible here.")
    return name.lower()


def _refused(code: str, detail: str) -> StatementRefused:
    return StatementRefused(errors=[FieldError("/query", code, detail)])
