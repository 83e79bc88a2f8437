"""winmail.dat opened: the files and the body inside Microsoft's TNEF, within bounds.

Written here because the reader on PyPI loops over counts that the file itself claims. Source: MS-OXTNEF.
"""

import struct
from dataclasses import dataclass, field

from gotrs_api.mail.inbound.parse.charsets import decode
from gotrs_api.mail.inbound.parse.packed_rtf import unpacked_rtf

_SIGNATURE = b"\x78\x9f\x3e\x22"
_MAX_OBJECTS = 5000
_MAX_PROPERTIES = 2000
_MAX_DEPTH = 5
_MAX_FILES = 1000

_ATT_BODY, _ATT_MESSAGE_PROPERTIES, _ATT_CODEPAGE = 0x800C, 0x9003, 0x9007
_ATT_NEW_ATTACHMENT, _ATT_TITLE, _ATT_DATA, _ATT_ATTACHMENT = 0x9002, 0x8010, 0x800F, 0x9005

_BODY_HTML, _BODY, _CODEPAGE, _RTF, _SUBJECT = 0x1013, 0x1000, 0x3FDE, 0x1009, 0x0037
_LONG_NAME, _NAME, _MIME_TAG, _CONTENT_ID, _DATA = 0x3707, 0x3704, 0x370E, 0x3712, 0x3701

_WIDTHS = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x0014: 8,
           0x0040: 8, 0x0048: 16, 0x0001: 0}  # fmt: skip
_VARIABLE = frozenset({0x000D, 0x001E, 0x001F, 0x0102})


@dataclass(slots=True)
class TnefFile:
    """One file; `content` is not empty."""

    name: str = ""
    mime_type: str = ""
    content_id: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Tnef:
    """`complete` is False where the container breaks off or holds what is not understood."""

    files: list[TnefFile] = field(default_factory=list)
    subject: str = ""
    body: str = ""
    html: str = ""
    rtf: bytes = b""
    complete: bool = True


def read_tnef(data: bytes, depth: int = 0) -> Tnef | None:
    """What the container holds; None if it is not TNEF. Never raises.

    Messages inside it give their files and, as files, their texts. A text that is RTF alone is a file, too.
    """
    if not data.startswith(_SIGNATURE):
        return None
    result = Tnef()
    codepage: str | None = None
    offset = 6
    for _ in range(_MAX_OBJECTS):
        if offset >= len(data):
            break
        if offset + 9 > len(data):
            result.complete = False
            break
        _, attribute, length = struct.unpack_from("<BII", data, offset)
        attribute &= 0xFFFF
        value = memoryview(data)[offset + 9 : offset + 9 + length]
        if len(value) < length:
            result.complete = False
        offset += 9 + length + 2
        if attribute == _ATT_CODEPAGE and len(value) >= 4:
            codepage = f"cp{struct.unpack_from('<I', value)[0]}"
        elif attribute == _ATT_BODY:
            result.body = _string(bytes(value), codepage)
        elif attribute == _ATT_MESSAGE_PROPERTIES:
            _take_message(result, _properties(value), codepage)
        elif attribute == _ATT_NEW_ATTACHMENT:
            result.files.append(TnefFile())
        elif result.files:
            _take_attachment(result.files[-1], attribute, value, codepage)
    else:
        result.complete = False
    result.files = [each for file in result.files if file.content for each in _opened(file, depth)][:_MAX_FILES]
    if result.rtf and not result.body and not result.html:
        result.files.append(TnefFile("message.rtf", "application/rtf", "", result.rtf))
    return result


def _opened(file: TnefFile, depth: int) -> list[TnefFile]:
    """The file; in place of an embedded message, which is a container itself, what it holds."""
    inner = read_tnef(file.content, depth + 1) if depth < _MAX_DEPTH else None
    if inner is None or not inner.complete:
        return [file]
    name = inner.subject or file.name or "message"
    texts = [
        TnefFile(f"{name}.{ending}", f"{kind}; charset=utf-8", "", text.encode())
        for ending, kind, text in (("txt", "text/plain", inner.body), ("html", "text/html", inner.html))
        if text
    ]
    return [*texts, *inner.files] or [file]


