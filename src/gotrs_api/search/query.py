"""What people type into a search field, read as OTRS reads it. Nothing is an error: what makes no sense is taken as words.

Words are joined by AND (also `&&`, `+`); `OR` and `||` offer a choice; `NOT`, `!` and `-` before a word exclude; quotes
keep words together, parentheses group, `*` at the end of a word stands for any ending, a backslash takes the next
character as it is. A word of several parts (an address, a file name) is found where the parts follow each other.

Source: OTRS 6, Kernel/System/DB.pm, QueryCondition (operators).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gotrs_api.db.fulltext import All, AnyOf, Expression, Phrase
from gotrs_api.search.folding import ends_in_lone_character, fold_part

MOST_WORDS = 40
_DEEPEST = 20
_PIECE = re.compile(
    r"""
      "(?P<phrase>(?:\\.|[^"\\])*)"?(?P<phrase_star>\*?)
    | (?P<open>\() | (?P<close>\))
    | (?P<and>&&|\+) | (?P<or>\|\|) | (?P<not>!|(?<![^\s(!])-(?=[^\s]))
    | (?P<word>(?:\\.|(?!&&|\|\|)[^\s"()+!])+|!+)
    """,
    re.VERBOSE | re.DOTALL,
)
_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not"}


@dataclass(frozen=True)
class Search:
    """What the documents of a ticket that one may see must contain, and what they must not. Both None: nothing matches."""

    wanted: Expression | None = None
    unwanted: Expression | None = None

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """What is looked for, without what is excluded: to rank by, and to mark in what was found."""
        return tuple(_positive(self.wanted)) if self.wanted is not None else ()


class _Piece(NamedTuple):
    kind: str
    phrase: Phrase | None = None


def parse(text: str, *, typing: bool = False) -> Search:
    """Read what was typed. While `typing`, the last word is only a beginning."""
    pieces = _pieces(text)
    if typing:
        pieces = _open_ended(pieces)
    found = _Reader(pieces).choice(0)
    if found is None:
        words = fold_part(text)[:MOST_WORDS]  # only operators, or what is none
        return Search(_joined([Phrase((word,)) for word in words]))
    match found:
        case _Excluded(inner):
            return Search(unwanted=inner)
        case All(parts, without) if without:
            return Search(_joined(list(parts)), without[0] if len(without) == 1 else AnyOf(without))
    return Search(found)


@dataclass(frozen=True)
class _Excluded:
    inner: Expression


class _Reader:
    """A tolerant recursive descent: operators without operands and stray parentheses vanish."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._pieces = pieces
        self._at = 0

    def _next(self) -> str:
        return self._pieces[self._at].kind if self._at < len(self._pieces) else "end"

    def choice(self, depth: int) -> Expression | _Excluded | None:
        """What stands between ORs. An excluded word is not an alternative to others: it is left out."""
        found = [self._group(depth)]
        while True:
            if self._next() == "or":
                self._at += 1
                found.append(self._group(depth))
            elif self._next() == "close" and depth == 0:
                self._at += 1
                found[-1] = _both(found[-1], self._group(depth))
            else:
                break
        present = [part for part in found if part is not None]
        wanted = [part for part in present if not isinstance(part, _Excluded)]
        if not wanted:
            return present[0] if present else None
        return wanted[0] if len(wanted) == 1 else AnyOf(tuple(wanted))

    def _group(self, depth: int) -> Expression | _Excluded | None:
        found: list[Expression | _Excluded] = []
        while self._next() not in ("or", "close", "end"):
            part = self._operand(depth)
            if part is not None:
                found.append(part)
        return _all_of(found)

    def _operand(self, depth: int) -> Expression | _Excluded | None:
        excluded = False
        while self._next() in ("and", "not"):
            excluded ^= self._next() == "not"
            self._at += 1
        if self._next() in ("or", "close", "end"):
            return None
        piece = self._pieces[self._at]
        self._at += 1
        part: Expression | _Excluded | None = piece.phrase
        if piece.kind == "open":
            if depth >= _DEEPEST:
                return None
            part = self.choice(depth + 1)
            if self._next() == "close":
                self._at += 1
        if part is None or not excluded:
            return part
        return part.inner if isinstance(part, _Excluded) else _Excluded(part)


def _both(left: Expression | _Excluded | None, right: Expression | _Excluded | None) -> Expression | _Excluded | None:
    return _all_of([part for part in (left, right) if part is not None])


def _all_of(found: list[Expression | _Excluded]) -> Expression | _Excluded | None:
    wanted: list[Expression] = []
    without: list[Expression] = []
    for part in found:
        if isinstance(part, _Excluded):
            without.append(part.inner)
        elif isinstance(part, All):
            wanted += part.parts
            without += part.without
        else:
            wanted.append(part)
    if not wanted:
        if not without:
            return None
        return _Excluded(without[0] if len(without) == 1 else AnyOf(tuple(without)))
    return wanted[0] if len(wanted) == 1 and not without else All(tuple(wanted), tuple(without))


def _joined(parts: list[Expression] | list[Phrase]) -> Expression | None:
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    words = 0
    for match in _PIECE.finditer(text):
        kind = match.lastgroup or ""
        if kind in ("open", "close", "and", "or", "not"):
            pieces.append(_Piece(kind))
        elif kind == "word" and match["word"] in _OPERATORS:
            pieces.append(_Piece(_OPERATORS[match["word"]]))
        else:
            phrase = _phrase(match["word"]) if kind == "word" else _quoted(match["phrase"], match["phrase_star"])
            if phrase is not None and words < MOST_WORDS:
                words += len(phrase.tokens)
                pieces.append(_Piece("words", phrase))
    return pieces


def _phrase(word: str) -> Phrase | None:
    """A word with `*` in it is its beginning up to there; a `*` in front says nothing."""
    plain, star, _rest = _unescaped(word.lstrip("*")).partition("*")
    return _quoted(plain, star)


def _unescaped(word: str) -> str:
    return re.sub(r"\\(.)", lambda found: " " if found[1] == "*" else found[1], word, flags=re.DOTALL)


def _quoted(text: str | None, star: str | None) -> Phrase | None:
    plain = re.sub(r"\\(.)", r"\1", text or "", flags=re.DOTALL)
    tokens = fold_part(plain)[:MOST_WORDS]
    return Phrase(tokens, bool(star) or ends_in_lone_character(plain)) if tokens else None


def _open_ended(pieces: list[_Piece]) -> list[_Piece]:
    last = pieces[-1].phrase if pieces else None
    return pieces if last is None else [*pieces[:-1], _Piece("words", Phrase(last.tokens, prefix=True))]


def _positive(expression: Expression) -> Iterator[Phrase]:
    match expression:
        case Phrase():
            yield expression
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _positive(part)
