"""The one way to turn text into tokens, for documents and for queries, so that all databases find the same.

A token is letters and digits in lower case without accents. Scripts that put no spaces between words (Chinese, Japanese,
Korean, Thai, …) become overlapping pairs of characters; the last character of a run also stands alone, so that every
character begins some token.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

LONGEST_TOKEN = 64
_ASCII_WORD = re.compile(r"[0-9a-z]+")
# Letters that Unicode does not decompose, but that people type without their strokes.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ـ": ""}
)
_RUN_OF_PAIRS = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\U00020000-\U0003ffff]+)"
)
# These marks make another letter of a Japanese one (ha, ba, pa).
_KEPT_MARKS = "\u3099\u309a"


class Word(NamedTuple):
    """A stretch of the text as it is written, and the tokens it stands for."""

    start: int
    end: int
    tokens: tuple[str, ...]


def tokens_of(text: str, *, limit: int | None = None) -> list[str]:
    """The tokens of a document, in order; at most about `limit`."""
    if text.isascii():
        found = [token[:LONGEST_TOKEN] for token in _ASCII_WORD.findall(text.lower())]
        return found if limit is None else found[:limit]
    tokens: list[str] = []
    for match in _word().finditer(text):
        tokens += fold_word(match[0])
        if limit is not None and len(tokens) >= limit:
            break
    return tokens


def words_of(text: str) -> Iterator[Word]:
    """The words of a text with their places, to mark them; pairs of characters overlap."""
    for match in _word().finditer(text):
        at = match.start()
        if match[0].isascii():
            yield Word(at, match.end(), fold_word(match[0]))
            continue
        for part in _RUN_OF_PAIRS.split(match[0]):
            end = at + len(part)
            tokens = fold_word(part)
            if len(tokens) == len(part) and _RUN_OF_PAIRS.fullmatch(part):
                yield from (Word(at + i, min(at + i + 2, end), (token,)) for i, token in enumerate(tokens))
            elif part:
                yield Word(at, end, tokens)
            at = end


@lru_cache(maxsize=50_000)
def fold_word(word: str) -> tuple[str, ...]:
    """The tokens of one word of a document."""
    return tuple(_split(_folded(word), tail=True))


def fold_part(text: str) -> tuple[str, ...]:
    """The tokens of a searched word or phrase: as in a document, without the single characters at the ends of runs."""
    return tuple(token for match in _word().finditer(text) for token in _split(_folded(match[0]), tail=False))


def ends_in_lone_character(text: str) -> bool:
    """Whether the last token is one character of a script that is indexed in pairs: then it can only be a beginning."""
    tokens = fold_part(text)
    return bool(tokens) and len(tokens[-1]) == 1 and _RUN_OF_PAIRS.fullmatch(tokens[-1]) is not None


def _folded(word: str) -> str:
    if word.isascii():
        return word.lower()
    taken_apart = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    bare = "".join(
        char for char in taken_apart if char in _KEPT_MARKS or (not unicodedata.combining(char) and char.isalnum())
    )
    return unicodedata.normalize("NFC", bare).casefold()


def _split(word: str, *, tail: bool) -> Iterator[str]:
    if word.isascii():
        if word:
            yield word[:LONGEST_TOKEN]
        return
    for part in _RUN_OF_PAIRS.split(word):
        if not part:
            continue
        if not _RUN_OF_PAIRS.fullmatch(part):
            yield part[:LONGEST_TOKEN]
            continue
        yield from (part[at : at + 2] for at in range(len(part) - 1))
        if tail or len(part) == 1:
            yield part[-1]


@cache
def _word() -> re.Pattern[str]:
    """Letters and digits with the marks on them. Made when first needed: it looks at every character of the first plane."""
    marks: list[str] = []
    first: int | None = None
    for code in range(0x300, 0x10000):
        if unicodedata.category(chr(code))[0] == "M":
            first = code if first is None else first
        elif first is not None:
            marks.append(f"{chr(first)}-{chr(code - 1)}")
            first = None
    return re.compile(rf"[^\W_](?:[^\W_]|[{''.join(marks)}])*")
