"""Accounts elsewhere that one signs in with here."""

from datetime import datetime

from gotrs_api.identity.schemas.base import Output


class IdentityRead(Output):
    id: int
    provider: str
    label: str
    login: str
    linked: datetime
    last_used: datetime


class Linkable(Output):
    """A provider whose account one may link; that takes a browser, and so a page of ours."""

    provider: str
    label: str


class Identities(Output):
    data: list[IdentityRead]
    linkable: list[Linkable]
