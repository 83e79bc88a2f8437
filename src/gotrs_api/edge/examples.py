"""Examples of request bodies, by the name of the body's schema; the description of the API shows them."""

from typing import Any, Final

_ARTICLE: Final = {"subject": "Printer on fire", "body": "It burns since this morning.", "channel": "phone",
                   "sender_type": "customer", "visible_for_customer": True}  # fmt: skip
_NOTE: Final = {"subject": "Why", "body": "Solved by telephone."}
_IDS: Final = {"ids": [41, 42]}

EXAMPLES: Final[dict[str, dict[str, Any]]] = {
    "TicketCreate": {"title": "Printer on fire", "queue": "Raw", "priority": "4 high",
                     "customer_user": "jane@customer.example", "article": _ARTICLE},
    "TicketUpdate": {"title": "Printer burns", "priority": "5 very high"},
    "TicketReplace": {"title": "Printer burns", "queue": "Raw", "state": "open", "priority": "3 normal"},
    "TicketBulk": {**_IDS, "changes": {"state": "closed successful"}, "note": _NOTE},
    "BulkAssign": {**_IDS, "owner": "nora"},
    "BulkClose": {**_IDS, "state": "closed successful", "note": _NOTE},
    "BulkPriority": {**_IDS, "priority": "4 high"},
    "BulkQueue": {**_IDS, "queue": "Misc"},
    "BulkState": {**_IDS, "state": "open"},
    "BulkMerge": {**_IDS, "into": 40},
    "BulkLock": _IDS,
    "BulkWatch": _IDS,
    "TicketLink": {"type": "ParentChild", "role": "parent", "ticket_id": 42},
    "TicketAccountTime": {"time_units": 15},
    "TicketAssign": {"owner": "nora", "note": {"body": "You know this printer."}},
    "TicketSetResponsible": {"responsible": "nora"},
    "TicketClose": {"state": "closed successful", "note": _NOTE},
    "TicketReopen": {"state": "open"},
    "TicketSetPriority": {"priority": "4 high"},
    "TicketMove": {"queue": "Misc"},
    "TicketSetState": {"state": "open"},
    "TicketSetPending": {"state": "pending reminder", "pending_until": "2030-01-31T09:00:00Z"},
    "TicketSetType": {"type": "Unclassified"},
    "TicketSetService": {"service": "Printing"},
    "TicketSetSla": {"sla": "Office hours"},
    "TicketSetCustomer": {"customer_user": "jane@customer.example", "customer_id": "acme"},
    "TicketSetTitle": {"title": "Printer burns"},
    "TicketArchive": {"archived": True},
    "TicketMerge": {"into": 42},
    "TicketForward": {"article_id": 7, "to": "vendor@printers.example", "subject": "Fwd: Printer on fire"},
    "TicketBounce": {"article_id": 7, "to": "other.desk@example.com"},
    "TicketSplit": {"article_id": 7, "title": "The scanner, too", "queue": "Raw", "link": True},
    "TicketReply": {"subject": "Seen", "body": "We are on it.", "channel": "internal"},
    "TicketAnswer": {"body": "Please unplug it, we are on our way.", "channel": "email", "visible_for_customer": True},
    "ArticleUpdate": {"subject": "Printer on fire (third floor)"},
    "SavedSearchCreate": {"name": "Burning", "filters": {"priority": ["5 very high"], "not_closed": True}},
    "Login": {"login": "root@localhost", "password": "your password"},
    "MfaVerify": {"challenge": "from the answer of the sign-in", "method": "totp", "code": "123456"},
    "Refresh": {"refresh_token": "gr_from-the-answer-of-the-sign-in"},
    "MeUpdate": {"language": "de", "time_zone": "Europe/Berlin"},
    "TokenCreate": {"name": "Monitoring", "scopes": ["tickets:read", "tickets:write"], "expires": "90d"},
    "AgentCreate": {"login": "nora", "first_name": "Nora", "last_name": "Lind", "email": "nora@desk.example"},
    "AgentUpdate": {"last_name": "Berg"},
    "RightsSet": {"groups": [{"group_id": 1, "rights": ["ro", "note"]}]},
    "RolesSet": {"role_ids": [1]},
    "GroupCreate": {"name": "printing"},
    "GroupUpdate": {"comment": "Third floor"},
    "QueueCreate": {"name": "Raw::Printers", "group": "users", "first_response_time": 60},
    "QueueUpdate": {"comment": "All that prints"},
    "StateCreate": {"name": "waiting for the vendor", "type": "open"},
    "StateUpdate": {"valid": "invalid"},
    "PriorityCreate": {"name": "6 yesterday", "color": "#8b0000"},
    "PriorityUpdate": {"color": "#1a6b3c"},
    "NameCreate": {"name": "Complaint"},
    "NameUpdate": {"valid": "invalid"},
    "ServiceCreate": {"name": "Printing"},
    "ServiceUpdate": {"comment": "All printers"},
    "TextCreate": {"name": "Friendly", "text": "Dear <OTRS_CUSTOMER_REALNAME>,"},
    "SystemAddressCreate": {"email": "help@desk.example", "display_name": "Help desk", "queue_id": 2},
    "SlaCreate": {"name": "Office hours", "service_ids": [], "first_response_time": 60, "solution_time": 480},
    "TemplateCreate": {"name": "Unplug it", "text": "Please unplug it.", "template_type": "Answer"},
    "DynamicFieldCreate": {"name": "Floor", "label": "Floor", "type": "Text", "object_type": "Ticket"},
    "CustomerUserCreate": {"email": "jane@customer.example", "first_name": "Jane", "last_name": "Doe",
                           "customer_id": "acme"},
    "CustomerUserUpdate": {"phone": "+49 30 1234"},
    "CustomerUserMerge": {"into": 7},
    "CompanyCreate": {"customer_id": "acme", "name": "ACME Ltd", "city": "Berlin"},
    "CompanyUpdate": {"city": "Bonn"},
    "CompanyMerge": {"into": "acme-group"},
    "MailAccountCreate": {"login": "help", "password": "the mailbox's", "host": "mail.desk.example", "type": "IMAPS"},
    "NotificationCreate": {"name": "Tell me", "events": ["TicketCreate"],
                           "messages": {"en": {"subject": "New", "body": "A new ticket."}}},
    "WebhookCreate": {"name": "Chat", "url": "https://chat.example/hook", "events": ["ticket.created"],
                      "filters": {"queue_ids": [2]}},
    "WebhookUpdate": {"active": True},
    "Replay": {"since": "2030-01-31T09:00:00Z"},
    "SettingWrite": {"value": "Case#"},
    "MaintenanceCreate": {"comment": "New disks", "start": "2030-01-31T20:00:00Z", "stop": "2030-01-31T22:00:00Z",
                          "show_login_message": True},
    "Anonymise": {"reason": "Request of 31 January"},
}  # fmt: skip


def add_to(document: dict[str, Any]) -> None:
    """To each request body whose schema has one."""
    for item in document["paths"].values():
        for operation in item.values():
            media = operation.get("requestBody", {}).get("content", {}).get("application/json")
            name = media["schema"].get("$ref", "").rpartition("/")[2] if media else ""
            if name in EXAMPLES:
                media["example"] = EXAMPLES[name]
