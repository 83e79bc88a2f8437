"""The tree of MIME parts, flattened to its leaves, as offsets into the raw mail: nothing is copied or decoded here."""

import re
import time
from dataclasses import dataclass

from gotrs_api.mail.inbound.parse.fields import HeaderBlock, raw_text, read_block
from gotrs_api.mail.inbound.parse.model import Defect, ParseLimits
from gotrs_api.mail.inbound.parse.params import parameters

_GUESSED_BOUNDARY = re.compile(rb"(?:^|\n)--([^\r\n]{1,200}?)[ \t]*\r?\n(?:Content-|\r?\n)", re.IGNORECASE)
_ENCODING = re.compile(r"[\w\-]+")


@dataclass(slots=True)
class Leaf:
    """One part that is not a multipart. `in_alternative`: any ancestor is multipart/alternative;
    `in_mixed`: any ancestor is multipart/mixed; `nearest`: which of the two is the closer.
    """

    header: HeaderBlock
    content_type: str
    main_type: str
    start: int
    end: int
    encoding: str
    in_alternative: bool = False
    in_mixed: bool = False
    nearest: str = ""


@dataclass(slots=True)
class Structure:
    """Leaves in order. `is_multipart` tells whether the mail itself was taken apart."""

    leaves: list[Leaf]
    is_multipart: bool


@dataclass(slots=True)
class _Context:
    in_alternative: bool = False
    in_mixed: bool = False
    nearest: str = ""
    default_type: str = "text/plain"
    depth: int = 0


class Scanner:
    """Walks one mail; the work is bounded by the limits and a deadline."""

    def __init__(self, raw: bytes, limits: ParseLimits, defects: list[Defect], deadline: float) -> None:
        self._raw = raw
        self._limits = limits
        self._defects = defects
        self._deadline = deadline
        self._leaves: list[Leaf] = []
        self._full = False

    def scan(self, header: HeaderBlock, end: int) -> Structure:
        is_multipart = self._entity(header, end, _Context())
        return Structure(self._leaves, is_multipart)

    def _entity(self, header: HeaderBlock, end: int, context: _Context) -> bool:
        """Add the leaves of one entity; True if it was a multipart."""
        content_type = raw_text(header.combined("content-type"), None)
        main_type = main_type_of(content_type) or context.default_type
        if main_type.startswith("multipart/"):
            if context.depth >= self._limits.max_depth:
                self._defect("too_deep", str(self._limits.max_depth))
            elif boundary := self._boundary(content_type, header.body_start, end):
                root = parameters(content_type).get("start", "") if main_type == "multipart/related" else ""
                return self._multipart(boundary, header.body_start, end, _inner(context, main_type), root.strip("<> "))
            elif self._raw.find(b"\0", header.body_start, end) < 0:
                main_type = "text/plain"  # nothing delimits parts: whatever was meant, people can read it
        if len(self._leaves) >= self._limits.max_parts or time.monotonic() > self._deadline:
            self._full = True
            return False
        self._leaves.append(
            Leaf(
                header=header,
                content_type=content_type,
                main_type=main_type,
                start=header.body_start,
                end=end,
                encoding=transfer_encoding(header),
                in_alternative=context.in_alternative,
                in_mixed=context.in_mixed,
                nearest=context.nearest,
            )
        )
        return False

    def _boundary(self, content_type: str, start: int, end: int) -> bytes:
        """The boundary that really delimits the parts: the declared one, else one that looks like it."""
        declared = parameters(content_type).get("boundary", "").encode("utf-8", "replace").rstrip()
        if declared and self._next_delimiter(b"--" + declared, start, end) is not None:
            return declared
        guessed = _GUESSED_BOUNDARY.search(self._raw, max(0, start - 1), min(end, start + 65536))
        if guessed and not guessed[1].endswith(b"--"):
            self._defect("boundary_guessed", guessed[1][:80].decode("ascii", "replace"))
            return guessed[1].rstrip()
        self._defect("no_boundary")
        return b""

    def _multipart(self, boundary: bytes, start: int, end: int, context: _Context, root: str) -> bool:
        """`root` is the Content-ID of the part that is to be read first, wherever it stands (RFC 2387, 3.2)."""
        delimiter, first = b"--" + boundary, len(self._leaves)
        found = self._next_delimiter(delimiter, start, end)
        while found is not None and not self._full:
            _, part_start, closing = found
            if closing:
                return True
            found = self._next_delimiter(delimiter, part_start, end)
            if found is None:
                self._defect("no_closing_boundary")
                part_end = end
            else:
                part_end = _before_line_end(self._raw, part_start, found[0])
            header = read_block(self._raw, part_start, part_end, self._limits, self._defects)
            before = len(self._leaves)
            self._entity(header, max(part_end, header.body_start), context)
            if root and header.first("content-id").decode("ascii", "replace").strip("<> ") == root:
                self._leaves[first:] = self._leaves[before:] + self._leaves[first:before]
                root = ""
        if self._full:
            self._defect("too_many_parts", str(self._limits.max_parts))
        return True

    def _next_delimiter(self, delimiter: bytes, start: int, end: int) -> tuple[int, int, bool] | None:
        """(start of the delimiter line, start of the next line, whether it closes)."""
        raw, length = self._raw, len(delimiter)
        position = raw.find(delimiter, start, end)
        while position >= 0:
            if position == start or raw[position - 1] == 10:
                after = position + length
                line_end = raw.find(b"\n", after, min(end, after + 300))
                if line_end < 0:
                    line_end = min(end, after + 300)
                rest = raw[after:line_end].strip()
                if rest in {b"", b"--"}:
                    return position, min(line_end + 1, end), rest == b"--"
            position = raw.find(delimiter, position + length, end)
        return None

    def _defect(self, code: str, detail: str = "") -> None:
        if len(self._defects) < 100 and not any(defect.code == code for defect in self._defects):
            self._defects.append(Defect(code, detail))


def main_type_of(content_type: str) -> str:
    """`type/subtype` in lower case; empty if there is none worth the name."""
    token = content_type.partition(";")[0].strip().lower()
    token = token.partition(" ")[0].rstrip(",")
    if token == "text":
        return "text/plain"
    return token if "/" in token else ""


def transfer_encoding(header: HeaderBlock) -> str:
    """The Content-Transfer-Encoding token, freed of comments, semicolons and case."""
    match = _ENCODING.search(header.first("content-transfer-encoding").decode("ascii", "replace"))
    return match[0].lower() if match else ""


def _inner(context: _Context, main_type: str) -> _Context:
    alternative, mixed = main_type == "multipart/alternative", main_type == "multipart/mixed"
    return _Context(
        in_alternative=context.in_alternative or alternative,
        in_mixed=context.in_mixed or mixed,
        nearest="alternative" if alternative else "mixed" if mixed else context.nearest,
        default_type="message/rfc822" if main_type == "multipart/digest" else "text/plain",
        depth=context.depth + 1,
    )


def _before_line_end(raw: bytes, start: int, position: int) -> int:
    """The delimiter's own line break belongs to the delimiter."""
    if position > start and raw[position - 1] == 10:
        position -= 1
        if position > start and raw[position - 1] == 13:
            position -= 1
    return position
