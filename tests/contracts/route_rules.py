"""The table of API routes and their rules: what the code declares, and what the repository has agreed to.

After a wanted change: `.venv/bin/python -m tests.contracts.route_rules`, and read the difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from gotrs_api.edge import status
from gotrs_api.identity.routing import ApiRoute
from gotrs_api.identity.rules import Rule
from gotrs_api.mcp.tools import TOOLS
from gotrs_api.wiring import ROUTERS

TABLE = Path(__file__).with_name("route_rules.txt")
HEADING = "# method, address: who may call (kinds), which scope a token needs, which group one must be in\n"


def api_routes() -> Iterator[ApiRoute]:
    for router in (*ROUTERS, status.router):
        for route in router.routes:
            assert isinstance(route, ApiRoute), f"{route} has no rule: make it with ApiRouter"
            yield route


def calls() -> Iterator[tuple[str, str, ApiRoute]]:
    """(method, address with numbers filled in, route)"""
    for route in api_routes():
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield method, re.sub(r"\{[^}]*\}", "1", route.path), route


def declared() -> str:
    lines = sorted(_line(method, route) for route in api_routes() for method in (route.methods or set()) - {"HEAD"})
    lines += sorted(f"mcp tool {tool.name}: {_rule(tool.rule)}, scope mcp too" for tool in TOOLS.values())
    return HEADING + "\n".join(lines) + "\n"


def _line(method: str, route: ApiRoute) -> str:
    return f"{route.path} {method}: {'public' if route.rule.public else _rule(route.rule)}"


def _rule(rule: Rule) -> str:
    who = "+".join(sorted(rule.kinds))
    group = f", group {rule.group}" if rule.group else ""
    return f"{who}, scope {rule.scope or '-'}{group}"


if __name__ == "__main__":
    TABLE.write_text(declared())
