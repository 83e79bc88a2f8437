"""Which of the two sign-ins an address below `/auth` belongs to."""

from fastapi import Request

from gotrs_api.identity.principal import Kind


def door(request: Request) -> Kind:
    return Kind.CUSTOMER if request.url.path.startswith("/auth/customer/") else Kind.AGENT
