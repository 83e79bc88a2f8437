"""Bytes to text for every charset the world claims: aliases, supersets, lies and nonsense."""

import codecs
import re
from functools import lru_cache
from typing import NamedTuple

_UTF16_NAMES = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
_ESCAPED = frozenset({"iso2022_jp", "iso2022_jp_ext", "iso2022_kr", "hz", "utf-7"}) | _UTF16_NAMES
_NOT_CHARSETS = frozenset(
    {"idna", "punycode", "undefined", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape"}
    | {"charmap", "mbcs", "oem"}
)
_LATIN = frozenset({"cp1252", "ascii", "iso8859-15", "iso8859-1"})

# Supersets come first: mailers say gb2312 and send GBK, say shift_jis and send Windows-31J.
_CODEC_BY_ALIAS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "l1": "cp1252",
    "us-ascii": "ascii",
    "ansi": "cp1252",
    "x-ansi": "cp1252",
    "windows-1252": "cp1252",
    "default": "utf-8",
    "default_charset": "utf-8",
    "unicode": "utf-8",
    "utf": "utf-8",
    "utf8mb3": "utf-8",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-2-0-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "iso-10646-ucs-2": "utf-16-be",
    "ucs-2": "utf-16-be",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    "iso-8859-8-i": "cp1255",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8": "cp1255",
    "logical": "cp1255",
    "visual": "cp1255",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "x-windows-874": "cp874",
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "chinese": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows-936": "gb18030",
    "euc-cn": "gb18030",
    "x-euc-cn": "gb18030",
    "hz-gb-2312": "hz",
    "big5": "big5hkscs",
    "big-5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs",
    "csbig5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "x-ms-cp932": "cp932",
    "ms_kanji": "cp932",
    "csshiftjis": "cp932",
    "windows-31j": "cp932",
    "cswindows31j": "cp932",
    "windows-932": "cp932",
    "ms932": "cp932",
    "iso-2022-jp": "iso2022_jp",
    "iso-2022-jp-1": "iso2022_jp",
    "iso-2022-jp-2": "iso2022_jp",
    "iso-2022-jp-3": "iso2022_jp",
    "csiso2022jp": "iso2022_jp",
    "cp50220": "iso2022_jp",
    "cp50221": "iso2022_jp",
    "cp50222": "iso2022_jp",
    "jis": "iso2022_jp",
    "x-euc-jp": "euc_jp",
    "x-eucjp": "euc_jp",
    "eucjp-ms": "euc_jp",
    "cp51932": "euc_jp",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ks_c_5601": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "korean": "cp949",
    "euc-kr": "cp949",
    "x-windows-949": "cp949",
    "windows-949": "cp949",
    "uhc": "cp949",
    "johab": "johab",
    "macintosh": "mac-roman",
    "mac": "mac-roman",
    "x-mac-roman": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-mac-greek": "mac-greek",
    "x-mac-turkish": "mac-turkish",
    "x-mac-ce": "mac-latin2",
    "x-mac-centraleurroman": "mac-latin2",
    "koi8-ru": "koi8-u",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "cyrillic": "iso8859-5",
    "win-1251": "cp1251",
    "windows1251": "cp1251",
    "ansi_x3.4-1968": "ascii",
    "viscii": "cp1258",
    "x-viscii": "cp1258",
    "tcvn": "cp1258",
}
_KNOWN_INSIDE = re.compile(
    r"utf-?8|utf-?7|us-ascii|iso-?8859-?\d{1,2}|iso-2022-(?:jp|kr)|windows-?12\d\d|cp-?\d{3,4}|koi8-[ru]|gb2312|gb18030|gbk"
    r"|big5|shift_jis|euc-(?:jp|kr)|ks_c_5601"
)
_JIS_ESCAPE = b"\x1b$"


class Decoded(NamedTuple):
    """Text, the Python codec that read it, and whether the claimed charset could be believed."""

    text: str
    codec: str
    honest: bool


def decode(data: bytes, charset: str | None) -> Decoded:
    """Read bytes in the charset they claim; where the claim is missing or wrong, in the likeliest other. Never raises.

    NUL characters and lone surrogates never come out: no database takes them.
    """
    codec = codec_for(charset)
    if codec not in _ESCAPED and data.isascii():
        if _JIS_ESCAPE in data and codec in {None, "ascii", "cp1252", "utf-8", "cp932", "euc_jp"}:
            return _clean(*_decode_jis(data), charset is None)
        return _clean(data.decode("ascii"), codec or "ascii", codec is not None or charset is None)
    if codec is None or codec in _LATIN:
        # Proper UTF-8 is never an accident; text declared Latin-1 or not at all is often UTF-8.
        if (text := _strict(data, "utf-8")) is not None:
            return _clean(text, "utf-8", charset is None)
        if codec is None or codec == "ascii":
            return _clean(_latin(data), "cp1252", charset is None)
        if codec == "iso8859-15":
            return _clean(data.decode("iso8859-15"), codec, True)
        return _clean(_latin(data), "cp1252", True)
    if codec == "iso2022_jp":
        text, used = _decode_jis(data)
        return _clean(text, used, True)
    if codec in _UTF16_NAMES and not _looks_like_utf16(data):
        return decode(data, None)._replace(honest=False)
    if (text := _strict(data, codec)) is not None:
        return _clean(text, codec, True)
    return _clean(*_salvage(data, codec), False)


