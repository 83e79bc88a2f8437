"""A verification on paper: HTML for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from html import escape
from typing import Any, Final

from gotrs_api.otrs.rows import Issue
from gotrs_api.otrs.verifying import Verification

_MOST_ISSUES: Final = 5000  # in HTML; JSON has them all
_STYLE: Final = """
body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c2430}
table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border-bottom:1px solid #d8dee6;padding:.3rem .5rem;
text-align:left;vertical-align:top}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.good{color:#0a6b3d}.bad{color:#b3261e;font-weight:600}code{font-size:.85em;overflow-wrap:anywhere}
"""


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
            "issues": [asdict(issue) for issue in found.issues],
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
    return "".join(
        (
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Import verified</title>',
            f"<style>{_STYLE}</style><h1>What came from {escape(found.flavour)}</h1>",
            f"<p>From <code>{escape(found.source)}</code> into <code>{escape(found.target)}</code>, ",
            f"{found.at:%Y-%m-%d %H:%M} UTC, {found.rows:,} rows in {found.seconds:.0f} s.</p>{verdict}",
            _faults(found),
            "<h2>Tables</h2>",
            _table(
                ("Table", "In source", "In target", "Equal", "Repaired", "Quarantined", "Made up", "Sum of hashes"),
                [
                    (
                        t.name, t.source_rows, t.target_rows, t.equal, t.repaired, t.quarantined, t.placeholders,
                        (t.left and f"left: {t.left}") or (t.source_hash if t.source_hash == t.target_hash else
                        f"{t.source_hash} / {t.target_hash}"),
                    )
                    for t in found.tables
                ],
            ),
            "<h2>Why rows are not as they were</h2>",
            _table(("Outcome", "Table", "Reason", "Rows"), _reasons(found.issues)),
            "<h2>Each of them</h2>",
            f"<p>The first {_MOST_ISSUES}; the JSON report has all.</p>" if len(found.issues) > _MOST_ISSUES else "",
            _table(
                ("Table", "Row", "Outcome", "Reason", "As it was"),
                [
                    (i.table, i.key, i.outcome, i.reason, "" if i.original is None else _short(i.original))
                    for i in found.issues[:_MOST_ISSUES]
                ],
            ),
            "<h2>Tickets looked at</h2>",
            "<ul>" + "".join(f"<li>{escape(each)}</li>" for each in found.samples) + "</ul>",
            "</html>",
        )
    )  # fmt: skip


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


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 300 else text[:300] + "…"
