"""Parts of a mail that lies in a file: decoded from there, so that the mail's own bytes need not stay in memory."""

import binascii
import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from gotrs_api.mail.inbound.parse.transfer import decode_transfer

_WINDOW_BYTES = 1024 * 1024
_PLAIN_BASE64 = re.compile(rb"[A-Za-z0-9+/]*")


@dataclass(frozen=True, slots=True)
class FilePiece:
    """The bytes from `start` to `end` of a file."""

    path: Path
    start: int
    end: int

    def decoded(self, encoding: str) -> bytes:
        """As `decode_transfer` decodes them; sound base64 costs no more than what comes out. Raises OSError."""
        found = self._from_base64() if encoding == "base64" else None
        return decode_transfer(self._read(), encoding) if found is None else found

    def _read(self) -> bytes:
        with self.path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.end - self.start)

    def _from_base64(self) -> bytes | None:
        """None for what is not sound: letters of other alphabets, padding in the middle."""
        result, rest, left = BytesIO(), b"", self.end - self.start
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left > 0 and (window := file.read(min(_WINDOW_BYTES, left))):
                left -= len(window)
                letters = rest + window.translate(None, b" \t\r\n")
                if left <= 0:
                    letters = letters.rstrip(b"=")
                if not _PLAIN_BASE64.fullmatch(letters):
                    return None
                whole = len(letters) // 4 * 4
                rest = letters[whole:]
                result.write(binascii.a2b_base64(letters[:whole]))
        if len(rest) == 1:
            return None
        result.write(binascii.a2b_base64(rest + b"=" * (-len(rest) % 4)))
        return result.getvalue()
