"""Configuration of the old system: what comes over, what does not and what is there instead, and `Kernel/Config.pm`.

The Perl file is not run: assignments to `$Self->{…}` are read, and what they mean here is proposed. Nothing is set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.sysconfig import settings as registry

# What stands in for settings that GOTRS does not honour, by the beginning of their names.
INSTEAD: Final = (
    ("Daemon::", "background jobs: gotrs worker, /admin/jobs"),
    ("SendmailModule", "GOTRS_SMTP_URL"),
    ("AuthModule", "sign-in providers, see docs/configuration.md"),
    ("Customer::AuthModule", "sign-in providers, see docs/configuration.md"),
    ("Frontend::Module", "fixed: rights and the menu decide"),
    ("CustomerFrontend::", "fixed: rights and the menu decide"),
    ("PublicFrontend::", "fixed: rights and the menu decide"),
    ("Frontend::Navigation", "fixed: rights and the menu decide"),
    ("Frontend::", "themes and preferences of each person"),
    ("AgentCustomerInformationCenter", "the customer's page"),
    ("AgentLogo", "branding"),
    ("CustomerLogo", "branding"),
    ("DashboardBackend", "dashboard of each person"),
    ("Loader::", "not needed"),
    ("Package::", "plugins"),
    ("Cache::", "GOTRS_REDIS_URL"),
    ("SessionModule", "sessions in the database"),
    ("SupportDataCollector", "/api/v1/admin/health"),
    ("Ticket::Frontend::", "screens of GOTRS: dynamic fields per screen and rights decide"),
    ("Ticket::EventModulePost", "built in"),
    ("PostMaster::PreFilterModule", "mail filters of the administration, or a plugin"),
)


@dataclass
class SettingsFound:
    """Of `sysconfig_modified`: honoured under the same name, unreadable here, or replaced by something."""

    honoured: dict[str, Any] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)


async def settings_of(source: BulkConnection) -> SettingsFound:
    """What administrators of the old system changed."""
    found = SettingsFound()
    if "sysconfig_modified" not in await source.tables():
        return found
    rows = await source.all(
        "SELECT name, effective_value FROM sysconfig_modified WHERE is_valid = 1 AND user_id IS NULL ORDER BY name"
    )
    for name, value in rows:
        setting = registry.ALL.get(str(name))
        if setting is None:
            found.replaced[str(name)] = instead_of(str(name))
            continue
        text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
        try:
            found.honoured[setting.name] = setting.load(text)
        except ValueError as error:
            found.unreadable[setting.name] = str(error)
    return found


def instead_of(name: str) -> str:
    return next((instead for start, instead in INSTEAD if name.startswith(start)), "nothing: it has no effect here")


@dataclass
class Proposal:
    """What `Kernel/Config.pm` means for GOTRS: environment variables, settings, and remarks for a person."""

    environment: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    ldap: dict[str, dict[str, Any]] = field(default_factory=dict)  # of AuthModule, AuthModule1, Customer::AuthModule …
    remarks: list[str] = field(default_factory=list)


_ASSIGNED: Final = re.compile(r"\$Self->\{\s*(['\"]?)([\w:#./ -]+?)\1\s*\}((?:->)?(?:\{[^}]*\})*)\s*=\s*")
_SUBKEY: Final = re.compile(r"\{\s*['\"]?([^'\"}]*?)['\"]?\s*\}")
_TOKEN: Final = re.compile(
    r"""\s*(?:\#[^\n]*\n\s*)*(?:
    '(?P<single>(?:[^'\\]|\\.)*)' | "(?P<double>(?:[^"\\]|\\.)*)" | (?P<number>-?\d+(?:\.\d+)?) |
    (?P<word>\w+) | (?P<mark>=>|[{}\[\](),;])
    )""",
    re.DOTALL | re.VERBOSE,
)


def read_config_pm(text: str) -> dict[str, Any]:
    """The plain assignments of a `Config.pm`, by name; `A->{B}` is A with a key B. What is no plain value is left out."""
    values: dict[str, Any] = {}
    lines = []
    for line in text.splitlines():
        if line.strip() == "__END__":
            break
        if not line.lstrip().startswith("#"):
            lines.append(line)
    source = re.sub(r"^=\w+.*?^=cut\s*$", "", "\n".join(lines) + "\n", flags=re.DOTALL | re.MULTILINE)
    for match in _ASSIGNED.finditer(source):
        try:
            value, _ = _value(source, match.end())
        except ValueError:
            continue
        keys = _SUBKEY.findall(match[3])
        name = match[2]
        into = values
        for key in keys:
            nested = into.setdefault(name, {})
            if not isinstance(nested, dict):
                break
            into, name = nested, key
        into[name] = value
    return values


def propose(values: dict[str, Any]) -> Proposal:
    """What to set, from the values of a `Config.pm`."""
    proposal = Proposal()
    if url := _database_url(values):
        proposal.environment["GOTRS_DATABASE_URL"] = url
    if host := values.get("FQDN"):
        proposal.environment["GOTRS_PUBLIC_URL"] = f"{values.get('HttpType', 'https')}://{host}"
    if "SMTP" in str(values.get("SendmailModule", "")):
        proposal.environment["GOTRS_SMTP_URL"] = _smtp_url(values)
    for kind in ("AuthModule", "Customer::AuthModule"):
        for number in ("", *map(str, range(1, 11))):
            _sign_in(proposal, values, kind, number)
    for name, value in values.items():
        setting = registry.ALL.get(name)
        if setting is not None:
            try:
                proposal.settings[name] = setting.parse(value)
            except ValueError as error:
                proposal.remarks.append(str(error))
    if values.get("DatabasePw", "").startswith("{") if isinstance(values.get("DatabasePw"), str) else False:
        proposal.remarks.append("The database password is encoded by bin/otrs.Console.pl; type it anew.")
    return proposal


def _sign_in(proposal: Proposal, values: dict[str, Any], kind: str, number: str) -> None:
    module = str(values.get(f"{kind}{number}", ""))
    who = "customers" if kind.startswith("Customer") else "agents"
    if module.endswith("::LDAP"):
        start, end = f"{kind}::LDAP::", number
        found = {
            name.removeprefix(start).removesuffix(end): value
            for name, value in values.items()
            if name.startswith(start) and name.endswith(end) and (end or not name[-1].isdigit())
        }
        proposal.ldap[f"{kind}{number}"] = found
        missing = [key for key in ("Host", "BaseDN", "UID") if not found.get(key)]
        if missing:
            proposal.remarks.append(f"LDAP of {who} ({kind}{number}) has no {', '.join(missing)}.")
    elif module.endswith("::HTTPBasicAuth"):
        proposal.remarks.append(
            f"{who.capitalize()} signed in through the web server (HTTPBasicAuth, SSO): use OpenID Connect or SAML, or a "
            "trusted proxy."
        )
    elif module.endswith("::Radius"):
        proposal.remarks.append(f"{who.capitalize()} signed in through Radius, which GOTRS does not know.")


def _database_url(values: dict[str, Any]) -> str:
    dsn = str(values.get("DatabaseDSN", ""))
    kind = "postgresql+asyncpg" if ":Pg:" in dsn else "mysql+aiomysql"
    name, host = values.get("Database"), values.get("DatabaseHost")
    if not name or not host:
        return ""
    port = re.search(r"port=(\d+)", dsn)
    user, password = (
        quote(str(values.get("DatabaseUser", "")), safe=""),
        quote(str(values.get("DatabasePw", "")), safe=""),
    )
    return f"{kind}://{user}:{password}@{host}{':' + port[1] if port else ''}/{name}"


def _smtp_url(values: dict[str, Any]) -> str:
    user = values.get("SendmailModule::AuthUser")
    password = str(values.get("SendmailModule::AuthPassword", ""))
    login = f"{quote(str(user), safe='')}:{quote(password, safe='')}@" if user else ""
    scheme = "smtps" if str(values.get("SendmailModule")).endswith("SMTPS") else "smtp"
    port = values.get("SendmailModule::Port")
    return f"{scheme}://{login}{values.get('SendmailModule::Host', 'localhost')}{f':{port}' if port else ''}"


def _value(text: str, at: int) -> tuple[Any, int]:
    """A Perl literal: string, number, hash or array. Raises ValueError for anything else."""
    match = _TOKEN.match(text, at)
    if match is None:
        raise ValueError
    at = match.end()
    if match["single"] is not None:
        return re.sub(r"\\(['\\])", r"\1", match["single"]), at
    if match["double"] is not None:
        return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), match["double"]), at
    if match["number"] is not None:
        return match["number"], at
    if match["mark"] in ("{", "["):
        return _collection(text, at, "}" if match["mark"] == "{" else "]")
    raise ValueError


def _collection(text: str, at: int, end: str) -> tuple[Any, int]:
    items: list[Any] = []
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            raise ValueError
        if match["mark"] == end:
            at = match.end()
            break
        if match["mark"] in (",", "=>"):
            at = match.end()
        elif match["word"] is not None:
            items.append(match["word"])
            at = match.end()
        else:
            item, at = _value(text, at)
            items.append(item)
    if end == "]":
        return items, at
    if len(items) % 2:
        raise ValueError
    return {str(key): value for key, value in zip(items[::2], items[1::2], strict=True)}, at


def read_proposal(text: str) -> Proposal:
    """Raises CannotGoOn where there is nothing of OTRS in the file."""
    values = read_config_pm(text)
    if not values:
        raise CannotGoOn("There is no assignment to $Self in this file: is it Kernel/Config.pm?")
    return propose(values)
