"""A look at an OTRS database: what it is, what lies in it, what is dirty, and what moving it will take. Reads only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.db.bulk.connection import FoundColumn
from gotrs_api.kernel.id_sets import IdSet
from gotrs_api.otrs.flavours import known_elsewhere, recognise, source_name
from gotrs_api.otrs.hidden import Hidden, hidden_tickets
from gotrs_api.otrs.rows import Reader, Repairer
from gotrs_api.otrs.shapes import LEFT, TableShape, table_shapes
from gotrs_api.otrs.values import unmixed

ROWS_A_SECOND: Final = 5000  # what an import moves on two cores, for the estimate
_EXAMPLES: Final = 5
_SAMPLE_ROWS: Final = 20_000  # of a table that are looked at for broken text


@dataclass
class Finding:
    """One kind of dirt in one table. `rows` is how many, `of_sample` when only a part of the table was looked at."""

    table: str
    what: str
    rows: int
    examples: list[str] = field(default_factory=list)
    of_sample: bool = False


@dataclass
class TableFound:
    """`source` is its name there; `missing` and `extra` are columns."""

    name: str
    source: str
    rows: int
    missing: list[str]
    extra: list[str]
    left: str = ""


@dataclass
class Inspection:
    flavour: str
    problem: str
    server: str
    size_bytes: int | None = None
    tables: list[TableFound] = field(default_factory=list)
    missing_tables: list[str] = field(default_factory=list)
    other_versions: list[str] = field(default_factory=list)
    add_ons: dict[str, int] = field(default_factory=dict)
    dirt: list[Finding] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    article_storage: str = ""
    character_sets: dict[str, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables if not table.left)

    @property
    def seconds(self) -> int:
        return self.rows // ROWS_A_SECOND + 10

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"rows": self.rows, "estimated_seconds": self.seconds}


async def inspect_source(source: BulkConnection, *, look_deep: bool = True) -> Inspection:
    """`look_deep` also reads through tables for dirt."""
    columns = await source.columns()
    flavour = recognise(columns, {table: [c.name for c in found] for table, found in columns.items()})
    found = Inspection(flavour.name, flavour.problem, await source.server(), await source.size_bytes())
    names = {name: source_name(name, columns) for name in table_shapes()}
    for name, there in names.items():
        if there is None:
            found.missing_tables.append(name)
            continue
        reader = Reader(table_shapes()[name], columns[there])
        missing = [shape.name for shape in reader.missing]
        rows = await source.count(there)
        found.tables.append(TableFound(name, there, rows, missing, reader.extra, LEFT.get(name, "")))
    for other in sorted(columns.keys() - {name for name in names.values() if name}):
        if known_elsewhere(other):
            found.other_versions.append(other)
        elif other != "alembic_version" and not other.startswith("gotrs_"):
            found.add_ons[other] = await source.count(other)
    for table in columns.values():
        for column in table:
            if column.character_set:
                found.character_sets[column.character_set] = found.character_sets.get(column.character_set, 0) + 1
    if not found.problem:
        found.article_storage = await _article_storage(source, columns)
        found.hidden = await hidden_tickets(source)
        if look_deep:
            found.dirt = await _Dirt(source, columns, names).look()
    return found


async def _article_storage(source: BulkConnection, columns: Mapping[str, Sequence[FoundColumn]]) -> str:
    articles = await source.count("article")
    if not articles or "article_data_mime_plain" not in columns:
        return "there are no articles"
    files = await source.count("article_data_mime_attachment")
    mails = await source.count("article_data_mime_plain")
    if "sysconfig_modified" in columns:
        value = await source.scalar(
            "SELECT effective_value FROM sysconfig_modified WHERE is_valid = 1 AND name = :name",
            name="Ticket::Article::Backend::MIMEBase::ArticleStorage",
        )
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
        if "ArticleStorageFS" in text:
            return f"file system (var/article of the old server; {files} attachments lie in the database)"
    if not files and mails <= 1 < articles:  # new desks have the mail that welcomes
        return (
            f"{mails} raw mails and no attachments in the database: give import the article directory (--article-dir)"
        )
    return f"database: {files} attachments, {mails} raw mails"


class _Dirt:
    def __init__(
        self,
        source: BulkConnection,
        columns: Mapping[str, Sequence[FoundColumn]],
        names: Mapping[str, str | None],
    ) -> None:
        self._source, self._columns, self._names = source, columns, names
        self._ids: dict[str, IdSet] = {}
        self.found: list[Finding] = []

    async def look(self) -> list[Finding]:
        for name, table in table_shapes().items():
            there = self._names[name]
            if there is not None and name not in LEFT:
                await self._table(table, there)
        await self._without_articles()
        await self._unsent()
        return self.found

    async def _table(self, table: TableShape, there: str) -> None:
        reader = Reader(table, self._columns[there])
        await self._duplicates(reader, there)
        await self._faults(reader, there)

    async def _duplicates(self, reader: Reader, there: str) -> None:
        shapes = {shape.name: shape for shape in reader.shapes}
        for unique in reader.table.uniques:
            if len(unique) != 1 or unique[0] not in shapes or shapes[unique[0]].kind != "text":
                continue
            column = self._source.name(unique[0])
            rows = await self._source.all(
                f"SELECT {column}, count(*) FROM {self._source.name(there)} "  # noqa: S608 - quoted
                f"WHERE {column} IS NOT NULL GROUP BY {column} HAVING count(*) > 1"
            )
            if rows:
                extra = sum(int(count) - 1 for _, count in rows)
                examples = [str(value) for value, _ in rows[:_EXAMPLES]]
                self.found.append(Finding(reader.table.name, f"{unique[0]} comes more than once", extra, examples))

    async def _faults(self, reader: Reader, there: str) -> None:
        """What an import would have to repair or refuse, in the columns without large values."""
        small = [c for c, shape in zip(reader.columns, reader.shapes, strict=True) if shape.kind != "blob"]
        looking = Reader(reader.table, small)
        for shape in looking.shapes:
            if shape.refers_to is not None and shape.refers_to not in self._ids:
                self._ids[shape.refers_to] = await self._ids_of(shape.refers_to)
        repairer = Repairer(looking, self._ids, duplicates={})
        counts: dict[str, list[str]] = {}
        numbers: dict[str, int] = {}
        mixed: list[str] = []
        seen = mixed_count = 0
        async for rows in self._source.everything(there, small):
            taken = repairer.take(rows)
            for issue in taken.issues:
                what = _general(issue.reason)
                numbers[what] = numbers.get(what, 0) + 1
                if len(counts.setdefault(what, [])) < _EXAMPLES:
                    counts[what].append(issue.key)
            if seen < _SAMPLE_ROWS:
                for row in taken.rows:
                    if any(value.__class__ is str and not value.isascii() and unmixed(value) for value in row):
                        mixed_count += 1
                        if len(mixed) < _EXAMPLES:
                            mixed.append(looking.key_of(row))
            seen += len(rows)
        for what, examples in counts.items():
            self.found.append(Finding(reader.table.name, what, numbers[what], examples))
        if mixed_count:
            what = "text looks encoded twice (see import --repair-mojibake)"
            self.found.append(Finding(reader.table.name, what, mixed_count, mixed, of_sample=seen > _SAMPLE_ROWS))

    async def _ids_of(self, table: str) -> IdSet:
        ids, there, key = IdSet(), self._names[table], table_shapes()[table].key
        if there is not None and key is not None:
            async for some in self._source.ids(there, key):
                ids.update(some)
        return ids

    async def _without_articles(self) -> None:
        try:
            rows = await self._source.all(
                "SELECT t.id FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM article a WHERE a.ticket_id = t.id)"
            )
        except DBAPIError:  # half a database: the tables are named as missing
            return
        if rows:
            examples = [str(row[0]) for row in rows[:_EXAMPLES]]
            self.found.append(Finding("ticket", "has no article (taken as it is)", len(rows), examples))

    async def _unsent(self) -> None:
        there = self._names["mail_queue"]
        if there is not None and (waiting := await self._source.count(there)):
            what = "mails that have not left: the old system must send them, nobody else can read them"
            self.found.append(Finding("mail_queue", what, waiting))


def _general(reason: str) -> str:
    """Without the id that is different in each row."""
    return " ".join("…" if word.strip(",:").isdecimal() else word for word in reason.split())
