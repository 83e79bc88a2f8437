"""What happened to tickets, under OTRS's event names. Names in old/new values are those at the time of the event.

Articles have their own events in `articles.events`.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import JsonValue

from gotrs_api.catalog import state_types
from gotrs_api.events import Event
from gotrs_api.kernel.ids import ArticleId, PriorityId, QueueId, ServiceId, SlaId, StateId, TicketId, TypeId, UserId


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """Base of all events of one ticket; a handler of this class hears them all."""

    ticket_id: TicketId


@dataclass(frozen=True, kw_only=True)
class TicketCreated(TicketEvent):
    otrs_event = "TicketCreate"
    webhook = "ticket.created"

    queue_id: QueueId


@dataclass(frozen=True, kw_only=True)
class TicketDeleted(TicketEvent):
    otrs_event = "TicketDelete"
    webhook = "ticket.deleted"

    number: str
    queue_id: QueueId


@dataclass(frozen=True, kw_only=True)
class TicketTitleChanged(TicketEvent):
    otrs_event = "TicketTitleUpdate"
    webhook = "ticket.updated"

    old_title: str
    new_title: str


@dataclass(frozen=True, kw_only=True)
class TicketDynamicFieldChanged(TicketEvent):
    """Values are as the API shows them; None is unset. OTRS's event carries the field in its name."""

    webhook = "ticket.updated"

    field_name: str
    old_value: JsonValue
    new_value: JsonValue

    @property
    def otrs_name(self) -> str:
        return f"TicketDynamicFieldUpdate_{self.field_name}"


@dataclass(frozen=True, kw_only=True)
class TicketMoved(TicketEvent):
    otrs_event = "TicketQueueUpdate"
    webhook = "ticket.queue_moved"

    old_queue_id: QueueId
    new_queue_id: QueueId


@dataclass(frozen=True, kw_only=True)
class TicketTypeChanged(TicketEvent):
    otrs_event = "TicketTypeUpdate"
    webhook = "ticket.updated"

    old_type_id: TypeId | None
    new_type_id: TypeId


@dataclass(frozen=True, kw_only=True)
class TicketServiceChanged(TicketEvent):
    otrs_event = "TicketServiceUpdate"
    webhook = "ticket.updated"

    old_service_id: ServiceId | None
    new_service_id: ServiceId | None


@dataclass(frozen=True, kw_only=True)
class TicketSlaChanged(TicketEvent):
    otrs_event = "TicketSLAUpdate"
    webhook = "ticket.updated"

    old_sla_id: SlaId | None
    new_sla_id: SlaId | None


@dataclass(frozen=True, kw_only=True)
class TicketCustomerChanged(TicketEvent):
    otrs_event = "TicketCustomerUpdate"
    webhook = "ticket.updated"

    customer_id: str | None
    customer_user: str | None


@dataclass(frozen=True, kw_only=True)
class TicketPendingTimeChanged(TicketEvent):
    """`until` is in epoch seconds, 0 for none."""

    otrs_event = "TicketPendingTimeUpdate"
    webhook = "ticket.updated"

    until: int


@dataclass(frozen=True, kw_only=True)
class TicketLockChanged(TicketEvent):
    """`lock` is the name: unlock, lock, tmp_lock."""

    otrs_event = "TicketLockUpdate"
    webhook = "ticket.updated"

    lock: str


@dataclass(frozen=True, kw_only=True)
class TicketUnlockTimeoutReset(TicketEvent):
    otrs_event = "TicketUnlockTimeoutUpdate"

    timeout: int


@dataclass(frozen=True, kw_only=True)
class TicketArchived(TicketEvent):
    """Also for taking a ticket out of the archive."""

    otrs_event = "TicketArchiveFlagUpdate"
    webhook = "ticket.updated"

    archived: bool


@dataclass(frozen=True, kw_only=True)
class TicketStateChanged(TicketEvent):
    """Webhooks also know `ticket.closed` and `ticket.reopened`: see `closes` and `reopens`."""

    otrs_event = "TicketStateUpdate"
    webhook = "ticket.status_changed"

    old_state_id: StateId
    new_state_id: StateId
    old_state_type: str
    new_state_type: str

    @property
    def closes(self) -> bool:
        return self.new_state_type == state_types.CLOSED and self.old_state_type != state_types.CLOSED

    @property
    def reopens(self) -> bool:
        return self.old_state_type == state_types.CLOSED and self.new_state_type not in state_types.FINISHED


@dataclass(frozen=True, kw_only=True)
class TicketOwnerChanged(TicketEvent):
    otrs_event = "TicketOwnerUpdate"
    webhook = "ticket.assigned"

    old_owner_id: UserId
    new_owner_id: UserId


@dataclass(frozen=True, kw_only=True)
class TicketResponsibleChanged(TicketEvent):
    otrs_event = "TicketResponsibleUpdate"
    webhook = "ticket.updated"

    old_responsible_id: UserId
    new_responsible_id: UserId


@dataclass(frozen=True, kw_only=True)
class TicketPriorityChanged(TicketEvent):
    otrs_event = "TicketPriorityUpdate"
    webhook = "ticket.priority_changed"

    old_priority_id: PriorityId
    new_priority_id: PriorityId


