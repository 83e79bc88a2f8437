"""Configuration of the old system: what comes over, what does not and what is there instead, and `Kernel/Config.pm`.

The Perl file is not run: assignments to `$Self->{…}` are read, and what they mean here is proposed. Nothing is set.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from gotrs_api.db.bulk import BulkConnection
from gotrs_api.dynamic_fields.types import TYPES
from gotrs_api.otrs.errors import CannotGoOn
from gotrs_api.otrs.perl_config import read_config_pm
from gotrs_api.otrs.sign_in_proposals import propose_sign_in
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
    """Of `sysconfig_modified`: honoured under the same name, unreadable here, or replaced by something.

    `undeployed`: names of those that somebody has changed and not deployed; the change counts neither there nor here.
    """

    honoured: dict[str, Any] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    undeployed: list[str] = field(default_factory=list)


async def settings_of(source: BulkConnection) -> SettingsFound:
    """What administrators of the old system changed."""
    found = SettingsFound()
    if "sysconfig_modified" not in await source.tables():
        return found
    rows = await source.all(
        "SELECT name, effective_value, is_dirty FROM sysconfig_modified "
        "WHERE user_id IS NULL AND (is_valid = 1 OR is_dirty = 1) ORDER BY name"
    )
    for name, value, is_dirty in rows:
        if is_dirty:
            found.undeployed.append(str(name))
            continue
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


# What administrators of the old system made, by table and naming column; whether it works here as it comes.
_MADE: Final = (
    ("web services", "gi_webservice_config", "name", True),
    ("notifications", "notification_event", "name", True),
    ("templates", "standard_template", "name", True),
    ("signatures", "signature", "name", True),
    ("postmaster filters", "postmaster_filter", "f_name", True),
    ("ACLs", "acl", "name", False),
    ("generic agent jobs", "generic_agent_jobs", "job_name", False),
    ("processes", "pm_process", "name", False),
    ("calendars with appointments", "calendar", "name", False),
    ("packages (add-ons)", "package_repository", "name", False),
)


@dataclass
class Belonging:
    """`names` of what arrives; `works` is false where it is kept, but GOTRS does nothing with it yet."""

    what: str
    names: list[str]
    works: bool


async def belongings_of(source: BulkConnection) -> list[Belonging]:
    tables = await source.tables()
    found = []
    for what, table, column, works in _MADE:
        if table in tables:
            names = await _names(source, f"SELECT DISTINCT {column} FROM {table} ORDER BY {column}")  # noqa: S608
            found.append(Belonging(what, names, works))
    if "dynamic_field" in tables:
        rows = await source.all("SELECT name, field_type FROM dynamic_field ORDER BY name")
        known = [str(name) for name, kind in rows if kind in TYPES]
        others = [f"{name} ({kind})" for name, kind in rows if kind not in TYPES]
        found += [Belonging("dynamic fields", known, True), Belonging("dynamic fields of other types", others, False)]
    return [each for each in found if each.names]


async def _names(source: BulkConnection, statement: str) -> list[str]:
    return [
        name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name)
        for (name,) in await source.all(statement)
    ]


def instead_of(name: str) -> str:
    return next((instead for start, instead in INSTEAD if name.startswith(start)), "nothing: it has no effect here")


@dataclass
class Proposal:
    """What `Kernel/Config.pm` means for GOTRS: environment variables, settings, and remarks for a person."""

    environment: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    providers: list[dict[str, Any]] = field(default_factory=list)  # bodies for /admin/sign-in-providers
    remarks: list[str] = field(default_factory=list)


def propose(values: dict[str, Any]) -> Proposal:
    """What to set, from the values of a `Config.pm`."""
    proposal = Proposal()
    if url := _database_url(values):
        proposal.environment["GOTRS_DATABASE_URL"] = url
    if host := values.get("FQDN"):
        proposal.environment["GOTRS_PUBLIC_URL"] = f"{values.get('HttpType', 'https')}://{host}"
    if "SMTP" in str(values.get("SendmailModule", "")):
        proposal.environment["GOTRS_SMTP_URL"] = _smtp_url(values)
    sign_in = propose_sign_in(values)
    proposal.providers, proposal.remarks = sign_in.providers, sign_in.remarks
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


def read_proposal(text: str) -> Proposal:
    """Raises CannotGoOn where there is nothing of OTRS in the file."""
    read = read_config_pm(text)
    if not (read.values or read.computed or read.conditional):
        raise CannotGoOn("There is no assignment to $Self in this file: is it Kernel/Config.pm?")
    proposal = propose(read.values)
    for names, why in ((read.computed, "is computed in Perl"), (read.conditional, "is set under a condition")):
        proposal.remarks += [f"{name} {why}: look at it yourself." for name in dict.fromkeys(names)]
    return proposal
