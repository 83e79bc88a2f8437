"""The databases' full-text indexes behind two column types and one predicate.

`SearchWords` is the type of the indexed column: Python hands in folded tokens, in order. `searched(...)` is what is
searched for: Python hands in an `Expression`. `matches(...)` is the predicate between them. How each database
spells these is chosen once, by the types, when a statement meets a connection.
"""

from gotrs_api.db.fulltext.expression import All, AnyOf, Expression, Phrase
from gotrs_api.db.fulltext.predicate import matches
from gotrs_api.db.fulltext.types import SearchExpression, SearchWords, searched

__all__ = ["All", "AnyOf", "Expression", "Phrase", "SearchExpression", "SearchWords", "matches", "searched"]
