"""When two deliveries are one mail: the same Message-ID, or transmission, with the same fingerprint."""

import hashlib
import secrets
from dataclasses import dataclass

from gotrs_api.mail.inbound.parse.fields import HeaderBlock, decode_field, read_block
from gotrs_api.mail.inbound.parse.identity import fingerprint
from gotrs_api.mail.inbound.parse.model import ParseLimits

_HEADER_LIMITS = ParseLimits()
_HEADER_WINDOW = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class MessageIdentity:
    """`message_id` as the mail spells it (empty: it has none); `dedupe_hash` is unique in the spool."""

    message_id: str
    fingerprint: str
    dedupe_hash: str


def identify(raw: bytes, *, mailbox: str = "", uid: str = "") -> MessageIdentity:
    """What makes this mail itself.

    In place of a missing Message-ID stand the lines Received, which tell one transmission from another (a mail server
    that hands its mail over again repeats them), or else the mailbox and its number there. Mail that has nothing of all
    that is a message of its own each time it comes: two alarms of a script may well be alike.
    """
    header = _header(raw)
    message_id = "".join(decode_field(header.first("message-id"), None).split())
    print_ = fingerprint(raw)
    known_by = (
        message_id or _transmission(header) or (f"{mailbox}\0{uid}" if mailbox and uid else secrets.token_hex(16))
    )
    digest = hashlib.sha256(f"{known_by}\0{print_}".encode("utf-8", "replace"))
    return MessageIdentity(message_id, print_, digest.hexdigest())


def _transmission(header: HeaderBlock) -> str:
    return " ".join(b"\0".join(header.values.get("received", ())).decode("latin-1").split())


def _header(raw: bytes) -> HeaderBlock:
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    window = raw[start : start + _HEADER_WINDOW].lstrip(b"\r\n")
    if window.startswith((b"From ", b">From ")):
        window = window.partition(b"\n")[2]
    return read_block(window, 0, len(window), _HEADER_LIMITS, [])
