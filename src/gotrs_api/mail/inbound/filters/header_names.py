"""The headers that a filter's editor offers (OTRS 6: `PostmasterX-Header`); any other name works as well."""

from typing import Final

BODY: Final = "Body"
_OF_NEW_TICKETS: Final = (
    "Owner", "OwnerID", "Responsible", "ResponsibleID", "Priority", "Queue", "Lock", "State", "State-PendingTime",
    "Type", "Service", "SLA", "Title", "CustomerNo", "CustomerUser", "SenderType", "IsVisibleForCustomer",
)  # fmt: skip
_NOT_OF_FOLLOW_UPS: Final = frozenset({"CustomerNo", "CustomerUser"})
_OF_ALL: Final = ("Ignore", "Loop")
_OF_MAILS: Final = (
    "From", "To", "Cc", "ReplyTo", "Subject", "Message-ID", "Resent-To", "Resent-From", "Precedence", "Mailing-List",
    "List-Id", "List-Archive", "Errors-To", "References", "In-Reply-To", "Auto-Submitted", "X-Loop", "X-Spam",
    "X-Spam-Flag", "X-Spam-Level", "X-Spam-Score", "X-Spam-Status", "X-No-Loop", "X-Priority", "Importance", "X-Mailer",
    "User-Agent", "Organization", "X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "Return-Path",
    "X-Sender",
)  # fmt: skip
SETTABLE: Final = (
    *(f"X-OTRS-{name}" for name in (*_OF_ALL, *_OF_NEW_TICKETS)),
    *(f"X-OTRS-FollowUp-{name}" for name in (*_OF_NEW_TICKETS, "State-Keep") if name not in _NOT_OF_FOLLOW_UPS),
)
MATCHABLE: Final = (
    *_OF_MAILS,
    BODY,
    "X-OTRS-AttachmentExists",
    "X-OTRS-AttachmentCount",
    "X-OTRS-Bounce",
    "X-OTRS-BodyDecrypted",
    *SETTABLE,
)
