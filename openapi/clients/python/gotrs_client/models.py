"""The shapes of API v1, made from its description by scripts/clients.py. Do not edit."""

from typing import Any, Literal

from typing_extensions import NotRequired, TypedDict

ArticleChannel = Literal['email', 'phone', 'internal', 'chat']

FetchState = Literal['off', 'new', 'ok', 'failing', 'late']

JsonValue = Any

Kind = Literal['agent', 'customer', 'system']

ObjectType = Literal['Ticket', 'Article', 'CustomerUser', 'CustomerCompany']

QueueRight = Literal['ro', 'move_into', 'create', 'note', 'owner', 'priority', 'rw']

Scope = Literal['*', 'tickets:read', 'tickets:write', 'tickets:delete', 'articles:read', 'articles:write', 'queues:read', 'users:read', 'customers:read', 'customers:write', 'stats:read', 'webhooks:manage', 'mail:inbound', 'events:read', 'mcp', 'profile:read', 'profile:write', 'tokens:manage', 'admin:*']

SenderType = Literal['agent', 'system', 'customer']

TemplateType = Literal['Answer', 'Create', 'Email', 'Forward', 'Note', 'PhoneCall', 'ProcessManagement', 'Snippet']

Use = Literal['off', 'shown', 'required']

Validity = Literal['valid', 'invalid', 'invalid-temporarily']

AccountHealth = TypedDict(
    "AccountHealth",
    {
        "id": "int",
        "name": "str",
        "progress": "AccountProgress",
    },
)

AccountProgress = TypedDict(
    "AccountProgress",
    {
        "state": "FetchState",
        "problem": "Problem | None",
        "error": "str | None",
        "failures": "int",
        "last_started": "str | None",
        "last_success": "str | None",
        "last_failure": "str | None",
        "next_due": "str | None",
        "lag_s": "float | None",
        "stored": "int",
        "duplicates": "int",
        "recognised": "int",
        "left_on_server": "int",
    },
)

ActionExplanation = TypedDict(
    "ActionExplanation",
    {
        "action": "str",
        "allowed": "bool",
        "reason": "str",
    },
)

AgentCreate = TypedDict(
    "AgentCreate",
    {
        "login": "str",
        "first_name": "str",
        "last_name": "str",
        "email": "NotRequired[str]",
        "title": "NotRequired[str]",
        "mobile": "NotRequired[str]",
        "language": "NotRequired[str]",
        "time_zone": "NotRequired[str]",
        "password": "NotRequired[str | None]",
        "valid": "NotRequired[bool]",
    },
)

AgentRead = TypedDict(
    "AgentRead",
    {
        "id": "int",
        "login": "str",
        "title": "str",
        "first_name": "str",
        "last_name": "str",
        "name": "str",
        "email": "str",
        "mobile": "str",
        "language": "str",
        "time_zone": "str",
        "valid": "bool",
        "validity": "int",
        "out_of_office": "OutOfOffice | None",
        "created": "str",
        "changed": "str",
    },
)

AgentUpdate = TypedDict(
    "AgentUpdate",
    {
        "login": "NotRequired[str | None]",
        "first_name": "NotRequired[str | None]",
        "last_name": "NotRequired[str | None]",
        "email": "NotRequired[str | None]",
        "title": "NotRequired[str | None]",
        "mobile": "NotRequired[str | None]",
        "language": "NotRequired[str | None]",
        "time_zone": "NotRequired[str | None]",
        "valid": "NotRequired[bool | None]",
    },
)

ArticleAuthor = TypedDict(
    "ArticleAuthor",
    {
        "id": "int",
        "login": "str",
        "name": "str",
    },
)

