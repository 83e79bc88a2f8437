"""When two deliveries are one mail: the same Message-ID with the same fingerprint."""

import hashlib
import secrets
from dataclasses import dataclass

from gotrs_api.mail.inbound.parse.fields import decode_field, read_block
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

    Mail without a Message-ID is a message of its own each time it comes, unless it comes from a mailbox that numbers
    its mails: then mailbox and number stand in for the Message-ID.
    """
    message_id = _message_id(raw)
    print_ = fingerprint(raw)
    known_by = message_id or (f"{mailbox}\0{uid}" if mailbox and uid else secrets.token_hex(16))
    digest = hashlib.sha256(f"{known_by}\0{print_}".encode("utf-8", "replace"))
    return MessageIdentity(message_id, print_, digest.hexdigest())


def _message_id(raw: bytes) -> str:
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    window = raw[start : start + _HEADER_WINDOW].lstrip(b"\r\n")
    if window.startswith((b"From ", b">From ")):
        window = window.partition(b"\n")[2]
    block = read_block(window, 0, len(window), _HEADER_LIMITS, [])
    return "".join(decode_field(block.first("message-id"), None).split())
