"""Header blocks out of raw bytes: where they end, which fields they hold, whatever state they are in."""

import re
from dataclasses import dataclass, field

from gotrs_api.mail.inbound.parse.charsets import decode
from gotrs_api.mail.inbound.parse.model import Defect, ParseLimits
from gotrs_api.mail.inbound.parse.words import decode_words, printable

_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)\n?")
_FOLD = re.compile(rb"[\r\n]+[ \t]*")
_KNOWN_FIELD = re.compile(
    rb"^(?:Received|From|To|Cc|Subject|Date|Message-ID|MIME-Version|Content-[A-Za-z-]+|X-[A-Za-z0-9-]+|Reply-To"
    rb"|References|In-Reply-To|Return-Path|DKIM-Signature|List-[A-Za-z-]+|Sender|Delivered-To)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(slots=True)
class HeaderBlock:
    """Fields by lower-case name, values unfolded and still in bytes; `body_start` is an offset into the mail."""

    values: dict[str, list[bytes]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    body_start: int = 0

    def combined(self, name: str) -> bytes:
        """All values of that name with a blank between (OTRS: Mail::Header->combine)."""
        values = self.values.get(name)
        return b"" if values is None else values[0] if len(values) == 1 else b" ".join(values)

    def first(self, name: str) -> bytes:
        """The first value of that name."""
        values = self.values.get(name)
        return values[0] if values else b""


def read_block(raw: bytes, start: int, end: int, limits: ParseLimits, defects: list[Defect]) -> HeaderBlock:
    """Read the header fields that begin at `start`; never looks beyond `end`."""
    block = HeaderBlock()
    if raw.startswith((b"\n", b"\r\n"), start, end):
        block.body_start = start + (1 if raw[start] == 10 else 2)
        return block
    header_end, block.body_start = _blank_line(raw, start, end)
    if header_end - start > limits.max_header_bytes:
        defects.append(Defect("header_too_large", f"{header_end - start} bytes"))
        header_end = start + limits.max_header_bytes
    lines = raw[start:header_end]
    position, count, length = 0, 0, len(lines)
    last: list[bytes] | None = None
    while position < length:
        match = _FIELD.match(lines, position)
        if match:
            count += 1
            if count > limits.max_header_fields:
                defects.append(Defect("too_many_header_fields", str(limits.max_header_fields)))
                break
            name = match[1].decode("ascii")
            last = block.values.setdefault(name.lower(), [])
            block.names.setdefault(name.lower(), name)
            last.append(_unfold(match[2], limits, defects))
            position = match.end()
            continue
        line_end = lines.find(b"\n", position)
        line_end = length if line_end < 0 else line_end
        line = lines[position:line_end]
        if line.startswith((b"From ", b">From ")) or not line.strip():
            pass
        elif _KNOWN_FIELD.search(lines, line_end):
            # A folded line that lost its indentation, or rubbish between fields.
            defects.append(Defect("malformed_header_line", line[:80].decode("ascii", "replace")))
            if last and not line.startswith(b":"):
                last[-1] = (last[-1] + b" " + line.strip())[: limits.max_value_bytes]
        else:
            defects.append(Defect("no_blank_line_after_header"))
            block.body_start = start + position
            break
        position = line_end + 1
    return block


def decode_field(value: bytes, charset: str | None) -> str:
    """A value as text: raw 8-bit bytes in UTF-8 or the mail's charset, encoded words decoded, no line breaks."""
    if value.isascii() and b"\x1b" not in value:
        text = printable(value.decode("ascii"))
    else:
        text = raw_text(value, charset)
    return decode_words(text) if "=?" in text else text


def raw_text(value: bytes, charset: str | None) -> str:
    """A value as text with its encoded words left alone (addresses are split first)."""
    if b"\x1b" not in value:
        try:
            return printable(value.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return printable(decode(value, charset).text)


def _blank_line(raw: bytes, start: int, end: int) -> tuple[int, int]:
    """(end of the last header line, start of the body)."""
    unix = raw.find(b"\n\n", start, end)
    dos = raw.find(b"\n\r\n", start, end if unix < 0 else unix + 1)
    if unix < 0 and dos < 0:
        return end, end
    return (dos + 1, dos + 3) if dos >= 0 else (unix + 1, unix + 2)


def _unfold(value: bytes, limits: ParseLimits, defects: list[Defect]) -> bytes:
    if len(value) > limits.max_value_bytes:
        defects.append(Defect("header_value_too_long", f"{len(value)} bytes"))
        value = value[: limits.max_value_bytes]
    if b"\n" in value or b"\r" in value:
        value = _FOLD.sub(b" ", value.strip())
    return value.strip()
