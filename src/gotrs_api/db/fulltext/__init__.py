"""The databases' full-text indexes behind two column types and one predicate.

`SearchWords` is the type of the indexed column: Python hands in folded tokens, in order. `searched(...)` is what is
searched for: Python hands in an `Expression`. `matches(...)` is the predicate between them, `holds(...)` the same for documents that are at hand already. How each database
spells these is chosen once, by the types, when a statement meets a connection.
"""

from gotrs_api.db.fulltext.expression import All, AnyOf, Expression, Phrase
from gotrs_api.db.fulltext.predicate import holds, matches
from gotrs_api.db.fulltext.types import SearchExpression, SearchWords, read_through, searched

__all__ = [
    "All",
    "AnyOf",
    "Expression",
    "Phrase",
    "SearchExpression",
    "SearchWords",
    "holds",
    "matches",
    "read_through",
    "searched",
]
