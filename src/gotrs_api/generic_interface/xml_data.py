"""Data as XML and back: names become elements, lists become repeated elements.

The parser takes nothing from outside and grows nothing: no document type, no entities, no network, bounded size and depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from lxml import etree

MAX_DEPTH: Final = 60
MAX_ELEMENTS: Final = 200_000
_NOT_A_NAME: Final = re.compile(r"[^\w.-]")
_BAD_START: Final = re.compile(r"^[^A-Za-z_]")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class XmlRefused(ValueError):
    """XML that is not well-formed, or that asks for more than plain data."""


def parse_xml(content: bytes, limit: int) -> etree._Element:
    """The root. Raises XmlRefused, with the reason in English."""
    if len(content) > limit:
        raise XmlRefused(f"The XML is larger than {limit} bytes.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    target = _Guard()
    try:
        # Names of entities are looked at before anything is built: a document type is refused, so none can grow.
        checking: Any = etree.XMLParser(
            target=cast(Any, target), resolve_entities=False, no_network=True, load_dtd=False
        )
        etree.fromstring(content, checking)
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise XmlRefused(f"The XML is not well-formed: {error.msg}") from None
    except ValueError as error:
        if isinstance(error, XmlRefused):
            raise
        raise XmlRefused(str(error)) from None


class _Guard:
    """Counts while reading, so that what is too much is refused before it is in memory."""

    def __init__(self) -> None:
        self._depth = 0
        self._elements = 0

    def doctype(self, *_arguments: object) -> None:
        raise XmlRefused("A document type (DOCTYPE) with or without entities is not allowed.")

    def start(self, _tag: object, _attributes: object, _namespaces: object = None) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise XmlRefused("The XML is nested too deeply.")
        if self._elements > MAX_ELEMENTS:
            raise XmlRefused("The XML has too many elements.")

    def end(self, _tag: object) -> None:
        self._depth -= 1

    def data(self, _text: object) -> None: ...

    def comment(self, _text: object) -> None: ...

    def close(self) -> None: ...


def from_element(element: etree._Element) -> Any:
    """What an element holds: text, or its children by their local names; repeated ones are a list."""
    children: list[etree._Element] = list(element)  # comments and instructions were left out while reading
    if not children:
        return element.text or ""
    found: dict[str, Any] = {}
    repeated: set[str] = set()
    for child in children:
        name, value = etree.QName(child).localname, from_element(child)
        if name in repeated:
            found[name].append(value)
        elif name in found:
            found[name] = [found[name], value]
            repeated.add(name)
        else:
            found[name] = value
    return found


def to_element(name: str, value: Any, *, order: Sequence[Any] = (), namespace: str = "") -> etree._Element:
    """An element of this name. `order` puts names of children first (SortOutbound), the rest follows by name."""
    root = etree.Element(_tag(name, namespace))
    _fill(root, value, order, namespace, 0)
    return root


def _fill(element: etree._Element, value: Any, order: Sequence[Any], namespace: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise XmlRefused("The data is nested too deeply.")
    if isinstance(value, Mapping):
        for name, below in _ordered(value, order):
            every = value[name] if isinstance(value[name], list) else [value[name]]
            for each in every:
                child = etree.SubElement(element, _tag(str(name), namespace))
                _fill(child, each, below, namespace, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _fill(etree.SubElement(element, _tag("Item", namespace)), each, (), namespace, depth + 1)
    elif value is not None:
        element.text = _NOT_XML.sub("", str(int(value) if isinstance(value, bool) else value))


def _ordered(value: Mapping[str, Any], order: Sequence[Any]) -> list[tuple[str, Sequence[Any]]]:
    """`order` is OTRS's: names, or a mapping of a name to the order below it."""
    first: dict[str, Sequence[Any]] = {}
    for each in order:
        if isinstance(each, Mapping):
            for name, below in each.items():
                first[str(name)] = below if isinstance(below, list) else ()
        else:
            first.setdefault(str(each), ())
    names = [name for name in first if name in value]
    names += sorted(name for name in value if name not in first)
    return [(name, first.get(name, ())) for name in names]


def _tag(name: str, namespace: str) -> str:
    clean = _NOT_A_NAME.sub("_", name) or "_"
    clean = f"_{clean}" if _BAD_START.match(clean) else clean
    return f"{{{namespace}}}{clean}" if namespace else clean
