"""How an answer is put together: salutation, template, signature and the quoted message. Pure.

Source: OTRS 6, setting `Ticket::Frontend::ResponseFormat` and Kernel/Modules/AgentTicketCompose.pm. Of OTRS's template
language, the places that this setting uses are understood: `[% Data.<Name> %]`, with `| html` or
`| Localize("TimeShort")` behind it, and `[% Translate("…") %]`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from gotrs_api.kernel.html_text import html_to_text, text_to_html, wrap_line
from gotrs_api.responses.tags import Format

_PLACE = re.compile(r"\[%-?\s*(.*?)\s*-?%\]")
_DATA = re.compile(r"Data\.(\w+)(?:\s*\|.*)?")
_TRANSLATE = re.compile(r"""Translate\(\s*["'](.*?)["']\s*\)(?:\s*\|.*)?""")
_HERE = (
    "\ue000"  # marks the place to write at while a layout is filled; a private-use character that no real text contains
)
# Whole texts, in the format of the answer already; the others are short plain values.
_BLOCKS = frozenset({"Salutation", "StdResponse", "Signature", "Body"})


def put_together(
    layout: str, blocks: Mapping[str, str], values: Mapping[str, str], format_: Format, translate: Callable[[str], str]
) -> tuple[str, int]:
    """Fill a layout; with the offset behind the template's text, or the salutation where that is empty.

    `blocks` (Salutation, StdResponse, Signature, Body) are in `format_`, `values` are plain text.

    A line that holds an empty block alone vanishes; a place that is not understood becomes nothing.
    """

    def filled(found: re.Match[str]) -> str:
        place = found[1]
        if data := _DATA.fullmatch(place):
            name = data[1]
            if name in _BLOCKS:
                return blocks.get(name, "")
            return _plain(values.get(name, ""), format_)
        if wanted := _TRANSLATE.fullmatch(place):
            return _plain(translate(wanted[1]), format_)
        return ""

    before = next((name for name in ("StdResponse", "Salutation") if blocks.get(name)), "")
    blocks = {**blocks, before: blocks[before] + _HERE} if before else blocks
    lines = []
    for line in layout.replace("\r\n", "\n").split("\n"):
        result = _PLACE.sub(filled, line)
        if result or not _PLACE.search(line):
            lines.append(result)
    if format_ is Format.TEXT:
        whole = "\n".join(lines).strip("\n") + "\n"
    else:
        while lines and not lines[-1]:
            lines.pop()
        whole = "<br/>\n".join(lines)
    return whole.replace(_HERE, ""), max(0, whole.find(_HERE))


def quoted_text(text: str, prefix: str, width: int) -> str:
    """Each line with the quote before it; long lines are wrapped, those that are quotations already are not.

    An empty prefix quotes nothing.
    """
    if not prefix:
        return text
    lines = text.rstrip().splitlines()
    pieces = [piece for line in lines for piece in _wrapped(line, prefix, width)]
    return "\n".join(f"{prefix} {piece}".rstrip() for piece in pieces)


def _wrapped(line: str, prefix: str, width: int) -> list[str]:
    return [line] if not line or line.startswith(prefix) else list(wrap_line(line, width))


def quoted_html(source: str) -> str:
    """HTML, safe already, as a quotation."""
    return f'<blockquote type="cite">{source}</blockquote>'


def converted(text: str, is_html: bool, format_: Format) -> str:
    """A template's text in the format of the answer, its tags with it."""
    if is_html and format_ is Format.TEXT:
        return html_to_text(text, width=0).strip("\n")
    if not is_html and format_ is Format.HTML:
        return text_to_html(text.rstrip("\n"))
    return text.rstrip("\n")


def _plain(value: str, format_: Format) -> str:
    return html.escape(value, quote=False) if format_ is Format.HTML else value
