"""The ties of a relation as a file: out to another desk, looked at there, and taken in as a whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from gotrs_api.admin.relations import ties
from gotrs_api.admin.relations.relation import Relation
from gotrs_api.admin.relations.schemas import RelationFile, RelationImported, TieRead
from gotrs_api.admin.row_files import Format, read_rows, write_csv, write_yaml
from gotrs_api.i18n import N_
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.uow import UnitOfWork

MARKS: Final = "marks"
MOST_ROWS: Final = 20_000


async def export_ties(uow: UnitOfWork, principal: Principal, relation: Relation, form: Format) -> bytes:
    """Raises Forbidden for anybody but administrators."""
    found = await ties.list_ties(uow, principal, relation)
    await audit.record(uow, principal, "relation.exported", "relation", relation.name, {"form": form})
    return written(found, form, relation)


async def import_ties(
    uow: UnitOfWork, principal: Principal, relation: Relation, command: RelationFile
) -> RelationImported:
    """Raises Forbidden for anybody but administrators, LastAdministrator, TwoRepliesForOneOccasion; InvalidInput for
    what cannot be read and, unless it was only to be looked at, for rows that are wrong."""
    rows = read_rows(command.content.encode(), command.form, most=MOST_ROWS, pointer="/content")
    told = ties_of(rows, relation, pointer="/content")
    planned = await ties.plan(uow, principal, relation, told)
    if not command.preview:
        wrong = [(number, one.error) for number, one in enumerate(planned) if one.error]
        if wrong:
            raise InvalidInput(errors=[FieldError(f"/content/{number}", "row", error) for number, error in wrong[:100]])
        await ties.put(uow, principal, relation, told)
    return RelationImported(
        written=not command.preview,
        rows=tuple(
            TieRead(first=tie.first, second=tie.second, marks=tie.marks, outcome=outcome, error=error)
            for tie, outcome, error in planned
        ),
    )


def written(found: Sequence[ties.Tie], form: Format, relation: Relation) -> bytes:
    first, second = (axis.name for axis in relation.axes)
    if form == "yaml":
        return write_yaml(rows_of(found, relation))
    return write_csv([[first, second, MARKS], *([one, other, " ".join(marks)] for one, other, marks in found)])


def rows_of(found: Sequence[ties.Tie], relation: Relation) -> list[dict[str, Any]]:
    first, second = (axis.name for axis in relation.axes)
    return [{first: tie.first, second: tie.second, MARKS: list(tie.marks)} for tie in found]


def ties_of(rows: Sequence[dict[str, Any]], relation: Relation, *, pointer: str = "/file") -> list[ties.Tie]:
    """Raises InvalidInput at `pointer` for rows of another kind."""
    first, second = (axis.name for axis in relation.axes)
    if any(set(row) != {first, second, MARKS} for row in rows):
        raise InvalidInput.field(pointer, "shape", N_("The file is none of these entries."))
    return [ties.Tie(str(row[first]), str(row[second]), _marks(row[MARKS])) for row in rows]


def _marks(told: Any) -> tuple[str, ...]:
    return tuple(map(str, told)) if isinstance(told, list) else tuple(str(told or "").split())
