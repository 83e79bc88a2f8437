"""The mapping `XSLT`: data as XML, through a template, and back.

Templates come from administrators, but run inside this process: they read no file, open no connection, write nothing, and
neither they nor the data have entities. What templates of OTRS import, its functions for dates, is built in.
Source: Znuny 6.5, Kernel/GenericInterface/Mapping/{XSLT.pm,OTRSFunctions.xsl,ZnunyFunctions.xsl}.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from lxml import etree
from regex import Match

from gotrs_api.generic_interface.errors import MappingFailed
from gotrs_api.generic_interface.webservice import Config, text, texts
from gotrs_api.generic_interface.xml_data import XmlRefused, from_element, parse_xml, to_element
from gotrs_api.kernel.expressions import BadExpression, Expression, compiled

ROOT: Final = "RootElement"
MAX_TEMPLATE: Final = 512 * 1024
_LIMIT_S: Final = 10
_NOTHING_ALLOWED: Final[Any] = {
    "read_file": False, "write_file": False, "create_dir": False, "read_network": False, "write_network": False,
}  # fmt: skip
_DENY: Final = etree.XSLTAccessControl(**_NOTHING_ALLOWED)
_FORBIDDEN: Final = re.compile(rb"document\s*\(", re.IGNORECASE)
_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_OURS: Final = "urn:gotrs:mapping"
_TICKING: Final = (f"{_XSL}template", f"{_XSL}for-each", "{http://exslt.org/functions}function")
_BUILT_IN: Final = re.compile(r"(?:.*/)?(?:OTRS|Znuny|OTOBO)Functions\.xsl")
# White space between a tag and text counts for nothing, so that a template may be broken into lines (OTRS's bug 14106).
_BEFORE_TEXT, _AFTER_TEXT = re.compile(r">[ \t\n]+(?=[^< \t\n])"), re.compile(r"(?<![> \t\n])[ \t\n]+<")
_CAPTURED: Final = re.compile(r"\$(?:\{(\d+)\}|(\d+))")


async def transform(config: Config, data: Any, stages: dict[str, Any]) -> Any:
    """Raises MappingFailed. The work is done in a thread: a large document must not stop everybody else."""
    template = text(config, "Template")
    if not data or not template.strip():
        return data or {}
    source = {**data} if isinstance(data, Mapping) else {"Array": data} if data else {}
    included = {name: stages[name] for name in texts(config, "DataInclude") if name in stages}
    if included:
        source["DataInclude"] = included
    source = _renamed(source, config.get("PreRegExFilter"))
    try:
        found = await asyncio.wait_for(asyncio.to_thread(_transformed, template, source), _LIMIT_S)
    except TimeoutError:
        raise MappingFailed("The template takes too long.") from None
    return _renamed(found, config.get("PostRegExFilter"))


def check_template(template: str) -> None:
    """Raises MappingFailed for what is no XSLT 1.0, or reads other documents."""
    if template.strip():
        _compiled(template)


def _compiled(template: str, tick: Callable[..., bool] = lambda _context: False) -> etree.XSLT:
    """`tick` is called each time that a template, a function or a round of a loop begins."""
    lines = template.replace("\r\n", "\n").strip()
    encoded = _AFTER_TEXT.sub("<", _BEFORE_TEXT.sub(">", lines)).encode(errors="replace")
    if len(encoded) > MAX_TEMPLATE:
        raise MappingFailed("The template is too large.")
    if _FORBIDDEN.search(encoded):
        raise MappingFailed("A template cannot read other documents.")
    try:
        root = parse_xml(encoded, MAX_TEMPLATE)
        for name in ("import", "include"):
            for element in list(root.iter(_XSL + name)):
                parent = element.getparent()
                if parent is None or not _BUILT_IN.fullmatch(element.get("href", "")):
                    raise MappingFailed("A template cannot read other documents.")
                parent.remove(element)
        for name in _TICKING:
            for element in root.iter(name):
                _make_tick(element)
        functions = {**_FUNCTIONS, (_OURS, "tick"): tick}
        return etree.XSLT(etree.ElementTree(root), access_control=_DENY, extensions=functions)
    except (XmlRefused, etree.XSLTParseError, etree.XMLSyntaxError) as error:
        raise MappingFailed(f"This is no template: {error}") from None


def _make_tick(element: etree._Element) -> None:
    """After what has to stand first."""
    first = next(
        (n for n, child in enumerate(element) if child.tag not in (f"{_XSL}param", f"{_XSL}sort")), len(element)
    )
    tick = etree.Element(f"{_XSL}if", {"test": "gotrs:tick()"}, nsmap={"gotrs": _OURS})
    if first:  # the text that follows a parameter stays behind the tick
        before = element[first - 1]
        tick.tail, before.tail = before.tail, None
    else:
        tick.tail, element.text = element.text, None
    element.insert(first, tick)


def _of(value: Any) -> str:
    """The text of a function's argument: of the first node, where it is a set."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return "".join(map(str, value.itertext())) if isinstance(value, etree._Element) else str(value)


