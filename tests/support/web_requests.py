"""Requests without a server, for tests of what answers them."""

from __future__ import annotations

from types import SimpleNamespace

from starlette.requests import Request


def request(
    path: str = "/agent/tickets",
    *,
    headers: dict[str, str] | None = None,
    cookies: dict[str, str] | None = None,
    query: str = "",
    **state: object,
) -> Request:
    """A GET; `state` becomes `request.state`."""
    sent = {"host": "desk.example", **(headers or {})}
    if cookies:
        sent["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    made = Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "https",
            "path": path,
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
            "server": ("desk.example", 443),
        }
    )
    for name, value in state.items():
        setattr(made.state, name, value)
    return made


def htmx(path: str = "/agent/tickets", **more: object) -> Request:
    return request(path, headers={"HX-Request": "true"}, **more)  # type: ignore[arg-type]


AGENT = SimpleNamespace(name="Lena Fischer", language="en", time_zone="UTC")
