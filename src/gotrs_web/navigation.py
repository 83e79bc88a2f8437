"""What stands around a page of each area: bar, rail, counters, addresses."""

from fastapi import Request

from gotrs_api.identity.principal import Principal
from gotrs_api.uow import Site
from gotrs_web.agent.navigation import agent_shell
from gotrs_web.customer.navigation import customer_shell
from gotrs_web.shell import Shell


async def shell_for(request: Request, principal: Principal, *, fragment: bool = False) -> Shell:
    """With `fragment` only what costs nothing: a part of a page shows neither bar nor rail."""
    site: Site = request.state.site
    async with site.read() as read:
        brand: str = request.state.branding.name
        if principal.is_customer:
            return await customer_shell(request, read, principal, brand)
        return await agent_shell(request, read, principal, brand, fragment=fragment)
