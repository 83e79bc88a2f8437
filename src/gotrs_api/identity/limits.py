"""Requests a minute for one token, session or address; counted in the site's cache (Redis where configured)."""

from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import MutableHeaders

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import RateLimited
from gotrs_api.uow import Site

WINDOW_S = 60


@dataclass(frozen=True)
class Limit:
    """How much of the present window is left."""

    name: str
    limit: int
    remaining: int
    reset_s: int

    def describe(self, headers: MutableHeaders) -> None:
        """Set the headers of draft-ietf-httpapi-ratelimit-headers and the older X-RateLimit ones."""
        headers["RateLimit-Policy"] = f'"{self.name}";q={self.limit};w={WINDOW_S}'
        headers["RateLimit"] = f'"{self.name}";r={self.remaining};t={self.reset_s}'
        headers["X-RateLimit-Limit"] = str(self.limit)
        headers["X-RateLimit-Remaining"] = str(self.remaining)
        headers["X-RateLimit-Reset"] = str(self.reset_s)


async def count_request(request: Request, principal: Principal | None) -> None:
    """Count one request. Raises RateLimited when the minute's share is used up.

    What is left is kept in `request.state.limit`; `edge.context` tells it with every answer, errors included. A personal access token may have a limit of its own (`request.state.rate_limit`, set by `authenticate`).
    """
    site: Site = request.state.site
    limit = getattr(request.state, "rate_limit", None) or site.settings.requests_per_minute
    if principal is None:
        who = f"address:{request.state.address}"
    elif principal.token_id is not None:
        who = f"token:{principal.token_id}"
    else:
        who = principal.key
    await count(request, "requests", who, limit)


async def count(request: Request, name: str, who: str, limit: int) -> None:
    """Count one thing of `name` that `who` did this minute. Raises RateLimited beyond `limit`."""
    site: Site = request.state.site
    now = site.clock.now().timestamp()
    window = int(now // WINDOW_S)
    reset_s = int((window + 1) * WINDOW_S - now) + 1
    used = await site.cache.incr(f"limit:{name}:{who}:{window}", WINDOW_S + 1)
    request.state.limit = Limit(name, limit, max(0, limit - used), reset_s)
    if used > limit:
        raise RateLimited(retry_after_s=reset_s)
