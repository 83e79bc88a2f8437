"""`X-On-Behalf-Of: <agent's login>` or `customer:<login>`: a program of an administrator acts as somebody else.

It may what that person may, and no more than its token's scopes let through. Accounts, passwords and tokens stay their owner's.
The audit log says who was behind it: for each change, and for reading once a minute.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from fastapi import Request

from gotrs_api.identity import audit, principals
from gotrs_api.identity.directory import directory
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.rules import Rule
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.errors import Forbidden, InvalidInput
from gotrs_api.uow import Site

HEADER: Final = "x-on-behalf-of"
_CUSTOMER: Final = "customer:"
_OWN_AFFAIRS: Final = frozenset({None, Scope.ALL, Scope.TOKENS_MANAGE, Scope.PROFILE_WRITE})
_READING: Final = frozenset({"GET", "HEAD"})
_NOTED_EVERY_S: Final = 60


async def acting(request: Request, caller: Principal, rule: Rule) -> Principal:
    """Whom the request acts as; the caller without the header.

    Raises Forbidden where the caller is no administrator, the token lacks the scope, or the route is about one's own
    account; InvalidInput for an account that is not there or not valid.
    """
    named = request.headers.get(HEADER)
    if named is None:
        return caller
    caller.require_admin()
    caller.require_scope(Scope.IMPERSONATE)
    if caller.behind is not None or rule.scope in _OWN_AFFAIRS:
        raise Forbidden("Nobody else can do this on a person's behalf.")
    site: Site = request.state.site
    found = await _named(site, named.strip())
    if found is None:
        raise InvalidInput.field("X-On-Behalf-Of", "unknown", "There is no valid account of this name.")
    await _note(request, site, caller, found)
    return replace(found, scopes=caller.scopes, token_id=caller.token_id, behind=caller.user_id)


async def _named(site: Site, named: str) -> Principal | None:
    memory = f"{HEADER} {named}"
    if (known := principals.remembered(site, memory)) is not None:
        return known.principal
    kind = Kind.CUSTOMER if named.startswith(_CUSTOMER) else Kind.AGENT
    async with site.read() as uow:
        account = await directory(site, kind).find(uow, named.removeprefix(_CUSTOMER))
        if account is None or not account.valid:
            return None
        if kind is Kind.AGENT:
            found = await principals.by_agent(uow, int(account.subject))
        else:
            found = await principals.by_customer(uow, account.subject)
    if found is None:
        return None
    principals.remember(site, memory, found)
    return found.principal


async def _note(request: Request, site: Site, caller: Principal, whom: Principal) -> None:
    if request.method in _READING:
        key = f"on-behalf:{caller.key}:{whom.key}"
        if await site.cache.incr(key, _NOTED_EVERY_S) != 1:
            return
    details = {"login": whom.login, "method": request.method, "path": request.url.path}
    kind, subject = ("user", whom.user_id) if whom.is_agent else ("customer_user", whom.login)
    async with site.uow(acting_id=caller.user_id) as uow:
        await audit.record(uow, caller, "acted.on_behalf", kind, str(subject), details)
