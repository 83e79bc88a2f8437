"""The mapping `XSLT`: data as XML, through a template, and back.

Templates come from administrators, but run inside this process: they read no file, open no connection, write nothing, and
neither they nor the data have entities. Source: Znuny 6.5, Kernel/GenericInterface/Mapping/XSLT.pm.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

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
_FORBIDDEN: Final = re.compile(rb"document\s*\(|<xsl:(?:import|include)\b", re.IGNORECASE)


async def transform(config: Config, data: Any, stages: dict[str, Any]) -> Any:
    """Raises MappingFailed. The work is done in a thread: a large document must not stop everybody else."""
    template = text(config, "Template")
    if not template.strip():
        raise MappingFailed("The mapping has no template.")
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
    _compiled(template)


def _compiled(template: str) -> etree.XSLT:
    encoded = template.encode()
    if len(encoded) > MAX_TEMPLATE:
        raise MappingFailed("The template is too large.")
    if _FORBIDDEN.search(encoded):
        raise MappingFailed("A template cannot read other documents.")
    try:
        return etree.XSLT(etree.ElementTree(parse_xml(encoded, MAX_TEMPLATE)), access_control=_DENY)
    except (XmlRefused, etree.XSLTParseError, etree.XMLSyntaxError) as error:
        raise MappingFailed(f"This is no template: {error}") from None


def _transformed(template: str, source: Any) -> Any:
    compiled = _compiled(template)
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
    """Search and replace in keys, at every depth."""
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
                name = pattern.replace(name, replacement)
            except BadExpression as error:
                raise MappingFailed(f"This is no pattern: {error}") from None
        renamed[name] = _with_keys(value, rules)
    return renamed
