"""Session ids: signed by us, so that no process has to remember them; ended ones are remembered until they would be over."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

from gotrs_api.identity.principal import Principal
from gotrs_api.mcp.errors import SessionOver
from gotrs_api.uow import Site

LASTS_S: Final = 24 * 3600


def begin(site: Site, principal: Principal) -> str:
    """An id that counts for this principal alone, for a day."""
    until = int(site.clock.now().timestamp()) + LASTS_S
    begun = f"{secrets.token_hex(16)}.{until}"
    return f"{begun}.{_signature(site, principal, begun)}"


async def check(site: Site, principal: Principal, session_id: str) -> None:
    """Raises SessionOver for what we did not give to this principal, what is over and what was ended."""
    begun, _, signature = session_id.rpartition(".")
    until = begun.rpartition(".")[2]
    if not session_id.isascii() or not hmac.compare_digest(signature, _signature(site, principal, begun)):
        raise SessionOver
    if int(until) <= site.clock.now().timestamp() or await site.cache.get(_ended(session_id)) is not None:
        raise SessionOver


async def end(site: Site, principal: Principal, session_id: str) -> None:
    """Raises SessionOver."""
    await check(site, principal, session_id)
    await site.cache.set(_ended(session_id), b"1", LASTS_S)


def _ended(session_id: str) -> str:
    return f"mcp-ended:{session_id.partition('.')[0]}"


def _signature(site: Site, principal: Principal, begun: str) -> str:
    key = hmac.digest(site.settings.effective_secret_key, b"gotrs mcp session", "sha256")
    return hmac.new(key, f"{principal.key}|{begun}".encode(), hashlib.sha256).hexdigest()
