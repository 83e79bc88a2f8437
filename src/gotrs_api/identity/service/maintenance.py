"""Who may still sign in while the system is maintained."""

from __future__ import annotations

from gotrs_api.identity import principals
from gotrs_api.identity.errors import SignInClosed
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.signed_in import SignedIn
from gotrs_api.sysconfig import maintenance
from gotrs_api.uow import ReadUow


async def require_open(uow: ReadUow, signed_in: SignedIn) -> None:
    """Administrators always may. Raises SignInClosed for others during a maintenance period."""
    refusal = await maintenance.refusal(uow)
    if not refusal:
        return
    if signed_in.kind is Kind.AGENT:
        found = await principals.by_agent(uow, int(signed_in.subject))
        if found is not None and found.principal.is_admin:
            return
    raise SignInClosed(refusal)