def _take_attachment(file: TnefFile, attribute: int, value: memoryview, codepage: str | None) -> None:
    if attribute == _ATT_TITLE:
        file.name = file.name or _string(bytes(value), codepage)
    elif attribute == _ATT_DATA:
        file.content = bytes(value)
    elif attribute == _ATT_ATTACHMENT:
        properties = _properties(value)
        file.name = _text(properties, _LONG_NAME, codepage) or file.name or _text(properties, _NAME, codepage)
        file.mime_type = _text(properties, _MIME_TAG, codepage)
        file.content_id = _text(properties, _CONTENT_ID, codepage)
        if not file.content and _DATA in properties:
            # An embedded object is preceded by the 16 bytes of its interface id.
            kind, content = properties[_DATA]
            file.content = content[16:] if kind == 0x000D else content


def _take_message(result: Tnef, properties: dict[int, tuple[int, bytes]], codepage: str | None) -> None:
    if _CODEPAGE in properties and len(properties[_CODEPAGE][1]) >= 4:
        number = struct.unpack_from("<I", properties[_CODEPAGE][1])[0]
        codepage = "utf-8" if number == 65001 else f"cp{number}"
    result.body = _text(properties, _BODY, codepage) or result.body
    result.html = _text(properties, _BODY_HTML, codepage) or result.html
    result.subject = _text(properties, _SUBJECT, codepage)
    result.rtf = unpacked_rtf(properties.get(_RTF, (0, b""))[1])


def _properties(data: memoryview) -> dict[int, tuple[int, bytes]]:
    """MAPI properties by id: (type, first value). Stops at the first that makes no sense."""
    result: dict[int, tuple[int, bytes]] = {}
    try:
        (count,) = struct.unpack_from("<I", data)
        offset = 4
        for _ in range(min(count, _MAX_PROPERTIES)):
            kind, identifier = struct.unpack_from("<HH", data, offset)
            offset += 4
            if identifier >= 0x8000:
                offset = _skip_name(data, offset)
            offset, value = _value(data, offset, kind)
            result.setdefault(identifier, (kind & 0xFFF, value))
    except (struct.error, _Unknown):
        pass
    return result


def _skip_name(data: memoryview, offset: int) -> int:
    (kind,) = struct.unpack_from("<I", data, offset + 16)
    offset += 20
    (number,) = struct.unpack_from("<I", data, offset)
    return offset + 4 + (_padded(number) if kind else 0)


def _value(data: memoryview, offset: int, kind: int) -> tuple[int, bytes]:
    multiple, kind = bool(kind & 0x1000), kind & 0xFFF
    count = 1
    if multiple or kind in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, offset)
        offset += 4
    first = b""
    if kind in _VARIABLE:
        for index in range(count):
            (length,) = struct.unpack_from("<I", data, offset)
            offset += 4
            if index == 0:
                first = bytes(data[offset : offset + length])
            offset += _padded(length)
    elif kind in _WIDTHS:
        first = bytes(data[offset : offset + _WIDTHS[kind]])
        width = 2 if multiple and kind in {0x0002, 0x000B} else _WIDTHS[kind]
        offset += _padded(width * count)
    else:
        raise _Unknown
    return offset, first


def _text(properties: dict[int, tuple[int, bytes]], identifier: int, codepage: str | None) -> str:
    kind, value = properties.get(identifier, (0, b""))
    if kind == 0x001F:
        return value.decode("utf-16-le", "replace").rstrip("\0").replace("\0", "")
    return _string(value, codepage) if kind in {0x001E, 0x0102} else ""


def _string(value: bytes, codepage: str | None) -> str:
    return decode(value.rstrip(b"\0"), codepage).text


def _padded(length: int) -> int:
    return (length + 3) // 4 * 4


class _Unknown(Exception):
    """A property type this reader does not know: what follows cannot be located."""
