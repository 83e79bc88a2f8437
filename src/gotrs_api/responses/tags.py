"""`<OTRS_…>` and `<GOTRS_…>` tags in templates, signatures, automatic replies and notifications. Pure.

Source of the families and their order: OTRS 6, Kernel/System/TemplateGenerator.pm, _Replace. One thing differs on
purpose: a text is processed once. What a customer wrote is never searched for tags, so nobody can read settings by
mailing a tag in.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import Final
from urllib.parse import quote, unquote

from gotrs_api.kernel.html_text import text_to_html, wrap_line

NOTHING: Final = "-"
HIDDEN: Final = "xxx"
_NOTHING_KNOWN: Final[Mapping[str, str]] = {}
_TEXT_TAG = re.compile(r"<G?OTRS_([^<>\r\n]{1,200})>", re.IGNORECASE)
_HTML_TAG = re.compile(r"(?:&lt;|<)G?OTRS_([^<>&\r\n]{1,200})(?:&gt;|>)", re.IGNORECASE)
_MAILTO = re.compile(r"""mailto:[^"'<>\s]*""", re.IGNORECASE)
_URL_TAG = re.compile(r"(?:%3C|&lt;)G?OTRS_([^<>&\r\n]{1,300}?)(?:%3E|&gt;)", re.IGNORECASE)
_OF_TICKET = re.compile(r"OTRS_(?:TICKET_|QUEUE)", re.IGNORECASE)
_ARGUMENT = re.compile(r"(.+?)\[(.*)\]")
_SECRET_SETTING = re.compile(r"(?:password|pw)\d*$", re.IGNORECASE)
_SECRET = re.compile(r"config|secret|passw|userpw|auth|token", re.IGNORECASE)
_BODIES = frozenset({"body", "comment", "email", "note"})


class Format(Enum):
    """What a text is written in; tags in HTML are written `&lt;OTRS_…&gt;`."""

    TEXT = "text/plain"
    HTML = "text/html"


@dataclass(frozen=True)
class ArticleTexts:
    """An article as tags see it: `fields` (From, To, Cc, Subject, …), its subject without hook and prefixes, its text."""

    fields: Mapping[str, str] = field(default_factory=dict)
    clean_subject: str = ""
    body: str = ""


@dataclass(frozen=True, kw_only=True)
class TagValues:
    """Everything that tags can name; what is left out answers `-`, what is empty nothing, as in OTRS. Keys are OTRS's
    attribute names, in any case.

    `people` values are attributes of agents (UserFirstname, UserLogin, UserEmail, …). `dynamic_fields` has
    `<name>` with the stored and `<name>_Value` with the readable value. `extra` are whole tags of one occasion
    (`TICKET`, `MERGE_TO_TICKET`, `BOUNCE_TO`, `NEWPW`, `TOKEN`). `email_date` answers the date of the customer's mail in
    a zone (None: the desk's own).
    """

    config: Mapping[str, str] = field(default_factory=dict)
    recipient: Mapping[str, str] | None = None
    owner: Mapping[str, str] = field(default_factory=dict)
    responsible: Mapping[str, str] = field(default_factory=dict)
    agent: Mapping[str, str] = field(default_factory=dict)
    ticket: Mapping[str, str] = field(default_factory=dict)
    dynamic_fields: Mapping[str, str] = field(default_factory=dict)
    customer_article: ArticleTexts = field(default_factory=ArticleTexts)
    agent_article: ArticleTexts = field(default_factory=ArticleTexts)
    comment: ArticleTexts | None = None
    customer_name: str = ""
    customer_data: Mapping[str, str] = field(default_factory=dict)
    email_date: Callable[[str | None], str] | None = None
    appointment: Mapping[str, str] = field(default_factory=dict)
    calendar: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Quotation:
    """Lines of a body to be quoted."""

    lines: tuple[str, ...]


_Value = str | _Quotation


def expand(text: str, values: TagValues, format_: Format = Format.TEXT, *, quote_width: int = 86) -> str:
    """The text with its tags replaced; anything that is not one of our tags stays as it is.

    In HTML, values are escaped, line breaks become `<br/>`, quotations blockquotes; in a `mailto:` link tags may be
    percent-encoded, and so become their values. Quoted bodies are wrapped at `quote_width`.
    """

    def replaced(found: re.Match[str]) -> str:
        value = value_of(found[1], values, quote_width)
        if value is None:
            return found[0]
        return _as_text(value) if format_ is Format.TEXT else _as_html(value)

    if format_ is Format.TEXT:
        return _TEXT_TAG.sub(replaced, text)
    return _HTML_TAG.sub(replaced, _MAILTO.sub(lambda link: _in_link(link[0], values), text))


def asks_for_ticket(text: str) -> bool:
    """Whether a tag in the text may need `TagValues.ticket`, which otherwise need not be loaded."""
    return _OF_TICKET.search(text) is not None


def value_of(tag: str, values: TagValues, quote_width: int = 86) -> _Value | None:
    """The value of a tag (without `OTRS_`), or None for what is none. Families are asked in OTRS's order."""
    found = _ARGUMENT.fullmatch(tag)
    name, argument = (found[1], found[2]) if found else (tag, None)
    key = name.lower()
    for family in _families(key, argument, values, quote_width):
        if family is not None:
            return family
    return None


