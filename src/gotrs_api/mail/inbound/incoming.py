"""A mail on its way through the postmaster: what was parsed, and the headers that filters read and set."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from gotrs_api.kernel.addresses import Address, split_addresses
from gotrs_api.mail.inbound.parse import ParsedMail
from gotrs_api.mail.inbound.trace import Trace

# Only filters set these; in a mail they mean nothing.
_INTERNAL = ("x-otrs-bounce", "x-otrs-followup-recognizedticketnumber", "x-otrs-bodydecrypted", "x-otrs-attachment")
_SENDER_TYPES = frozenset({"agent", "system", "customer"})
RECIPIENT_HEADERS = ("Resent-To", "Envelope-To", "To", "Cc", "Delivered-To", "X-Original-To")


class HeaderValues(MutableMapping[str, str]):
    """Values by name in any case; a header that the mail lacks is the empty string to OTRS's filters."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        return self._values.get(name.lower(), "")

    def __setitem__(self, name: str, value: str) -> None:
        self._values[name.lower()] = value
        self._names.setdefault(name.lower(), name)

    def __delitem__(self, name: str) -> None:
        del self._values[name.lower()], self._names[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._names.values())

    def __len__(self) -> int:
        return len(self._values)


@dataclass
class IncomingMail:
    """`headers` holds the mail's own, and `X-OTRS-…` ones where the source is trusted or a filter set them.

    `raw` is the mail as it came; a path when it is large. `body` is the text, which filters may replace.
    """

    parsed: ParsedMail
    raw: bytes | Path
    trusted: bool
    headers: HeaderValues
    body: str
    trace: Trace = field(default_factory=Trace)

    def get(self, name: str) -> str:
        return self.headers[name].strip()

    def x(self, name: str) -> str:
        """The value of `X-OTRS-<name>`."""
        return self.get(f"X-OTRS-{name}")

    def flag(self, name: str) -> bool:
        """Whether `X-OTRS-<name>` says yes."""
        return self.x(name).lower() in {"1", "yes", "true"}

    @property
    def sender(self) -> str:
        """The address of the last address in From (OTRS: X-Sender)."""
        return self.get("X-Sender") or self.parsed.sender

    @property
    def is_loop(self) -> bool:
        value = self.x("Loop").lower()
        return bool(value) and value not in {"no", "false"}

    @property
    def is_ignored(self) -> bool:
        value = self.x("Ignore").lower()
        return "yes" in value or "true" in value

    @property
    def message_id(self) -> str:
        return self.get("Message-ID")

    def sender_type(self, *, follow_up: bool) -> str:
        value = self.x("FollowUp-SenderType" if follow_up else "SenderType").lower()
        return value if value in _SENDER_TYPES else "customer"

    def visible_for_customer(self, *, follow_up: bool) -> bool:
        value = self.x("FollowUp-IsVisibleForCustomer" if follow_up else "IsVisibleForCustomer")
        return value != "0"

    def recipients(self) -> list[Address]:
        """Everybody the mail is addressed to, in the order in which OTRS looks for a queue."""
        return [address for name in RECIPIENT_HEADERS for address in split_addresses(self.headers[name])]


def receive(parsed: ParsedMail, raw: bytes | Path, *, trusted: bool) -> IncomingMail:
    """The working copy of a parsed mail (OTRS 6: Kernel/System/PostMaster.pm, GetEmailParams)."""
    headers = HeaderValues()
    for name, value in parsed.headers.items():
        if not name.lower().startswith(("x-otrs-", "x-otobo-")):
            headers[name] = value
    if trusted:
        for name, value in parsed.x_otrs.items():
            if not name.lower().startswith(_INTERNAL):
                headers[name] = value
    headers["Message-ID"] = parsed.message_id
    headers["ReplyTo"] = parsed.reply_to
    headers["X-Sender"] = parsed.sender  # what a mail itself calls so is anybody's claim
    if parsed.is_loop:
        headers["X-OTRS-Loop"] = "yes"
    elif "X-OTRS-Loop" in headers:
        del headers["X-OTRS-Loop"]
    mail = IncomingMail(parsed=parsed, raw=raw, trusted=trusted, headers=headers, body=parsed.body)
    for defect in parsed.defects:
        mail.trace.note("parse", defect.code, defect.detail)
    return mail
