"""MariaDB and MySQL: an InnoDB FULLTEXT index in boolean mode.

The server drops words shorter than `innodb_ft_min_token_size` (3) or on its list of stop words, and longer than 84
characters. So each token gets a mark in front, which makes it long enough and no word of any language, and is cut.
Characters above U+FFFF are no letters to the server's parser: they are spelled out, behind a letter that no token has.
A phrase whose last word is a beginning, and what is excluded from one of several choices, the server cannot look up: the index
finds more then, and `pattern` tells which of it fits.
InnoDB shows its full-text index the rows that are committed, not those of the transaction that asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from gotrs_api.db.fulltext.expression import All, AnyOf, Expression, Phrase

_MARK = "qjx"
_LONGEST = 84


def document(tokens: Sequence[str]) -> str:
    return " ".join(map(_marked, tokens))


def query(expression: Expression) -> str:
    """In the syntax of `AGAINST (… IN BOOLEAN MODE)`."""
    return f"+{_spelled(expression)}"


def pattern(expression: Expression) -> str:
    """A regular expression that a document holding it fits. Tokens hold no signs, documents no line ends."""
    return f"^{_looked_ahead(expression)}"


def _looked_ahead(expression: Expression) -> str:
    match expression:
        case Phrase(tokens, prefix):
            return f"(?=(.* )?{' '.join(map(_marked, tokens))}{'' if prefix else '( |$)'})"
        case All(parts, without):
            excluded = "".join(f"(?!{_looked_ahead(part)})" for part in without)
            return "".join(map(_looked_ahead, parts)) + excluded
        case AnyOf(parts):
            return f"({'|'.join(map(_looked_ahead, parts))})"


def _spelled(expression: Expression) -> str:
    match expression:
        case Phrase((token,), prefix):
            return f"{_marked(token)}{'*' if prefix else ''}"
        case Phrase(tokens, True):
            # There are no phrases with a prefix: the whole tokens next to each other, the beginning anywhere.
            return f"(+{_spelled(Phrase(tokens[:-1]))} +{_marked(tokens[-1])}*)"
        case Phrase(tokens):
            return f'"{" ".join(map(_marked, tokens))}"'
        case All(parts, without):
            signed = [*(f"+{_spelled(part)}" for part in parts), *(f"-{_spelled(part)}" for part in without)]
            return f"({' '.join(signed)})"
        case AnyOf(parts):
            return f"({' '.join(_spelled(part) for part in parts)})"


def _marked(token: str) -> str:
    if not token.isascii():
        token = "".join(char if char <= "\uffff" else f"ø{ord(char):x}" for char in token)
    return (_MARK + token)[:_LONGEST]
