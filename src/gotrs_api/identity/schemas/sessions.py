"""Browser sessions as their owners and administrators see them."""

from datetime import datetime

from gotrs_api.identity.principal import Kind
from gotrs_api.identity.schemas.base import Output


class SessionRead(Output):
    id: int
    kind: Kind
    login: str
    created: datetime
    last_seen: datetime
    expires: datetime
    address: str
    user_agent: str
    current: bool


class SessionList(Output):
    data: list[SessionRead]


class SessionsEnded(Output):
    ended: int
