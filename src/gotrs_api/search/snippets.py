"""A piece of a text around what was searched for, with the places of the words that were found."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gotrs_api.db.fulltext import Phrase
from gotrs_api.search.folding import words_of

LENGTH = 240
_BEFORE = 40
_LONGEST_TEXT = 200_000
_BLANKS = re.compile(r"\s+")


class Snippet(NamedTuple):
    """`marks` are (start, end) in characters of `text`."""

    text: str
    marks: tuple[tuple[int, int], ...]

    @property
    def html(self) -> str:
        """Escaped, with `<mark>` around what was found."""
        parts, at = [], 0
        for start, end in self.marks:
            parts += [html.escape(self.text[at:start]), "<mark>", html.escape(self.text[start:end]), "</mark>"]
            at = end
        return "".join([*parts, html.escape(self.text[at:])])


def snippet(text: str, phrases: Sequence[Phrase], *, length: int = LENGTH) -> Snippet:
    """About `length` characters from shortly before the first place on, so that it is seen where lines are cut; the
    beginning when nothing of it is there."""
    plain = _BLANKS.sub(" ", unicodedata.normalize("NFC", text[:_LONGEST_TEXT])).strip()
    marks = list(_marks(plain, phrases))
    start = 0
    if marks and marks[0][0] > _BEFORE:
        start = max(0, marks[0][0] - _BEFORE)
        start = plain.find(" ", start, marks[0][0]) + 1 or start
    end = min(len(plain), start + length)
    before, after = "… " if start else "", " …" if end < len(plain) else ""
    moved = len(before) - start
    return Snippet(
        before + plain[start:end] + after,
        tuple((a + moved, min(b, end) + moved) for a, b in marks if a >= start and a < end),
    )


def _marks(text: str, phrases: Sequence[Phrase]) -> Iterable[tuple[int, int]]:
    """Stretches in order that do not overlap."""
    words = list(words_of(text))
    flat = [(token, number) for number, word in enumerate(words) for token in word.tokens]
    found: set[int] = set()
    for phrase in phrases:
        size = len(phrase.tokens)
        for at in range(len(flat) - size + 1):
            # Hardly any does: the first token says so without a call.
            if flat[at][0].startswith(phrase.tokens[0]) and _fits(phrase, flat, at):
                found |= {number for _token, number in flat[at : at + size]}
    marks: list[tuple[int, int]] = []
    for number in sorted(found):
        start, end, _tokens = words[number]
        if marks and start < marks[-1][1]:
            start = marks.pop()[0]
        marks.append((start, end))
    return marks


def _fits(phrase: Phrase, flat: Sequence[tuple[str, int]], at: int) -> bool:
    last = len(phrase.tokens) - 1
    for offset, wanted in enumerate(phrase.tokens):
        token = flat[at + offset][0]
        if token != wanted and not (offset == last and phrase.prefix and token.startswith(wanted)):
            return False
    return True