ArticleCreate = TypedDict(
    "ArticleCreate",
    {
        "subject": "str",
        "body": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "channel": "NotRequired[ArticleChannel]",
        "sender_type": "NotRequired[SenderType | None]",
        "visible_for_customer": "NotRequired[bool]",
        "from": "NotRequired[str | None]",
        "reply_to": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
        "cc": "NotRequired[str | None]",
        "bcc": "NotRequired[str | None]",
        "in_reply_to": "NotRequired[str | None]",
        "references": "NotRequired[str | None]",
        "attachments": "NotRequired[list[AttachmentCreate]]",
        "time_units": "NotRequired[float | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

ArticleHit = TypedDict(
    "ArticleHit",
    {
        "article_id": "int",
        "ticket_id": "int",
        "ticket_number": "str",
        "ticket_title": "str",
        "subject": "str",
        "sender": "str",
        "visible_for_customer": "bool",
        "created": "str",
        "score": "int",
        "snippets": "list[SnippetRead]",
    },
)

ArticleRead = TypedDict(
    "ArticleRead",
    {
        "id": "int",
        "ticket_id": "int",
        "number": "int",
        "channel": "ArticleChannel",
        "sender_type": "SenderType",
        "visible_for_customer": "bool",
        "from": "str",
        "to": "str",
        "subject": "str",
        "created": "str",
        "created_by": "ArticleAuthor",
        "reply_to": "str",
        "cc": "str",
        "bcc": "str",
        "body": "str",
        "content_type": "str",
        "has_html": "bool",
        "message_id": "str",
        "in_reply_to": "str",
        "references": "str",
        "attachments": "list[AttachmentRead]",
        "dynamic_fields": "dict[str, JsonValue]",
        "changed": "str",
    },
)

ArticleSummary = TypedDict(
    "ArticleSummary",
    {
        "id": "int",
        "ticket_id": "int",
        "number": "int",
        "channel": "ArticleChannel",
        "sender_type": "SenderType",
        "visible_for_customer": "bool",
        "from": "str",
        "to": "str",
        "subject": "str",
        "created": "str",
        "created_by": "ArticleAuthor",
    },
)

ArticleUpdate = TypedDict(
    "ArticleUpdate",
    {
        "subject": "NotRequired[str | None]",
        "body": "NotRequired[str | None]",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "visible_for_customer": "NotRequired[bool | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

AttachmentCreate = TypedDict(
    "AttachmentCreate",
    {
        "filename": "NotRequired[str | None]",
        "content_type": "NotRequired[str | None]",
        "content": "NotRequired[str | None]",
        "upload_id": "NotRequired[str | None]",
        "disposition": "NotRequired[Literal['attachment', 'inline']]",
        "content_id": "NotRequired[str | None]",
    },
)

AttachmentRead = TypedDict(
    "AttachmentRead",
    {
        "id": "int",
        "filename": "str",
        "content_type": "str",
        "size": "int",
        "disposition": "Literal['attachment', 'inline']",
        "content_id": "str | None",
    },
)

AuditRead = TypedDict(
    "AuditRead",
    {
        "id": "int",
        "at": "str",
        "actor_kind": "str",
        "actor_id": "str | None",
        "actor_name": "str | None",
        "action": "str",
        "object_type": "str | None",
        "object_id": "str | None",
        "address": "str | None",
        "request_id": "str | None",
        "details": "dict[str, Any]",
        "hash": "str",
    },
)

AuditStats = TypedDict(
    "AuditStats",
    {
        "entries": "int",
        "intact": "bool",
        "broken_at": "int | None",
        "reason": "str",
        "actions": "dict[str, int]",
    },
)

AutoResponseCreate = TypedDict(
    "AutoResponseCreate",
    {
        "name": "str",
        "subject": "str",
        "text": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "type": "NotRequired[str | None]",
        "type_id": "NotRequired[int | None]",
        "system_address": "NotRequired[str | None]",
        "system_address_id": "NotRequired[int | None]",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

AutoResponseRead = TypedDict(
    "AutoResponseRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "subject": "str",
        "text": "str",
        "content_type": "Literal['text/plain', 'text/html']",
        "type": "Ref",
        "system_address": "Ref",
        "queues": "list[Ref]",
        "comment": "str",
    },
)

AutoResponseUpdate = TypedDict(
    "AutoResponseUpdate",
    {
        "name": "NotRequired[str | None]",
        "subject": "NotRequired[str | None]",
        "text": "NotRequired[str | None]",
        "content_type": "NotRequired[Literal['text/plain', 'text/html'] | None]",
        "type": "NotRequired[str | None]",
        "type_id": "NotRequired[int | None]",
        "system_address": "NotRequired[str | None]",
        "system_address_id": "NotRequired[int | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

Body_files_upload = TypedDict(
    "Body_files_upload",
    {
        "file": "str",
        "disposition": "NotRequired[Literal['attachment', 'inline']]",
    },
)

BounceInfo = TypedDict(
    "BounceInfo",
    {
        "to": "NotRequired[str | None]",
        "subject": "NotRequired[str | None]",
        "body": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
    },
)

BulkAssign = TypedDict(
    "BulkAssign",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "owner": "NotRequired[str | int | None]",
        "owner_id": "NotRequired[int | None]",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

BulkClose = TypedDict(
    "BulkClose",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

BulkLock = TypedDict(
    "BulkLock",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

BulkMerge = TypedDict(
    "BulkMerge",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "into": "int",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

BulkPriority = TypedDict(
    "BulkPriority",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "priority": "NotRequired[str | int | None]",
        "priority_id": "NotRequired[int | None]",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

BulkQueue = TypedDict(
    "BulkQueue",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "queue": "NotRequired[str | int | None]",
        "queue_id": "NotRequired[int | None]",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

BulkRead = TypedDict(
    "BulkRead",
    {
        "total": "int",
        "succeeded": "int",
        "failed": "int",
        "results": "list[BulkResult]",
    },
)

BulkResult = TypedDict(
    "BulkResult",
    {
        "ticket_id": "int",
        "ok": "bool",
        "status": "int",
        "code": "NotRequired[str | None]",
        "detail": "NotRequired[str | None]",
        "errors": "NotRequired[list[ProblemError]]",
    },
)

BulkStarted = TypedDict(
    "BulkStarted",
    {
        "job_id": "int",
        "total": "int",
    },
)

BulkState = TypedDict(
    "BulkState",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

BulkWatch = TypedDict(
    "BulkWatch",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
    },
)

CannedCategory = TypedDict(
    "CannedCategory",
    {
        "name": "str",
        "count": "int",
    },
)

CannedResponse = TypedDict(
    "CannedResponse",
    {
        "id": "int",
        "name": "str",
        "category": "str",
        "text": "str",
        "content_type": "Literal['text/plain', 'text/html']",
        "queues": "list[Ref]",
    },
)

CodeProof = TypedDict(
    "CodeProof",
    {
        "password": "str",
        "code": "str",
    },
)

CompanyCreate = TypedDict(
    "CompanyCreate",
    {
        "customer_id": "str",
        "name": "str",
        "street": "NotRequired[str]",
        "zip": "NotRequired[str]",
        "city": "NotRequired[str]",
        "country": "NotRequired[str]",
        "url": "NotRequired[str]",
        "comment": "NotRequired[str]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity]",
    },
)

CompanyRead = TypedDict(
    "CompanyRead",
    {
        "customer_id": "str",
        "name": "str",
        "street": "str",
        "zip": "str",
        "city": "str",
        "country": "str",
        "url": "str",
        "comment": "str",
        "dynamic_fields": "dict[str, JsonValue]",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
    },
)

CompanyUpdate = TypedDict(
    "CompanyUpdate",
    {
        "customer_id": "NotRequired[str | None]",
        "name": "NotRequired[str | None]",
        "street": "NotRequired[str | None]",
        "zip": "NotRequired[str | None]",
        "city": "NotRequired[str | None]",
        "country": "NotRequired[str | None]",
        "url": "NotRequired[str | None]",
        "comment": "NotRequired[str | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity | None]",
    },
)

CustomerIds = TypedDict(
    "CustomerIds",
    {
        "primary": "str",
        "others": "list[str]",
    },
)

CustomerIdsSet = TypedDict(
    "CustomerIdsSet",
    {
        "others": "list[str]",
    },
)

CustomerUserCreate = TypedDict(
    "CustomerUserCreate",
    {
        "login": "NotRequired[str | None]",
        "email": "str",
        "customer_id": "NotRequired[str | None]",
        "first_name": "str",
        "last_name": "str",
        "password": "NotRequired[str | None]",
        "title": "NotRequired[str]",
        "phone": "NotRequired[str]",
        "fax": "NotRequired[str]",
        "mobile": "NotRequired[str]",
        "street": "NotRequired[str]",
        "zip": "NotRequired[str]",
        "city": "NotRequired[str]",
        "country": "NotRequired[str]",
        "comment": "NotRequired[str]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity]",
    },
)

CustomerUserRead = TypedDict(
    "CustomerUserRead",
    {
        "id": "int",
        "login": "str",
        "email": "str",
        "customer_id": "str",
        "title": "str",
        "first_name": "str",
        "last_name": "str",
        "name": "str",
        "phone": "str",
        "fax": "str",
        "mobile": "str",
        "street": "str",
        "zip": "str",
        "city": "str",
        "country": "str",
        "comment": "str",
        "dynamic_fields": "dict[str, JsonValue]",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
    },
)

CustomerUserRef = TypedDict(
    "CustomerUserRef",
    {
        "login": "str",
        "name": "str",
        "email": "str",
    },
)

CustomerUserUpdate = TypedDict(
    "CustomerUserUpdate",
    {
        "login": "NotRequired[str | None]",
        "email": "NotRequired[str | None]",
        "customer_id": "NotRequired[str | None]",
        "first_name": "NotRequired[str | None]",
        "last_name": "NotRequired[str | None]",
        "title": "NotRequired[str | None]",
        "phone": "NotRequired[str | None]",
        "fax": "NotRequired[str | None]",
        "mobile": "NotRequired[str | None]",
        "street": "NotRequired[str | None]",
        "zip": "NotRequired[str | None]",
        "city": "NotRequired[str | None]",
        "country": "NotRequired[str | None]",
        "comment": "NotRequired[str | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity | None]",
    },
)

DecisionRead = TypedDict(
    "DecisionRead",
    {
        "step": "str",
        "by": "str",
        "what": "str",
    },
)

DraftRead = TypedDict(
    "DraftRead",
    {
        "from": "str",
        "to": "str",
        "cc": "str",
        "subject": "str",
        "body": "str",
        "content_type": "Literal['text/plain', 'text/html']",
        "article_id": "int | None",
        "template_id": "int | None",
        "attachments": "list[Ref]",
        "forwarded_attachment_ids": "list[int]",
    },
)

DynamicFieldCreate = TypedDict(
    "DynamicFieldCreate",
    {
        "name": "str",
        "label": "str",
        "type": "str",
        "object_type": "ObjectType",
        "order": "NotRequired[int | None]",
        "config": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity]",
    },
)

DynamicFieldRead = TypedDict(
    "DynamicFieldRead",
    {
        "id": "int",
        "name": "str",
        "label": "str",
        "type": "str",
        "object_type": "str",
        "order": "int",
        "internal": "bool",
        "writable": "bool",
        "valid": "Validity",
        "config": "dict[str, Any]",
        "created": "str",
        "changed": "str",
    },
)

DynamicFieldUpdate = TypedDict(
    "DynamicFieldUpdate",
    {
        "name": "NotRequired[str | None]",
        "label": "NotRequired[str | None]",
        "order": "NotRequired[int | None]",
        "config": "NotRequired[dict[str, JsonValue] | None]",
        "valid": "NotRequired[Validity | None]",
    },
)

EscalationClockRead = TypedDict(
    "EscalationClockRead",
    {
        "due": "str | None",
        "state": "Literal['off', 'running', 'warning', 'escalated']",
    },
)

EscalationRead = TypedDict(
    "EscalationRead",
    {
        "first_response": "EscalationClockRead",
        "update": "EscalationClockRead",
        "solution": "EscalationClockRead",
    },
)

FetchOrder = TypedDict(
    "FetchOrder",
    {
        "job_id": "int",
    },
)

FilterCondition = TypedDict(
    "FilterCondition",
    {
        "key": "str",
        "value": "str",
        "negated": "NotRequired[bool]",
    },
)

FilterRule = TypedDict(
    "FilterRule",
    {
        "name": "str",
        "stop": "NotRequired[bool]",
        "conditions": "list[FilterCondition]",
        "settings": "list[FilterSetting]",
    },
)

FilterSetting = TypedDict(
    "FilterSetting",
    {
        "key": "str",
        "value": "str",
    },
)

FilterTrial = TypedDict(
    "FilterTrial",
    {
        "rule": "FilterRule",
        "spool_id": "NotRequired[int | None]",
        "ticket_id": "NotRequired[int | None]",
        "article_id": "NotRequired[int | None]",
    },
)

FilterTrialResult = TypedDict(
    "FilterTrialResult",
    {
        "matched": "bool",
        "set": "list[FilterSetting]",
    },
)

FormDraftHandover = TypedDict(
    "FormDraftHandover",
    {
        "to": "str | int",
    },
)

FormDraftRead = TypedDict(
    "FormDraftRead",
    {
        "id": "int",
        "ticket_id": "int",
        "action": "str",
        "title": "str | None",
        "content": "dict[str, JsonValue] | None",
        "owner": "UserRef",
        "created": "str",
        "changed": "str",
    },
)

FormDraftWrite = TypedDict(
    "FormDraftWrite",
    {
        "action": "str",
        "title": "NotRequired[str | None]",
        "content": "dict[str, JsonValue]",
    },
)

GroupCreate = TypedDict(
    "GroupCreate",
    {
        "name": "str",
        "comment": "NotRequired[str]",
        "valid": "NotRequired[bool]",
    },
)

GroupRead = TypedDict(
    "GroupRead",
    {
        "id": "int",
        "name": "str",
        "comment": "str",
        "valid": "bool",
        "created": "str",
        "changed": "str",
    },
)

GroupRights = TypedDict(
    "GroupRights",
    {
        "group_id": "int",
        "rights": "list[QueueRight]",
    },
)

GroupRightsRead = TypedDict(
    "GroupRightsRead",
    {
        "group_id": "int",
        "group": "str",
        "rights": "list[str]",
    },
)

GroupUpdate = TypedDict(
    "GroupUpdate",
    {
        "name": "NotRequired[str | None]",
        "comment": "NotRequired[str | None]",
        "valid": "NotRequired[bool | None]",
    },
)

HistoryEntry = TypedDict(
    "HistoryEntry",
    {
        "id": "int",
        "type": "str",
        "name": "str",
        "text": "str",
        "article_id": "int | None",
        "queue": "NamedRef",
        "state": "NamedRef",
        "priority": "NamedRef",
        "ticket_type": "NamedRef | None",
        "owner": "UserRef",
        "created": "str",
        "created_by": "UserRef",
    },
)

InboundHealth = TypedDict(
    "InboundHealth",
    {
        "seen": "int",
        "received": "int",
        "ticketed": "int",
        "quarantined": "int",
        "ignored": "int",
        "duplicate": "int",
        "waiting_s": "float",
        "last_received": "str | None",
        "last_processed": "str | None",
        "accounts": "list[AccountHealth]",
        "is_fetching": "bool",
    },
)

JobRead = TypedDict(
    "JobRead",
    {
        "id": "int",
        "name": "str",
        "queue": "str",
        "status": "Literal['pending', 'running', 'done', 'dead']",
        "payload": "dict[str, Any]",
        "due": "str",
        "attempts": "int",
        "max_attempts": "int",
        "last_error": "str | None",
        "progress_done": "int",
        "progress_total": "int",
        "result": "dict[str, Any] | None",
        "created": "str",
        "finished": "str | None",
    },
)

ListAnswer_ActionExplanation_ = TypedDict(
    "ListAnswer_ActionExplanation_",
    {
        "data": "list[ActionExplanation]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_AgentRead_ = TypedDict(
    "ListAnswer_AgentRead_",
    {
        "data": "list[AgentRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_ArticleHit_ = TypedDict(
    "ListAnswer_ArticleHit_",
    {
        "data": "list[ArticleHit]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_ArticleRead_ = TypedDict(
    "ListAnswer_ArticleRead_",
    {
        "data": "list[ArticleRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_AttachmentRead_ = TypedDict(
    "ListAnswer_AttachmentRead_",
    {
        "data": "list[AttachmentRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_AuditRead_ = TypedDict(
    "ListAnswer_AuditRead_",
    {
        "data": "list[AuditRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_AutoResponseRead_ = TypedDict(
    "ListAnswer_AutoResponseRead_",
    {
        "data": "list[AutoResponseRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_CannedCategory_ = TypedDict(
    "ListAnswer_CannedCategory_",
    {
        "data": "list[CannedCategory]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_CannedResponse_ = TypedDict(
    "ListAnswer_CannedResponse_",
    {
        "data": "list[CannedResponse]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_CompanyRead_ = TypedDict(
    "ListAnswer_CompanyRead_",
    {
        "data": "list[CompanyRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_CustomerUserRead_ = TypedDict(
    "ListAnswer_CustomerUserRead_",
    {
        "data": "list[CustomerUserRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_DecisionRead_ = TypedDict(
    "ListAnswer_DecisionRead_",
    {
        "data": "list[DecisionRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_DynamicFieldRead_ = TypedDict(
    "ListAnswer_DynamicFieldRead_",
    {
        "data": "list[DynamicFieldRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_FilterRule_ = TypedDict(
    "ListAnswer_FilterRule_",
    {
        "data": "list[FilterRule]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_FormDraftRead_ = TypedDict(
    "ListAnswer_FormDraftRead_",
    {
        "data": "list[FormDraftRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_GroupRead_ = TypedDict(
    "ListAnswer_GroupRead_",
    {
        "data": "list[GroupRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_GroupRightsRead_ = TypedDict(
    "ListAnswer_GroupRightsRead_",
    {
        "data": "list[GroupRightsRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_HistoryEntry_ = TypedDict(
    "ListAnswer_HistoryEntry_",
    {
        "data": "list[HistoryEntry]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_JobRead_ = TypedDict(
    "ListAnswer_JobRead_",
    {
        "data": "list[JobRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_LockRead_ = TypedDict(
    "ListAnswer_LockRead_",
    {
        "data": "list[LockRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_MailAccountRead_ = TypedDict(
    "ListAnswer_MailAccountRead_",
    {
        "data": "list[MailAccountRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_MailRead_ = TypedDict(
    "ListAnswer_MailRead_",
    {
        "data": "list[MailRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_Member_ = TypedDict(
    "ListAnswer_Member_",
    {
        "data": "list[Member]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_MentionRead_ = TypedDict(
    "ListAnswer_MentionRead_",
    {
        "data": "list[MentionRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_MergeEntry_ = TypedDict(
    "ListAnswer_MergeEntry_",
    {
        "data": "list[MergeEntry]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_NotificationRead_ = TypedDict(
    "ListAnswer_NotificationRead_",
    {
        "data": "list[NotificationRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_PriorityRead_ = TypedDict(
    "ListAnswer_PriorityRead_",
    {
        "data": "list[PriorityRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_QueueRead_ = TypedDict(
    "ListAnswer_QueueRead_",
    {
        "data": "list[QueueRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_Ref_ = TypedDict(
    "ListAnswer_Ref_",
    {
        "data": "list[Ref]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_RoleMembership_ = TypedDict(
    "ListAnswer_RoleMembership_",
    {
        "data": "list[RoleMembership]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_SavedSearchRead_ = TypedDict(
    "ListAnswer_SavedSearchRead_",
    {
        "data": "list[SavedSearchRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_ScopeRead_ = TypedDict(
    "ListAnswer_ScopeRead_",
    {
        "data": "list[ScopeRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_ScreenRead_ = TypedDict(
    "ListAnswer_ScreenRead_",
    {
        "data": "list[ScreenRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_ServiceRead_ = TypedDict(
    "ListAnswer_ServiceRead_",
    {
        "data": "list[ServiceRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_SlaRead_ = TypedDict(
    "ListAnswer_SlaRead_",
    {
        "data": "list[SlaRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_SpooledMailRead_ = TypedDict(
    "ListAnswer_SpooledMailRead_",
    {
        "data": "list[SpooledMailRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_StandardAttachmentRead_ = TypedDict(
    "ListAnswer_StandardAttachmentRead_",
    {
        "data": "list[StandardAttachmentRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_StateRead_ = TypedDict(
    "ListAnswer_StateRead_",
    {
        "data": "list[StateRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_StateTypeRead_ = TypedDict(
    "ListAnswer_StateTypeRead_",
    {
        "data": "list[StateTypeRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_Suggestion_ = TypedDict(
    "ListAnswer_Suggestion_",
    {
        "data": "list[Suggestion]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_SystemAddressRead_ = TypedDict(
    "ListAnswer_SystemAddressRead_",
    {
        "data": "list[SystemAddressRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TemplateRead_ = TypedDict(
    "ListAnswer_TemplateRead_",
    {
        "data": "list[TemplateRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TextRead_ = TypedDict(
    "ListAnswer_TextRead_",
    {
        "data": "list[TextRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TicketAttachment_ = TypedDict(
    "ListAnswer_TicketAttachment_",
    {
        "data": "list[TicketAttachment]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TicketEscalation_ = TypedDict(
    "ListAnswer_TicketEscalation_",
    {
        "data": "list[TicketEscalation]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TicketHit_ = TypedDict(
    "ListAnswer_TicketHit_",
    {
        "data": "list[TicketHit]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TicketLinkRead_ = TypedDict(
    "ListAnswer_TicketLinkRead_",
    {
        "data": "list[TicketLinkRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TicketSummary_ = TypedDict(
    "ListAnswer_TicketSummary_",
    {
        "data": "list[TicketSummary]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TokenRead_ = TypedDict(
    "ListAnswer_TokenRead_",
    {
        "data": "list[TokenRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TypeRead_ = TypedDict(
    "ListAnswer_TypeRead_",
    {
        "data": "list[TypeRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_UploadRead_ = TypedDict(
    "ListAnswer_UploadRead_",
    {
        "data": "list[UploadRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_WatcherRead_ = TypedDict(
    "ListAnswer_WatcherRead_",
    {
        "data": "list[WatcherRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_str_ = TypedDict(
    "ListAnswer_str_",
    {
        "data": "list[str]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListLinks = TypedDict(
    "ListLinks",
    {
        "next": "str | None",
        "prev": "str | None",
    },
)

ListMeta = TypedDict(
    "ListMeta",
    {
        "has_more": "bool",
        "after": "str | None",
        "before": "str | None",
        "total": "int | None",
    },
)

LockRead = TypedDict(
    "LockRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
    },
)

Login = TypedDict(
    "Login",
    {
        "login": "str",
        "password": "str",
        "kind": "NotRequired[Literal['agent', 'customer']]",
    },
)

Logout = TypedDict(
    "Logout",
    {
        "refresh_token": "NotRequired[str | None]",
    },
)

MailAccountCreate = TypedDict(
    "MailAccountCreate",
    {
        "login": "str",
        "password": "NotRequired[str]",
        "host": "str",
        "type": "NotRequired[Literal['IMAP', 'IMAPS', 'IMAPTLS', 'POP3', 'POP3S', 'POP3TLS']]",
        "folder": "NotRequired[str]",
        "authentication": "NotRequired[Literal['password', 'oauth2_token']]",
        "oauth2_token_config_id": "NotRequired[int | None]",
        "dispatch": "NotRequired[Literal['recipient', 'queue']]",
        "queue_id": "NotRequired[int | None]",
        "trusted": "NotRequired[bool]",
        "comment": "NotRequired[str]",
        "valid": "NotRequired[Validity]",
        "fetch": "NotRequired[bool]",
        "interval_s": "NotRequired[int]",
        "verify_tls": "NotRequired[bool]",
    },
)

MailAccountRead = TypedDict(
    "MailAccountRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "login": "str",
        "host": "str",
        "type": "str",
        "folder": "str",
        "authentication": "str",
        "oauth2_token_config_id": "int | None",
        "has_password": "bool",
        "token_expires": "str | None",
        "refresh_token_expires": "str | None",
        "dispatch": "Literal['recipient', 'queue']",
        "queue_id": "int | None",
        "trusted": "bool",
        "comment": "str",
        "fetch": "bool",
        "interval_s": "int",
        "verify_tls": "bool",
        "progress": "AccountProgress",
    },
)

MailAccountTrial = TypedDict(
    "MailAccountTrial",
    {
        "ok": "bool",
        "problem": "Problem | None",
        "error": "str | None",
        "mails": "int | None",
    },
)

MailAccountUpdate = TypedDict(
    "MailAccountUpdate",
    {
        "login": "NotRequired[str | None]",
        "password": "NotRequired[str | None]",
        "host": "NotRequired[str | None]",
        "type": "NotRequired[Literal['IMAP', 'IMAPS', 'IMAPTLS', 'POP3', 'POP3S', 'POP3TLS'] | None]",
        "folder": "NotRequired[str | None]",
        "authentication": "NotRequired[Literal['password', 'oauth2_token'] | None]",
        "oauth2_token_config_id": "NotRequired[int | None]",
        "dispatch": "NotRequired[Literal['recipient', 'queue'] | None]",
        "queue_id": "NotRequired[int | None]",
        "trusted": "NotRequired[bool | None]",
        "comment": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "fetch": "NotRequired[bool | None]",
        "interval_s": "NotRequired[int | None]",
        "verify_tls": "NotRequired[bool | None]",
    },
)

MailCounts = TypedDict(
    "MailCounts",
    {
        "waiting": "int",
        "put_off": "int",
        "oldest": "str | None",
        "server_configured": "bool",
    },
)

MailRead = TypedDict(
    "MailRead",
    {
        "id": "int",
        "article_id": "int | None",
        "ticket_id": "int | None",
        "sender": "str",
        "recipients": "list[str]",
        "subject": "str",
        "message_id": "str",
        "size": "int",
        "attempts": "int",
        "due": "str | None",
        "waits_for_server": "bool",
        "foreign": "bool",
        "last_code": "int | None",
        "last_message": "str | None",
        "created": "str",
    },
)

Me = TypedDict(
    "Me",
    {
        "kind": "Kind",
        "id": "int | None",
        "login": "str",
        "name": "str",
        "email": "str",
        "language": "str",
        "time_zone": "str",
        "is_admin": "bool",
        "groups": "dict[str, list[str]]",
        "customer_ids": "list[str]",
        "scopes": "list[str] | None",
        "out_of_office": "OutOfOffice | None",
    },
)

MeUpdate = TypedDict(
    "MeUpdate",
    {
        "language": "NotRequired[str | None]",
        "time_zone": "NotRequired[str | None]",
    },
)

Member = TypedDict(
    "Member",
    {
        "id": "int",
        "login": "str",
        "name": "str",
    },
)

MembersSet = TypedDict(
    "MembersSet",
    {
        "user_ids": "list[int]",
    },
)

MentionRead = TypedDict(
    "MentionRead",
    {
        "agent": "UserRef",
        "article_id": "int | None",
        "created": "str | None",
    },
)

MergeEntry = TypedDict(
    "MergeEntry",
    {
        "merged": "NumberRef",
        "into": "NumberRef",
        "created": "str",
        "created_by": "UserRef",
        "undone": "NotRequired[str | None]",
    },
)

MessageRead = TypedDict(
    "MessageRead",
    {
        "subject": "str",
        "body": "str",
        "content_type": "Literal['text/plain', 'text/html']",
    },
)

MessageWrite = TypedDict(
    "MessageWrite",
    {
        "subject": "str",
        "body": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
    },
)

MfaEnrol = TypedDict(
    "MfaEnrol",
    {
        "challenge": "str",
    },
)

MfaRequired = TypedDict(
    "MfaRequired",
    {
        "mfa_required": "Literal[True]",
        "challenge": "str",
        "methods": "list[str]",
        "must_enrol": "bool",
    },
)

MfaVerify = TypedDict(
    "MfaVerify",
    {
        "challenge": "str",
        "method": "Literal['totp', 'recovery']",
        "code": "str",
    },
)

MyQueues = TypedDict(
    "MyQueues",
    {
        "queue_ids": "list[int]",
    },
)

MyQueuesSet = TypedDict(
    "MyQueuesSet",
    {
        "queue_ids": "list[int]",
    },
)

NameCreate = TypedDict(
    "NameCreate",
    {
        "name": "str",
        "valid": "NotRequired[Validity]",
    },
)

NameUpdate = TypedDict(
    "NameUpdate",
    {
        "name": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
    },
)

NamedRef = TypedDict(
    "NamedRef",
    {
        "id": "int",
        "name": "str",
    },
)

NoteInput = TypedDict(
    "NoteInput",
    {
        "subject": "NotRequired[str]",
        "body": "str",
        "visible_for_customer": "NotRequired[bool]",
    },
)

NotificationCreate = TypedDict(
    "NotificationCreate",
    {
        "name": "str",
        "comment": "NotRequired[str]",
        "valid": "NotRequired[Validity]",
        "events": "list[str]",
        "filter": "NotRequired[dict[str, Any]]",
        "recipients": "NotRequired[list[str]]",
        "recipient_agent_ids": "NotRequired[list[int]]",
        "recipient_group_ids": "NotRequired[list[int]]",
        "recipient_role_ids": "NotRequired[list[int]]",
        "recipient_email": "NotRequired[str]",
        "transports": "NotRequired[list[str]]",
        "agent_enabled_by_default": "NotRequired[list[str]]",
        "visible_for_agent": "NotRequired[Literal[0, 1, 2]]",
        "tooltip": "NotRequired[str]",
        "send_on_out_of_office": "NotRequired[bool]",
        "once_per_day": "NotRequired[bool]",
        "visible_for_customer": "NotRequired[bool]",
        "include_attachments": "NotRequired[bool]",
        "email_template": "NotRequired[Literal['Default', 'Alert', 'Unformatted']]",
        "messages": "dict[str, Any]",
    },
)

NotificationRead = TypedDict(
    "NotificationRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "comment": "str",
        "events": "list[str]",
        "filter": "dict[str, list[str]]",
        "recipients": "list[str]",
        "recipient_agent_ids": "list[int]",
        "recipient_group_ids": "list[int]",
        "recipient_role_ids": "list[int]",
        "recipient_email": "str",
        "transports": "list[str]",
        "agent_enabled_by_default": "list[str]",
        "visible_for_agent": "int",
        "tooltip": "str",
        "send_on_out_of_office": "bool",
        "once_per_day": "bool",
        "visible_for_customer": "bool",
        "include_attachments": "bool",
        "email_template": "str",
        "messages": "dict[str, MessageRead]",
    },
)

NotificationTest = TypedDict(
    "NotificationTest",
    {
        "ticket_id": "int",
        "send": "NotRequired[bool]",
    },
)

NotificationTrial = TypedDict(
    "NotificationTrial",
    {
        "matches": "bool",
        "agents": "list[str]",
        "addresses": "list[str]",
        "subject": "str",
        "text": "str",
        "sent": "bool",
    },
)

NotificationUpdate = TypedDict(
    "NotificationUpdate",
    {
        "name": "NotRequired[str | None]",
        "comment": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "events": "NotRequired[list[str] | None]",
        "filter": "NotRequired[dict[str, Any] | None]",
        "recipients": "NotRequired[list[str] | None]",
        "recipient_agent_ids": "NotRequired[list[int] | None]",
        "recipient_group_ids": "NotRequired[list[int] | None]",
        "recipient_role_ids": "NotRequired[list[int] | None]",
        "recipient_email": "NotRequired[str | None]",
        "transports": "NotRequired[list[str] | None]",
        "agent_enabled_by_default": "NotRequired[list[str] | None]",
        "visible_for_agent": "NotRequired[Literal[0, 1, 2] | None]",
        "tooltip": "NotRequired[str | None]",
        "send_on_out_of_office": "NotRequired[bool | None]",
        "once_per_day": "NotRequired[bool | None]",
        "visible_for_customer": "NotRequired[bool | None]",
        "include_attachments": "NotRequired[bool | None]",
        "email_template": "NotRequired[Literal['Default', 'Alert', 'Unformatted'] | None]",
        "messages": "NotRequired[dict[str, Any] | None]",
    },
)

NumberRef = TypedDict(
    "NumberRef",
    {
        "id": "int",
        "number": "str",
    },
)

OutOfOffice = TypedDict(
    "OutOfOffice",
    {
        "start": "str",
        "end": "str",
    },
)

PasswordChange = TypedDict(
    "PasswordChange",
    {
        "current": "str",
        "new": "str",
    },
)

PasswordProof = TypedDict(
    "PasswordProof",
    {
        "password": "str",
    },
)

PasswordReset = TypedDict(
    "PasswordReset",
    {
        "password": "NotRequired[str | None]",
    },
)

PasswordSet = TypedDict(
    "PasswordSet",
    {
        "password": "str",
    },
)

PasswordWasReset = TypedDict(
    "PasswordWasReset",
    {
        "password": "str | None",
    },
)

Preferences = TypedDict(
    "Preferences",
    {
        "language": "str",
        "time_zone": "str",
        "out_of_office": "OutOfOffice | None",
        "values": "dict[str, str]",
    },
)

PreferencesUpdate = TypedDict(
    "PreferencesUpdate",
    {
        "language": "NotRequired[str | None]",
        "time_zone": "NotRequired[str | None]",
        "out_of_office": "NotRequired[OutOfOffice | None]",
        "values": "NotRequired[dict[str, Any]]",
    },
)

PriorityRead = TypedDict(
    "PriorityRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
    },
)

Problem = TypedDict(
    "Problem",
    {
        "type": "str",
        "title": "str",
        "status": "int",
        "detail": "str",
        "instance": "str",
        "code": "str",
        "errors": "NotRequired[list[ProblemError]]",
        "request_id": "str",
    },
)

ProblemError = TypedDict(
    "ProblemError",
    {
        "pointer": "str",
        "code": "str",
        "detail": "str",
    },
)

Provider = TypedDict(
    "Provider",
    {
        "id": "str",
        "name": "str",
        "kinds": "list[str]",
        "type": "Literal['password']",
    },
)

Providers = TypedDict(
    "Providers",
    {
        "data": "list[Provider]",
    },
)

QueueAutoResponses = TypedDict(
    "QueueAutoResponses",
    {
        "responses": "dict[str, Ref | None]",
    },
)

QueueAutoResponsesSet = TypedDict(
    "QueueAutoResponsesSet",
    {
        "responses": "dict[str, int | None]",
    },
)

QueueCreate = TypedDict(
    "QueueCreate",
    {
        "name": "str",
        "group": "NotRequired[str | None]",
        "group_id": "NotRequired[int | None]",
        "system_address": "NotRequired[str | None]",
        "system_address_id": "NotRequired[int | None]",
        "salutation": "NotRequired[str | None]",
        "salutation_id": "NotRequired[int | None]",
        "signature": "NotRequired[str | None]",
        "signature_id": "NotRequired[int | None]",
        "follow_up": "NotRequired[Literal['possible', 'reject', 'new ticket']]",
        "follow_up_lock": "NotRequired[bool]",
        "first_response_time": "NotRequired[int]",
        "first_response_notify": "NotRequired[int]",
        "update_time": "NotRequired[int]",
        "update_notify": "NotRequired[int]",
        "solution_time": "NotRequired[int]",
        "solution_notify": "NotRequired[int]",
        "unlock_timeout": "NotRequired[int]",
        "calendar": "NotRequired[str]",
        "default_sign_key": "NotRequired[str]",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

QueueNode = TypedDict(
    "QueueNode",
    {
        "queue": "QueueRead",
        "children": "list[QueueNode]",
    },
)

QueueRead = TypedDict(
    "QueueRead",
    {
        "first_response_time": "int",
        "first_response_notify": "int",
        "update_time": "int",
        "update_notify": "int",
        "solution_time": "int",
        "solution_notify": "int",
        "unlock_timeout": "int",
        "calendar": "str",
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "label": "str",
        "parent": "Ref | None",
        "group": "Ref",
        "system_address": "Ref",
        "sender_name": "str",
        "salutation": "Ref",
        "signature": "Ref",
        "follow_up": "Literal['possible', 'reject', 'new ticket']",
        "follow_up_lock": "bool",
        "default_sign_key": "str",
        "comment": "str",
    },
)

QueueTemplatesSet = TypedDict(
    "QueueTemplatesSet",
    {
        "template_ids": "list[int]",
    },
)

QueueUpdate = TypedDict(
    "QueueUpdate",
    {
        "name": "NotRequired[str | None]",
        "group": "NotRequired[str | None]",
        "group_id": "NotRequired[int | None]",
        "system_address": "NotRequired[str | None]",
        "system_address_id": "NotRequired[int | None]",
        "salutation": "NotRequired[str | None]",
        "salutation_id": "NotRequired[int | None]",
        "signature": "NotRequired[str | None]",
        "signature_id": "NotRequired[int | None]",
        "follow_up": "NotRequired[Literal['possible', 'reject', 'new ticket'] | None]",
        "follow_up_lock": "NotRequired[bool | None]",
        "first_response_time": "NotRequired[int | None]",
        "first_response_notify": "NotRequired[int | None]",
        "update_time": "NotRequired[int | None]",
        "update_notify": "NotRequired[int | None]",
        "solution_time": "NotRequired[int | None]",
        "solution_notify": "NotRequired[int | None]",
        "unlock_timeout": "NotRequired[int | None]",
        "calendar": "NotRequired[str | None]",
        "default_sign_key": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

Reason = TypedDict(
    "Reason",
    {
        "reason": "str",
    },
)

RebuildRead = TypedDict(
    "RebuildRead",
    {
        "done": "int",
        "total": "int",
        "started": "str | None",
        "finished": "str | None",
    },
)

RecoveryCodes = TypedDict(
    "RecoveryCodes",
    {
        "recovery_codes": "list[str]",
    },
)

Ref = TypedDict(
    "Ref",
    {
        "id": "int",
        "name": "str",
    },
)

Refresh = TypedDict(
    "Refresh",
    {
        "refresh_token": "str",
    },
)

ReindexStarted = TypedDict(
    "ReindexStarted",
    {
        "job_id": "int",
    },
)

RightsSet = TypedDict(
    "RightsSet",
    {
        "groups": "list[GroupRights]",
    },
)

RoleMembership = TypedDict(
    "RoleMembership",
    {
        "role_id": "int",
        "role": "str",
    },
)

RolesSet = TypedDict(
    "RolesSet",
    {
        "role_ids": "list[int]",
    },
)

SavedSearchCreate = TypedDict(
    "SavedSearchCreate",
    {
        "name": "str",
        "filters": "dict[str, Any]",
    },
)

SavedSearchRead = TypedDict(
    "SavedSearchRead",
    {
        "id": "int",
        "name": "str",
        "filters": "dict[str, Any]",
    },
)

ScopeRead = TypedDict(
    "ScopeRead",
    {
        "name": "Scope",
        "description": "str",
        "agents_only": "bool",
    },
)

ScreenRead = TypedDict(
    "ScreenRead",
    {
        "name": "str",
        "setting": "str",
        "object_types": "list[ObjectType]",
        "can_require": "bool",
        "fields": "dict[str, Use]",
    },
)

ScreenUpdate = TypedDict(
    "ScreenUpdate",
    {
        "fields": "dict[str, Use]",
    },
)

SearchHealth = TypedDict(
    "SearchHealth",
    {
        "status": "Literal['ok', 'rebuilding', 'behind']",
        "documents": "int",
        "waiting": "int",
        "behind_s": "int",
        "rebuild": "RebuildRead",
    },
)

SecondFactorStatus = TypedDict(
    "SecondFactorStatus",
    {
        "enabled": "bool",
        "methods": "list[str]",
        "since": "str | None",
        "recovery_codes_left": "int",
        "required": "bool",
        "from_otrs": "bool",
    },
)

ServiceCreate = TypedDict(
    "ServiceCreate",
    {
        "name": "str",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

ServiceRead = TypedDict(
    "ServiceRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "label": "str",
        "parent": "Ref | None",
        "comment": "str",
    },
)

ServiceUpdate = TypedDict(
    "ServiceUpdate",
    {
        "name": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

ServicesSet = TypedDict(
    "ServicesSet",
    {
        "service_ids": "list[int]",
    },
)

SessionList = TypedDict(
    "SessionList",
    {
        "data": "list[SessionRead]",
    },
)

SessionRead = TypedDict(
    "SessionRead",
    {
        "id": "int",
        "kind": "Kind",
        "login": "str",
        "created": "str",
        "last_seen": "str",
        "expires": "str",
        "address": "str",
        "user_agent": "str",
        "current": "bool",
    },
)

SessionsEnded = TypedDict(
    "SessionsEnded",
    {
        "ended": "int",
    },
)

SlaCreate = TypedDict(
    "SlaCreate",
    {
        "name": "str",
        "service_ids": "NotRequired[list[int]]",
        "first_response_time": "NotRequired[int]",
        "first_response_notify": "NotRequired[int]",
        "update_time": "NotRequired[int]",
        "update_notify": "NotRequired[int]",
        "solution_time": "NotRequired[int]",
        "solution_notify": "NotRequired[int]",
        "calendar": "NotRequired[str]",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

SlaRead = TypedDict(
    "SlaRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "first_response_time": "int",
        "first_response_notify": "int",
        "update_time": "int",
        "update_notify": "int",
        "solution_time": "int",
        "solution_notify": "int",
        "calendar": "str",
        "services": "list[Ref]",
        "comment": "str",
    },
)

SlaUpdate = TypedDict(
    "SlaUpdate",
    {
        "name": "NotRequired[str | None]",
        "service_ids": "NotRequired[list[int] | None]",
        "first_response_time": "NotRequired[int | None]",
        "first_response_notify": "NotRequired[int | None]",
        "update_time": "NotRequired[int | None]",
        "update_notify": "NotRequired[int | None]",
        "solution_time": "NotRequired[int | None]",
        "solution_notify": "NotRequired[int | None]",
        "calendar": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

SnippetRead = TypedDict(
    "SnippetRead",
    {
        "field": "Literal['title', 'subject', 'body']",
        "text": "str",
        "marks": "list[list[Any]]",
        "html": "str",
    },
)

SpoolAnswer = TypedDict(
    "SpoolAnswer",
    {
        "id": "int",
        "status": "Literal['received', 'duplicate']",
        "original_id": "int",
    },
)

SpoolRetry = TypedDict(
    "SpoolRetry",
    {
        "force": "NotRequired[bool]",
    },
)

SpooledMailRead = TypedDict(
    "SpooledMailRead",
    {
        "id": "int",
        "received": "str",
        "processed": "str | None",
        "source": "str",
        "mailbox": "str | None",
        "message_id": "str | None",
        "size_bytes": "int",
        "status": "Literal['received', 'done', 'quarantined', 'ignored', 'duplicate']",
        "reason": "str | None",
        "ticket_id": "int | None",
        "article_id": "int | None",
        "attempts": "int",
        "has_raw": "bool",
    },
)

StandardAttachmentCreate = TypedDict(
    "StandardAttachmentCreate",
    {
        "name": "str",
        "filename": "str",
        "content_type": "NotRequired[str]",
        "content": "str",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

StandardAttachmentRead = TypedDict(
    "StandardAttachmentRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "filename": "str",
        "content_type": "str",
        "size": "int",
        "comment": "str",
    },
)

StandardAttachmentUpdate = TypedDict(
    "StandardAttachmentUpdate",
    {
        "name": "NotRequired[str | None]",
        "filename": "NotRequired[str | None]",
        "content_type": "NotRequired[str | None]",
        "content": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

StateCreate = TypedDict(
    "StateCreate",
    {
        "name": "str",
        "type": "NotRequired[str | None]",
        "type_id": "NotRequired[int | None]",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

StateRead = TypedDict(
    "StateRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "type": "Ref",
        "comment": "str",
    },
)

StateRef = TypedDict(
    "StateRef",
    {
        "id": "int",
        "name": "str",
        "type": "str",
    },
)

StateTypeRead = TypedDict(
    "StateTypeRead",
    {
        "id": "int",
        "name": "str",
    },
)

StateUpdate = TypedDict(
    "StateUpdate",
    {
        "name": "NotRequired[str | None]",
        "type": "NotRequired[str | None]",
        "type_id": "NotRequired[int | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

Suggestion = TypedDict(
    "Suggestion",
    {
        "id": "int",
        "number": "str",
        "title": "str",
        "html": "str",
    },
)

SystemAddressCreate = TypedDict(
    "SystemAddressCreate",
    {
        "email": "str",
        "display_name": "str",
        "queue_id": "int",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

SystemAddressRead = TypedDict(
    "SystemAddressRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "email": "str",
        "display_name": "str",
        "queue_id": "int",
        "comment": "str",
    },
)

SystemAddressUpdate = TypedDict(
    "SystemAddressUpdate",
    {
        "email": "NotRequired[str | None]",
        "display_name": "NotRequired[str | None]",
        "queue_id": "NotRequired[int | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

TemplateCreate = TypedDict(
    "TemplateCreate",
    {
        "name": "str",
        "text": "NotRequired[str]",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "template_type": "NotRequired[TemplateType]",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
        "queue_ids": "NotRequired[list[int]]",
        "attachment_ids": "NotRequired[list[int]]",
    },
)

TemplateRead = TypedDict(
    "TemplateRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "text": "str",
        "content_type": "Literal['text/plain', 'text/html']",
        "template_type": "str",
        "comment": "str",
        "queues": "list[Ref]",
        "attachments": "list[Ref]",
    },
)

TemplateUpdate = TypedDict(
    "TemplateUpdate",
    {
        "name": "NotRequired[str | None]",
        "text": "NotRequired[str | None]",
        "content_type": "NotRequired[Literal['text/plain', 'text/html'] | None]",
        "template_type": "NotRequired[TemplateType | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
        "queue_ids": "NotRequired[list[int] | None]",
        "attachment_ids": "NotRequired[list[int] | None]",
    },
)

TextCreate = TypedDict(
    "TextCreate",
    {
        "name": "str",
        "text": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "valid": "NotRequired[Validity]",
        "comment": "NotRequired[str]",
    },
)

TextRead = TypedDict(
    "TextRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "text": "str",
        "content_type": "Literal['text/plain', 'text/html']",
        "comment": "str",
    },
)

TextUpdate = TypedDict(
    "TextUpdate",
    {
        "name": "NotRequired[str | None]",
        "text": "NotRequired[str | None]",
        "content_type": "NotRequired[Literal['text/plain', 'text/html'] | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

TicketAccountTime = TypedDict(
    "TicketAccountTime",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "time_units": "float | str",
        "article_id": "NotRequired[int | None]",
    },
)

TicketAnswer = TypedDict(
    "TicketAnswer",
    {
        "subject": "NotRequired[str]",
        "body": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "channel": "NotRequired[ArticleChannel]",
        "sender_type": "NotRequired[SenderType | None]",
        "visible_for_customer": "NotRequired[bool]",
        "from": "NotRequired[str | None]",
        "reply_to": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
        "cc": "NotRequired[str | None]",
        "bcc": "NotRequired[str | None]",
        "in_reply_to": "NotRequired[str | None]",
        "references": "NotRequired[str | None]",
        "attachments": "NotRequired[list[AttachmentCreate]]",
        "time_units": "NotRequired[float | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "to_all": "NotRequired[bool]",
        "template_id": "NotRequired[int | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
    },
)

TicketArchive = TypedDict(
    "TicketArchive",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "archived": "NotRequired[bool]",
    },
)

TicketAssign = TypedDict(
    "TicketAssign",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "owner": "NotRequired[str | int | None]",
        "owner_id": "NotRequired[int | None]",
    },
)

TicketAttachment = TypedDict(
    "TicketAttachment",
    {
        "article_id": "int",
        "attachment": "AttachmentRead",
    },
)

TicketBounce = TypedDict(
    "TicketBounce",
    {
        "article_id": "NotRequired[int | None]",
        "to": "str",
        "info": "NotRequired[BounceInfo | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
    },
)

TicketBulk = TypedDict(
    "TicketBulk",
    {
        "ids": "NotRequired[list[int] | None]",
        "filter": "NotRequired[TicketFilter | None]",
        "changes": "NotRequired[TicketUpdate | None]",
        "note": "NotRequired[NoteInput | None]",
        "link": "NotRequired[TicketLink | None]",
        "watch": "NotRequired[bool | None]",
        "merge_into": "NotRequired[int | None]",
    },
)

TicketClose = TypedDict(
    "TicketClose",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
    },
)

TicketCreate = TypedDict(
    "TicketCreate",
    {
        "title": "str",
        "queue": "NotRequired[str | int | None]",
        "queue_id": "NotRequired[int | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "priority": "NotRequired[str | int | None]",
        "priority_id": "NotRequired[int | None]",
        "type": "NotRequired[str | int | None]",
        "type_id": "NotRequired[int | None]",
        "service": "NotRequired[str | int | None]",
        "service_id": "NotRequired[int | None]",
        "sla": "NotRequired[str | int | None]",
        "sla_id": "NotRequired[int | None]",
        "owner": "NotRequired[str | int | None]",
        "owner_id": "NotRequired[int | None]",
        "responsible": "NotRequired[str | int | None]",
        "responsible_id": "NotRequired[int | None]",
        "lock": "NotRequired[str | int | None]",
        "customer_user": "NotRequired[str | None]",
        "customer_id": "NotRequired[str | None]",
        "pending_until": "NotRequired[str | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "article": "ArticleCreate",
    },
)

TicketEscalation = TypedDict(
    "TicketEscalation",
    {
        "clock": "Literal['first_response', 'update', 'solution']",
        "limit_minutes": "int",
        "source": "Literal['queue', 'sla']",
        "calendar": "str | None",
        "started": "str",
        "due": "str",
        "state": "Literal['running', 'warning', 'escalated']",
        "working_seconds_left": "int",
        "counted": "list[WorkingStretch]",
    },
)

TicketExpanded = TypedDict(
    "TicketExpanded",
    {
        "id": "int",
        "number": "str",
        "title": "str",
        "queue": "NamedRef",
        "state": "StateRef",
        "priority": "NamedRef",
        "type": "NamedRef | None",
        "service": "NamedRef | None",
        "sla": "NamedRef | None",
        "lock": "NamedRef",
        "owner": "UserRef",
        "responsible": "UserRef",
        "customer_id": "str | None",
        "customer_user": "CustomerUserRef | None",
        "pending_until": "str | None",
        "escalation": "EscalationRead",
        "dynamic_fields": "dict[str, JsonValue]",
        "archived": "bool",
        "watched": "bool",
        "seen": "bool",
        "created": "str",
        "changed": "str",
        "allowed": "list[str]",
        "articles": "NotRequired[list[ArticleRead]]",
    },
)

TicketFilter = TypedDict(
    "TicketFilter",
    {
        "queue": "NotRequired[list[str]]",
        "queue_id": "NotRequired[list[int]]",
        "state": "NotRequired[list[str]]",
        "state_id": "NotRequired[list[int]]",
        "state_type": "NotRequired[list[str]]",
        "priority": "NotRequired[list[str]]",
        "priority_id": "NotRequired[list[int]]",
        "type": "NotRequired[list[str]]",
        "type_id": "NotRequired[list[int]]",
        "service": "NotRequired[list[str]]",
        "service_id": "NotRequired[list[int]]",
        "sla": "NotRequired[list[str]]",
        "sla_id": "NotRequired[list[int]]",
        "lock": "NotRequired[list[str]]",
        "lock_id": "NotRequired[list[int]]",
        "owner": "NotRequired[list[str]]",
        "owner_id": "NotRequired[list[int]]",
        "responsible": "NotRequired[list[str]]",
        "responsible_id": "NotRequired[list[int]]",
        "customer_id": "NotRequired[list[str]]",
        "customer_user": "NotRequired[list[str]]",
        "created_after": "NotRequired[str | None]",
        "created_before": "NotRequired[str | None]",
        "changed_after": "NotRequired[str | None]",
        "changed_before": "NotRequired[str | None]",
        "pending_before": "NotRequired[str | None]",
        "number": "NotRequired[str | None]",
        "title": "NotRequired[str | None]",
        "q": "NotRequired[str | None]",
        "not_closed": "NotRequired[bool | None]",
        "locked": "NotRequired[bool | None]",
        "archived": "NotRequired[bool | None]",
        "watched": "NotRequired[bool | None]",
        "mentioned": "NotRequired[bool | None]",
        "escalated": "NotRequired[bool | None]",
        "seen": "NotRequired[bool | None]",
        "df": "NotRequired[dict[str, list[str]]]",
        "sort": "NotRequired[str]",
    },
)

TicketForward = TypedDict(
    "TicketForward",
    {
        "article_id": "NotRequired[int | None]",
        "to": "str",
        "cc": "NotRequired[str | None]",
        "bcc": "NotRequired[str | None]",
        "subject": "NotRequired[str | None]",
        "body": "NotRequired[str | None]",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "visible_for_customer": "NotRequired[bool]",
        "attachment_ids": "NotRequired[list[int] | None]",
        "attachments": "NotRequired[list[AttachmentCreate]]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
        "time_units": "NotRequired[float | None]",
    },
)

TicketHit = TypedDict(
    "TicketHit",
    {
        "ticket": "TicketSummary",
        "score": "int",
        "article_id": "int | None",
        "snippets": "list[SnippetRead]",
    },
)

TicketLink = TypedDict(
    "TicketLink",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "type": "NotRequired[str]",
        "role": "Literal['parent', 'child', 'peer']",
        "ticket_id": "int",
    },
)

TicketLinkRead = TypedDict(
    "TicketLinkRead",
    {
        "type": "str",
        "role": "Literal['parent', 'child', 'peer']",
        "ticket": "TicketRef",
        "created": "str",
    },
)

TicketLock = TypedDict(
    "TicketLock",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

TicketMerge = TypedDict(
    "TicketMerge",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "into": "int",
    },
)

TicketMove = TypedDict(
    "TicketMove",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "queue": "NotRequired[str | int | None]",
        "queue_id": "NotRequired[int | None]",
    },
)

TicketPast = TypedDict(
    "TicketPast",
    {
        "at": "str",
        "id": "int",
        "number": "str",
        "title": "str",
        "queue": "NamedRef",
        "state": "StateRef",
        "priority": "NamedRef",
        "type": "NamedRef | None",
        "service": "NamedRef | None",
        "sla": "NamedRef | None",
        "lock": "str",
        "owner": "UserRef",
        "responsible": "UserRef",
        "customer_id": "str | None",
        "customer_user": "CustomerUserRef | None",
        "pending_until": "str | None",
        "archived": "bool",
        "created": "str",
        "changed": "str",
        "articles": "list[ArticleSummary] | None",
        "uncertain": "NotRequired[list[str]]",
    },
)

TicketRead = TypedDict(
    "TicketRead",
    {
        "id": "int",
        "number": "str",
        "title": "str",
        "queue": "NamedRef",
        "state": "StateRef",
        "priority": "NamedRef",
        "type": "NamedRef | None",
        "service": "NamedRef | None",
        "sla": "NamedRef | None",
        "lock": "NamedRef",
        "owner": "UserRef",
        "responsible": "UserRef",
        "customer_id": "str | None",
        "customer_user": "CustomerUserRef | None",
        "pending_until": "str | None",
        "escalation": "EscalationRead",
        "dynamic_fields": "dict[str, JsonValue]",
        "archived": "bool",
        "watched": "bool",
        "seen": "bool",
        "created": "str",
        "changed": "str",
        "allowed": "list[str]",
    },
)

TicketRef = TypedDict(
    "TicketRef",
    {
        "id": "int",
        "number": "str",
        "title": "str",
        "state": "StateRef",
    },
)

TicketReopen = TypedDict(
    "TicketReopen",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
    },
)

TicketReplace = TypedDict(
    "TicketReplace",
    {
        "title": "str",
        "queue": "NotRequired[str | int | None]",
        "queue_id": "NotRequired[int | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "priority": "NotRequired[str | int | None]",
        "priority_id": "NotRequired[int | None]",
        "type": "NotRequired[str | int | None]",
        "type_id": "NotRequired[int | None]",
        "service": "NotRequired[str | int | None]",
        "service_id": "NotRequired[int | None]",
        "sla": "NotRequired[str | int | None]",
        "sla_id": "NotRequired[int | None]",
        "owner": "NotRequired[str | int | None]",
        "owner_id": "NotRequired[int | None]",
        "responsible": "NotRequired[str | int | None]",
        "responsible_id": "NotRequired[int | None]",
        "lock": "NotRequired[str | int | None]",
        "customer_user": "NotRequired[str | None]",
        "customer_id": "NotRequired[str | None]",
        "pending_until": "NotRequired[str | None]",
        "archived": "NotRequired[bool | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

TicketReply = TypedDict(
    "TicketReply",
    {
        "subject": "str",
        "body": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "channel": "NotRequired[ArticleChannel]",
        "sender_type": "NotRequired[SenderType | None]",
        "visible_for_customer": "NotRequired[bool]",
        "from": "NotRequired[str | None]",
        "reply_to": "NotRequired[str | None]",
        "to": "NotRequired[str | None]",
        "cc": "NotRequired[str | None]",
        "bcc": "NotRequired[str | None]",
        "in_reply_to": "NotRequired[str | None]",
        "references": "NotRequired[str | None]",
        "attachments": "NotRequired[list[AttachmentCreate]]",
        "time_units": "NotRequired[float | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "to_all": "NotRequired[bool]",
        "template_id": "NotRequired[int | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
    },
)

TicketSeen = TypedDict(
    "TicketSeen",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "article_ids": "NotRequired[list[int] | None]",
    },
)

TicketSetCustomer = TypedDict(
    "TicketSetCustomer",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "customer_user": "NotRequired[str | None]",
        "customer_id": "NotRequired[str | None]",
    },
)

TicketSetPending = TypedDict(
    "TicketSetPending",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "str",
    },
)

TicketSetPriority = TypedDict(
    "TicketSetPriority",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "priority": "NotRequired[str | int | None]",
        "priority_id": "NotRequired[int | None]",
    },
)

TicketSetResponsible = TypedDict(
    "TicketSetResponsible",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "responsible": "NotRequired[str | int | None]",
        "responsible_id": "NotRequired[int | None]",
    },
)

TicketSetService = TypedDict(
    "TicketSetService",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "service": "NotRequired[str | int | None]",
        "service_id": "NotRequired[int | None]",
    },
)

TicketSetSla = TypedDict(
    "TicketSetSla",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "sla": "NotRequired[str | int | None]",
        "sla_id": "NotRequired[int | None]",
    },
)

TicketSetState = TypedDict(
    "TicketSetState",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
    },
)

TicketSetTitle = TypedDict(
    "TicketSetTitle",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "title": "str",
    },
)

TicketSetType = TypedDict(
    "TicketSetType",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "type": "NotRequired[str | int | None]",
        "type_id": "NotRequired[int | None]",
    },
)

TicketSplit = TypedDict(
    "TicketSplit",
    {
        "article_id": "int",
        "title": "NotRequired[str | None]",
        "queue": "NotRequired[str | int | None]",
        "queue_id": "NotRequired[int | None]",
        "copy_attachments": "NotRequired[bool]",
        "link": "NotRequired[bool]",
    },
)

TicketSummary = TypedDict(
    "TicketSummary",
    {
        "id": "int",
        "number": "str",
        "title": "str",
        "queue": "NamedRef",
        "state": "StateRef",
        "priority": "NamedRef",
        "type": "NamedRef | None",
        "service": "NamedRef | None",
        "sla": "NamedRef | None",
        "lock": "NamedRef",
        "owner": "UserRef",
        "responsible": "UserRef",
        "customer_id": "str | None",
        "customer_user": "CustomerUserRef | None",
        "pending_until": "str | None",
        "escalates_at": "str | None",
        "dynamic_fields": "dict[str, JsonValue]",
        "archived": "bool",
        "seen": "bool",
        "created": "str",
        "changed": "str",
    },
)

TicketTime = TypedDict(
    "TicketTime",
    {
        "total": "float",
        "entries": "list[TimeEntry]",
    },
)

TicketUnlock = TypedDict(
    "TicketUnlock",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

TicketUnmerge = TypedDict(
    "TicketUnmerge",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

TicketUnwatch = TypedDict(
    "TicketUnwatch",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

TicketUpdate = TypedDict(
    "TicketUpdate",
    {
        "title": "NotRequired[str | None]",
        "queue": "NotRequired[str | int | None]",
        "queue_id": "NotRequired[int | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "priority": "NotRequired[str | int | None]",
        "priority_id": "NotRequired[int | None]",
        "type": "NotRequired[str | int | None]",
        "type_id": "NotRequired[int | None]",
        "service": "NotRequired[str | int | None]",
        "service_id": "NotRequired[int | None]",
        "sla": "NotRequired[str | int | None]",
        "sla_id": "NotRequired[int | None]",
        "owner": "NotRequired[str | int | None]",
        "owner_id": "NotRequired[int | None]",
        "responsible": "NotRequired[str | int | None]",
        "responsible_id": "NotRequired[int | None]",
        "lock": "NotRequired[str | int | None]",
        "customer_user": "NotRequired[str | None]",
        "customer_id": "NotRequired[str | None]",
        "pending_until": "NotRequired[str | None]",
        "archived": "NotRequired[bool | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

TicketWatch = TypedDict(
    "TicketWatch",
    {
        "note": "NotRequired[NoteInput | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
    },
)

TimeEntry = TypedDict(
    "TimeEntry",
    {
        "id": "int",
        "article_id": "int | None",
        "time_units": "float",
        "created": "str",
        "created_by": "UserRef",
    },
)

TokenCreate = TypedDict(
    "TokenCreate",
    {
        "name": "str",
        "scopes": "list[Scope]",
        "expires": "NotRequired[Literal['30d', '90d', '1y', 'never'] | str]",
        "rate_limit": "NotRequired[int | None]",
    },
)

TokenCreated = TypedDict(
    "TokenCreated",
    {
        "id": "int",
        "name": "str",
        "prefix": "str",
        "kind": "Kind",
        "owner": "str",
        "scopes": "list[str]",
        "rate_limit": "int | None",
        "created": "str",
        "expires": "str | None",
        "last_used": "str | None",
        "last_used_address": "str | None",
        "revoked": "str | None",
        "token": "str",
    },
)

TokenPair = TypedDict(
    "TokenPair",
    {
        "access_token": "str",
        "refresh_token": "str",
        "token_type": "Literal['Bearer']",
        "expires_in": "int",
    },
)

TokenRead = TypedDict(
    "TokenRead",
    {
        "id": "int",
        "name": "str",
        "prefix": "str",
        "kind": "Kind",
        "owner": "str",
        "scopes": "list[str]",
        "rate_limit": "int | None",
        "created": "str",
        "expires": "str | None",
        "last_used": "str | None",
        "last_used_address": "str | None",
        "revoked": "str | None",
    },
)

TotpSetup = TypedDict(
    "TotpSetup",
    {
        "secret": "str",
        "otpauth_uri": "str",
        "qr_svg": "str",
        "recovery_codes": "list[str]",
    },
)

TypeRead = TypedDict(
    "TypeRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
    },
)

UploadRead = TypedDict(
    "UploadRead",
    {
        "id": "str",
        "filename": "str",
        "content_type": "str",
        "size": "int",
        "disposition": "Literal['attachment', 'inline']",
        "content_id": "str | None",
        "created": "str",
        "expires": "str",
    },
)

UserRef = TypedDict(
    "UserRef",
    {
        "id": "int",
        "login": "str",
        "name": "str",
    },
)

WatcherRead = TypedDict(
    "WatcherRead",
    {
        "id": "int",
        "login": "str",
        "name": "str",
        "since": "str",
    },
)

WorkingStretch = TypedDict(
    "WorkingStretch",
    {
        "start": "str",
        "end": "str",
    },
)

