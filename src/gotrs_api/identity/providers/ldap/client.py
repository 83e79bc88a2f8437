"""Asking a directory. ldap3 blocks, so `asking` runs each question in a thread of its own."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import structlog

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # ldap3 2.9 uses old names of pyasn1
    from ldap3 import NONE, SUBTREE, Connection, Server, Tls
    from ldap3.core.exceptions import (
        LDAPException,
        LDAPInvalidCredentialsResult,
        LDAPInvalidDnError,
        LDAPNoSuchObjectResult,
        LDAPSocketOpenError,
        LDAPStartTLSError,
    )
    from ldap3.utils.conv import escape_filter_chars

from gotrs_api.identity.providers.config import LdapConfig
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable

MAX_ENTRIES = 50_000
MAX_GROUPS = 500
MAX_DEPTH = 10
_PAGE = 500
T = TypeVar("T")
log = structlog.get_logger(__name__)
Entry = dict[str, Any]


async def asking(config: LdapConfig, ask: Callable[[LdapConfig], T]) -> T:
    """Raises ProviderUnavailable, also when the whole question takes six times as long as one step may."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(ask, config), config.timeout_s * 6)
    except TimeoutError:
        raise ProviderUnavailable("timeout", f"no answer within {config.timeout_s * 6} s") from None


def verify(config: LdapConfig, login: str, password: str) -> ExternalIdentity | None:
    """Whom login and password belong to. An empty password, which LDAP takes for nobody's, is never right."""
    if not login or not password:
        return None
    with service_connection(config) as connection:
        entry = find_user(connection, config, login)
        if entry is None or not _is_password_of(config, entry["dn"], password):
            return None
        return identity_of(connection, config, entry)


def find(config: LdapConfig, login: str) -> ExternalIdentity | None:
    with service_connection(config) as connection:
        entry = find_user(connection, config, login)
        return identity_of(connection, config, entry) if entry is not None else None


def search(config: LdapConfig, text: str, limit: int = 50) -> list[ExternalIdentity]:
    """People with `text` in login, name or address."""
    word = escape_filter_chars(text)
    names = (config.login_attribute, config.email_attribute, config.first_name_attribute, config.last_name_attribute)
    wanted = "".join(f"({name}=*{word}*)" for name in names if name) if word else f"({config.login_attribute}=*)"
    with service_connection(config) as connection:
        entries = _search(connection, config.base_dn, f"(&{config.user_filter}(|{wanted}))", _attributes(config), limit)
        return [identity_of(connection, config, entry, with_groups=False) for entry in entries]


def groups(config: LdapConfig) -> list[str]:
    """DNs of the groups that the configuration finds, at most `MAX_GROUPS`."""
    if not config.group_base_dn:
        return []
    with service_connection(config) as connection:
        found = _search(connection, config.group_base_dn, config.group_filter, ["cn"], MAX_GROUPS)
        return sorted(entry["dn"] for entry in found)


def everybody(config: LdapConfig) -> list[ExternalIdentity]:
    """All who count, groups included."""
    with service_connection(config) as connection:
        entries = _search(connection, config.base_dn, config.user_filter, _attributes(config), MAX_ENTRIES)
        members = _members(connection, config)
        found = []
        for entry in entries:
            held = _closure(entry["dn"].lower(), members, MAX_DEPTH if config.nested_groups else 1)
            found.append(identity_of(connection, config, entry, groups=held))
        return [identity for identity in found if identity.login and identity.external_id]


def find_user(connection: Connection, config: LdapConfig, login: str) -> Entry | None:
    """None for nobody, and for several: then it is not known who is meant."""
    wanted = f"(&{config.user_filter}({config.login_attribute}={escape_filter_chars(login)}))"
    entries = _search(connection, config.base_dn, wanted, _attributes(config), 2)
    return entries[0] if len(entries) == 1 else None


