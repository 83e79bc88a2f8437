"""The table of the web tier's routes and whom each asks for: what the code declares, and what the repository has agreed to.

After a wanted change: `.venv/bin/python -m tests.contracts.page_rules`, and read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from gotrs_web import deps
from gotrs_web.app import create_web_app

TABLE = Path(__file__).with_name("page_rules.txt")
HEADING = "# method, address: who has to be signed in; `person`: an agent or a customer, as the area is\n"
PUBLIC: Final = "public"
_ASKED: Final = {
    deps.agent: "agent",
    deps.customer: "customer",
    deps.person: "person",
    deps.administrator: "administrator",
}


def page_routes() -> Iterator[APIRoute]:
    yield from _routes(create_web_app().routes)


def _routes(found: Iterable[Any]) -> Iterator[APIRoute]:
    for route in found:
        if isinstance(route, APIRoute):
            yield route
        elif (router := getattr(route, "original_router", None)) is not None:
            yield from _routes(router.routes)


def rule_of(route: APIRoute) -> str:
    (rule,) = _asked(route.dependant) or {PUBLIC}
    return rule


def _asked(dependant: Dependant) -> set[str]:
    own = {_ASKED[one.call] for one in dependant.dependencies if one.call in _ASKED}
    return own.union(*(_asked(one) for one in dependant.dependencies if one.call not in _ASKED))


def calls() -> Iterator[tuple[str, str, str]]:
    """(method, address with numbers filled in, rule)"""
    for route in page_routes():
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield method, re.sub(r"\{[^}]*\}", "1", route.path), rule_of(route)


def declared() -> str:
    lines = {
        f"{route.path} {method}: {rule_of(route)}"
        for route in page_routes()
        for method in (route.methods or set()) - {"HEAD"}
    }
    return HEADING + "\n".join(sorted(lines)) + "\n"


if __name__ == "__main__":
    TABLE.write_text(declared())
