"""The parts of the site and whose session counts in each. Knows addresses only, so that everything may import it."""

from gotrs_api.identity.principal import Kind

HOME = {Kind.AGENT: "/agent/", Kind.CUSTOMER: "/customer/"}
LOGIN = {Kind.AGENT: "/auth/login", Kind.CUSTOMER: "/auth/customer/login"}
LOGOUT = {Kind.AGENT: "/auth/logout", Kind.CUSTOMER: "/auth/customer/logout"}
SECURITY = {Kind.AGENT: "/agent/profile/security", Kind.CUSTOMER: "/customer/profile/security"}
_KIND_OF_AREA = {"agent": Kind.AGENT, "admin": Kind.AGENT, "customer": Kind.CUSTOMER}


def kind_of(path: str) -> Kind | None:
    """Whose session a page below `path` asks for; None for the public parts."""
    return _KIND_OF_AREA.get(path.strip("/").partition("/")[0])
