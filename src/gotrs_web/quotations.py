"""Quotations, folded away in what one reads."""

from __future__ import annotations

import re
from typing import NamedTuple

from markupsafe import escape

FOLDED_FROM = 4  # shorter quotations are what the answer is about
_BLOCKQUOTE = re.compile(r"<(/?)blockquote\b[^>]*>")


class Part(NamedTuple):
    """`lines` of a quotation that is folded; 0 for what stands open."""

    text: str
    lines: int


def parts(body: str) -> list[Part]:
    """A plain text cut at its long quotations (lines that begin with `>`), blank lines at the cuts left out."""
    found: list[Part] = []
    open_lines: list[str] = []
    quoted: list[str] = []

    def close_quotation() -> None:
        if len(quoted) < FOLDED_FROM:
            open_lines.extend(quoted)
        else:
            _add(found, open_lines, 0)
            open_lines.clear()
            _add(found, [line.lstrip(" ")[1:].removeprefix(" ") for line in quoted], len(quoted))
        quoted.clear()

    for line in body.split("\n"):
        if line.startswith((">", " >")):
            quoted.append(line)
        else:
            close_quotation()
            open_lines.append(line)
    close_quotation()
    _add(found, open_lines, 0)
    return found


def _add(found: list[Part], lines: list[str], count: int) -> None:
    text = "\n".join(lines).strip("\n")
    if text.strip():
        found.append(Part(text, count))


def fold_blockquotes(html: str, label: str) -> str:
    """Sanitised HTML with each outermost blockquote behind a summary."""
    depth = 0

    def fold(match: re.Match[str]) -> str:
        nonlocal depth
        if match[1]:
            depth -= 1
            return f"{match[0]}</details>" if depth == 0 else match[0]
        depth += 1
        return f"<details><summary>{escape(label)}</summary>{match[0]}" if depth == 1 else match[0]

    balanced = len(re.findall(r"<blockquote\b", html)) == html.count("</blockquote>")
    return _BLOCKQUOTE.sub(fold, html) if balanced else html
