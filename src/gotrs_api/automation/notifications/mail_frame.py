"""How the HTML of a notification looks: the templates that OTRS calls Default, Alert and Unformatted."""

from __future__ import annotations

import re
from typing import Final

TEMPLATES: Final = ("Default", "Alert", "Unformatted")
_COLOURS = {"Default": "#2b5c8a", "Alert": "#b3261e"}
_FONT = "font-family:Helvetica,Arial,sans-serif;font-size:14px;line-height:1.5;color:#1f2328"
_URL = re.compile(r"""https?://[^\s<>"']+[^\s<>"'.,:;!?)\]]""")


def framed(body: str, template: str, accent: str = "") -> str:
    """A whole document around HTML; a template that is not known counts as Default, which wears the desk's accent."""
    if template == "Unformatted":
        return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    colour = _COLOURS["Alert"] if template == "Alert" else accent or _COLOURS["Default"]
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"></head>'
        f'<body style="margin:0;padding:24px;background:#f4f5f7;{_FONT}">'
        '<div style="max-width:640px;margin:0 auto;padding:20px 24px;background:#ffffff;'
        f'border-top:4px solid {colour}">{body}</div></body></html>'
    )


def with_links(html: str) -> str:
    """Addresses in HTML that was made from plain text become links."""
    return _URL.sub(lambda found: f'<a href="{found[0]}">{found[0]}</a>', html)