def identity_of(
    connection: Connection,
    config: LdapConfig,
    entry: Entry,
    *,
    with_groups: bool = True,
    groups: Iterable[str] | None = None,
) -> ExternalIdentity:
    if groups is None:
        groups = _groups_of(connection, config, entry["dn"]) if with_groups else ()
    email = _text(entry, config.email_attribute)
    return ExternalIdentity(
        external_id=_text(entry, config.id_attribute)[:250],
        login=_text(entry, config.login_attribute),
        email=email,
        email_verified=bool(email),
        first_name=_text(entry, config.first_name_attribute),
        last_name=_text(entry, config.last_name_attribute),
        phone=_text(entry, config.phone_attribute),
        customer_id=_text(entry, config.customer_id_attribute),
        groups=frozenset(groups),
    )


@contextmanager
def service_connection(config: LdapConfig) -> Iterator[Connection]:
    """Bound as the configured account. Raises ProviderUnavailable, naming the step that failed."""
    with _steps("connect"):
        connection = _connection(config, config.bind_dn, config.bind_password.get_secret_value())
    try:
        with _steps("bind"):
            connection.bind()
        with _steps("search"):
            yield connection
    finally:
        _close(connection)


def _is_password_of(config: LdapConfig, dn: str, password: str) -> bool:
    with _steps("connect"):
        connection = _connection(config, dn, password)
    try:
        with _steps("bind"):
            return bool(connection.bind())
    except ProviderUnavailable as failure:
        if isinstance(failure.__cause__, LDAPException) and _is_refusal(failure.__cause__):
            return False
        raise
    finally:
        _close(connection)


def _is_refusal(error: LDAPException) -> bool:
    """A wrong password (49), or an account that may not sign in (50, 53): the directory has answered."""
    return isinstance(error, LDAPInvalidCredentialsResult) or getattr(error, "result", None) in (49, 50, 53)


def _connection(config: LdapConfig, dn: str, password: str) -> Connection:
    """Open and encrypted, not yet bound."""
    tls = None if config.security == "none" else _OwnContext(config)
    server = Server(
        config.host,
        port=config.port or (636 if config.security == "ldaps" else 389),
        use_ssl=config.security == "ldaps",
        tls=tls,
        get_info=NONE,
        connect_timeout=config.timeout_s,
    )
    connection = Connection(
        server,
        user=dn or None,
        password=password or None,
        receive_timeout=config.timeout_s,
        raise_exceptions=True,
        auto_referrals=False,
        read_only=True,
        check_names=False,
    )
    try:
        connection.open()
        if config.security == "starttls":
            connection.start_tls()
    except BaseException:
        _close(connection)
        raise
    return connection


class _OwnContext(Tls):  # type: ignore[misc]
    """TLS as Python does it today: ldap3 2.9 checks names with a function that is gone from newer Pythons."""

    def __init__(self, config: LdapConfig) -> None:
        super().__init__(validate=ssl.CERT_REQUIRED if config.verify_tls else ssl.CERT_NONE)
        self._host = config.host.strip("[]")
        self._context = ssl.create_default_context(cadata=config.ca_certificate or None)
        if not config.verify_tls:
            self._context.check_hostname = False
            self._context.verify_mode = ssl.CERT_NONE

    def wrap_socket(self, connection: Connection, do_handshake: bool = False) -> None:
        plain = connection.socket
        try:
            connection.socket = self._context.wrap_socket(plain, server_hostname=self._host)
        except (OSError, ValueError):
            plain.close()
            raise


def _close(connection: Connection) -> None:
    opened = connection.socket
    try:
        connection.unbind()
    except (LDAPException, OSError):
        log.debug("ldap.unbind_failed")  # it is gone already
    finally:
        for one in (opened, connection.socket):
            if one is not None:
                one.close()


