"""Mail in: any bytes to a value the postmaster works with. Pure functions, no database, no network."""

from gotrs_api.mail.inbound.parse.charsets import decode
from gotrs_api.mail.inbound.parse.identity import fingerprint, message_ids
from gotrs_api.mail.inbound.parse.model import (
    EMPTY_MESSAGE,
    NO_TEXT_MESSAGE,
    Defect,
    Headers,
    ParsedAttachment,
    ParsedMail,
    ParseLimits,
)
from gotrs_api.mail.inbound.parse.parser import parse

__all__ = [
    "EMPTY_MESSAGE",
    "NO_TEXT_MESSAGE",
    "Defect",
    "Headers",
    "ParseLimits",
    "ParsedAttachment",
    "ParsedMail",
    "decode",
    "fingerprint",
    "message_ids",
    "parse",
]
