"""All ties of a relation at once, by the names of what they tie: for files that go out and come back in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final, Literal, NamedTuple, TypeAlias

from gotrs_api.admin.relations.relation import EntryKey, Relation, Side
from gotrs_api.admin.relations.schemas import CellSet
from gotrs_api.admin.relations.service import in_order, labels_of, marks_between, set_cells, simplified
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow, UnitOfWork

_AT_ONCE: Final = 500
Outcome: TypeAlias = Literal["new", "changed", "taken away", "as it is", ""]


class Tie(NamedTuple):
    """Names of an entry of either side, and the marks between them."""

    first: str
    second: str
    marks: tuple[str, ...]


class Planned(NamedTuple):
    """What would come of a tie, or a message id of what is wrong with it."""

    tie: Tie
    outcome: Outcome
    error: str = ""


class _Pair(NamedTuple):
    first: EntryKey
    second: EntryKey


async def list_ties(uow: ReadUow, principal: Principal, relation: Relation) -> list[Tie]:
    """All that there are, by name. Raises Forbidden for anybody but administrators."""
    principal.require_admin()
    first, second = await labels_of(uow, relation)
    found = await marks_between(uow, relation)
    return sorted(
        Tie(first[one], second[other], in_order(relation, marks))
        for (one, other), marks in found.items()
        if one in first and other in second
    )


async def plan(uow: ReadUow, principal: Principal, relation: Relation, ties: Sequence[Tie]) -> list[Planned]:
    """What each row would do. Pairs that are not named stay as they are; no marks take a tie away.

    Raises Forbidden for anybody but administrators.
    """
    principal.require_admin()
    pairs, errors = await _pairs(uow, relation, ties)
    held = await _held(uow, relation, [pair for pair in pairs if pair is not None])
    planned = []
    for tie, pair, error in zip(ties, pairs, errors, strict=True):
        if pair is None:
            planned.append(Planned(tie, "", error))
            continue
        before, wanted = held.get(pair, set()), simplified(set(tie.marks))
        outcome: Outcome = "as it is"
        if before != wanted:
            outcome = "new" if not before else "changed" if wanted else "taken away"
        planned.append(Planned(tie, outcome))
    return planned


async def put(uow: UnitOfWork, principal: Principal, relation: Relation, ties: Sequence[Tie]) -> None:
    """Write what `plan` found nothing wrong with. Raises Forbidden, LastAdministrator, TwoRepliesForOneOccasion."""
    pairs, _ = await _pairs(uow, relation, ties)
    known = [(pair, tie.marks) for pair, tie in zip(pairs, ties, strict=True) if pair is not None]
    side = _fewer(pair for pair, _ in known)
    for key, group in groupby(sorted(known, key=lambda one: str(one[0][side])), key=lambda one: one[0][side]):
        cells = [CellSet(key=str(pair[1 - side]), marks=marks) for pair, marks in group]
        for start in range(0, len(cells), _AT_ONCE):
            await set_cells(uow, principal, relation, side, str(key), cells[start : start + _AT_ONCE])


async def _pairs(uow: ReadUow, relation: Relation, ties: Sequence[Tie]) -> tuple[list[_Pair | None], list[str]]:
    """Keys of the named entries, or None and what is wrong."""
    known = [{label: key for key, label in labels.items()} for labels in await labels_of(uow, relation)]
    names = {mark.name for mark in relation.marks}
    pairs: list[_Pair | None] = []
    errors: list[str] = []
    seen: set[_Pair] = set()
    for tie in ties:
        one, other = known[0].get(tie.first), known[1].get(tie.second)
        pair = _Pair(one, other) if one is not None and other is not None else None
        if pair is None:
            error = N_("There is none with this name.")
        elif not names.issuperset(tie.marks):
            pair, error = None, N_("There is no such mark.")
        elif pair in seen:
            pair, error = None, N_("This pair stands in the file twice.")
        else:
            seen.add(pair)
            error = ""
        pairs.append(pair)
        errors.append(error)
    return pairs, errors


async def _held(uow: ReadUow, relation: Relation, pairs: Sequence[_Pair]) -> dict[_Pair, set[str]]:
    wanted = set(pairs)
    found = await marks_between(uow, relation)
    return {_Pair(*pair): marks for pair, marks in found.items() if pair in wanted}


def _fewer(pairs: Iterable[_Pair]) -> Side:
    """The side with fewer entries: each costs some statements."""
    told = list(pairs)
    return 0 if len({one for one, _ in told}) <= len({other for _, other in told}) else 1