def _families(key: str, argument: str | None, values: TagValues, width: int) -> Iterator[_Value | None]:
    if key.startswith("config_"):
        setting = key.removeprefix("config_")
        configured = _found(values.config, setting)
        # A setting may be empty on purpose (Ticket::HookDivider).
        yield HIDDEN if _SECRET_SETTING.search(setting) else NOTHING if configured is None else configured
    yield _extra(key, values)
    yield _of_people(key, values)
    if key.startswith(("agent_", "current_")):
        own = _attribute(values.agent, key.partition("_")[2])
        yield own if own is not None or key.startswith("agent_") else NOTHING
    yield _of_ticket(key, values)
    if key == "comment":
        yield _body(values.comment or values.customer_article, argument, width)
    if key == "email_date":
        yield values.email_date(argument or None) if values.email_date else NOTHING
    if key == "customer_realname":
        yield values.customer_name or NOTHING
    if key.startswith("customer_data_"):
        yield _said(values.customer_data, key.removeprefix("customer_data_"))
    if key.startswith("customer_"):
        attribute = key.removeprefix("customer_")
        yield _of_article(values.customer_article, attribute, argument, width)
        yield _said(values.customer_data, attribute)
    if key.startswith("agent_"):
        yield _of_article(values.agent_article, key.removeprefix("agent_"), argument, width) or NOTHING
    for prefix, known in (("appointment_", values.appointment), ("calendar_", values.calendar)):
        if key.startswith(prefix):
            yield _cut(_said(known, key.removeprefix(prefix)), argument)
    yield _attribute(values.recipient or _NOTHING_KNOWN, key)


def _extra(key: str, values: TagValues) -> str | None:
    """The occasion's own tags come before the families: they are few, exact, and meant."""
    return _found(values.extra, key)


def _of_people(key: str, values: TagValues) -> str | None:
    """Recipient, owner and responsible, and the two short names of the acting agent."""
    people = (
        ("notification_recipient_", values.recipient or _NOTHING_KNOWN),
        ("ticket_owner_", values.owner),
        ("owner_", values.owner),
        ("ticket_responsible_", values.responsible),
        ("responsible_", values.responsible),
    )
    for prefix, person in people:
        if key.startswith(prefix):
            return _said(person, key.removeprefix(prefix))
    short = {"first_name": "UserFirstname", "last_name": "UserLastname"}.get(key)
    return None if short is None else _said(values.agent, short)


def _of_ticket(key: str, values: TagValues) -> str | None:
    if key == "queue":
        return _said(values.ticket, "Queue")
    if not key.startswith("ticket_"):
        return None
    attribute = key.removeprefix("ticket_")
    if attribute.startswith("dynamicfield_"):
        stored = _found(values.dynamic_fields, attribute.removeprefix("dynamicfield_"))
        return NOTHING if stored is None else stored
    attribute = {"id": "ticketid", "number": "ticketnumber", "last_article_id": "lastarticleid"}.get(
        attribute, attribute
    )
    return _said(values.ticket, attribute)


def _of_article(article: ArticleTexts, attribute: str, argument: str | None, width: int) -> _Value | None:
    if attribute == "subject" and argument is not None:
        return _cut(article.clean_subject, argument)
    if attribute in _BODIES:
        return _body(article, argument, width)
    return _attribute(article.fields, attribute)


def _body(article: ArticleTexts, argument: str | None, width: int) -> _Value:
    """The first n lines to be quoted, or, without a number, the whole as it is."""
    count = _number(argument)
    if count is None:
        return article.body or NOTHING
    # No further than to the last line that is wanted: a text may have a tag many times, a body a million lines.
    lines = (line.rstrip("\r") for line in article.body.removesuffix("\n").split("\n", count)[:count])
    pieces = (piece for line in lines for piece in (wrap_line(line, width) if line else [""]))
    return _Quotation(tuple(islice(pieces, count)))


def _cut(text: str, argument: str | None) -> str:
    size = _number(argument)
    return text if size is None or len(text) <= size else f"{text[:size]} [...]"


def _number(argument: str | None) -> int | None:
    return int(argument) if argument and argument.isascii() and argument.isdigit() and len(argument) < 9 else None


def _attribute(known: Mapping[str, str], name: str) -> str | None:
    """A value by its name in any case; what may be a secret is not told (dynamic fields never are)."""
    value = _found(known, name)
    is_secret = value is not None and not name.startswith("dynamicfield_") and _SECRET.search(name)
    return HIDDEN if is_secret else value


def _said(known: Mapping[str, str], name: str) -> str:
    """As above; what is unknown becomes `-`, what is known to be empty stays empty."""
    value = _attribute(known, name)
    return NOTHING if value is None else value


def _found(known: Mapping[str, str], name: str) -> str | None:
    name = name.lower()
    return next((value for key, value in known.items() if key.lower() == name), None)


def _as_text(value: _Value) -> str:
    return value if isinstance(value, str) else "\n".join(f"> {line}".rstrip() for line in value.lines)


def _as_html(value: _Value) -> str:
    if isinstance(value, str):
        return text_to_html(value)
    inner = "<br/>\n".join(html.escape(line, quote=False) for line in value.lines)
    return f'<blockquote type="cite">{inner}</blockquote>'


def _in_link(link: str, values: TagValues) -> str:
    def replaced(found: re.Match[str]) -> str:
        value = value_of(unquote(found[1]), values)
        return found[0] if value is None else quote(_as_text(value), safe="")

    return _URL_TAG.sub(replaced, link)
