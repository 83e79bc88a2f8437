"""Regular expressions that administrators write, for texts that strangers write.

They are Perl's, as in OTRS: `regex` reads its classes, named groups, possessive and atomic groups. A search has an end
(LIMIT), because strangers choose the text and some expressions take for ever on some of them.
"""

from __future__ import annotations

import warnings
from functools import lru_cache

import regex

LIMIT = 0.5  # seconds of computing for one search


class BadExpression(ValueError):
    """An expression that cannot be used; the message (English) has the expression and why."""


class OutOfTime(BadExpression):
    """Whether it matches this text was not found out within LIMIT."""


class Expression:
    """A compiled expression. Everything but `groups` raises OutOfTime."""

    def __init__(self, pattern: regex.Pattern[str]) -> None:
        self._pattern = pattern
        self.groups: int = pattern.groups

    def search(self, text: str) -> regex.Match[str] | None:
        try:
            return self._pattern.search(text, timeout=LIMIT)
        except TimeoutError:
            raise self._late() from None

    def fullmatch(self, text: str) -> regex.Match[str] | None:
        try:
            return self._pattern.fullmatch(text, timeout=LIMIT)
        except TimeoutError:
            raise self._late() from None

    def replace(self, text: str, replacement: str) -> str:
        """Every match by `replacement`, taken literally."""
        try:
            return str(self._pattern.sub(lambda _found: replacement, text, timeout=LIMIT))
        except TimeoutError:
            raise self._late() from None

    def _late(self) -> OutOfTime:
        return OutOfTime(f"{self._pattern.pattern}: no answer within {LIMIT} seconds")


@lru_cache(maxsize=1024)
def compiled(expression: str, *, ignore_case: bool = False) -> Expression:
    """Raises BadExpression for what is no expression of Perl's, or one that only Perl knows."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return Expression(regex.compile(expression, regex.IGNORECASE if ignore_case else 0))
    except (regex.error, ValueError, RecursionError, OverflowError, KeyError, IndexError) as error:
        raise BadExpression(f"{expression}: {error}") from None
