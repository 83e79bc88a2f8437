"""The log of one communication: collected while it runs, written at its end as far as the service's threshold says.

Source: OTRS 6, Kernel/GenericInterface/Debugger.pm and Kernel/System/GenericInterface/DebugLog.pm.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import orjson
import structlog
from sqlalchemy.exc import SQLAlchemyError

from gotrs_api.coexistence.errors import OnlyShown
from gotrs_api.generic_interface.models import DebuggerEntry, DebuggerEntryContent
from gotrs_api.generic_interface.webservice import DEBUG_LEVELS, Webservice
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import Site

Direction = Literal["Provider", "Requester"]
HIDDEN: Final = "********"
_SECRETS: Final = frozenset(
    {"password", "accesstoken", "sessionid", "authorization", "basicauthpassword", "x-otrs-header-password",
     "x-otrs-header-sessionid", "x-otrs-header-accesstoken", "client_secret", "access_token", "token", "cookie",
     "refresh_token", "id_token", "set-cookie", "proxy-authorization", "api_key", "apikey", "x-api-key", "secret",
     "passwd", "userpw", "newpassword", "userchallengetoken"}
)  # fmt: skip
_SHORTEST_SECRET: Final = 4
_MAX_LINES: Final = 200
log = structlog.get_logger(__name__)


@dataclass
class Debugger:
    """`say` costs nothing for what lies below the threshold."""

    webservice: Webservice
    direction: Direction
    address: str = ""
    lines: list[tuple[str, str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._least = DEBUG_LEVELS.index(self.webservice.debug_threshold)

    def say(self, level: str, subject: str, content: Any = None) -> None:
        """`content` is text or data; passwords and tokens in it are hidden."""
        if DEBUG_LEVELS.index(level) >= self._least and len(self.lines) < _MAX_LINES:
            self.lines.append((level, subject[:255], content))

    async def write(self, site: Site) -> None:
        """In a transaction of its own: what failed is worth a line most of all. Losing the log fails nothing."""
        if not self.lines:
            return
        try:
            async with site.uow() as uow:
                limit = max(1, await sysconfig.get(uow, settings.GI_LOGGED_SIZE_KB)) * 1024
                now = uow.clock.now()
                entry = DebuggerEntry(
                    communication_id=secrets.token_hex(16),
                    communication_type=self.direction,
                    remote_ip=self.address[:50] or None,
                    webservice_id=self.webservice.id,
                    create_time=now,
                )
                uow.session.add(entry)
                await uow.session.flush()
                secret: set[str] = set()
                for _, _, content in self.lines:
                    _collect(content, secret)
                uow.session.add_all(
                    DebuggerEntryContent(
                        gi_debugger_entry_id=entry.id,
                        debug_level=level,
                        subject=subject,
                        content=_written(content, limit, secret),
                        create_time=now,
                    )
                    for level, subject, content in self.lines
                )
        except OnlyShown:
            pass  # the log is a table of OTRS's
        except SQLAlchemyError as error:
            log.warning("webservice.log_lost", webservice=self.webservice.name, error=repr(error))


def hidden(value: Any, secret: frozenset[str] | set[str] = frozenset()) -> Any:
    """The same without secrets, by the names they stand under, and without texts that are `secret`."""
    if isinstance(value, Mapping):
        return {
            key: HIDDEN if _is_secret(key) and each not in (None, "") else hidden(each, secret)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [hidden(each, secret) for each in value]
    return HIDDEN if isinstance(value, str) and value in secret else value


def _is_secret(key: Any) -> bool:
    return str(key).lower() in _SECRETS


def _collect(value: Any, secret: set[str]) -> None:
    """What stands under the name of a secret somewhere: a mapping may have read it from under another name."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if _is_secret(key) and isinstance(each, str) and len(each) >= _SHORTEST_SECRET:
                secret.add(each)
            _collect(each, secret)
    elif isinstance(value, list):
        for each in value:
            _collect(each, secret)


def _written(content: Any, limit: int, secret: set[str]) -> str | None:
    if content is None:
        return None
    if not isinstance(content, str):
        options = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
        content = orjson.dumps(hidden(content, secret), option=options, default=str).decode(errors="replace")
    content = content.replace("\0", "").encode(errors="replace").decode()
    return content if len(content) <= limit else f"{content[:limit]} […]"
