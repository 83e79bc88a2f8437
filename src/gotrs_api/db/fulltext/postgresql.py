"""PostgreSQL: a tsvector that we write ourselves, so that no parser or dictionary of the server has a say, and GIN."""

from __future__ import annotations

from collections.abc import Sequence

from gotrs_api.db.fulltext.expression import All, AnyOf, Expression, Phrase

_LAST_POSITION = 16383
_MOST_POSITIONS = 255  # of one lexeme


def document(tokens: Sequence[str]) -> str:
    """The text form of a tsvector. Tokens hold letters and digits only, so quoting needs no escapes."""
    positions: dict[str, list[int]] = {}
    for position, token in enumerate(tokens, 1):
        held = positions.setdefault(token, [])
        if position <= _LAST_POSITION and len(held) < _MOST_POSITIONS:
            held.append(position)
    return " ".join(
        f"'{token}':{','.join(map(str, held))}" if held else f"'{token}'" for token, held in positions.items()
    )


def query(expression: Expression) -> str:
    """The text form of a tsquery."""
    match expression:
        case Phrase(tokens, prefix):
            words = [f"'{token}'" for token in tokens]
            if prefix:
                words[-1] += ":*"
            return f"({' <-> '.join(words)})"
        case All(parts, without):
            return f"({' & '.join([*(query(part) for part in parts), *(f'!{query(part)}' for part in without)])})"
        case AnyOf(parts):
            return f"({' | '.join(query(part) for part in parts)})"
