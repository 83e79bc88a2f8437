"""What stands around the portal's pages."""

from fastapi import Request

from gotrs_api.identity.principal import Principal
from gotrs_web.areas import HOME, LOGOUT
from gotrs_web.shell import NavItem, Shell
from gotrs_web.view import catalogue_of


def customer_shell(request: Request, principal: Principal, brand: str) -> Shell:
    """`nav` marks the entry whose address the page's own begins with."""
    _ = catalogue_of(request).gettext
    home = HOME[principal.kind]
    path = request.url.path
    return Shell(
        brand=brand,
        home_url=home,
        nav=(NavItem(_("My tickets"), home, current=path == home or path.startswith("/customer/tickets")),),
        sign_out_url=LOGOUT[principal.kind],
    )
