"""How rows of one table get from the source's form into the target's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.db.bulk.connection import FoundColumn
from gotrs_api.otrs.rows import Reader, Repairer, Row, filled
from gotrs_api.otrs.shapes import TableShape
from gotrs_api.otrs.values import encoder


class Mover:
    """Of one table. Only one with a repairer takes rows of the source."""

    def __init__(
        self,
        table: TableShape,
        found: list[FoundColumn],
        target: BulkConnection,
        repairer: Repairer | None,
        reader: Reader | None = None,
    ) -> None:
        self.table = table
        self.reader = reader or Reader(table, found)
        self._repairer = repairer
        self._filled = tuple(filled(shape) for shape in self.reader.missing)
        shapes = [*self.reader.shapes, *self.reader.missing]
        self.target_columns = [shape.name for shape in shapes]
        self.target_reader = Reader(
            TableShape(table.name, tuple(shapes), table.key, table.uniques),
            [FoundColumn(shape.name, "", shape.nullable) for shape in shapes],
        )
        encoders = [
            encoder(
                shape,
                base64_blobs=target.blobs_are_base64,
                long_text_bytes=target.long_text_is_bytes,
                text_times=target.times_are_text,
            )
            for shape in shapes
        ]
        self._encoders = [(at, encode) for at, encode in enumerate(encoders) if encode is not None]

    @property
    def repairer(self) -> Repairer:
        assert self._repairer is not None
        return self._repairer

    def named(self, row: Iterable[Any]) -> dict[str, Any]:
        """A complete row, decoded, by the names of its columns."""
        return dict(zip(self.target_columns, row, strict=True))

    def complete(self, rows: list[Row]) -> list[Row]:
        """With values for the columns that an older source does not have."""
        return [row + self._filled for row in rows] if self._filled else rows

    def encode(self, rows: Sequence[Row]) -> list[Row]:
        if not self._encoders:
            return list(rows)
        encoded = []
        for row in rows:
            values = list(row)
            for at, encode in self._encoders:
                if values[at] is not None:
                    values[at] = encode(values[at])
            encoded.append(tuple(values))
        return encoded
