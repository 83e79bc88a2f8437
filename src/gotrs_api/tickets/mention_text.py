"""Whom a text mentions: `@login`, `@group` and, where both have the name, `@@group` for the group. Pure.

Source: Znuny 6.5, Kernel/System/Mention.pm; the editor there writes `<a class="Mention">@login</a>`. Quoted lines
mention nobody again.
"""

from __future__ import annotations

import html
import re
from typing import Final, NamedTuple

from gotrs_api.kernel.html_text import html_to_text

_WORD: Final = re.compile(r"(?<![\w@.+/-])(@@?)(\w[\w.@+-]*)")
_LINK: Final = re.compile(
    r"""<a\b[^>]*\bclass=["'][^"']*\bMention\b[^"']*["'][^>]*>\s*(@@?)([^<]*)</a>""", re.IGNORECASE
)
_NOT_AT_THE_END: Final = ".@+-"
_MOST_NAMES: Final = 500


class MentionedName(NamedTuple):
    """A name that may be a login or a group's; `group_only` after two signs."""

    name: str
    group_only: bool


def mentioned_names(body: str, *, is_html: bool) -> list[MentionedName]:
    """In the order of the text, each once. A name followed by a full stop is tried with and without it."""
    if "@" not in body:
        return []
    found: dict[MentionedName, None] = {}
    if is_html:
        for match in _LINK.finditer(body):
            found[MentionedName(html.unescape(match[2]).strip(), match[1] == "@@")] = None
    text = html_to_text(body, width=0) if is_html else body
    for line in text.splitlines():
        if line.lstrip().startswith(">"):
            continue
        for match in _WORD.finditer(line):
            for name in (match[2], match[2].rstrip(_NOT_AT_THE_END)):
                found[MentionedName(name, match[1] == "@@")] = None
    return [each for each in found if each.name][:_MOST_NAMES]
