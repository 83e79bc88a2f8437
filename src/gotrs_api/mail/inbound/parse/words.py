"""Encoded words in headers (RFC 2047), as written by standards and by everybody else."""

import binascii
import re

from gotrs_api.mail.inbound.parse.charsets import codec_for, decode

_WORD = re.compile(r"=\?([\w.:+\-]{1,60})(?:\*[\w\-]{0,20})?\?([bBqQ])\?([^?]{0,200000}|.{0,1000}?)\?=", re.DOTALL)

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def decode_words(text: str) -> str:
    """Decode every encoded word. Neighbours in one charset are joined before decoding, so that a character cut in two
    by the sender is whole again; blanks between neighbours vanish. Never raises.
    """
    if "=?" not in text:
        return text
    result: list[str] = []
    pending = bytearray()
    pending_charset = ""
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        charset = match[1].lower()
        if end and not between.strip():
            between = ""
        if between or charset != pending_charset:
            if pending:
                result.append(_read(bytes(pending), pending_charset))
                pending.clear()
            result.append(between)
            pending_charset = charset
        data = _word_bytes(match[2], match[3])
        if pending and codec_for(charset) == "iso2022_jp" and not pending.endswith(b"\x1b(B"):
            pending += b"\x1b(B"
        pending += data
        end = match.end()
    if pending:
        result.append(_read(bytes(pending), pending_charset))
    result.append(text[end:])
    return "".join(result)


def _read(data: bytes, charset: str) -> str:
    # A line break inside an encoded word would become one in the header: never.
    return printable(decode(data, charset).text.replace("\r\n", " ").replace("\n", " ").replace("\r", " "))


def printable(text: str) -> str:
    """Without the control characters that nobody sees, and that spreadsheets and XML refuse."""
    return text if text.isprintable() else _UNSEEN.sub("", text)


def _word_bytes(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw.replace(b"_", b" ").replace(b"\n", b""), header=False)
    compact = b"".join(raw.split())
    for padding in (b"", b"=", b"=="):
        try:
            return binascii.a2b_base64(compact + padding)
        except binascii.Error:
            continue
    try:
        return binascii.a2b_base64(compact[: len(compact) // 4 * 4])
    except binascii.Error:
        return raw
