"""What people can read of RTF (Microsoft's Rich Text Format 1.9.1) and of text/enriched (RFC 1896, and 1341's richtext)."""

import re

from gotrs_api.mail.inbound.parse.words import printable

_ENRICHED = re.compile(r"<(<)|<(/?)([a-zA-Z0-9-]{1,60})>|(\n+)")
_HIDDEN = frozenset({"param", "comment"})
_RICHTEXT_SIGNS = {"lt": "<", "nl": "\n", "np": "\n", "paragraph": "\n"}


def enriched_to_text(source: str) -> str:
    """`source` has LF line ends. Commands go, line ends that are no breaks become blanks, `<<` is `<`. Never raises."""
    pieces: list[str] = []
    hidden = nofill = position = 0
    for match in _ENRICHED.finditer(source):
        if not hidden:
            pieces.append(source[position : match.start()])
        position = match.end()
        bracket, closing, command, breaks = match[1], match[2], (match[3] or "").lower(), match[4]
        step = -1 if closing else 1
        if command in _HIDDEN:
            hidden = max(0, hidden + step)
        elif command == "nofill":
            nofill = max(0, nofill + step)
        elif hidden:
            continue
        elif command:
            pieces.append("" if closing and command != "paragraph" else _RICHTEXT_SIGNS.get(command, ""))
        elif bracket:
            pieces.append("<")
        else:
            pieces.append(breaks if nofill else breaks[1:] or " ")
    if not hidden:
        pieces.append(source[position:])
    return "".join(pieces)


_RTF = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})? ?|'([0-9a-fA-F]{2})|(.)|(?=$))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_MAX_RTF_BYTES = 4 * 1024 * 1024
_MAX_GROUPS = 200
_SIGNS = {
    b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"row": "\n", b"tab": "\t", b"cell": "\t",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
    b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_ESCAPED = {b"~": "\u00a0", b"_": "-", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
# Groups that hold no text of the document; all that begin with `\*` are such, too.
_ASIDE = frozenset(
    b"fonttbl colortbl stylesheet info pict object objdata header headerl headerr headerf footer footerl footerr footerf "
    b"fldinst filetbl listtable listoverridetable revtbl rsidtbl generator themedata datastore xmlnstbl".split()
)
_CODECS_BY_CHARSET = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


def is_rtf(data: bytes) -> bool:
    return data[:64].lstrip().startswith(b"{\\rtf")


def rtf_to_text(data: bytes) -> str:
    """The text of a document, as far as it goes (of the first 4 MiB). Never raises; linear in the size."""
    return _Rtf().read(data[:_MAX_RTF_BYTES])


class _Rtf:
    """`_groups` holds what ends with each `{…}`: whether it is shown, how many characters stand in for a `\\u`, the font."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._bytes = bytearray()
        self._shown, self._fallback, self._font = True, 1, 0
        self._groups: list[tuple[bool, int, int]] = []
        self._too_deep = 0
        self._skip = 0
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}

    def read(self, data: bytes) -> str:
        position = 0
        while match := _RTF.match(data, position):
            position = match.end()
            word, number, code, escaped, brace, run = match.groups()
            if brace:
                self._brace(brace)
            elif word == b"bin":
                position += max(0, int(number or 0))
            elif word:
                self._word(word, int(number) if number else None)
            elif code:
                self._put(bytes.fromhex(code.decode()))
            elif escaped == b"*":
                self._shown = False
            elif escaped:
                self._say(_ESCAPED.get(escaped, ""))
            elif run:
                self._put(run)
        self._flush()
        # Characters beyond U+FFFF come in two halves.
        return printable("".join(self._text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{":
            if len(self._groups) < _MAX_GROUPS:
                self._groups.append((self._shown, self._fallback, self._font))
            else:
                self._too_deep += 1
        elif self._too_deep:
            self._too_deep -= 1
        elif self._groups:
            self._shown, self._fallback, self._font = self._groups.pop()

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _ASIDE:
            self._shown = False
        elif word == b"u" and number is not None:
            self._unicode(number)
        elif word == b"uc":
            self._fallback = min(max(0, number or 0), 10)
        elif word == b"ansicpg" and number:
            self._codec = "utf-8" if number == 65001 else f"cp{number}"
        elif word == b"mac":
            self._codec = "mac_roman"
        elif word == b"f":
            self._flush()
            self._font = number or 0
        elif word == b"fcharset" and number in _CODECS_BY_CHARSET:
            self._fonts[self._font] = _CODECS_BY_CHARSET[number]
        elif word in _SIGNS:
            self._say(_SIGNS[word])

    def _unicode(self, number: int) -> None:
        self._flush()
        self._skip = self._fallback
        if self._shown:
            self._text.append(chr(number % 0x10000))

    def _say(self, text: str) -> None:
        self._flush()
        if self._skip:
            self._skip -= 1
        elif self._shown:
            self._text.append(text)

    def _put(self, run: bytes) -> None:
        rest, self._skip = run[self._skip :], max(0, self._skip - len(run))
        if self._shown:
            self._bytes += rest

    def _flush(self) -> None:
        if self._bytes:
            codec = self._fonts.get(self._font, self._codec)
            try:
                self._text.append(self._bytes.decode(codec, "replace"))
            except LookupError:
                self._text.append(self._bytes.decode("cp1252", "replace"))
            self._bytes.clear()
