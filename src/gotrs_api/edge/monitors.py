"""Who may see how the service is doing inside: the machine itself, and whoever knows `GOTRS_METRICS_TOKEN`."""

from __future__ import annotations

import ipaddress
from hmac import compare_digest
from typing import Final

from fastapi import Request

from gotrs_api.identity.limits import count_request
from gotrs_api.kernel.errors import Forbidden
from gotrs_api.uow import Site

# A proxy on this machine makes everybody look local. What it passes on gives it away.
_FORWARDED: Final = ("x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via")


def is_monitor(request: Request) -> bool:
    return _is_local(request) or _has_token(request)


async def require_monitor(request: Request) -> None:
    """Raises Forbidden; refusals count against the caller's limit, or one could guess the token without end: RateLimited."""
    if not is_monitor(request):
        await count_request(request, None)
        raise Forbidden("Only from the machine itself or with the token of GOTRS_METRICS_TOKEN.", right="metrics")


def _is_local(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _has_token(request: Request) -> bool:
    site: Site = request.state.site
    expected = site.settings.metrics_token.get_secret_value()
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return bool(expected) and scheme.lower() == "bearer" and compare_digest(given.strip().encode(), expected.encode())
