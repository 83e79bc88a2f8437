"""Which step decided what about a mail: kept at its article and shown there."""

import json
from dataclasses import dataclass, field
from typing import NamedTuple


class Decision(NamedTuple):
    """`step` is a stable name (`follow_up`, `queue`, `filter`, …), `by` who decided, `what` the outcome (English)."""

    step: str
    by: str
    what: str


@dataclass
class Trace:
    decisions: list[Decision] = field(default_factory=list)

    def note(self, step: str, by: str, what: str) -> None:
        self.decisions.append(Decision(step, by[:200], what[:500]))

    def dump(self) -> str:
        return json.dumps([decision._asdict() for decision in self.decisions], ensure_ascii=False)


def load_trace(text: str) -> tuple[Decision, ...]:
    """What `Trace.dump` wrote; entries that cannot be read are left out."""
    found = json.loads(text)
    keys = Decision._fields
    return tuple(Decision(*(str(entry.get(key, "")) for key in keys)) for entry in found if isinstance(entry, dict))
