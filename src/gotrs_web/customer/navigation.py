"""What stands around the portal's pages."""

from fastapi import Request

from gotrs_api.identity.principal import Principal
from gotrs_api.sysconfig import maintenance, settings
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.uow import ReadUow
from gotrs_web.areas import HOME, LOGOUT
from gotrs_web.shell import NavItem, Shell
from gotrs_web.view import catalogue_of

COMPANY = "/customer/company"
NEW_TICKET = "/customer/tickets/new"
PROFILE = "/customer/profile"


async def customer_shell(request: Request, read: ReadUow, principal: Principal, brand: str) -> Shell:
    """The company's tickets only where a setting does not keep them from the customer."""
    _ = catalogue_of(request).gettext
    home = HOME[principal.kind]
    path = request.url.path
    is_ticket = path.startswith("/customer/tickets/") and path != NEW_TICKET
    nav = [NavItem(_("My tickets"), home, current=path == home or is_ticket)]
    if not await sysconfig.get(read, settings.CUSTOMER_DISABLE_COMPANY_TICKET_ACCESS):
        nav.append(NavItem(_("My company"), COMPANY, current=path == COMPANY, wide_only=True))
    nav.append(NavItem(_("Profile"), PROFILE, current=path.startswith(PROFILE), wide_only=True))
    return Shell(
        brand=brand,
        home_url=home,
        nav=tuple(nav),
        new_ticket_url=NEW_TICKET,
        profile_url="",
        sign_out_url=LOGOUT[principal.kind],
        maintenance=await maintenance.notices(read),
    )
