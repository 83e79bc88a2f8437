"""SQLite: an FTS5 table over the documents, kept by triggers (migration 0003)."""

from __future__ import annotations

from collections.abc import Sequence

from gotrs_api.db.fulltext.expression import All, AnyOf, Expression, Phrase

INDEX_TABLE = "gotrs_search_words"


def document(tokens: Sequence[str]) -> str:
    return " ".join(tokens)


def query(expression: Expression) -> str:
    """In FTS5's query syntax; tokens are quoted, so none of them is an operator."""
    match expression:
        case Phrase(tokens, prefix):
            return f'"{" ".join(tokens)}"{" *" if prefix else ""}'
        case All(parts, without):
            wanted = f"({' AND '.join(query(part) for part in parts)})"
            if not without:
                return wanted
            return f"({wanted} NOT ({' OR '.join(query(part) for part in without)}))"
        case AnyOf(parts):
            return f"({' OR '.join(query(part) for part in parts)})"
