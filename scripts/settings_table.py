"""Writes docs/admin/settings.md: every system setting, what it does, where it is read, and the test that shows it.

    python scripts/settings_table.py           write the table
    python scripts/settings_table.py --check   fail when it is not up to date or a cell is empty

Where no test names a setting, `TESTS_OF_READERS` tells which tests cover the module that reads it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "admin" / "settings.md"
DECLARED = ROOT / "src" / "gotrs_api" / "sysconfig" / "settings.py"
KEPT = "none: kept for OTRS, no effect here"
_WORD = re.compile(r"[A-Z_0-9]{4,}")
_QUOTED = re.compile(r"[\"']([^\"'\n]+)[\"']")
SHOWN = 1  # readers and tests in a cell: the more are shown, the more often the page is out of date
# Beginning of a module that reads settings, and the tests of what it does with them; the first that fits counts.
TESTS_OF_READERS = (
    ("gotrs_api/admin/branding/themes", "tests/web/admin/test_themes.py"),
    ("gotrs_api/acl/attribute_relations", "tests/acl/test_attribute_relation_rules.py"),
    ("gotrs_api/admin/branding", "tests/web/admin/test_branding.py"),
    ("gotrs_api/admin/calendars", "tests/web/admin/test_calendars.py"),
    ("gotrs_api/articles/contents", "tests/articles"),
    ("gotrs_api/automation/account_mails", "tests/automation/test_account_mails.py"),
    ("gotrs_api/automation/notifications", "tests/automation/test_recipients.py"),
    ("gotrs_api/customers", "tests/customers"),
    ("gotrs_api/generic_interface/debugger", "tests/generic_interface/test_exchanges.py"),
    ("gotrs_api/generic_interface/operations", "tests/generic_interface/test_clients.py"),
    ("gotrs_api/generic_interface/requester", "tests/generic_interface/test_requester.py"),
    ("gotrs_api/generic_interface", "tests/generic_interface/test_administration.py"),
    ("gotrs_api/identity/captcha", "tests/identity/test_captcha.py"),
    ("gotrs_api/identity/password_scheme", "tests/identity/test_passwords.py"),
    ("gotrs_api/identity/service/second_factor_duty", "tests/identity/test_no_way_around_the_second_step.py"),
    ("gotrs_api/identity/service/sessions", "tests/identity/test_sessions.py"),
    ("gotrs_api/identity", "tests/identity/test_agents.py"),
    ("gotrs_api/mail/auto_response", "tests/mail/inbound/test_auto_response.py"),
    ("gotrs_api/mail/communication_log", "tests/mail/communication_log/test_log.py"),
    ("gotrs_api/mail/drafts", "tests/mail/drafts/test_drafts.py"),
    ("gotrs_api/mail/inbound/continued", "tests/mail/inbound/test_follow_up.py"),
    ("gotrs_api/mail/inbound/filters", "tests/mail/inbound/test_filters.py"),
    ("gotrs_api/mail/inbound/follow_up", "tests/mail/inbound/test_follow_up.py"),
    ("gotrs_api/mail/inbound/new_ticket", "tests/mail/inbound/test_new_ticket.py"),
    ("gotrs_api/mail/inbound", "tests/mail/inbound/test_processing.py"),
    ("gotrs_api/mail/outbound", "tests/mail/outbound/test_sending.py"),
    ("gotrs_api/mail/security", "tests/mail/security/test_security.py"),
    ("gotrs_api/sysconfig/maintenance", "tests/web/admin/test_maintenance.py"),
    ("gotrs_api/tickets/service/subjects", "tests/tickets/test_subject.py"),
    ("gotrs_api/tickets/service/numbering", "tests/tickets/test_numbering.py"),
    ("gotrs_api/tickets/service/archive", "tests/tickets/test_changes.py"),
    ("gotrs_api/tickets/service/sweeps", "tests/tickets/test_time_passes.py"),
    ("gotrs_api/tickets/service/listing", "tests/tickets/test_list.py"),
    ("gotrs_api/tickets/service/messages", "tests/tickets/test_elsewhere.py"),
    ("gotrs_api/tickets/service/drafts", "tests/tickets/test_drafts.py"),
    ("gotrs_api/tickets/service/addresses", "tests/mail/outbound/test_sending.py"),
    ("gotrs_api/tickets/service/answers", "tests/tickets/test_conversation.py"),
    ("gotrs_api/tickets/service/merge", "tests/tickets/test_relations.py"),
    ("gotrs_api/tickets/permissions", "tests/tickets/test_routes.py"),
    ("gotrs_api/tickets/service/new_tickets", "tests/tickets/test_create.py"),
    ("gotrs_api/tickets", "tests/tickets/test_routes.py"),
    ("gotrs_api/webhooks", "tests/webhooks"),
    ("gotrs_web/customer", "tests/web/customer/test_portal.py"),
    ("gotrs_web/agent", "tests/web/agent"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    name: str
    effect: str
    readers: tuple[str, ...]
    tests: tuple[str, ...]
    kept: bool


def rows() -> list[Row]:
    constants = _constants()
    source = _words("src", except_for=DECLARED)
    tests = _words("tests")
    found = []
    for name, setting in sorted(settings.ALL.items()):
        names = frozenset({name, constants.get(name, name)})
        readers = tuple(path.removeprefix("src/") for path in _naming(source, names))
        shown = tuple(_naming(tests, names)) or tuple(_tests_of(readers))
        found.append(Row(name, _cell(setting.description), readers, shown, setting.kept))
    return found


def problems(table: Iterable[Row]) -> list[str]:
    """Empty cells, and marks that are not true."""
    found = []
    for row in table:
        if row.kept and row.readers:
            found.append(f"{row.name} is marked as kept for OTRS, but {row.readers[0]} reads it")
        if not row.kept and not row.readers:
            found.append(f"{row.name}: nothing reads it; mark it with kept=True or drop it")
        if not row.kept and not row.tests:
            found.append(f"{row.name}: no test; write one or name the tests of {row.readers}")
        if not row.effect:
            found.append(f"{row.name}: no description")
        found += [f"{row.name}: {test} is not there" for test in row.tests if not (ROOT / test).exists()]
    return found


def page(table: Iterable[Row]) -> str:
    lines = [
        "# System settings",
        "",
        "What each setting does, which module reads it, and the test that shows the effect. Written by",
        "`scripts/settings_table.py`; a test fails when it is not up to date or a cell is empty. Every setting can be",
        "changed on *Administration, Settings*, through `/api/v1/sysconfig` and by `gotrs config`; a change counts in",
        "every process within five seconds.",
        "",
        "| setting | effect | read by | test |",
        "|---|---|---|---|",
    ]
    for row in table:
        if row.kept:
            lines.append(f"| `{_cell(row.name)}` | {row.effect} | {KEPT} | not applicable |")
        else:
            lines.append(f"| `{_cell(row.name)}` | {row.effect} | {_some(row.readers)} | {_some(row.tests)} |")
    return "\n".join(lines) + "\n"


def _constants() -> Mapping[str, str]:
    """Names of the constants in `settings.py`, by setting; of members of a dict or tuple, the dict's."""
    found: dict[str, str] = {}
    for name, value in vars(settings).items():
        if name == "ALL" or name.startswith("_"):
            continue
        members = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else (value,)
        for member in members:
            if isinstance(member, Setting):
                found.setdefault(member.name, name)
    return found


@cache
def _words(folder: str, except_for: Path | None = None) -> tuple[tuple[str, frozenset[str]], ...]:
    """Of each module the identifiers and the texts in quotation marks."""
    return tuple(
        (str(path.relative_to(ROOT)), frozenset(_WORD.findall(text)) | frozenset(_QUOTED.findall(text)))
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path != except_for and (folder != "tests" or path.name.startswith("test_"))
        for text in (path.read_text(encoding="utf-8"),)
    )


def _naming(modules: Iterable[tuple[str, frozenset[str]]], names: frozenset[str]) -> list[str]:
    return [path for path, words in modules if not names.isdisjoint(words)]


def _tests_of(readers: Iterable[str]) -> Iterable[str]:
    for reader in readers:
        for beginning, test in TESTS_OF_READERS:
            if reader.startswith(beginning):
                yield test
                return


def _some(paths: tuple[str, ...]) -> str:
    return ", ".join(f"`{path}`" for path in paths[:SHOWN])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    table = rows()
    found = problems(table)
    written = page(table)
    if "--check" in sys.argv[1:]:
        if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != written:
            found.append("docs/admin/settings.md is not up to date: run scripts/settings_table.py")
    elif not found:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(written, encoding="utf-8")
    print("\n".join(found), file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
