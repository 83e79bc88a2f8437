"""Raw bytes to ParsedMail."""

import re
import time
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from gotrs_api.kernel.addresses import Address, format_addresses, split_addresses
from gotrs_api.kernel.content_type import content_type_params
from gotrs_api.mail.inbound.parse.assemble import Assembler
from gotrs_api.mail.inbound.parse.fields import HeaderBlock, decode_field, raw_text, read_block
from gotrs_api.mail.inbound.parse.identity import message_ids
from gotrs_api.mail.inbound.parse.model import Defect, Headers, ParsedMail, ParseLimits
from gotrs_api.mail.inbound.parse.params import parameters
from gotrs_api.mail.inbound.parse.structure import Scanner
from gotrs_api.mail.inbound.parse.words import decode_words

_ADDRESS_FIELDS = ("from", "to", "cc", "reply-to")
# OTRS's, and those of lists (RFC 2369 and 2919): one that names no Precedence must not be answered either (RFC 3834,
# section 2, and 5230, 4.6).
_LOOP_FIELDS = (
    "list-archive", "list-help", "list-id", "list-owner", "list-post", "list-subscribe", "list-unsubscribe",
    "mailing-list", "precedence", "x-loop", "x-no-loop", "x-otrs-loop", "x-otobo-loop",
)  # fmt: skip
_SPACED_FROM = re.compile(rb"From[ \t]+:")
_OWN_FIELD = re.compile(r"x-(?:otrs|otobo)-")
_DEFAULT_LIMITS = ParseLimits()
_MAX_DEFECTS = 100


def parse(raw: bytes, limits: ParseLimits = _DEFAULT_LIMITS) -> ParsedMail:
    """Read one mail. Any bytes will do: what cannot be understood is named in `defects`, nothing is raised.

    Attachments are slices of `raw`, decoded when asked for; `raw` lives as long as they do. Time is linear in the size
    and bounded by `limits`.
    """
    defects: list[Defect] = []
    raw = _with_line_feeds(raw, defects)
    deadline = time.monotonic() + limits.time_s
    start = _skip_leading(raw)
    block = read_block(raw, start, len(raw), limits, defects)
    if not block.values:
        defects.append(Defect("no_header" if raw else "empty"))
    content_type = raw_text(block.combined("content-type"), None)
    charset = content_type_params(content_type).charset
    structure = Scanner(raw, limits, defects, deadline).scan(block, len(raw))
    content = Assembler(raw, limits, defects).assemble(structure)
    # The mail's own header is read in the charset of its text, where that is the only hint (OTRS: GetCharset).
    charset = charset or (content.charset if structure.is_multipart else None)
    addresses = {name: _addresses(block, name, charset) for name in _ADDRESS_FIELDS}
    headers = _headers(block, charset, addresses)
    auto_submitted = headers.get("auto-submitted", "")
    in_reply_to = headers.get("in-reply-to", "")
    return ParsedMail(
        headers=headers,
        from_=headers.get("from", ""),
        to=headers.get("to", ""),
        cc=headers.get("cc", ""),
        reply_to=headers.get("reply-to", ""),
        from_addresses=addresses["from"],
        to_addresses=addresses["to"],
        cc_addresses=addresses["cc"],
        reply_to_addresses=addresses["reply-to"],
        sender=next((address.email for address in reversed(addresses["from"]) if address.email), ""),
        subject=headers.get("subject", ""),
        message_id=decode_field(block.first("message-id"), charset),
        in_reply_to=in_reply_to,
        in_reply_to_ids=tuple(message_ids(in_reply_to)),
        references=tuple(message_ids(headers.get("references", ""))),
        date=_date(block.first("date")),
        content_type=content_type,
        charset=content.charset,
        body=content.body,
        body_content_type="text/plain",
        html=content.html,
        attachments=tuple(content.attachments),
        x_otrs=_own_headers(headers),
        auto_submitted=auto_submitted,
        is_loop=any(name in headers for name in _LOOP_FIELDS)
        or auto_submitted.lower().startswith("auto-")
        or _wants_no_answer(headers.get("X-Auto-Response-Suppress", "")),
        report_type=_report_type(content_type),
        defects=tuple(defects[:_MAX_DEFECTS]),
    )


def _with_line_feeds(raw: bytes, defects: list[Defect]) -> bytes:
    """Mails whose lines end in bare CR become readable; all others are taken as they are, without a copy."""
    if b"\n" in raw[:4096] or b"\r" not in raw[:4096]:
        return raw
    if b"\n" not in raw or b"\r\r" in raw[:65536]:
        defects.append(Defect("bare_carriage_returns"))
        return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return raw


def _skip_leading(raw: bytes) -> int:
    """Past a byte order mark, empty lines and an mbox separator."""
    position = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while position < len(raw) and raw[position] in b"\r\n":
        position += 1
    if raw.startswith((b"From ", b">From "), position) and not _SPACED_FROM.match(raw, position):
        line_end = raw.find(b"\n", position)
        position = len(raw) if line_end < 0 else line_end + 1
    return position


def _addresses(block: HeaderBlock, name: str, charset: str | None) -> tuple[Address, ...]:
    values = block.values.get(name)
    if values is None:
        return ()
    line = ", ".join(raw_text(value, charset) for value in dict.fromkeys(values))
    return tuple(address.decoded(decode_words) for address in split_addresses(line))


def _headers(block: HeaderBlock, charset: str | None, addresses: dict[str, tuple[Address, ...]]) -> Headers:
    values: dict[str, str] = {}
    for name, found in block.values.items():
        if name in addresses:
            values[name] = format_addresses(list(addresses[name]))
        elif len(found) == 1:
            values[name] = decode_field(found[0], charset)
        else:
            values[name] = " ".join(decode_field(value, charset) for value in dict.fromkeys(found))
    return Headers(values, block.names)


def _own_headers(headers: Headers) -> Headers:
    """X-OTRS-… (and OTOBO's) by their OTRS name."""
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    for written in headers:
        lower = written.lower()
        if _OWN_FIELD.match(lower):
            name = "X-OTRS-" + written.split("-", 2)[2]
            if lower.startswith("x-otrs-") or name.lower() not in values:
                values[name.lower()] = headers[written]
                names[name.lower()] = name
    return Headers(values, names)


def _wants_no_answer(suppress: str) -> bool:
    """Exchange's list of what must not come back (MS-OXCMAIL, 2.2.3.2.14); read receipts and absences are not ours."""
    return not {"all", "autoreply"}.isdisjoint(token.strip().lower() for token in suppress.split(","))


def _report_type(content_type: str) -> str:
    if "report" not in content_type.lower():
        return ""
    if not content_type.lower().startswith("multipart/report"):
        return ""
    return parameters(content_type).get("report-type", "").lower()


def _date(value: bytes) -> datetime | None:
    """The Date header as an aware UTC time; None where it makes no sense."""
    if not value:
        return None
    try:
        found = parsedate_tz(value[:200].decode("ascii", "replace"))
        if found is None:
            return None
        zone = timezone(timedelta(seconds=found[9] or 0))
        return datetime(*found[:6], tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
