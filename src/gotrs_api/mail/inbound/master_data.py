"""Names in a mail's headers to master data; the first candidate that exists and is valid counts, the rest is ignored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from gotrs_api.tickets.schemas import TicketUpdate
from gotrs_api.tickets.service.resolving import Wanted
from gotrs_api.uow import ReadUow

if TYPE_CHECKING:
    from gotrs_api.tickets.repository.master import Datum

Candidate = str | int | None
_MAX_NAME = 250
_KNOWN = "gotrs.mail_master_data"


async def choose(uow: ReadUow, candidates: Mapping[str, Sequence[Candidate]]) -> dict[str, Datum | None]:
    """For each kind (queue, state, owner, …) the first candidate that can be chosen; one query where the first ones can."""
    chosen: dict[str, Datum | None] = dict.fromkeys(candidates)
    rest = {kind: [each for each in given if _usable(each)] for kind, given in candidates.items()}
    while any(rest.values()):
        asked = {kind: given.pop(0) for kind, given in rest.items() if given}
        for kind, datum in (await _find(uow, asked)).items():
            if datum is not None:
                chosen[kind] = datum
                rest[kind] = []
    return chosen


async def _find(uow: ReadUow, asked: Mapping[str, Candidate]) -> dict[str, Datum | None]:
    """Remembered for the transaction: mails that are sorted together mostly ask for the same."""
    known: dict[tuple[str, Candidate], Datum | None] = uow.session.info.setdefault(_KNOWN, {})
    nothing, wanted = TicketUpdate(), Wanted()
    missing = [(kind, candidate) for kind, candidate in asked.items() if (kind, candidate) not in known]
    for kind, candidate in missing:
        wanted.ask(kind, nothing, candidate)
    if missing:
        await wanted.find(uow)
        known |= {(kind, candidate): wanted.get(kind) for kind, candidate in missing}
    return {kind: known[kind, candidate] for kind, candidate in asked.items()}


def _usable(candidate: Candidate) -> bool:
    if isinstance(candidate, str):
        return 0 < len(candidate) <= _MAX_NAME and "\0" not in candidate
    return candidate is not None and 0 < candidate < 2**31


def number(text: str) -> int | None:
    """A header's value as an id."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 11 else None
