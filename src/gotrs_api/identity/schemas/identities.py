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


class Confirmation(Output):
    """How somebody without a password shows once more who he is; `done`: he just has."""

    done: bool
    providers: list[Linkable]
    passkey: bool


class Identities(Output):
    data: list[IdentityRead]
    linkable: list[Linkable]
