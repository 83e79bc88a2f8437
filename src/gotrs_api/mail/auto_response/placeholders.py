"""`<OTRS_…>` placeholders in texts that answer a message. Pure: the caller hands in all values.

Source: OTRS 6, Kernel/System/TemplateGenerator.pm, _Replace (keys in any case; unknown ones of a family become `-`).
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gotrs_api.kernel.html_text import wrap_line

_TEXT = re.compile(r"<OTRS_([A-Za-z0-9_:#-]{1,120})(?:\[([^\]<>]{1,40})\])?>", re.IGNORECASE)
_HTML = re.compile(r"&lt;OTRS_([A-Za-z0-9_:#-]{1,120})(?:\[([^\]<>&]{1,40})\])?&gt;", re.IGNORECASE)
_FAMILIES = ("CONFIG_", "TICKET_", "CUSTOMER_DATA_", "CUSTOMER_", "OWNER_", "RESPONSIBLE_", "AGENT_", "CURRENT_")
_SECRET = re.compile(r"config|secret|passw|userpw|auth|token|pw\d*$", re.IGNORECASE)
_QUOTED = frozenset({"CUSTOMER_EMAIL", "CUSTOMER_BODY", "CUSTOMER_NOTE", "CUSTOMER_COMMENT", "COMMENT"})
QUOTE_WIDTH = 86


@dataclass(frozen=True)
class Values:
    """`plain` by upper-case key without `OTRS_` (`TICKET_QUEUE`); `subject` is the cleaned one, `body` plain text."""

    plain: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    body: str = ""


def expand(text: str, values: Values, *, as_html: bool) -> str:
    """The text with its placeholders replaced; in HTML, values are escaped and quotations become blockquotes."""

    def replaced(found: re.Match[str]) -> str:
        key, argument = found[1].upper(), found[2]
        if key in _QUOTED:
            return _quotation(values.body, argument, as_html=as_html)
        value = _subject(values.subject, argument) if key == "CUSTOMER_SUBJECT" else _plain(key, values)
        if value is None:
            return found[0]
        return html.escape(value, quote=False) if as_html else value

    return (_HTML if as_html else _TEXT).sub(replaced, text)


def _plain(key: str, values: Values) -> str | None:
    """None for what is no placeholder of ours: it stays as it stands."""
    name = next((key.removeprefix(family) for family in _FAMILIES if key.startswith(family)), key)
    if key in values.plain:
        return "xxx" if _SECRET.search(name) else values.plain[key]
    return "-" if name != key else None


def _subject(subject: str, argument: str | None) -> str:
    size = _number(argument)
    return subject if size is None or len(subject) <= size else f"{subject[:size]} [...]"


def _quotation(body: str, argument: str | None, *, as_html: bool) -> str:
    """The first n lines, quoted; without a number the whole, as it is."""
    lines = _number(argument)
    if lines is None:
        return html.escape(body, quote=False).replace("\n", "<br/>\n") if as_html else body
    wrapped = [piece for line in body.split("\n")[:lines] for piece in wrap_line(line, QUOTE_WIDTH)][:lines]
    if as_html:
        inner = "<br/>\n".join(html.escape(line, quote=False) for line in wrapped)
        return f'<blockquote type="cite">{inner}</blockquote>'
    return "\n".join(f"> {line}" for line in wrapped)


def _number(argument: str | None) -> int | None:
    return int(argument) if argument and argument.isascii() and argument.isdigit() else None
