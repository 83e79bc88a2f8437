"""Parameters of Content-Type and Content-Disposition: RFC 2045, RFC 2231 and what is sent instead of them."""

import re
from urllib.parse import unquote_to_bytes

from gotrs_api.mail.inbound.parse.charsets import decode
from gotrs_api.mail.inbound.parse.words import decode_words

_PARAMETER = re.compile(
    r"""[;\s]\s{0,20}([\w!#$%&'*+.^`{|}~\-]{1,60})\s{0,20}=\s{0,20}(?:"((?:[^"\\]|\\.){0,8000}+)"|([^;]{0,8000}))""",
    re.DOTALL,
)
_SECTION = re.compile(r"(.+?)\*(?:(\d{1,4})(\*)?)?$")
_ESCAPED_QUOTE = re.compile(r'\\(["\\])')
_COMMENT_AT_END = re.compile(r"\s*\([^()]*\)\s*$")


def parameters(value: str) -> dict[str, str]:
    """Parameters by lower-case name, continued and percent-encoded ones put together; the first of a name wins."""
    if "=" not in value:
        return {}
    result: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(value):
        name = match[1].lower()
        if match[2] is not None:
            text = _ESCAPED_QUOTE.sub(r"\1", match[2]) if "\\" in match[2] else match[2]
        else:
            text = _COMMENT_AT_END.sub("", match[3]).strip().strip('"')
        section = _SECTION.match(name) if "*" in name else None
        if section:
            number = int(section[2]) if section[2] else 0
            sections.setdefault(section[1], {}).setdefault(number, (text, section[3] is not None or not section[2]))
        else:
            result.setdefault(name, text)
    for name, pieces in sections.items():
        # The extended form is the better one where both are given (RFC 6266 says so, mailers mean it).
        result[name] = _join(pieces)
    return result


def decoded_name(parameter: str) -> str:
    """A file name parameter with its encoded words decoded."""
    return decode_words(parameter) if "=?" in parameter else parameter


def _join(pieces: dict[int, tuple[str, bool]]) -> str:
    charset: str | None = None
    data = bytearray()
    for number in sorted(pieces):
        text, encoded = pieces[number]
        if encoded and number == min(pieces) and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        data += unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace")
    return decode(bytes(data), charset or None).text
