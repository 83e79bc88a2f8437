"""Lists narrowed by words that hardly any ticket holds, where the database takes rare words for common.

A list by time is then walked through from the newest ticket on, in vain, through millions. So what such words find is
fetched first, and the list gets ids.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select

from gotrs_api.db.fulltext import matches, searched
from gotrs_api.search.models import SearchDocument
from gotrs_api.tickets.repository.listing import Query
from gotrs_api.tickets.repository.search_conditions import FOUND, WITH_WORDS
from gotrs_api.uow import ReadUow

# Documents. What more of them hold is met often enough on the walk.
RARE_UP_TO: Final = 20_000
# Before anything is fetched, the newest documents are looked at; one in thirty makes words common.
LOOKED_AT: Final = 300
_COMMON_FROM: Final = 10


async def with_rare_words_found(uow: ReadUow, query: Query) -> Query:
    """The same with ids in the place of words, where few documents hold them; two small statements, one for common words."""
    name = next((name for name in query.conditions if name in WITH_WORDS), None)
    if name is None or not uow.site.database.takes_rare_words_for_common or await _is_common(uow, query, name):
        return query
    found = WITH_WORDS[name].subquery()
    statement = select(found.c[0]).limit(RARE_UP_TO + 1)
    ids = list(await uow.session.scalars(statement, query.parameters))
    if len(ids) > RARE_UP_TO:
        return query
    # `q_tn` is only there for the condition that goes.
    conditions = tuple(sorted({*query.conditions, FOUND} - {name, "q_tn"}))
    return query._replace(conditions=conditions, parameters={**query.parameters, f"f_{FOUND}": sorted(set(ids))})


async def _is_common(uow: ReadUow, query: Query, name: str) -> bool:
    newest = (
        select(SearchDocument.id, SearchDocument.words).order_by(SearchDocument.id.desc()).limit(LOOKED_AT).subquery()
    )
    wanted = searched("wanted", query.parameters[f"f_{name}"])
    statement = select(func.count()).select_from(newest).where(matches(newest.c.id, newest.c.words, wanted))
    return int(await uow.session.scalar(statement) or 0) >= _COMMON_FROM
