"""Which tables `execute_sql` may read. Nothing with passwords, tokens, keys, sessions or raw mails is among them."""

from __future__ import annotations

from typing import Final

_WHOLE: Final = """
acl article article_data_mime article_flag article_sender_type auto_response auto_response_type
calendar_appointment calendar_appointment_ticket communication_channel customer_company customer_user_customer
dynamic_field_obj_id_name dynamic_field_value follow_up_possible group_customer group_customer_user
group_role group_user link_object link_relation link_state link_type mention notification_event
permission_groups personal_queues personal_services queue queue_auto_response queue_standard_template role_user roles
salutation service service_customer_user service_sla signature sla standard_template
ticket ticket_flag ticket_history ticket_history_type ticket_lock_type ticket_priority ticket_state
ticket_state_type ticket_type ticket_watcher time_accounting valid system_address system_maintenance
"""
_STAMPS: Final = ("create_time", "create_by", "change_time", "change_by")

# By table: None is every column, else these alone.
READABLE: Final[dict[str, tuple[str, ...] | None]] = {
    **dict.fromkeys(_WHOLE.split()),
    # Its salt signs the addresses of subscriptions.
    "calendar": ("id", "group_id", "name", "color", "ticket_appointments", "valid_id", *_STAMPS),
    "users": ("id", "login", "title", "first_name", "last_name", "valid_id", *_STAMPS),
    "customer_user": (
        "id", "login", "email", "customer_id", "title", "first_name", "last_name", "phone", "fax", "mobile", "street",
        "zip", "city", "country", "comments", "valid_id", *_STAMPS,
    ),
    "dynamic_field": (
        "id", "internal_field", "name", "label", "field_order", "field_type", "object_type", "valid_id", *_STAMPS,
    ),
}  # fmt: skip
