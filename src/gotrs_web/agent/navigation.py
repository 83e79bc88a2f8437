"""What stands around the agents' pages: rail, counters, addresses."""

from fastapi import Request

from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_web.areas import HOME, LOGOUT
from gotrs_web.shell import NavItem, Shell
from gotrs_web.view import catalogue_of


async def agent_shell(
    request: Request, read: ReadUow, principal: Principal, brand: str, *, fragment: bool = False
) -> Shell:
    _ = catalogue_of(request).gettext
    path = request.url.path
    home = HOME[principal.kind]
    nav = [
        NavItem(_("Home"), home, "house", current=path == home, key="g d"),
    ]
    if principal.is_admin:
        nav.append(NavItem(_("Admin"), "/admin/", "settings", current=path.startswith("/admin"), at_end=True))
    return Shell(
        brand=brand,
        home_url=home,
        nav=tuple(nav),
        admin_url="/admin/" if principal.is_admin else "",
        sign_out_url=LOGOUT[principal.kind],
    )
