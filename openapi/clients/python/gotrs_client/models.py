"""The shapes of API v1, made from its description by scripts/clients.py. Do not edit."""

from typing import Any, Literal

from typing_extensions import NotRequired, TypedDict

Adoption = Literal['never', 'login', 'email']

ArticleChannel = Literal['email', 'phone', 'internal', 'chat']

FetchState = Literal['off', 'new', 'ok', 'failing', 'late']

FileForm = Literal['po', 'yaml']

ImportAction = Literal['changed', 'reset', 'same', 'unknown', 'refused']

JsonValue = Any

Kind = Literal['agent', 'customer', 'system']

MailState = Literal['waiting', 'sending', 'put_off', 'unreachable', 'held_back', 'no_server', 'broken', 'foreign']

ObjectType = Literal['Ticket', 'Article', 'CustomerUser', 'CustomerCompany']

Problem = Literal['dns', 'refused', 'unreachable', 'timeout', 'tls', 'login', 'token', 'folder', 'protocol', 'closed', 'delete', 'storage', 'unreadable', 'throttled']

ProviderType = Literal['database', 'ldap', 'oidc', 'saml', 'header']

Purpose = Literal['sign_up', 'password_forgot', 'sign_in']

QueueRight = Literal['ro', 'move_into', 'create', 'note', 'owner', 'priority', 'rw']

Scope = Literal['*', 'tickets:read', 'tickets:write', 'tickets:delete', 'articles:read', 'articles:write', 'queues:read', 'users:read', 'customers:read', 'customers:write', 'stats:read', 'webhooks:manage', 'mail:inbound', 'events:read', 'mcp', 'profile:read', 'profile:write', 'tokens:manage', 'impersonate', 'admin:*']

SendState = Literal['off', 'ok', 'failing']

SenderType = Literal['agent', 'system', 'customer']

Status = Literal['sent', 'waiting', 'accepted', 'rejected']

TemplateType = Literal['Answer', 'Create', 'Email', 'Forward', 'Note', 'PhoneCall', 'ProcessManagement', 'Snippet']

TranslationStatus = Literal['changed', 'untranslated']

Transmission = Literal['none', 'queued', 'sent', 'failed']

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
        "message_key": "str",
        "params": "dict[str, str]",
    },
)

