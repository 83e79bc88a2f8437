"""The occasions of automatic replies, and the message that they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from gotrs_api.tickets.history_types import HistoryType


class AutoResponseKind(StrEnum):
    """`auto_response_type.name`."""

    REPLY = "auto reply"
    REJECT = "auto reject"
    FOLLOW_UP = "auto follow up"
    REPLY_NEW_TICKET = "auto reply/new ticket"

    @property
    def history_type(self) -> HistoryType:
        return {
            AutoResponseKind.REJECT: HistoryType.SEND_AUTO_REJECT,
            AutoResponseKind.FOLLOW_UP: HistoryType.SEND_AUTO_FOLLOW_UP,
        }.get(self, HistoryType.SEND_AUTO_REPLY)


@dataclass(frozen=True, kw_only=True)
class Original:
    """What the customer wrote. Address fields are lines; `message_id` and `references` have angle brackets.

    `is_loop` marks mail that robots sent. `headers` are further values for placeholders.
    """

    from_: str
    subject: str
    body: str
    reply_to: str = ""
    to: str = ""
    cc: str = ""
    message_id: str = ""
    references: Sequence[str] = ()
    is_loop: bool = False
    visible_for_customer: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)
