"""The events that a notification can listen to, by OTRS's names."""

from typing import Final

_TICKET: Final = (
    "TicketCreate", "TicketTitleUpdate", "TicketUnlockTimeoutUpdate", "TicketQueueUpdate", "TicketTypeUpdate",
    "TicketServiceUpdate", "TicketSLAUpdate", "TicketCustomerUpdate", "TicketPendingTimeUpdate", "TicketLockUpdate",
    "TicketArchiveFlagUpdate", "TicketStateUpdate", "TicketOwnerUpdate", "TicketResponsibleUpdate",
    "TicketPriorityUpdate", "HistoryAdd", "TicketAccountTime", "TicketMerge", "TicketSubscribe", "TicketUnsubscribe",
    "TicketFlagSet", "TicketFlagDelete", "TicketAllChildrenClosed", "NotificationNewTicket", "NotificationFollowUp",
    "NotificationLockTimeout", "NotificationOwnerUpdate", "NotificationResponsibleUpdate", "NotificationAddNote",
    "NotificationMove", "NotificationPendingReminder", "NotificationEscalation", "NotificationEscalationNotifyBefore",
    "NotificationServiceUpdate", "LinkObjectLinkAdd", "LinkObjectLinkDelete",
)  # fmt: skip
_ESCALATION: Final = tuple(
    f"Escalation{clock}Time{what}"
    for clock in ("Response", "Update", "Solution")
    for what in ("NotifyBefore", "Start", "Stop")
)
_ARTICLE: Final = (
    "ArticleCreate", "ArticleUpdate", "ArticleSend", "ArticleBounce", "ArticleAutoResponse", "ArticleFlagSet",
    "ArticleFlagDelete", "ArticleEmailSendingQueued", "ArticleEmailSendingSent", "ArticleEmailSendingError",
    "ArticleCreateTransmissionError", "ArticleUpdateTransmissionError", "ArticleDynamicFieldUpdate", "UserMention",
)  # fmt: skip
# Kept for databases that have them: nothing here emits these (yet), or they never start a notification.
_OTHERS: Final = (
    "TicketDelete", "HistoryDelete", "ArticleAgentNotification", "ArticleCustomerNotification",
    "AppointmentCreate", "AppointmentUpdate", "AppointmentDelete", "AppointmentNotification", "CalendarCreate",
    "CalendarUpdate",
)  # fmt: skip
# What an editor offers: everything that happens here.
OFFERED_EVENTS: Final = tuple(sorted({*_TICKET, *_ESCALATION, *_ARTICLE}))
EVENT_NAMES: Final = frozenset({*_TICKET, *_ESCALATION, *_ARTICLE, *_OTHERS})
FIELD_EVENT_PREFIX: Final = "TicketDynamicFieldUpdate_"


def is_event(name: str) -> bool:
    return name in EVENT_NAMES or (name.startswith(FIELD_EVENT_PREFIX) and len(name) > len(FIELD_EVENT_PREFIX))