@lru_cache(maxsize=512)
def codec_for(charset: str | None) -> str | None:
    """The codec that reads what mailers mean by this name; None if nobody knows."""
    if not charset:
        return None
    name = charset.strip().strip("\"'").strip().lower().replace(" ", "-")
    name = name.lstrip("_=")
    for candidate in (name, name.replace("_", "-"), name.removeprefix("x-"), name.replace("cp-", "cp")):
        if codec := _known(candidate):
            return codec
    inside = _KNOWN_INSIDE.search(name)
    return _known(inside[0].replace("cp-", "cp")) if inside and inside[0] != name else None


def _known(name: str) -> str | None:
    if codec := _CODEC_BY_ALIAS.get(name):
        return codec
    if not name.isascii() or len(name) > 40 or "\0" in name:
        return None
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    if not getattr(info, "_is_text_encoding", True) or info.name in _NOT_CHARSETS:
        return None
    return _CODEC_BY_ALIAS.get(info.name, info.name)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _latin(data: bytes) -> str:
    """Windows-1252, with the five bytes it leaves undefined kept as control characters."""
    text = _strict(data, "cp1252")
    return text if text is not None else "".join(
        piece if (piece := _strict(bytes((byte,)), "cp1252")) is not None else chr(byte) for byte in data[:1_000_000]
    ) + data[1_000_000:].decode("latin-1")  # fmt: skip


def _salvage(data: bytes, codec: str) -> tuple[str, str]:
    """Text whose claimed charset does not fit: UTF-8 if it is that, Latin-1 if it merely claims UTF-8, else gaps."""
    if codec != "utf-8" and (text := _strict(data, "utf-8")) is not None:
        return text, "utf-8"
    if codec in {"utf-8", "utf-8-sig"}:
        text = data.decode("utf-8", "replace")
        sound = sum(character > "\x7f" and character != "\ufffd" for character in text[:200_000])
        return (text, "utf-8") if sound else (_latin(data), "cp1252")
    return data.decode(codec, "replace"), codec


def _looks_like_utf16(data: bytes) -> bool:
    """Mail cannot carry UTF-16 as is; what claims it without a BOM or zero bytes is something else."""
    return data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in data[:200] or not data.isascii()


def _decode_jis(data: bytes) -> tuple[str, str]:
    """ISO-2022-JP as it is sent: half-width katakana and NEC's row 13 included, 8-bit bytes as Windows-31J."""
    for codec in ("iso2022_jp", "iso2022_jp_ext"):
        if (text := _strict(data, codec)) is not None:
            return text, "iso2022_jp"
    pieces: list[str] = []
    kanji = katakana = False
    for index, chunk in enumerate(data.split(b"\x1b")):
        if index:
            for escape in (b"$B", b"$@", b"(B", b"(J", b"(I", b"$(D"):
                if chunk.startswith(escape):
                    kanji, katakana = escape in {b"$B", b"$@"}, escape == b"(I"
                    chunk = chunk[len(escape) :]
                    break
        if kanji:
            pieces.append(_jis_rows_to_windows(chunk).decode("cp932", "replace"))
        elif katakana:
            pieces.append(bytes(byte | 0x80 for byte in chunk).decode("cp932", "replace"))
        else:
            pieces.append(chunk.decode("cp932", "replace"))
    return "".join(pieces), "iso2022_jp"


def _jis_rows_to_windows(chunk: bytes) -> bytes:
    """JIS X 0208 row/cell pairs as Shift_JIS bytes."""
    result = bytearray()
    position = 0
    while position < len(chunk):
        first = chunk[position]
        if first < 0x21 or position + 1 >= len(chunk):
            result.append(first)
            position += 1
            continue
        second = chunk[position + 1]
        lead = (first + 1) // 2 + (0x70 if first < 0x5F else 0xB0)
        trail = second + ((0x1F if second < 0x60 else 0x20) if first & 1 else 0x7E)
        result += bytes((lead & 0xFF, trail & 0xFF))
        position += 2
    return bytes(result)


def _clean(text: str, codec: str, honest: bool) -> Decoded:
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        text = text.replace("\0", "")
    if codec in _ESCAPED and not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return Decoded(text, codec, honest)