@contextmanager
def _steps(step: str) -> Iterator[None]:
    try:
        yield
    except LDAPStartTLSError as error:
        raise ProviderUnavailable("tls", _words(error)) from error
    except LDAPSocketOpenError as error:
        raise ProviderUnavailable("tls" if "ssl" in str(error).lower() else step, _words(error)) from error
    except (LDAPNoSuchObjectResult, LDAPInvalidDnError) as error:
        raise ProviderUnavailable(step, f"no such place in the directory: {_words(error)}") from error
    except ssl.SSLError as error:
        raise ProviderUnavailable("tls", _words(error)) from error
    except (LDAPException, OSError) as error:
        raise ProviderUnavailable(step, _words(error)) from error


def _words(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:500]


def _search(connection: Connection, base: str, wanted: str, attributes: list[str], limit: int) -> list[Entry]:
    """At most `limit` entries; pages, since directories cut long answers. Referrals are left out."""
    found: list[Entry] = []
    cookie: Any = None
    while len(found) < limit:
        connection.search(
            base,
            wanted,
            SUBTREE,
            attributes=attributes,
            paged_size=min(_PAGE, limit),
            paged_cookie=cookie,
            time_limit=int(connection.receive_timeout or 0),
        )
        found += [entry for entry in connection.response if entry["type"] == "searchResEntry"]
        controls = connection.result.get("controls") or {}
        cookie = controls.get("1.2.840.113556.1.4.319", {}).get("value", {}).get("cookie")
        if not cookie:
            break
    return found[:limit]


def _groups_of(connection: Connection, config: LdapConfig, dn: str) -> set[str]:
    """DNs of the groups somebody is in, by way of other groups too; loops end."""
    if not config.group_base_dn:
        return set()
    known: dict[str, str] = {}
    asked = {dn}
    for _ in range(MAX_DEPTH if config.nested_groups else 1):
        members = "".join(f"({config.member_attribute}={escape_filter_chars(one)})" for one in sorted(asked))
        wanted = f"(&{config.group_filter}(|{members}))"
        found = [entry["dn"] for entry in _search(connection, config.group_base_dn, wanted, ["cn"], MAX_ENTRIES)]
        asked = {one for one in found if one.lower() not in known}
        known |= {one.lower(): one for one in asked}
        if not asked:
            break
    return set(known.values())


def _members(connection: Connection, config: LdapConfig) -> dict[str, set[str]]:
    """Groups by member, DNs in lower case; read once instead of once for each person."""
    if not config.group_base_dn:
        return {}
    groups_by_member: dict[str, set[str]] = {}
    attributes = [config.member_attribute]
    for entry in _search(connection, config.group_base_dn, config.group_filter, attributes, MAX_ENTRIES):
        for member in _all(entry, config.member_attribute):
            groups_by_member.setdefault(member.lower(), set()).add(entry["dn"])
    return groups_by_member


def _closure(member: str, groups_by_member: dict[str, set[str]], depth: int) -> set[str]:
    known: dict[str, str] = {}
    asked = {member}
    for _ in range(depth):
        found = {group for one in asked for group in groups_by_member.get(one, ())}
        asked = {group.lower() for group in found} - known.keys()
        known |= {group.lower(): group for group in found if group.lower() in asked}
        if not asked:
            break
    return set(known.values())


def _attributes(config: LdapConfig) -> list[str]:
    names = (
        config.login_attribute,
        config.id_attribute,
        config.email_attribute,
        config.first_name_attribute,
        config.last_name_attribute,
        config.phone_attribute,
        config.customer_id_attribute,
    )
    return [name for name in names if name]


def _all(entry: Entry, name: str) -> list[str]:
    for key, raw in entry["raw_attributes"].items():
        if key.lower() == name.lower():
            return [_decoded(value) for value in raw]
    return []


def _text(entry: Entry, name: str) -> str:
    values = _all(entry, name) if name else []
    return values[0].replace("\0", "").strip() if values else ""


def _decoded(value: bytes) -> str:
    """Text, or hex digits for what is none (objectGUID)."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return value.hex()
    return text if text.isprintable() else value.hex()
