"""Content-Transfer-Encoding undone, for whole parts at once and without intermediate copies where it matters."""

import binascii
import re

Buffer = bytes | memoryview

# Words on the first line, and a sign among them that base64 does not know.
_FIRST_WORDS = re.compile(rb"\s*+(?=[^\r\n]{0,998}[^A-Za-z0-9+/=\s])[^\s]+[ \t]+[^\s]")
_BASE64_ONLY = re.compile(rb"[A-Za-z0-9+/=\s]*")


def decode_transfer(data: Buffer, encoding: str) -> bytes:
    """The part's bytes. `encoding` is the plain lower-case token; unknown ones mean "as is". Never raises."""
    if encoding == "base64":
        return _decode_base64(data)
    if encoding in {"quoted-printable", "quoted_printable", "quotedprintable", "qp"}:
        return binascii.a2b_qp(data)
    if encoding in {"x-uuencode", "x-uue", "uuencode", "uue"}:
        return decode_uu(bytes(data)) or bytes(data)
    return bytes(data)


def decode_uu(block: bytes) -> bytes:
    """What stands between `begin` and `end`; broken lines are skipped."""
    lines = block.splitlines()
    start = next((index for index, line in enumerate(lines) if line.startswith(b"begin ")), -1)
    if start < 0:
        return b""
    result: list[bytes] = []
    for line in lines[start + 1 :]:
        if line.rstrip() == b"end":
            break
        result.append(decode_uu_line(line))
    return b"".join(result)


def decode_uu_line(line: bytes) -> bytes:
    """One line of uuencoded data, also when trailing blanks were trimmed or added on the way."""
    if not line or line[0] < 32 or line[0] > 96:
        return b""
    length = (line[0] - 32) & 63
    needed = 1 + (length + 2) // 3 * 4
    try:
        return binascii.a2b_uu(line[:needed].ljust(needed))
    except binascii.Error:
        return b""


def _decode_base64(data: Buffer) -> bytes:
    if _FIRST_WORDS.match(data):
        return bytes(data)  # a text whose header claims otherwise
    try:
        decoded = binascii.a2b_base64(data)
    except binascii.Error:
        decoded = _decode_broken_base64(bytes(data))
    # Decoding stops at the first padding; some senders encode block by block and go on after it.
    expected = len(data) * 70 // 100
    if len(decoded) < expected and len(data) > 80:
        return _decode_padded_blocks(bytes(data)) or decoded
    return decoded


def _decode_padded_blocks(data: bytes) -> bytes:
    first_padding = data.find(b"=")
    if first_padding < 0 or not _BASE64_ONLY.fullmatch(data):
        return b""
    compact = data.translate(None, b" \t\r\n")
    return b"".join(_decode_broken_base64(block) for block in re.split(rb"=+", compact) if block)


def _decode_broken_base64(data: bytes) -> bytes:
    compact = data.translate(None, b" \t\r\n")
    compact = re.sub(rb"[^A-Za-z0-9+/]", b"", compact.partition(b"=")[0])
    compact = compact[: len(compact) - 1] if len(compact) % 4 == 1 else compact
    try:
        return binascii.a2b_base64(compact + b"=" * (-len(compact) % 4))
    except binascii.Error:
        return b""
