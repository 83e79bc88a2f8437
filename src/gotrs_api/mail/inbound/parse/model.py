"""What a parsed mail is made of: values only, cheap to pass around; attachment bytes are decoded when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from gotrs_api.kernel.addresses import Address
from gotrs_api.mail.inbound.parse.file_piece import FilePiece
from gotrs_api.mail.inbound.parse.transfer import Buffer, decode_transfer

NO_TEXT_MESSAGE = "- no text message => see attachment -"
EMPTY_MESSAGE = "-"
ASIDE_FROM_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """Bounds on what one mail may cost. What lies beyond stays in the raw mail and is named in `defects`."""

    max_parts: int = 1000
    max_depth: int = 50
    max_header_bytes: int = 2 * 1024 * 1024
    max_header_fields: int = 2000
    max_value_bytes: int = 256 * 1024
    max_text_bytes: int = 4 * 1024 * 1024
    max_text_characters: int = 1_800_000  # what the body of an article holds
    max_html_bytes: int = 2 * 1024 * 1024
    time_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Defect:
    """Something in the mail that could not be taken at its word. `code` is stable, `detail` is for people (English)."""

    code: str
    detail: str = ""


class Headers(Mapping[str, str]):
    """Header values by name in any case: unfolded, decoded, repeated ones combined with a blank between."""

    __slots__ = ("_names", "_values")

    def __init__(self, values: Mapping[str, str], names: Mapping[str, str]) -> None:
        self._values = values
        self._names = names

    def __getitem__(self, name: str) -> str:
        return self._values[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        """Names as the mail first wrote them, in order."""
        return iter(self._names.values())

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({dict(self)!r})"


@dataclass(frozen=True, slots=True)
class ParsedAttachment:
    """One part as OTRS keeps it; the text and HTML bodies of a MIME mail are among them (`file-1`, `file-2`).

    `start`: where `encoded` begins, when it is a piece of the mail.
    """

    filename: str
    content_type: str
    disposition: str = ""
    content_id: str = ""
    content_alternative: bool = False
    charset: str | None = None
    encoding: str = ""
    encoded: Buffer | FilePiece = field(default=b"", repr=False)
    start: int = 0

    @property
    def content(self) -> bytes:
        """The decoded bytes, decoded anew at each call: keep the result, not the attachment, if needed twice."""
        if isinstance(self.encoded, FilePiece):
            return self.encoded.decoded(self.encoding)
        return decode_transfer(self.encoded, self.encoding)

    def aside(self, raw: bytes, path: Path) -> ParsedAttachment:
        """The same without a hold on `raw`, which lies in a file, too. What was made of other bytes stays as it is."""
        encoded = self.encoded
        if not isinstance(encoded, memoryview) or encoded.obj is not raw:
            return self
        if len(encoded) < ASIDE_FROM_BYTES:
            return replace(self, encoded=bytes(encoded))
        return replace(self, encoded=FilePiece(path, self.start, self.start + len(encoded)))

    @property
    def mime_type(self) -> str:
        """Type and subtype in lower case, without parameters."""
        return self.content_type.partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail, understood as far as possible.

    `from_`, `to`, `cc`, `reply_to` are lines as OTRS stores them; `…_addresses` the same, taken apart.
    `sender` is the address of the last address in From (OTRS: X-Sender). `body` is text with LF line ends;
    `body_content_type` is `text/plain` in all cases; `charset` the one found for the body, as the mail spells it.
    `html` is the HTML alternative, whole, or None. `x_otrs` holds `X-OTRS-…` headers by canonical name: obey them only
    from trusted sources. `references` and `in_reply_to_ids` are message ids with angle brackets.
    `is_loop` is OTRS's loop flag; `report_type` that of a multipart/report (`delivery-status`,
    `disposition-notification`) or empty.
    """

    headers: Headers
    from_: str
    to: str
    cc: str
    reply_to: str
    from_addresses: tuple[Address, ...]
    to_addresses: tuple[Address, ...]
    cc_addresses: tuple[Address, ...]
    reply_to_addresses: tuple[Address, ...]
    sender: str
    subject: str
    message_id: str
    in_reply_to: str
    in_reply_to_ids: tuple[str, ...]
    references: tuple[str, ...]
    date: datetime | None
    content_type: str
    charset: str
    body: str
    body_content_type: str
    html: str | None
    attachments: tuple[ParsedAttachment, ...]
    x_otrs: Mapping[str, str]
    auto_submitted: str
    is_loop: bool
    report_type: str
    defects: tuple[Defect, ...]

    def aside(self, raw: bytes, path: Path) -> ParsedMail:
        """The same without a hold on `raw`, of which it was made, and which lies at `path`, too."""
        return replace(self, attachments=tuple(one.aside(raw, path) for one in self.attachments))
