"""As much of DER (X.690) as reading CMS messages takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

SEQUENCE, SET, OBJECT_ID, OCTETS, BITS, INTEGER = 0x30, 0x31, 0x06, 0x04, 0x03, 0x02
_MAX_DEPTH = 32


class NotDer(ValueError):
    """The bytes are not what they should be."""


@dataclass(frozen=True)
class Node:
    """`whole` includes tag and length."""

    tag: int
    content: bytes
    whole: bytes

    @cached_property
    def children(self) -> tuple[Node, ...]:
        return tuple(_nodes(self.content))

    @cached_property
    def octets(self) -> bytes:
        """Of an octet string, also one in pieces (BER)."""
        if self.tag & 0x20:
            return b"".join(piece.octets for piece in self.children)
        return self.content

    @cached_property
    def oid(self) -> str:
        if self.tag != OBJECT_ID or not self.content:
            raise NotDer("an object identifier is expected")
        numbers, value = [], 0
        for byte in self.content:
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                numbers.append(value)
                value = 0
        first = min(numbers[0] // 40, 2)
        return ".".join(map(str, (first, numbers[0] - 40 * first, *numbers[1:])))

    def child(self, index: int, tag: int | None = None) -> Node:
        """Raises NotDer."""
        if index >= len(self.children) or (tag is not None and self.children[index].tag != tag):
            raise NotDer("a part is missing")
        return self.children[index]

    def tagged(self, tag: int) -> Node | None:
        """The first child with this (context) tag."""
        return next((node for node in self.children if node.tag == tag), None)


def read(raw: bytes) -> Node:
    """The first value. Raises NotDer."""
    return next(_nodes(raw), None) or _fail()


def wrapped(tag: int, content: bytes) -> bytes:
    """With tag and length."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def _fail() -> Node:
    raise NotDer("nothing is there")


def _nodes(raw: bytes) -> Iterator[Node]:
    at = 0
    while at < len(raw):
        node, at = _node(raw, at, 0)
        yield node


def _node(raw: bytes, at: int, depth: int) -> tuple[Node, int]:
    if depth > _MAX_DEPTH or at + 2 > len(raw) or raw[at] & 0x1F == 0x1F:
        raise NotDer("cut off, or too deep")
    start, tag, length = at, raw[at], raw[at + 1]
    at += 2
    if length == 0x80:  # BER: until two zero bytes
        begin = at
        while raw[at : at + 2] != b"\0\0":
            _, at = _node(raw, at, depth + 1)
        return Node(tag, raw[begin:at], raw[start : at + 2]), at + 2
    if length & 0x80:
        count = length & 0x7F
        if count > 4:
            raise NotDer("too long")
        length = int.from_bytes(raw[at : at + count], "big")
        at += count
    if at + length > len(raw):
        raise NotDer("cut off")
    return Node(tag, raw[at : at + length], raw[start : at + length]), at + length