ActivityEntry = TypedDict(
    "ActivityEntry",
    {
        "id": "int",
        "type": "str",
        "text": "str",
        "ticket_id": "int",
        "ticket_number": "str",
        "ticket_title": "str",
        "created": "str",
        "agent": "UserRef",
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

AgentNoticeRead = TypedDict(
    "AgentNoticeRead",
    {
        "id": "int",
        "ticket_id": "int",
        "ticket_number": "str",
        "ticket_title": "str",
        "subject": "str",
        "created": "str",
        "read": "str | None",
    },
)

AgentNoticesSeen = TypedDict(
    "AgentNoticesSeen",
    {
        "ids": "NotRequired[list[int] | None]",
    },
)

AgentPerformance = TypedDict(
    "AgentPerformance",
    {
        "closed": "int",
        "answers": "int",
        "notes": "int",
        "solution": "Durations",
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

AgentStatistics = TypedDict(
    "AgentStatistics",
    {
        "agent": "UserRef",
        "open": "int",
        "closed": "int",
        "answers": "int",
        "notes": "int",
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

AgentValueRead = TypedDict(
    "AgentValueRead",
    {
        "id": "int",
        "name": "str",
        "user_id": "int",
        "login": "str",
        "agent": "str",
        "value": "Any",
        "changed": "str",
    },
)

Allowed = TypedDict(
    "Allowed",
    {
        "allowed": "dict[str, list[str]]",
    },
)

Analytics = TypedDict(
    "Analytics",
    {
        "created_by_weekday": "list[int]",
        "created_by_hour": "list[int]",
        "first_response": "Durations",
        "solution": "Durations",
    },
)

Anonymise = TypedDict(
    "Anonymise",
    {
        "reason": "str",
        "erase": "NotRequired[bool]",
    },
)

Anonymised = TypedDict(
    "Anonymised",
    {
        "login": "str",
        "tickets": "int",
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
        "sign_key": "NotRequired[str | None]",
        "encrypt": "NotRequired[bool | None]",
        "time_units": "NotRequired[float | str | None]",
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

AssertionOptionsWanted = TypedDict(
    "AssertionOptionsWanted",
    {
        "kind": "NotRequired[Literal['agent', 'customer']]",
        "challenge": "NotRequired[str]",
    },
)

AssertionSent = TypedDict(
    "AssertionSent",
    {
        "assertion": "dict[str, Any]",
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

AttributeRelationRead = TypedDict(
    "AttributeRelationRead",
    {
        "id": "int",
        "filename": "str",
        "attribute_1": "str",
        "attribute_2": "str",
        "pairs": "list[list[Any]]",
        "priority": "int",
        "created": "str",
        "changed": "str",
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

AxisEntry = TypedDict(
    "AxisEntry",
    {
        "key": "str",
        "name": "str",
        "note": "str",
        "valid": "Validity",
    },
)

BackupRead = TypedDict(
    "BackupRead",
    {
        "id": "str",
        "created": "str",
        "size": "int",
        "files": "bool",
    },
)

BackupStart = TypedDict(
    "BackupStart",
    {
        "files": "NotRequired[bool]",
    },
)

BackupStarted = TypedDict(
    "BackupStarted",
    {
        "job_id": "int",
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

BrandingRead = TypedDict(
    "BrandingRead",
    {
        "name": "NotRequired[str]",
        "accent_light": "NotRequired[str]",
        "accent_dark": "NotRequired[str]",
        "logo": "NotRequired[str]",
    },
)

BrandingUpdate = TypedDict(
    "BrandingUpdate",
    {
        "name": "str",
        "accent_light": "NotRequired[str]",
        "accent_dark": "NotRequired[str]",
    },
)

BrowserKeys = TypedDict(
    "BrowserKeys",
    {
        "p256dh": "str",
        "auth": "str",
    },
)

BrowserSubscription = TypedDict(
    "BrowserSubscription",
    {
        "endpoint": "str",
        "keys": "BrowserKeys",
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

BulkMail = TypedDict(
    "BulkMail",
    {
        "subject": "str",
        "body": "str",
        "content_type": "NotRequired[Literal['text/plain', 'text/html']]",
        "time_units": "NotRequired[float | str | None]",
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
        "owner": "NotRequired[str | int | None]",
        "owner_id": "NotRequired[int | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
        "priority": "NotRequired[str | int | None]",
        "priority_id": "NotRequired[int | None]",
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
        "message_key": "NotRequired[str]",
        "params": "NotRequired[dict[str, str]]",
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

CalendarSettings = TypedDict(
    "CalendarSettings",
    {
        "name": "str",
        "time_zone": "str",
        "week_start": "int",
        "working_hours": "dict[str, list[int]]",
        "vacation_days": "list[YearlyDay]",
        "vacation_dates": "list[SingleDay]",
        "number": "int",
    },
)

CalendarWrite = TypedDict(
    "CalendarWrite",
    {
        "name": "str",
        "time_zone": "str",
        "week_start": "int",
        "working_hours": "dict[str, list[int]]",
        "vacation_days": "list[YearlyDay]",
        "vacation_dates": "list[SingleDay]",
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

Captcha = TypedDict(
    "Captcha",
    {
        "required": "bool",
        "provider": "str | None",
        "site_key": "str",
        "challenge": "str",
        "bits": "int",
    },
)

Cell = TypedDict(
    "Cell",
    {
        "key": "str",
        "name": "str",
        "note": "str",
        "valid": "Validity",
        "marks": "list[str]",
    },
)

CellSet = TypedDict(
    "CellSet",
    {
        "key": "str",
        "marks": "list[str]",
    },
)

CellsSet = TypedDict(
    "CellsSet",
    {
        "cells": "list[CellSet]",
    },
)

Chosen = TypedDict(
    "Chosen",
    {
        "values": "dict[str, str | list[str]]",
    },
)

CodeProof = TypedDict(
    "CodeProof",
    {
        "password": "str",
        "code": "NotRequired[str]",
    },
)

CommunicationEntry = TypedDict(
    "CommunicationEntry",
    {
        "at": "str",
        "priority": "str",
        "key": "str",
        "value": "str",
    },
)

CommunicationLine = TypedDict(
    "CommunicationLine",
    {
        "level": "str",
        "subject": "str",
        "content": "str | None",
        "created": "str",
    },
)

CommunicationObject = TypedDict(
    "CommunicationObject",
    {
        "id": "int",
        "type": "str",
        "status": "str",
        "started": "str",
        "ended": "str | None",
        "article_id": "int | None",
        "ticket_id": "int | None",
        "entries": "list[CommunicationEntry]",
    },
)

CommunicationRead = TypedDict(
    "CommunicationRead",
    {
        "id": "int",
        "transport": "str",
        "direction": "str",
        "status": "str",
        "account_type": "str | None",
        "account_id": "int | None",
        "started": "str",
        "ended": "str | None",
        "objects": "list[CommunicationObject]",
    },
)

CommunicationSummary = TypedDict(
    "CommunicationSummary",
    {
        "id": "int",
        "transport": "str",
        "direction": "str",
        "status": "str",
        "account_type": "str | None",
        "account_id": "int | None",
        "started": "str",
        "ended": "str | None",
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
        "queue": "NotRequired[str | None]",
        "queue_id": "NotRequired[int]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity]",
    },
)

CompanyMerge = TypedDict(
    "CompanyMerge",
    {
        "into": "str",
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
        "queue_id": "int | None",
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
        "queue": "NotRequired[str | None]",
        "queue_id": "NotRequired[int | None]",
        "dynamic_fields": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity | None]",
    },
)

Counted = TypedDict(
    "Counted",
    {
        "id": "int",
        "name": "str",
        "count": "int",
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

CustomerImport = TypedDict(
    "CustomerImport",
    {
        "kind": "Literal['customer_users', 'companies']",
        "rows": "list[dict[str, str]]",
        "update_existing": "NotRequired[bool]",
    },
)

CustomerOfTicket = TypedDict(
    "CustomerOfTicket",
    {
        "user": "CustomerUserRead | None",
        "company": "CompanyRead | None",
    },
)

CustomerStatistics = TypedDict(
    "CustomerStatistics",
    {
        "customer_id": "str",
        "created": "int",
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

CustomerUserMerge = TypedDict(
    "CustomerUserMerge",
    {
        "into": "int",
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

DashboardStats = TypedDict(
    "DashboardStats",
    {
        "open": "int",
        "new": "int",
        "pending_reached": "int",
        "escalated": "int",
        "unlocked": "int",
        "mine": "int",
        "created_today": "int",
        "closed_today": "int",
    },
)

DayCounts = TypedDict(
    "DayCounts",
    {
        "day": "str",
        "created": "int",
        "closed": "int",
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

DeletedArticle = TypedDict(
    "DeletedArticle",
    {
        "number": "int",
        "subject": "str",
        "created": "str",
        "deleted": "str",
    },
)

DeliveryDetails = TypedDict(
    "DeliveryDetails",
    {
        "id": "int",
        "message_id": "str",
        "event_id": "int",
        "type": "str",
        "status": "Literal['pending', 'delivered', 'failed', 'dropped']",
        "attempts": "int",
        "due": "str | None",
        "created": "str",
        "attempted": "str | None",
        "took_ms": "int | None",
        "response_status": "int | None",
        "error": "str | None",
        "request_headers": "dict[str, str]",
        "request_body": "str | None",
        "response_headers": "dict[str, str]",
        "response_body": "str | None",
    },
)

DeliveryRead = TypedDict(
    "DeliveryRead",
    {
        "id": "int",
        "message_id": "str",
        "event_id": "int",
        "type": "str",
        "status": "Literal['pending', 'delivered', 'failed', 'dropped']",
        "attempts": "int",
        "due": "str | None",
        "created": "str",
        "attempted": "str | None",
        "took_ms": "int | None",
        "response_status": "int | None",
        "error": "str | None",
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
        "writing_at": "int",
        "content_type": "Literal['text/plain', 'text/html']",
        "article_id": "int | None",
        "template_id": "int | None",
        "attachments": "list[Ref]",
        "forwarded_attachment_ids": "list[int]",
    },
)

Durations = TypedDict(
    "Durations",
    {
        "tickets": "int",
        "average_s": "int | None",
        "median_s": "int | None",
        "ninetieth_percentile_s": "int | None",
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

EventKind = TypedDict(
    "EventKind",
    {
        "name": "str",
        "description": "str",
    },
)

ExternalPerson = TypedDict(
    "ExternalPerson",
    {
        "external_id": "str",
        "login": "str",
        "email": "str",
        "first_name": "str",
        "last_name": "str",
        "customer_id": "str",
        "groups": "list[str]",
        "admitted": "bool",
        "roles": "list[str]",
        "rights": "list[str]",
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
        "valid": "NotRequired[bool]",
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

Identities = TypedDict(
    "Identities",
    {
        "data": "list[IdentityRead]",
        "linkable": "list[Linkable]",
    },
)

IdentityRead = TypedDict(
    "IdentityRead",
    {
        "id": "int",
        "provider": "str",
        "label": "str",
        "login": "str",
        "linked": "str",
        "last_used": "str",
    },
)

IdleCalendar = TypedDict(
    "IdleCalendar",
    {
        "number": "int",
        "name": "str",
        "queues": "list[str]",
        "slas": "list[str]",
    },
)

ImportReport = TypedDict(
    "ImportReport",
    {
        "created": "int",
        "updated": "int",
        "errors": "list[RowError]",
    },
)

ImportStarted = TypedDict(
    "ImportStarted",
    {
        "job_id": "int",
    },
)

ImportedTranslation = TypedDict(
    "ImportedTranslation",
    {
        "source": "str",
        "action": "ImportAction",
        "reason": "NotRequired[str]",
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

InvokerRead = TypedDict(
    "InvokerRead",
    {
        "name": "str",
        "type": "str",
        "description": "str",
        "events": "list[str]",
        "available": "bool",
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

KindRead = TypedDict(
    "KindRead",
    {
        "name": "str",
        "known_by": "str",
        "columns": "list[str]",
        "formats": "list[Literal['yaml', 'csv']]",
    },
)

LanguageRead = TypedDict(
    "LanguageRead",
    {
        "code": "str",
        "name": "str",
        "direction": "str",
        "default": "bool",
    },
)

LdapConfigure = TypedDict(
    "LdapConfigure",
    {
        "create": "NotRequired[bool]",
        "update": "NotRequired[bool]",
        "adopt": "NotRequired[Adoption]",
        "required_groups": "NotRequired[list[str]]",
        "roles": "NotRequired[dict[str, list[str]]]",
        "groups": "NotRequired[dict[str, list[str]]]",
        "keep_others": "NotRequired[bool]",
        "host": "str",
        "port": "NotRequired[int]",
        "security": "NotRequired[Literal['starttls', 'ldaps', 'none']]",
        "verify_tls": "NotRequired[bool]",
        "ca_certificate": "NotRequired[str]",
        "bind_dn": "NotRequired[str]",
        "bind_password": "NotRequired[str]",
        "base_dn": "str",
        "user_filter": "NotRequired[str]",
        "login_attribute": "NotRequired[str]",
        "id_attribute": "NotRequired[str]",
        "email_attribute": "NotRequired[str]",
        "first_name_attribute": "NotRequired[str]",
        "last_name_attribute": "NotRequired[str]",
        "phone_attribute": "NotRequired[str]",
        "customer_id_attribute": "NotRequired[str]",
        "group_base_dn": "NotRequired[str]",
        "group_filter": "NotRequired[str]",
        "member_attribute": "NotRequired[str]",
        "nested_groups": "NotRequired[bool]",
        "sync_every_s": "NotRequired[int]",
        "sync_deactivates": "NotRequired[bool]",
        "timeout_s": "NotRequired[int]",
        "label": "NotRequired[str]",
        "agents": "NotRequired[bool]",
        "customers": "NotRequired[bool]",
        "position": "NotRequired[int]",
    },
)

LdapGroups = TypedDict(
    "LdapGroups",
    {
        "data": "list[str]",
    },
)

LdapImport = TypedDict(
    "LdapImport",
    {
        "logins": "list[str]",
        "kind": "NotRequired[Literal['agent', 'customer']]",
    },
)

LdapImported = TypedDict(
    "LdapImported",
    {
        "login": "str",
        "result": "Literal['imported', 'refused', 'unknown']",
        "reason": "str",
    },
)

LdapImports = TypedDict(
    "LdapImports",
    {
        "data": "list[LdapImported]",
    },
)

LdapMappings = TypedDict(
    "LdapMappings",
    {
        "roles": "NotRequired[dict[str, list[str]]]",
        "groups": "NotRequired[dict[str, list[str]]]",
    },
)

LdapMappingsRead = TypedDict(
    "LdapMappingsRead",
    {
        "roles": "dict[str, list[str]]",
        "groups": "dict[str, list[str]]",
    },
)

LdapPeople = TypedDict(
    "LdapPeople",
    {
        "data": "list[ExternalPerson]",
    },
)

LdapState = TypedDict(
    "LdapState",
    {
        "configured": "bool",
        "enabled": "bool",
        "provider": "ProviderRead | None",
    },
)

LinkTypeRead = TypedDict(
    "LinkTypeRead",
    {
        "id": "int",
        "name": "str",
        "roles": "list[Literal['parent', 'child', 'peer']]",
    },
)

Linkable = TypedDict(
    "Linkable",
    {
        "provider": "str",
        "label": "str",
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

ListAnswer_ActivityEntry_ = TypedDict(
    "ListAnswer_ActivityEntry_",
    {
        "data": "list[ActivityEntry]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_AgentNoticeRead_ = TypedDict(
    "ListAnswer_AgentNoticeRead_",
    {
        "data": "list[AgentNoticeRead]",
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

ListAnswer_AgentStatistics_ = TypedDict(
    "ListAnswer_AgentStatistics_",
    {
        "data": "list[AgentStatistics]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_AgentValueRead_ = TypedDict(
    "ListAnswer_AgentValueRead_",
    {
        "data": "list[AgentValueRead]",
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

ListAnswer_AttributeRelationRead_ = TypedDict(
    "ListAnswer_AttributeRelationRead_",
    {
        "data": "list[AttributeRelationRead]",
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

ListAnswer_AxisEntry_ = TypedDict(
    "ListAnswer_AxisEntry_",
    {
        "data": "list[AxisEntry]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_BackupRead_ = TypedDict(
    "ListAnswer_BackupRead_",
    {
        "data": "list[BackupRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_CalendarSettings_ = TypedDict(
    "ListAnswer_CalendarSettings_",
    {
        "data": "list[CalendarSettings]",
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

ListAnswer_Cell_ = TypedDict(
    "ListAnswer_Cell_",
    {
        "data": "list[Cell]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_CommunicationSummary_ = TypedDict(
    "ListAnswer_CommunicationSummary_",
    {
        "data": "list[CommunicationSummary]",
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

ListAnswer_Counted_ = TypedDict(
    "ListAnswer_Counted_",
    {
        "data": "list[Counted]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_CustomerStatistics_ = TypedDict(
    "ListAnswer_CustomerStatistics_",
    {
        "data": "list[CustomerStatistics]",
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

ListAnswer_DayCounts_ = TypedDict(
    "ListAnswer_DayCounts_",
    {
        "data": "list[DayCounts]",
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

ListAnswer_DeliveryRead_ = TypedDict(
    "ListAnswer_DeliveryRead_",
    {
        "data": "list[DeliveryRead]",
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

ListAnswer_EventKind_ = TypedDict(
    "ListAnswer_EventKind_",
    {
        "data": "list[EventKind]",
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

ListAnswer_KindRead_ = TypedDict(
    "ListAnswer_KindRead_",
    {
        "data": "list[KindRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_LanguageRead_ = TypedDict(
    "ListAnswer_LanguageRead_",
    {
        "data": "list[LanguageRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_LinkTypeRead_ = TypedDict(
    "ListAnswer_LinkTypeRead_",
    {
        "data": "list[LinkTypeRead]",
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

ListAnswer_LogLine_ = TypedDict(
    "ListAnswer_LogLine_",
    {
        "data": "list[LogLine]",
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

ListAnswer_MailKeyRead_ = TypedDict(
    "ListAnswer_MailKeyRead_",
    {
        "data": "list[MailKeyRead]",
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

ListAnswer_MaintenanceRead_ = TypedDict(
    "ListAnswer_MaintenanceRead_",
    {
        "data": "list[MaintenanceRead]",
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

ListAnswer_OAuth2AccessRead_ = TypedDict(
    "ListAnswer_OAuth2AccessRead_",
    {
        "data": "list[OAuth2AccessRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_OfferedValue_ = TypedDict(
    "ListAnswer_OfferedValue_",
    {
        "data": "list[OfferedValue]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_OwnNotification_ = TypedDict(
    "ListAnswer_OwnNotification_",
    {
        "data": "list[OwnNotification]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_PeriodicRead_ = TypedDict(
    "ListAnswer_PeriodicRead_",
    {
        "data": "list[PeriodicRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_PresenceRead_ = TypedDict(
    "ListAnswer_PresenceRead_",
    {
        "data": "list[PresenceRead]",
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

ListAnswer_ProviderRead_ = TypedDict(
    "ListAnswer_ProviderRead_",
    {
        "data": "list[ProviderRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_PushSubscriptionRead_ = TypedDict(
    "ListAnswer_PushSubscriptionRead_",
    {
        "data": "list[PushSubscriptionRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_QueueCounts_ = TypedDict(
    "ListAnswer_QueueCounts_",
    {
        "data": "list[QueueCounts]",
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

ListAnswer_QueueStatistics_ = TypedDict(
    "ListAnswer_QueueStatistics_",
    {
        "data": "list[QueueStatistics]",
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

ListAnswer_RelationRead_ = TypedDict(
    "ListAnswer_RelationRead_",
    {
        "data": "list[RelationRead]",
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

ListAnswer_RoutePerformance_ = TypedDict(
    "ListAnswer_RoutePerformance_",
    {
        "data": "list[RoutePerformance]",
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

ListAnswer_SettingChangeRead_ = TypedDict(
    "ListAnswer_SettingChangeRead_",
    {
        "data": "list[SettingChangeRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_SettingRead_ = TypedDict(
    "ListAnswer_SettingRead_",
    {
        "data": "list[SettingRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_SignUpRead_ = TypedDict(
    "ListAnswer_SignUpRead_",
    {
        "data": "list[SignUpRead]",
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

ListAnswer_SmtpAccountRead_ = TypedDict(
    "ListAnswer_SmtpAccountRead_",
    {
        "data": "list[SmtpAccountRead]",
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

ListAnswer_TranslationChangeRead_ = TypedDict(
    "ListAnswer_TranslationChangeRead_",
    {
        "data": "list[TranslationChangeRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TranslationRead_ = TypedDict(
    "ListAnswer_TranslationRead_",
    {
        "data": "list[TranslationRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TransmissionRead_ = TypedDict(
    "ListAnswer_TransmissionRead_",
    {
        "data": "list[TransmissionRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_TrendCounts_ = TypedDict(
    "ListAnswer_TrendCounts_",
    {
        "data": "list[TrendCounts]",
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

ListAnswer_UserRef_ = TypedDict(
    "ListAnswer_UserRef_",
    {
        "data": "list[UserRef]",
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

ListAnswer_WebServiceCallRead_ = TypedDict(
    "ListAnswer_WebServiceCallRead_",
    {
        "data": "list[WebServiceCallRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_WebhookRead_ = TypedDict(
    "ListAnswer_WebhookRead_",
    {
        "data": "list[WebhookRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_WebserviceRead_ = TypedDict(
    "ListAnswer_WebserviceRead_",
    {
        "data": "list[WebserviceRead]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_WebserviceVersion_ = TypedDict(
    "ListAnswer_WebserviceVersion_",
    {
        "data": "list[WebserviceVersion]",
        "meta": "ListMeta",
        "links": "ListLinks",
    },
)

ListAnswer_WorkingCalendarRead_ = TypedDict(
    "ListAnswer_WorkingCalendarRead_",
    {
        "data": "list[WorkingCalendarRead]",
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

LogLine = TypedDict(
    "LogLine",
    {
        "id": "int",
        "at": "str",
        "level": "Literal['debug', 'info', 'warning', 'error', 'critical']",
        "event": "str",
        "process": "str",
        "request_id": "str | None",
        "details": "dict[str, Any]",
    },
)

Login = TypedDict(
    "Login",
    {
        "login": "str",
        "password": "str",
        "kind": "NotRequired[Literal['agent', 'customer']]",
        "captcha": "NotRequired[str]",
    },
)

LogoWrite = TypedDict(
    "LogoWrite",
    {
        "content": "str",
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
        "type": "NotRequired[Literal['IMAP', 'IMAPS', 'IMAPTLS', 'POP3', 'POP3S', 'POP3TLS', 'MSGraph']]",
        "folder": "NotRequired[str]",
        "authentication": "NotRequired[Literal['password', 'oauth2_token']]",
        "oauth2_token_config_id": "NotRequired[int | None]",
        "dispatch": "NotRequired[Literal['recipient', 'queue']]",
        "queue": "NotRequired[str | None]",
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
        "type": "NotRequired[Literal['IMAP', 'IMAPS', 'IMAPTLS', 'POP3', 'POP3S', 'POP3TLS', 'MSGraph'] | None]",
        "folder": "NotRequired[str | None]",
        "authentication": "NotRequired[Literal['password', 'oauth2_token'] | None]",
        "oauth2_token_config_id": "NotRequired[int | None]",
        "dispatch": "NotRequired[Literal['recipient', 'queue'] | None]",
        "queue": "NotRequired[str | None]",
        "queue_id": "NotRequired[int | None]",
        "trusted": "NotRequired[bool | None]",
        "comment": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "fetch": "NotRequired[bool | None]",
        "interval_s": "NotRequired[int | None]",
        "verify_tls": "NotRequired[bool | None]",
    },
)

MailKeyAdd = TypedDict(
    "MailKeyAdd",
    {
        "text": "str",
        "passphrase": "NotRequired[str]",
    },
)

MailKeyRead = TypedDict(
    "MailKeyRead",
    {
        "id": "int",
        "kind": "Literal['smime', 'pgp']",
        "fingerprint": "str",
        "emails": "list[str]",
        "subject": "str",
        "has_private": "bool",
        "valid_from": "str | None",
        "expires": "str | None",
        "created": "str",
    },
)

MailOverview = TypedDict(
    "MailOverview",
    {
        "waiting": "int",
        "put_off": "int",
        "oldest": "str | None",
        "server_configured": "bool",
        "lost": "int",
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
        "state": "MailState",
        "due": "str | None",
        "waits_for_server": "bool",
        "account_id": "int | None",
        "account": "str | None",
        "foreign": "bool",
        "last_code": "int | None",
        "last_message": "str | None",
        "created": "str",
    },
)

MailTest = TypedDict(
    "MailTest",
    {
        "to": "str",
    },
)

MailTestQueued = TypedDict(
    "MailTestQueued",
    {
        "id": "int",
    },
)

MaintenanceCreate = TypedDict(
    "MaintenanceCreate",
    {
        "comment": "str",
        "start": "str",
        "stop": "str",
        "login_message": "NotRequired[str]",
        "show_login_message": "NotRequired[bool]",
        "notify_message": "NotRequired[str]",
        "valid": "NotRequired[Validity]",
    },
)

MaintenanceRead = TypedDict(
    "MaintenanceRead",
    {
        "id": "int",
        "comment": "str",
        "start": "str",
        "stop": "str",
        "login_message": "str",
        "show_login_message": "bool",
        "notify_message": "str",
        "valid": "Validity",
        "active": "bool",
        "created": "str",
        "changed": "str",
    },
)

MaintenanceUpdate = TypedDict(
    "MaintenanceUpdate",
    {
        "comment": "NotRequired[str | None]",
        "start": "NotRequired[str | None]",
        "stop": "NotRequired[str | None]",
        "login_message": "NotRequired[str | None]",
        "show_login_message": "NotRequired[bool | None]",
        "notify_message": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
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
        "method": "Literal['totp', 'recovery', 'webauthn']",
        "code": "NotRequired[str]",
        "assertion": "NotRequired[dict[str, Any] | None]",
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

MyServices = TypedDict(
    "MyServices",
    {
        "service_ids": "list[int]",
    },
)

MyServicesSet = TypedDict(
    "MyServicesSet",
    {
        "service_ids": "list[int]",
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
        "webhook_ids": "NotRequired[list[int]]",
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
        "webhook_ids": "list[int]",
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
        "webhooks": "list[str]",
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
        "webhook_ids": "NotRequired[list[int] | None]",
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

OAuth2AccessCreate = TypedDict(
    "OAuth2AccessCreate",
    {
        "name": "str",
        "provider": "NotRequired[Literal['microsoft', 'microsoft_graph', 'google', 'other']]",
        "grant": "NotRequired[Literal['authorization_code', 'client_credentials']]",
        "tenant": "NotRequired[str]",
        "client_id": "str",
        "client_secret": "NotRequired[str]",
        "scope": "NotRequired[str]",
        "authorize_url": "NotRequired[str | None]",
        "token_url": "NotRequired[str | None]",
        "valid": "NotRequired[Validity]",
    },
)

OAuth2AccessRead = TypedDict(
    "OAuth2AccessRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "client_id": "str",
        "has_secret": "bool",
        "scope": "str",
        "authorize_url": "str",
        "token_url": "str",
        "grant": "Literal['authorization_code', 'client_credentials']",
        "granted": "bool",
        "token_expires": "str | None",
        "refresh_token_expires": "str | None",
        "error": "str | None",
    },
)

OAuth2AccessUpdate = TypedDict(
    "OAuth2AccessUpdate",
    {
        "name": "NotRequired[str | None]",
        "grant": "NotRequired[Literal['authorization_code', 'client_credentials'] | None]",
        "client_id": "NotRequired[str | None]",
        "client_secret": "NotRequired[str | None]",
        "scope": "NotRequired[str | None]",
        "authorize_url": "NotRequired[str | None]",
        "token_url": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
    },
)

OAuth2Departure = TypedDict(
    "OAuth2Departure",
    {
        "url": "str",
    },
)

OAuth2GrantAnswer = TypedDict(
    "OAuth2GrantAnswer",
    {
        "state": "str",
        "code": "NotRequired[str]",
        "error": "NotRequired[str]",
    },
)

OAuth2GrantOrder = TypedDict(
    "OAuth2GrantOrder",
    {
        "redirect_uri": "str",
    },
)

OfferedValue = TypedDict(
    "OfferedValue",
    {
        "value": "str",
        "label": "str",
    },
)

OperationRead = TypedDict(
    "OperationRead",
    {
        "name": "str",
        "type": "str",
        "description": "str",
        "route": "str",
        "methods": "list[str]",
        "available": "bool",
    },
)

OutOfOffice = TypedDict(
    "OutOfOffice",
    {
        "start": "str",
        "end": "str",
    },
)

OwnNotification = TypedDict(
    "OwnNotification",
    {
        "id": "int",
        "name": "str",
        "hint": "str",
        "transports": "list[str]",
        "email": "bool",
        "in_app": "bool",
        "web_push": "bool",
        "required": "bool",
    },
)

OwnNotificationWanted = TypedDict(
    "OwnNotificationWanted",
    {
        "id": "int",
        "email": "NotRequired[bool | None]",
        "in_app": "NotRequired[bool | None]",
        "web_push": "NotRequired[bool | None]",
    },
)

OwnNotificationsSet = TypedDict(
    "OwnNotificationsSet",
    {
        "data": "list[OwnNotificationWanted]",
    },
)

OwnSetting = TypedDict(
    "OwnSetting",
    {
        "name": "str",
        "description": "str",
        "value": "Any",
        "of_the_desk": "Any",
        "options": "list[str]",
        "value_schema": "dict[str, Any]",
    },
)

OwnSettingList = TypedDict(
    "OwnSettingList",
    {
        "data": "list[OwnSetting]",
    },
)

OwnSettingWrite = TypedDict(
    "OwnSettingWrite",
    {
        "value": "JsonValue",
    },
)

PasskeyAdded = TypedDict(
    "PasskeyAdded",
    {
        "id": "int",
        "name": "str",
        "created": "str",
        "last_used": "str | None",
        "backed_up": "bool",
        "recovery_codes": "list[str]",
    },
)

PasskeyCreate = TypedDict(
    "PasskeyCreate",
    {
        "name": "str",
        "credential": "dict[str, Any]",
    },
)

PasskeyOptions = TypedDict(
    "PasskeyOptions",
    {
        "public_key": "dict[str, Any]",
    },
)

PasskeyOptionsWanted = TypedDict(
    "PasskeyOptionsWanted",
    {
        "password": "str",
    },
)

PasskeyRead = TypedDict(
    "PasskeyRead",
    {
        "id": "int",
        "name": "str",
        "created": "str",
        "last_used": "str | None",
        "backed_up": "bool",
    },
)

PasskeyRemoval = TypedDict(
    "PasskeyRemoval",
    {
        "password": "str",
    },
)

PasskeyRename = TypedDict(
    "PasskeyRename",
    {
        "name": "str",
    },
)

Passkeys = TypedDict(
    "Passkeys",
    {
        "data": "list[PasskeyRead]",
    },
)

PasswordByLink = TypedDict(
    "PasswordByLink",
    {
        "token": "str",
        "password": "str",
    },
)

PasswordChange = TypedDict(
    "PasswordChange",
    {
        "current": "str",
        "new": "str",
    },
)

PasswordChangeRequired = TypedDict(
    "PasswordChangeRequired",
    {
        "password_change_required": "Literal[True]",
        "token": "str",
    },
)

PasswordForgotten = TypedDict(
    "PasswordForgotten",
    {
        "login": "str",
        "kind": "NotRequired[Literal['agent', 'customer']]",
        "captcha": "NotRequired[str]",
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
        "must_change": "NotRequired[bool | None]",
        "by_mail": "NotRequired[bool]",
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

PerformanceReport = TypedDict(
    "PerformanceReport",
    {
        "analytics": "Analytics",
        "agents": "list[AgentStatistics]",
    },
)

PeriodicRead = TypedDict(
    "PeriodicRead",
    {
        "id": "str",
        "every_s": "float",
        "last_run": "str | None",
        "next_run": "str | None",
        "running": "bool",
        "process": "str",
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

Presence = TypedDict(
    "Presence",
    {
        "is_writing": "NotRequired[bool]",
    },
)

PresenceRead = TypedDict(
    "PresenceRead",
    {
        "user_id": "int",
        "name": "str",
        "is_writing": "bool",
    },
)

PriorityCreate = TypedDict(
    "PriorityCreate",
    {
        "name": "str",
        "color": "NotRequired[str]",
        "valid": "NotRequired[Validity]",
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
        "color": "str",
    },
)

PriorityUpdate = TypedDict(
    "PriorityUpdate",
    {
        "name": "NotRequired[str | None]",
        "color": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
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

ProcessSetting = TypedDict(
    "ProcessSetting",
    {
        "name": "str",
        "value": "Any",
        "default": "bool",
        "secret": "bool",
        "description": "str",
    },
)

Provider = TypedDict(
    "Provider",
    {
        "id": "str",
        "name": "str",
        "kinds": "list[str]",
        "type": "Literal['password', 'redirect']",
        "url": "NotRequired[str | None]",
    },
)

ProviderCreate = TypedDict(
    "ProviderCreate",
    {
        "name": "str",
        "label": "str",
        "type": "ProviderType",
        "position": "NotRequired[int]",
        "agents": "NotRequired[bool]",
        "customers": "NotRequired[bool]",
        "enabled": "NotRequired[bool]",
        "config": "NotRequired[dict[str, JsonValue]]",
    },
)

ProviderOrder = TypedDict(
    "ProviderOrder",
    {
        "names": "list[str]",
    },
)

ProviderRead = TypedDict(
    "ProviderRead",
    {
        "id": "int",
        "name": "str",
        "label": "str",
        "type": "ProviderType",
        "position": "int",
        "agents": "bool",
        "customers": "bool",
        "enabled": "bool",
        "config": "dict[str, JsonValue]",
        "secrets": "dict[str, bool]",
        "changed": "str",
    },
)

ProviderTest = TypedDict(
    "ProviderTest",
    {
        "login": "NotRequired[str]",
        "password": "NotRequired[str]",
        "groups": "NotRequired[list[str]]",
    },
)

ProviderTrial = TypedDict(
    "ProviderTrial",
    {
        "ok": "bool",
        "step": "str | None",
        "error": "str | None",
        "found": "NotRequired[dict[str, Any]]",
        "person": "NotRequired[ExternalPerson | None]",
    },
)

ProviderUpdate = TypedDict(
    "ProviderUpdate",
    {
        "label": "NotRequired[str | None]",
        "position": "NotRequired[int | None]",
        "agents": "NotRequired[bool | None]",
        "customers": "NotRequired[bool | None]",
        "enabled": "NotRequired[bool | None]",
        "config": "NotRequired[dict[str, JsonValue] | None]",
    },
)

Providers = TypedDict(
    "Providers",
    {
        "data": "list[Provider]",
    },
)

PushKeyRead = TypedDict(
    "PushKeyRead",
    {
        "key": "str",
    },
)

PushSubscriptionCreate = TypedDict(
    "PushSubscriptionCreate",
    {
        "name": "str",
        "subscription": "BrowserSubscription",
    },
)

PushSubscriptionRead = TypedDict(
    "PushSubscriptionRead",
    {
        "id": "int",
        "name": "str",
        "created": "str",
        "delivered": "str | None",
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

QueueCounts = TypedDict(
    "QueueCounts",
    {
        "queue": "NamedRef",
        "open": "int",
        "new": "int",
        "unlocked": "int",
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

QueueFigures = TypedDict(
    "QueueFigures",
    {
        "queue": "NamedRef",
        "open": "int",
        "created": "int",
        "closed": "int",
        "by_state": "list[Counted]",
        "by_priority": "list[Counted]",
        "first_response": "Durations",
        "solution": "Durations",
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

QueueStatistics = TypedDict(
    "QueueStatistics",
    {
        "queue": "NamedRef",
        "open": "int",
        "created": "int",
        "closed": "int",
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

Register = TypedDict(
    "Register",
    {
        "email": "str",
        "first_name": "str",
        "last_name": "str",
        "language": "NotRequired[str]",
        "captcha": "NotRequired[str]",
    },
)

RegisterConfirm = TypedDict(
    "RegisterConfirm",
    {
        "token": "str",
        "password": "str",
    },
)

Registered = TypedDict(
    "Registered",
    {
        "status": "Status",
        "login": "str",
    },
)

ReindexStarted = TypedDict(
    "ReindexStarted",
    {
        "job_id": "int",
    },
)

RelationCreate = TypedDict(
    "RelationCreate",
    {
        "filename": "str",
        "content": "str",
        "priority": "NotRequired[int | None]",
        "add_missing_values": "NotRequired[bool]",
    },
)

RelationFile = TypedDict(
    "RelationFile",
    {
        "content": "str",
        "form": "NotRequired[Literal['yaml', 'csv']]",
        "preview": "NotRequired[bool]",
    },
)

RelationImported = TypedDict(
    "RelationImported",
    {
        "written": "bool",
        "rows": "list[TieRead]",
    },
)

RelationOrder = TypedDict(
    "RelationOrder",
    {
        "ids": "list[int]",
    },
)

RelationRead = TypedDict(
    "RelationRead",
    {
        "name": "str",
        "axes": "list[Any]",
        "marks": "list[str]",
    },
)

RelationUpdate = TypedDict(
    "RelationUpdate",
    {
        "filename": "NotRequired[str | None]",
        "content": "NotRequired[str | None]",
        "priority": "NotRequired[int | None]",
        "add_missing_values": "NotRequired[bool]",
    },
)

Replay = TypedDict(
    "Replay",
    {
        "since": "str",
        "until": "NotRequired[str | None]",
    },
)

Replayed = TypedDict(
    "Replayed",
    {
        "deliveries": "int",
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

RoutePerformance = TypedDict(
    "RoutePerformance",
    {
        "id": "str",
        "area": "str",
        "route": "str",
        "requests": "int",
        "average_ms": "int",
        "min_ms": "int",
        "max_ms": "int",
    },
)

RowError = TypedDict(
    "RowError",
    {
        "row": "int",
        "field": "str",
        "message": "str",
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

SecretRead = TypedDict(
    "SecretRead",
    {
        "secret": "str",
        "old_secret_until": "str | None",
    },
)

SecretRotate = TypedDict(
    "SecretRotate",
    {
        "overlap_s": "NotRequired[int]",
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

SettingChangeRead = TypedDict(
    "SettingChangeRead",
    {
        "id": "int",
        "name": "str",
        "value_before": "Any",
        "value_after": "Any",
        "changed": "str",
        "changed_by": "str",
    },
)

SettingRead = TypedDict(
    "SettingRead",
    {
        "id": "str",
        "name": "str",
        "group": "str",
        "description": "str",
        "value": "Any",
        "default": "Any",
        "is_modified": "bool",
        "is_undeployed": "bool",
        "undeployed_value": "Any",
        "has_effect": "bool",
        "is_optional": "bool",
        "agents_may_change": "bool | None",
        "options": "list[str]",
        "keys": "list[str]",
        "value_schema": "dict[str, Any]",
    },
)

SettingWrite = TypedDict(
    "SettingWrite",
    {
        "value": "JsonValue",
        "agents_may_change": "NotRequired[bool | None]",
    },
)

SettingsRestored = TypedDict(
    "SettingsRestored",
    {
        "names": "list[str]",
    },
)

SignUpRead = TypedDict(
    "SignUpRead",
    {
        "id": "int",
        "status": "Status",
        "email": "str",
        "first_name": "str",
        "last_name": "str",
        "login": "str",
        "created": "str",
        "confirmed": "str | None",
        "decided": "str | None",
    },
)

SingleDay = TypedDict(
    "SingleDay",
    {
        "date": "str",
        "name": "str",
    },
)

SlaBreaches = TypedDict(
    "SlaBreaches",
    {
        "sla": "NamedRef",
        "breached": "dict[str, int]",
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

SlaMetrics = TypedDict(
    "SlaMetrics",
    {
        "sla": "NamedRef",
        "open": "int",
        "created": "int",
        "closed": "int",
        "breached": "dict[str, int]",
        "first_response": "Durations",
        "solution": "Durations",
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

SlaReport = TypedDict(
    "SlaReport",
    {
        "slas": "list[SlaBreaches]",
        "without_sla": "dict[str, int]",
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

SmtpAccountCreate = TypedDict(
    "SmtpAccountCreate",
    {
        "name": "str",
        "host": "str",
        "port": "NotRequired[int]",
        "security": "NotRequired[Literal['tls', 'starttls', 'none']]",
        "verify_tls": "NotRequired[bool]",
        "authentication": "NotRequired[Literal['password', 'oauth2_token', 'none']]",
        "login": "NotRequired[str]",
        "password": "NotRequired[str]",
        "oauth2_token_config_id": "NotRequired[int | None]",
        "is_default": "NotRequired[bool]",
        "comment": "NotRequired[str]",
        "valid": "NotRequired[Validity]",
    },
)

SmtpAccountRead = TypedDict(
    "SmtpAccountRead",
    {
        "id": "int",
        "name": "str",
        "valid": "Validity",
        "created": "str",
        "changed": "str",
        "host": "str",
        "port": "int",
        "security": "Literal['tls', 'starttls', 'none']",
        "verify_tls": "bool",
        "authentication": "Literal['password', 'oauth2_token', 'none']",
        "login": "str",
        "has_password": "bool",
        "oauth2_token_config_id": "int | None",
        "is_default": "bool",
        "addresses": "list[Ref]",
        "comment": "str",
        "state": "SendState",
        "trouble": "SmtpTroubleRead | None",
    },
)

SmtpAccountTrial = TypedDict(
    "SmtpAccountTrial",
    {
        "ok": "bool",
        "problem": "Problem | None",
        "error": "str | None",
    },
)

SmtpAccountUpdate = TypedDict(
    "SmtpAccountUpdate",
    {
        "name": "NotRequired[str | None]",
        "host": "NotRequired[str | None]",
        "port": "NotRequired[int | None]",
        "security": "NotRequired[Literal['tls', 'starttls', 'none'] | None]",
        "verify_tls": "NotRequired[bool | None]",
        "authentication": "NotRequired[Literal['password', 'oauth2_token', 'none'] | None]",
        "login": "NotRequired[str | None]",
        "password": "NotRequired[str | None]",
        "oauth2_token_config_id": "NotRequired[int | None]",
        "is_default": "NotRequired[bool | None]",
        "comment": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
    },
)

SmtpTroubleRead = TypedDict(
    "SmtpTroubleRead",
    {
        "problem": "Problem",
        "error": "str",
        "since": "str",
        "last": "str",
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
        "color": "NotRequired[str]",
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
        "color": "str",
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
        "color": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

StatisticsDashboard = TypedDict(
    "StatisticsDashboard",
    {
        "overview": "DashboardStats",
        "by_queue": "list[Counted]",
        "by_priority": "list[Counted]",
        "recent": "list[DayCounts]",
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

SyncOrder = TypedDict(
    "SyncOrder",
    {
        "job_id": "int",
    },
)

SyncStatus = TypedDict(
    "SyncStatus",
    {
        "running": "bool",
        "started": "str | None",
        "finished": "str | None",
        "error": "str | None",
        "counts": "dict[str, int]",
    },
)

SystemAddressCreate = TypedDict(
    "SystemAddressCreate",
    {
        "email": "str",
        "display_name": "str",
        "queue": "NotRequired[str | None]",
        "queue_id": "NotRequired[int | None]",
        "smtp_account_id": "NotRequired[int]",
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
        "smtp_account_id": "int | None",
        "comment": "str",
    },
)

SystemAddressUpdate = TypedDict(
    "SystemAddressUpdate",
    {
        "email": "NotRequired[str | None]",
        "display_name": "NotRequired[str | None]",
        "queue": "NotRequired[str | None]",
        "queue_id": "NotRequired[int | None]",
        "smtp_account_id": "NotRequired[int | None]",
        "valid": "NotRequired[Validity | None]",
        "comment": "NotRequired[str | None]",
    },
)

SystemConfig = TypedDict(
    "SystemConfig",
    {
        "version": "str",
        "database": "str",
        "settings": "list[ProcessSetting]",
    },
)

SystemMaintenance = TypedDict(
    "SystemMaintenance",
    {
        "active": "MaintenanceRead | None",
        "coming": "MaintenanceRead | None",
        "notification": "str",
    },
)

SystemStats = TypedDict(
    "SystemStats",
    {
        "tickets": "int",
        "articles": "int",
        "agents": "int",
        "customer_users": "int",
        "sessions": "int",
        "jobs": "dict[str, Waiting]",
        "mail_spool": "dict[str, Waiting]",
        "mail_queue": "Waiting",
        "webhook_deliveries": "dict[str, Waiting]",
        "idle_calendars": "list[IdleCalendar]",
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
        "sign_key": "NotRequired[str | None]",
        "encrypt": "NotRequired[bool | None]",
        "time_units": "NotRequired[float | str | None]",
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
        "note_time_units": "NotRequired[float | str | None]",
        "mail": "NotRequired[BulkMail | None]",
        "link": "NotRequired[TicketLink | None]",
        "link_together": "NotRequired[bool]",
        "watch": "NotRequired[bool | None]",
        "merge_into": "NotRequired[int | None]",
        "merge_into_number": "NotRequired[str | None]",
        "merge_to_oldest": "NotRequired[bool]",
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
        "merged_into": "TicketRef | None",
        "allowed": "list[str]",
        "articles": "NotRequired[list[ArticleRead]]",
        "customer": "NotRequired[CustomerOfTicket | None]",
    },
)

TicketFilter = TypedDict(
    "TicketFilter",
    {
        "df": "NotRequired[dict[str, list[str]]]",
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
        "sign_key": "NotRequired[str | None]",
        "encrypt": "NotRequired[bool | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
        "time_units": "NotRequired[float | str | None]",
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
        "owner": "NotRequired[str | int | None]",
        "owner_id": "NotRequired[int | None]",
        "state": "NotRequired[str | int | None]",
        "state_id": "NotRequired[int | None]",
        "pending_until": "NotRequired[str | None]",
        "priority": "NotRequired[str | int | None]",
        "priority_id": "NotRequired[int | None]",
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
        "dynamic_fields": "dict[str, str]",
        "watchers": "list[str]",
        "articles": "list[ArticleSummary] | None",
        "deleted_articles": "list[DeletedArticle] | None",
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
        "merged_into": "TicketRef | None",
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
        "sign_key": "NotRequired[str | None]",
        "encrypt": "NotRequired[bool | None]",
        "time_units": "NotRequired[float | str | None]",
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

TicketsReport = TypedDict(
    "TicketsReport",
    {
        "overview": "DashboardStats",
        "created": "int",
        "closed": "int",
        "by_queue": "list[QueueStatistics]",
        "by_state": "list[Counted]",
        "by_priority": "list[Counted]",
        "days": "list[DayCounts]",
    },
)

TieRead = TypedDict(
    "TieRead",
    {
        "first": "str",
        "second": "str",
        "marks": "list[str]",
        "outcome": "str",
        "error": "str",
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

TransferFile = TypedDict(
    "TransferFile",
    {
        "content": "str",
        "form": "NotRequired[Literal['yaml', 'csv']]",
        "preview": "NotRequired[bool]",
    },
)

TransferRow = TypedDict(
    "TransferRow",
    {
        "kind": "str",
        "number": "int",
        "name": "str",
        "outcome": "str",
        "errors": "list[TransferRowError]",
    },
)

TransferRowError = TypedDict(
    "TransferRowError",
    {
        "column": "str",
        "code": "str",
        "message": "str",
    },
)

Transferred = TypedDict(
    "Transferred",
    {
        "written": "bool",
        "rows": "list[TransferRow]",
    },
)

TranslationChangeRead = TypedDict(
    "TranslationChangeRead",
    {
        "id": "int",
        "translation_id": "str",
        "language": "str",
        "source": "str",
        "texts_before": "list[str] | None",
        "texts_after": "list[str] | None",
        "changed": "str",
        "changed_by": "str",
    },
)

TranslationRead = TypedDict(
    "TranslationRead",
    {
        "id": "str",
        "language": "str",
        "source": "str",
        "source_plural": "str",
        "texts": "list[str]",
        "shipped": "list[str]",
        "is_changed": "bool",
    },
)

TranslationWrite = TypedDict(
    "TranslationWrite",
    {
        "texts": "list[str]",
    },
)

TranslationsFile = TypedDict(
    "TranslationsFile",
    {
        "content": "str",
        "form": "NotRequired[FileForm]",
        "preview": "NotRequired[bool]",
    },
)

TranslationsImported = TypedDict(
    "TranslationsImported",
    {
        "written": "bool",
        "rows": "list[ImportedTranslation]",
    },
)

TranslationsRead = TypedDict(
    "TranslationsRead",
    {
        "language": "str",
        "messages": "dict[str, str]",
    },
)

TransmissionRead = TypedDict(
    "TransmissionRead",
    {
        "article_id": "int",
        "status": "Transmission",
        "attempts": "int",
        "message": "str | None",
        "account": "str | None",
        "due": "str | None",
    },
)

TrendCounts = TypedDict(
    "TrendCounts",
    {
        "begin": "str",
        "created": "int",
        "closed": "int",
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

UsersReport = TypedDict(
    "UsersReport",
    {
        "agents_valid": "int",
        "agents_invalid": "int",
        "customer_users_valid": "int",
        "customer_users_invalid": "int",
        "activity": "list[AgentStatistics]",
    },
)

Waiting = TypedDict(
    "Waiting",
    {
        "count": "int",
        "oldest": "str | None",
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

WebServiceCallDetail = TypedDict(
    "WebServiceCallDetail",
    {
        "id": "int",
        "communication_id": "str",
        "type": "Literal['Provider', 'Requester']",
        "remote_ip": "str | None",
        "created": "str",
        "lines": "list[CommunicationLine]",
    },
)

WebServiceCallRead = TypedDict(
    "WebServiceCallRead",
    {
        "id": "int",
        "communication_id": "str",
        "type": "Literal['Provider', 'Requester']",
        "remote_ip": "str | None",
        "created": "str",
    },
)

WebhookCreate = TypedDict(
    "WebhookCreate",
    {
        "name": "str",
        "url": "str",
        "events": "list[str]",
        "filters": "NotRequired[WebhookFilters]",
        "headers": "NotRequired[dict[str, Any]]",
        "payload": "NotRequired[Literal['thin', 'full']]",
        "active": "NotRequired[bool]",
    },
)

WebhookCreated = TypedDict(
    "WebhookCreated",
    {
        "id": "int",
        "name": "str",
        "url": "str",
        "events": "list[str]",
        "filters": "WebhookFilters",
        "headers": "list[str]",
        "payload": "Literal['thin', 'full']",
        "active": "bool",
        "disabled_reason": "str | None",
        "owner": "str",
        "failing_since": "str | None",
        "last_success": "str | None",
        "last_failure": "str | None",
        "old_secret_until": "str | None",
        "created": "str",
        "changed": "str",
        "secret": "str",
    },
)

WebhookFilters = TypedDict(
    "WebhookFilters",
    {
        "queue_ids": "NotRequired[list[int]]",
        "priority_ids": "NotRequired[list[int]]",
        "state_ids": "NotRequired[list[int]]",
        "type_ids": "NotRequired[list[int]]",
    },
)

WebhookRead = TypedDict(
    "WebhookRead",
    {
        "id": "int",
        "name": "str",
        "url": "str",
        "events": "list[str]",
        "filters": "WebhookFilters",
        "headers": "list[str]",
        "payload": "Literal['thin', 'full']",
        "active": "bool",
        "disabled_reason": "str | None",
        "owner": "str",
        "failing_since": "str | None",
        "last_success": "str | None",
        "last_failure": "str | None",
        "old_secret_until": "str | None",
        "created": "str",
        "changed": "str",
    },
)

WebhookUpdate = TypedDict(
    "WebhookUpdate",
    {
        "name": "NotRequired[str | None]",
        "url": "NotRequired[str | None]",
        "events": "NotRequired[list[str] | None]",
        "filters": "NotRequired[WebhookFilters | None]",
        "headers": "NotRequired[dict[str, Any] | None]",
        "payload": "NotRequired[Literal['thin', 'full'] | None]",
        "active": "NotRequired[bool | None]",
    },
)

WebserviceCreate = TypedDict(
    "WebserviceCreate",
    {
        "name": "str",
        "config": "NotRequired[dict[str, JsonValue]]",
        "valid": "NotRequired[Validity]",
    },
)

WebserviceImport = TypedDict(
    "WebserviceImport",
    {
        "name": "str",
        "yaml": "str",
        "valid": "NotRequired[Validity]",
        "replace": "NotRequired[bool]",
    },
)

WebserviceRead = TypedDict(
    "WebserviceRead",
    {
        "id": "int",
        "name": "str",
        "description": "str",
        "valid": "Validity",
        "provider_transport": "str",
        "requester_transport": "str",
        "provider_url": "str",
        "debug_threshold": "str",
        "operations": "list[OperationRead]",
        "invokers": "list[InvokerRead]",
        "config": "dict[str, JsonValue]",
        "problem": "str | None",
        "created": "str",
        "changed": "str",
    },
)

WebserviceUpdate = TypedDict(
    "WebserviceUpdate",
    {
        "name": "NotRequired[str | None]",
        "config": "NotRequired[dict[str, JsonValue] | None]",
        "yaml": "NotRequired[str | None]",
        "valid": "NotRequired[Validity | None]",
    },
)

WebserviceVersion = TypedDict(
    "WebserviceVersion",
    {
        "id": "int",
        "created": "str",
        "created_by": "int",
    },
)

WorkingCalendarRead = TypedDict(
    "WorkingCalendarRead",
    {
        "calendar": "str",
        "name": "str",
        "time_zone": "str",
        "working_hours": "dict[str, list[int]]",
        "vacation_days": "list[str]",
        "vacation_dates": "list[str]",
    },
)

WorkingStretch = TypedDict(
    "WorkingStretch",
    {
        "start": "str",
        "end": "str",
    },
)

Workload = TypedDict(
    "Workload",
    {
        "open": "int",
        "new": "int",
        "pending_reached": "int",
        "escalated": "int",
        "by_state": "list[Counted]",
        "by_priority": "list[Counted]",
        "desk_average": "float",
    },
)

YearlyDay = TypedDict(
    "YearlyDay",
    {
        "month": "int",
        "day": "int",
        "name": "str",
    },
)

ProblemDetails = TypedDict(
    "ProblemDetails",
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