@dataclass(frozen=True, kw_only=True)
class TicketWatched(TicketEvent):
    otrs_event = "TicketSubscribe"

    user_id: UserId


@dataclass(frozen=True, kw_only=True)
class TicketUnwatched(TicketEvent):
    """`user_id` is None when all watchers went."""

    otrs_event = "TicketUnsubscribe"

    user_id: UserId | None


@dataclass(frozen=True, kw_only=True)
class TicketFlagSet(TicketEvent):
    otrs_event = "TicketFlagSet"

    key: str
    value: str
    user_id: UserId


@dataclass(frozen=True, kw_only=True)
class TicketFlagDeleted(TicketEvent):
    """`user_id` is None when the flags of all agents went."""

    otrs_event = "TicketFlagDelete"

    key: str
    user_id: UserId | None


@dataclass(frozen=True, kw_only=True)
class TicketTimeAccounted(TicketEvent):
    otrs_event = "TicketAccountTime"

    article_id: ArticleId | None
    time_units: str


@dataclass(frozen=True, kw_only=True)
class TicketMerged(TicketEvent):
    """`ticket_id` went into `main_ticket_id`."""

    otrs_event = "TicketMerge"
    webhook = "ticket.merged"

    main_ticket_id: TicketId


@dataclass(frozen=True, kw_only=True)
class TicketUnmerged(TicketEvent):
    """`ticket_id` came out of `main_ticket_id` again. OTRS knows no such event."""

    webhook = "ticket.updated"

    main_ticket_id: TicketId


@dataclass(frozen=True, kw_only=True)
class TicketLinked(TicketEvent):
    """`ticket_id` is the source: the parent of a ParentChild link."""

    otrs_event = "LinkObjectLinkAdd"
    webhook = "ticket.updated"

    other_ticket_id: TicketId


@dataclass(frozen=True, kw_only=True)
class TicketUnlinked(TicketEvent):
    otrs_event = "LinkObjectLinkDelete"
    webhook = "ticket.updated"

    other_ticket_id: TicketId


@dataclass(frozen=True, kw_only=True)
class TicketAllChildrenClosed(TicketEvent):
    """Every child of this parent is closed, merged or removed."""

    otrs_event = "TicketAllChildrenClosed"


@dataclass(frozen=True, kw_only=True)
class HistoryAdded(TicketEvent):
    """One or more rows were added; none of them is SendAgentNotification."""

    otrs_event = "HistoryAdd"

    history_types: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TicketChangedElsewhere(TicketEvent):
    """Another system on the same database has written to the ticket; its own events and mails are its own business."""

    webhook = "ticket.changed_elsewhere"


@dataclass(frozen=True, kw_only=True)
class TicketDeletedElsewhere(TicketEvent):
    """Another system on the same database has deleted the ticket; nothing but its id is known any more."""

    webhook = "ticket.deleted"


@dataclass(frozen=True, kw_only=True)
class EscalationEvent(TicketEvent):
    """Escalation{Response,Update,Solution}Time{NotifyBefore,Start,Stop}: the name tells which."""

    name: str

    @property
    def otrs_name(self) -> str:
        return self.name


@dataclass(frozen=True, kw_only=True)
class NotificationEvent(TicketEvent):
    """OTRS's events that exist only for notifications. `skip_user_ids` are not told."""

    skip_user_ids: tuple[UserId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NotificationNewTicket(NotificationEvent):
    otrs_event = "NotificationNewTicket"


@dataclass(frozen=True, kw_only=True)
class NotificationFollowUp(NotificationEvent):
    otrs_event = "NotificationFollowUp"


@dataclass(frozen=True, kw_only=True)
class NotificationAddNote(NotificationEvent):
    otrs_event = "NotificationAddNote"

    article_id: ArticleId


@dataclass(frozen=True, kw_only=True)
class NotificationMove(NotificationEvent):
    otrs_event = "NotificationMove"


@dataclass(frozen=True, kw_only=True)
class NotificationServiceUpdate(NotificationEvent):
    otrs_event = "NotificationServiceUpdate"


@dataclass(frozen=True, kw_only=True)
class NotificationLockTimeout(NotificationEvent):
    otrs_event = "NotificationLockTimeout"


@dataclass(frozen=True, kw_only=True)
class NotificationOwnerUpdate(NotificationEvent):
    otrs_event = "NotificationOwnerUpdate"


@dataclass(frozen=True, kw_only=True)
class NotificationResponsibleUpdate(NotificationEvent):
    otrs_event = "NotificationResponsibleUpdate"


@dataclass(frozen=True, kw_only=True)
class NotificationPendingReminder(NotificationEvent):
    otrs_event = "NotificationPendingReminder"


@dataclass(frozen=True, kw_only=True)
class NotificationEscalation(NotificationEvent):
    otrs_event = "NotificationEscalation"


@dataclass(frozen=True, kw_only=True)
class NotificationEscalationNotifyBefore(NotificationEvent):
    otrs_event = "NotificationEscalationNotifyBefore"
