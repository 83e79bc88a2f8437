"""Who may write customers: OTRS opens these screens to the groups `admin` and `users`."""

from __future__ import annotations

from gotrs_api.identity.principal import USERS_GROUP, Principal, QueueRight
from gotrs_api.kernel.errors import Forbidden


def require_customer_writer(principal: Principal) -> None:
    """Raises Forbidden."""
    principal.require_agent()
    if not (principal.is_admin or principal.in_group(USERS_GROUP, QueueRight.RW)):
        raise Forbidden(right="users:rw")
