"""A verification on paper: HTML for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from html import escape
from typing import Any, Final

from gotrs_api.identity.service.own_account import SECRET_KEYS
from gotrs_api.otrs.rows import Issue
from gotrs_api.otrs.verifying import Verification

_MOST_ISSUES: Final = 5000  # in HTML; JSON has them all
_SECRET: Final = frozenset({"pw"})
_STYLE: Final = """
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c2430}
table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border-bottom:1px solid #d8dee6;padding:.3rem .5rem;
text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
dt{font-weight:600}dd{margin:0 0 .4rem}
.good{color:#0a6b3d}.bad{color:#b3261e;font-weight:600}code{font-size:.85em;overflow-wrap:anywhere}
"""


_TERMS: Final = """<dl><dt>Equal</dt><dd>All values are the same on both sides, times, texts and files included.</dd>
<dt>Repaired</dt><dd>The new database could not take a value as it was; what was changed and the value before stand below.</dd>
<dt>Quarantined</dt><dd>The row did not come. It is kept whole in the table gotrs_import_issue, with the reason.</dd>
<dt>Made up</dt><dd>A row that is missing in the source though others refer to it; invalid, and named so.</dd>
<dt>Overwritten</dt><dd>A row of the new database that was made, changed or removed there and gave way to the old system's when the
import was called again. It is kept whole in the table gotrs_import_issue.</dd>
<dt>Later</dt><dd>Changed or added in the new database after the import, as its own times say, or written by signing in.</dd>
<dt>Sum of hashes</dt><dd>Over all equal rows (BLAKE2b, 128 bits). One value means that both sides hold the same; two
stand where they do not.</dd></dl>"""


def as_json(found: Verification) -> str:
    return json.dumps(
        {
            "source": found.source,
            "target": found.target,
            "flavour": found.flavour,
            "at": found.at.isoformat(),
            "seconds": round(found.seconds, 1),
            "rows": found.rows,
            "good": found.is_good,
            "faults": found.faults,
            "tables": [asdict(table) for table in found.tables],
            "samples": found.samples,
            "settings": asdict(found.settings),
            "configuration": [asdict(each) for each in found.belongings],
            "files_compared": found.files_compared,
            "issues": [asdict(issue) | {"original": _shown(issue)} for issue in found.issues],
        },
        ensure_ascii=False,
        indent=1,
        default=str,
    )


def as_html(found: Verification) -> str:
    verdict = (
        '<p class="good">Every row came, or is named below with the reason why not.</p>'
        if found.is_good
        else '<p class="bad">Not everything is accounted for. See the faults.</p>'
    )
    empty = [table.name for table in found.tables if not table.source_rows and not table.target_rows]
    return "".join(
        (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Import verified</title>',
            f"<style>{_STYLE}</style><h1>What came from {escape(found.flavour)}</h1>",
            f"<p>From <code>{escape(found.source)}</code> into <code>{escape(found.target)}</code>, ",
            f"{found.at:%Y-%m-%d %H:%M} UTC, {found.rows:,} rows in {found.seconds:.0f} s.</p>{verdict}",
            _faults(found),
            "<h2>In short</h2>",
            _table(("", "Rows"), _totals(found)),
            _TERMS,
            "<h2>Tables</h2>",
            _table(
                ("Table", "In source", "In target", "Equal", "Repaired", "Quarantined", "Made up", "Later", "Sum of hashes"),
                [
                    (
                        t.name, t.source_rows, t.target_rows, t.equal, t.repaired, t.quarantined, t.placeholders,
                        t.later, (t.left and f"left: {t.left}") or (t.source_hash if t.source_hash == t.target_hash else
                        f"{t.source_hash} / {t.target_hash}"),
                    )
                    for t in found.tables
                    if t.source_rows or t.target_rows
                ],
            ),
            f"<p>Empty on both sides: {escape(', '.join(empty))}.</p>" if empty else "",
            "<h2>Why rows are not as they were</h2>",
            _table(("Outcome", "Table", "Reason", "Rows"), _reasons(found.issues)),
            "<h2>Each of them</h2>",
            f"<p>The first {_MOST_ISSUES}; the JSON report has all.</p>" if len(found.issues) > _MOST_ISSUES else "",
            _table(
                ("Table", "Row", "Outcome", "Reason", "As it was"),
                [
                    (i.table, i.key, i.outcome, i.reason, "" if i.original is None else _short(_shown(i)))
                    for i in found.issues[:_MOST_ISSUES]
                ],
            ),
            "<h2>Configuration</h2>",
            _table(
                ("", "Here", "Names"),
                [
                    (each.what, "works" if each.works else "kept, not supported yet", ", ".join(each.names))
                    for each in found.belongings
                ],
            ),
            _table(
                ("Setting", "Here"),
                [
                    *((name, f"honoured: {value}") for name, value in found.settings.honoured.items()),
                    *((name, "changed and not deployed: what counted before counts here") for name in found.settings.undeployed),
                    *((name, f"not readable: {why}") for name, why in found.settings.unreadable.items()),
                    *((name, f"not honoured; instead: {other}") for name, other in found.settings.replaced.items()),
                ],
            ),
            "<h2>Tickets looked at</h2><p>Each was rendered with all its articles, as people will see it.</p>",
            "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in found.samples) + "</ul>",
            "</html>",
        )
    )  # fmt: skip


def _totals(found: Verification) -> list[tuple[Any, ...]]:
    taken = [table for table in found.tables if not table.left]
    outcomes = Counter(issue.outcome for issue in found.issues)
    rows: list[tuple[Any, ...]] = [
        ("In the source, of tables that are moved", sum(table.source_rows for table in taken)),
        ("Came as they were", sum(table.equal for table in taken)),
        ("Came repaired", sum(table.repaired for table in taken)),
        ("Quarantined", sum(table.quarantined for table in taken)),
        ("Made up, because others refer to them", sum(table.placeholders for table in taken)),
        ("Changed or added here after the import", found.later),
        ("Overwritten here when the import was called again, each named below", outcomes["overwritten"]),
        ("Without an explanation (faults)", sum(table.fault_count for table in taken) + len(found.faults)),
        ("Tables and columns that were left, each named below", outcomes["left"]),
    ]
    if found.files_compared is not None:
        rows.append(("Files of articles compared by content", found.files_compared))
    return rows


def _faults(found: Verification) -> str:
    faults = [*found.faults, *(f"{table.name}: {fault}" for table in found.tables for fault in table.faults)]
    if not faults:
        return ""
    return "<h2>Faults</h2><ul>" + "".join(f'<li class="bad">{escape(each)}</li>' for each in faults) + "</ul>"


def _reasons(issues: list[Issue]) -> list[tuple[Any, ...]]:
    def general(reason: str) -> str:
        return " ".join("…" if word.strip(",").isdecimal() else word for word in reason.split())

    counted = Counter((issue.outcome, issue.table, general(issue.reason)) for issue in issues)
    return [(*key, count) for key, count in sorted(counted.items())]


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> str:
    lines = "".join(
        "<tr>"
        + "".join(
            f'<td class="n">{cell:,}</td>' if isinstance(cell, int) else f"<td>{escape(str(cell))}</td>" for cell in row
        )
        + "</tr>"
        for row in rows
    )
    return f"<table><tr>{''.join(f'<th>{escape(each)}</th>' for each in head)}</tr>{lines}</table>"


def _shown(issue: Issue) -> Any:
    """As it was, but for what nobody else should read: the report leaves the house."""
    original = issue.original
    if issue.column in _SECRET:
        return "…"
    if not isinstance(original, dict):
        return original
    hidden = _SECRET | {"preferences_value"} if original.get("preferences_key") in SECRET_KEYS else _SECRET
    return {name: "…" if name in hidden and value else value for name, value in original.items()}


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 300 else text[:300] + "…"