def _xsd_to_iso(_context: Any, value: Any) -> str:
    """`2011-11-30T22:57:58Z` as OTRS writes it; like OTRS's function it looks at places alone."""
    written = _of(value)
    return f"{written[:10]} {written[11:19]}"


def _iso_to_xsd(_context: Any, value: Any) -> str:
    written = _of(value)
    return f"{written[:10]}T{written[11:19]}Z"


_FUNCTIONS: Final[Any] = {
    (space, name): function
    for space in ("http://otrs.org", "http://znuny.org", "http://otobo.org", "http://otobo.io")
    for name, function in (("date-xsd-to-iso", _xsd_to_iso), ("date-iso-to-xsd", _iso_to_xsd))
}


def _transformed(template: str, source: Any) -> Any:
    ends = time.monotonic() + _LIMIT_S

    def tick(_context: Any) -> bool:
        # A thread cannot be stopped from outside: the work looks at the clock itself.
        if time.monotonic() > ends:
            raise MappingFailed("The template takes too long.")
        return False

    compiled = _compiled(template, tick)
    try:
        result = compiled(etree.ElementTree(to_element(ROOT, source)))
    except (etree.XSLTApplyError, XmlRefused, ValueError) as error:
        raise MappingFailed(f"The template failed: {error}") from None
    root = result.getroot()
    if root is None:
        raise MappingFailed("The template made nothing.")
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    found = from_element(root)
    return {} if found is None or found == "" else found


def _renamed(data: Any, filters: Any) -> Any:
    """Search and replace in keys, at every depth: the first match, `$1` is what its group has."""
    if not isinstance(filters, list) or not filters:
        return data
    rules: list[tuple[Expression, str]] = []
    for rule in filters:
        if isinstance(rule, Mapping) and text(rule, "Search"):
            try:
                rules.append((compiled(text(rule, "Search")), text(rule, "Replace")))
            except BadExpression as error:
                raise MappingFailed(f"This is no pattern: {error}") from None
    return _with_keys(data, rules)


def _with_keys(data: Any, rules: list[tuple[Expression, str]]) -> Any:
    if isinstance(data, list):
        return [_with_keys(each, rules) for each in data]
    if not isinstance(data, Mapping):
        return data
    renamed: dict[str, Any] = {}
    for key, value in data.items():
        name = str(key)
        for pattern, replacement in rules:
            try:
                found = pattern.search(name)
            except BadExpression as error:
                raise MappingFailed(f"This is no pattern: {error}") from None
            if found is not None:
                name = name[: found.start()] + _expanded(replacement, found) + name[found.end() :]
        renamed[name] = _with_keys(value, rules)
    return renamed


def _expanded(replacement: str, found: Match[str]) -> str:
    """As Perl reads it; a group that is not there has nothing."""

    def captured(place: re.Match[str]) -> str:
        group = int((place[1] or place[2])[:6])
        return (found[group] or "") if group <= found.re.groups else ""

    return _CAPTURED.sub(captured, replacement)
