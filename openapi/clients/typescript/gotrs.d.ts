// The types of gotrs.js, made from the API's description by scripts/clients.py. Do not edit.

export interface Options {
  /** Further parameters of the query, such as `{"df.Building": "B7"}`. */
  query?: Record<string, unknown>;
  ifMatch?: string;
  idempotencyKey?: string;
  /** Name of an uploaded file. */
  filename?: string;
  signal?: AbortSignal;
}

export class GotrsProblem extends Error {
  status: number;
  code: string;
  detail: string;
  errors: Array<{ pointer: string; code: string; detail: string }>;
  requestId: string;
  retryAfterSeconds: number | null;
}

export type Adoption = "never" | "login" | "email";

export type ArticleChannel = "email" | "phone" | "internal" | "chat";

export type FetchState = "off" | "new" | "ok" | "failing" | "late";

export type FileForm = "po" | "yaml";

export type ImportAction = "changed" | "reset" | "same" | "unknown" | "refused";

export type JsonValue = unknown;

export type Kind = "agent" | "customer" | "system";

export type MailState = "waiting" | "sending" | "put_off" | "unreachable" | "held_back" | "no_server" | "broken" | "foreign";

export type ObjectType = "Ticket" | "Article" | "CustomerUser" | "CustomerCompany";

export type Problem = "dns" | "refused" | "unreachable" | "timeout" | "tls" | "login" | "token" | "folder" | "protocol" | "closed" | "delete" | "storage" | "unreadable" | "throttled";

export type ProviderType = "database" | "ldap" | "oidc" | "saml" | "header";

export type Purpose = "sign_up" | "password_forgot" | "sign_in";

export type QueueRight = "ro" | "move_into" | "create" | "note" | "owner" | "priority" | "rw";

export type Scope = "*" | "tickets:read" | "tickets:write" | "tickets:delete" | "articles:read" | "articles:write" | "queues:read" | "users:read" | "customers:read" | "customers:write" | "stats:read" | "webhooks:manage" | "mail:inbound" | "events:read" | "mcp" | "profile:read" | "profile:write" | "tokens:manage" | "impersonate" | "admin:*";

export type SendState = "off" | "ok" | "failing";

export type SenderType = "agent" | "system" | "customer";

export type Status = "sent" | "waiting" | "accepted" | "rejected";

export type TemplateType = "Answer" | "Create" | "Email" | "Forward" | "Note" | "PhoneCall" | "ProcessManagement" | "Snippet";

export type TranslationStatus = "changed" | "untranslated";

export type Transmission = "none" | "queued" | "sent" | "failed";

export type Use = "off" | "shown" | "required";

export type Validity = "valid" | "invalid" | "invalid-temporarily";

export interface AccountHealth {
  "id": number;
  "name": string;
  "progress": AccountProgress;
}

export interface AccountProgress {
  "state": FetchState;
  "problem": Problem | null;
  "error": string | null;
  "failures": number;
  "last_started": string | null;
  "last_success": string | null;
  "last_failure": string | null;
  "next_due": string | null;
  "lag_s": number | null;
  "stored": number;
  "duplicates": number;
  "recognised": number;
  "left_on_server": number;
}

export interface ActionExplanation {
  "action": string;
  "allowed": boolean;
  "reason": string;
  "message_key": string;
  "params": Record<string, string>;
}

export interface ActivityEntry {
  "id": number;
  "type": string;
  "text": string;
  "ticket_id": number;
  "ticket_number": string;
  "ticket_title": string;
  "created": string;
  "agent": UserRef;
}

export interface AgentCreate {
  "login": string;
  "first_name": string;
  "last_name": string;
  "email"?: string;
  "title"?: string;
  "mobile"?: string;
  "language"?: string;
  "time_zone"?: string;
  "password"?: string | null;
  "valid"?: boolean;
}

export interface AgentNoticeRead {
  "id": number;
  "ticket_id": number;
  "ticket_number": string;
  "ticket_title": string;
  "subject": string;
  "created": string;
  "read": string | null;
}

export interface AgentNoticesSeen {
  "ids"?: Array<number> | null;
}

export interface AgentPerformance {
  "closed": number;
  "answers": number;
  "notes": number;
  "solution": Durations;
}

export interface AgentRead {
  "id": number;
  "login": string;
  "title": string;
  "first_name": string;
  "last_name": string;
  "name": string;
  "email": string;
  "mobile": string;
  "language": string;
  "time_zone": string;
  "valid": boolean;
  "validity": number;
  "out_of_office": OutOfOffice | null;
  "created": string;
  "changed": string;
}

export interface AgentStatistics {
  "agent": UserRef;
  "open": number;
  "closed": number;
  "answers": number;
  "notes": number;
}

export interface AgentUpdate {
  "login"?: string | null;
  "first_name"?: string | null;
  "last_name"?: string | null;
  "email"?: string | null;
  "title"?: string | null;
  "mobile"?: string | null;
  "language"?: string | null;
  "time_zone"?: string | null;
  "valid"?: boolean | null;
}

export interface AgentValueRead {
  "id": number;
  "name": string;
  "user_id": number;
  "login": string;
  "agent": string;
  "value": unknown;
  "changed": string;
}

export interface Allowed {
  "allowed": Record<string, Array<string>>;
}

export interface Analytics {
  "created_by_weekday": Array<number>;
  "created_by_hour": Array<number>;
  "first_response": Durations;
  "solution": Durations;
}

export interface Anonymise {
  "reason": string;
  "erase"?: boolean;
}

export interface Anonymised {
  "login": string;
  "tickets": number;
}

export interface ArticleAuthor {
  "id": number;
  "login": string;
  "name": string;
}

export interface ArticleCreate {
  "subject": string;
  "body": string;
  "content_type"?: "text/plain" | "text/html";
  "channel"?: ArticleChannel;
  "sender_type"?: SenderType | null;
  "visible_for_customer"?: boolean;
  "from"?: string | null;
  "reply_to"?: string | null;
  "to"?: string | null;
  "cc"?: string | null;
  "bcc"?: string | null;
  "in_reply_to"?: string | null;
  "references"?: string | null;
  "attachments"?: Array<AttachmentCreate>;
  "sign_key"?: string | null;
  "encrypt"?: boolean | null;
  "time_units"?: number | string | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface ArticleHit {
  "article_id": number;
  "ticket_id": number;
  "ticket_number": string;
  "ticket_title": string;
  "subject": string;
  "sender": string;
  "visible_for_customer": boolean;
  "created": string;
  "score": number;
  "snippets": Array<SnippetRead>;
}

export interface ArticleRead {
  "id": number;
  "ticket_id": number;
  "number": number;
  "channel": ArticleChannel;
  "sender_type": SenderType;
  "visible_for_customer": boolean;
  "from": string;
  "to": string;
  "subject": string;
  "created": string;
  "created_by": ArticleAuthor;
  "reply_to": string;
  "cc": string;
  "bcc": string;
  "body": string;
  "content_type": string;
  "has_html": boolean;
  "message_id": string;
  "in_reply_to": string;
  "references": string;
  "attachments": Array<AttachmentRead>;
  "dynamic_fields": Record<string, JsonValue>;
  "changed": string;
}

export interface ArticleSummary {
  "id": number;
  "ticket_id": number;
  "number": number;
  "channel": ArticleChannel;
  "sender_type": SenderType;
  "visible_for_customer": boolean;
  "from": string;
  "to": string;
  "subject": string;
  "created": string;
  "created_by": ArticleAuthor;
}

export interface ArticleUpdate {
  "subject"?: string | null;
  "body"?: string | null;
  "content_type"?: "text/plain" | "text/html";
  "visible_for_customer"?: boolean | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface AssertionOptionsWanted {
  "kind"?: "agent" | "customer";
  "challenge"?: string;
}

export interface AssertionSent {
  "assertion": Record<string, unknown>;
}

export interface AttachmentCreate {
  "filename"?: string | null;
  "content_type"?: string | null;
  "content"?: string | null;
  "upload_id"?: string | null;
  "disposition"?: "attachment" | "inline";
  "content_id"?: string | null;
}

export interface AttachmentRead {
  "id": number;
  "filename": string;
  "content_type": string;
  "size": number;
  "disposition": "attachment" | "inline";
  "content_id": string | null;
}

export interface AttributeRelationRead {
  "id": number;
  "filename": string;
  "attribute_1": string;
  "attribute_2": string;
  "pairs": Array<Array<unknown>>;
  "priority": number;
  "created": string;
  "changed": string;
}

export interface AuditRead {
  "id": number;
  "at": string;
  "actor_kind": string;
  "actor_id": string | null;
  "actor_name": string | null;
  "action": string;
  "object_type": string | null;
  "object_id": string | null;
  "address": string | null;
  "request_id": string | null;
  "details": Record<string, unknown>;
  "hash": string;
}

export interface AuditStats {
  "entries": number;
  "intact": boolean;
  "broken_at": number | null;
  "reason": string;
  "actions": Record<string, number>;
}

export interface AutoResponseCreate {
  "name": string;
  "subject": string;
  "text": string;
  "content_type"?: "text/plain" | "text/html";
  "type"?: string | null;
  "type_id"?: number | null;
  "system_address"?: string | null;
  "system_address_id"?: number | null;
  "valid"?: Validity;
  "comment"?: string;
}

export interface AutoResponseRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "subject": string;
  "text": string;
  "content_type": "text/plain" | "text/html";
  "type": Ref;
  "system_address": Ref;
  "queues": Array<Ref>;
  "comment": string;
}

export interface AutoResponseUpdate {
  "name"?: string | null;
  "subject"?: string | null;
  "text"?: string | null;
  "content_type"?: "text/plain" | "text/html" | null;
  "type"?: string | null;
  "type_id"?: number | null;
  "system_address"?: string | null;
  "system_address_id"?: number | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface AxisEntry {
  "key": string;
  "name": string;
  "note": string;
  "valid": Validity;
}

export interface BackupRead {
  "id": string;
  "created": string;
  "size": number;
  "files": boolean;
}

export interface BackupStart {
  "files"?: boolean;
}

export interface BackupStarted {
  "job_id": number;
}

export interface Body_files_upload {
  "file": string;
  "disposition"?: "attachment" | "inline";
}

export interface BounceInfo {
  "to"?: string | null;
  "subject"?: string | null;
  "body": string;
  "content_type"?: "text/plain" | "text/html";
}

export interface BrandingRead {
  "name"?: string;
  "accent_light"?: string;
  "accent_dark"?: string;
  "logo"?: string;
}

export interface BrandingUpdate {
  "name": string;
  "accent_light"?: string;
  "accent_dark"?: string;
}

export interface BrowserKeys {
  "p256dh": string;
  "auth": string;
}

export interface BrowserSubscription {
  "endpoint": string;
  "keys": BrowserKeys;
}

export interface BulkAssign {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "owner"?: string | number | null;
  "owner_id"?: number | null;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface BulkClose {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface BulkLock {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface BulkMail {
  "subject": string;
  "body": string;
  "content_type"?: "text/plain" | "text/html";
  "time_units"?: number | string | null;
}

export interface BulkMerge {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "into": number;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface BulkPriority {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "priority"?: string | number | null;
  "priority_id"?: number | null;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface BulkQueue {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "queue"?: string | number | null;
  "queue_id"?: number | null;
  "owner"?: string | number | null;
  "owner_id"?: number | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
  "priority"?: string | number | null;
  "priority_id"?: number | null;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface BulkRead {
  "total": number;
  "succeeded": number;
  "failed": number;
  "results": Array<BulkResult>;
}

export interface BulkResult {
  "ticket_id": number;
  "ok": boolean;
  "status": number;
  "code"?: string | null;
  "detail"?: string | null;
  "message_key"?: string;
  "params"?: Record<string, string>;
  "errors"?: Array<ProblemError>;
}

export interface BulkStarted {
  "job_id": number;
  "total": number;
}

export interface BulkState {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface BulkWatch {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
}

export interface CalendarSettings {
  "name": string;
  "time_zone": string;
  "week_start": number;
  "working_hours": Record<string, Array<number>>;
  "vacation_days": Array<YearlyDay>;
  "vacation_dates": Array<SingleDay>;
  "number": number;
}

export interface CalendarWrite {
  "name": string;
  "time_zone": string;
  "week_start": number;
  "working_hours": Record<string, Array<number>>;
  "vacation_days": Array<YearlyDay>;
  "vacation_dates": Array<SingleDay>;
}

export interface CannedCategory {
  "name": string;
  "count": number;
}

export interface CannedResponse {
  "id": number;
  "name": string;
  "category": string;
  "text": string;
  "content_type": "text/plain" | "text/html";
  "queues": Array<Ref>;
}

export interface Captcha {
  "required": boolean;
  "provider": string | null;
  "site_key": string;
  "challenge": string;
  "bits": number;
}

export interface Cell {
  "key": string;
  "name": string;
  "note": string;
  "valid": Validity;
  "marks": Array<string>;
}

export interface CellSet {
  "key": string;
  "marks": Array<string>;
}

export interface CellsSet {
  "cells": Array<CellSet>;
}

export interface Chosen {
  "values": Record<string, string | Array<string>>;
}

export interface CodeProof {
  "password": string;
  "code"?: string;
}

export interface CommunicationEntry {
  "at": string;
  "priority": string;
  "key": string;
  "value": string;
}

export interface CommunicationLine {
  "level": string;
  "subject": string;
  "content": string | null;
  "created": string;
}

export interface CommunicationObject {
  "id": number;
  "type": string;
  "status": string;
  "started": string;
  "ended": string | null;
  "article_id": number | null;
  "ticket_id": number | null;
  "entries": Array<CommunicationEntry>;
}

export interface CommunicationRead {
  "id": number;
  "transport": string;
  "direction": string;
  "status": string;
  "account_type": string | null;
  "account_id": number | null;
  "started": string;
  "ended": string | null;
  "objects": Array<CommunicationObject>;
}

export interface CommunicationSummary {
  "id": number;
  "transport": string;
  "direction": string;
  "status": string;
  "account_type": string | null;
  "account_id": number | null;
  "started": string;
  "ended": string | null;
}

export interface CompanyCreate {
  "customer_id": string;
  "name": string;
  "street"?: string;
  "zip"?: string;
  "city"?: string;
  "country"?: string;
  "url"?: string;
  "comment"?: string;
  "queue"?: string | null;
  "queue_id"?: number;
  "dynamic_fields"?: Record<string, JsonValue>;
  "valid"?: Validity;
}

export interface CompanyMerge {
  "into": string;
}

export interface CompanyRead {
  "customer_id": string;
  "name": string;
  "street": string;
  "zip": string;
  "city": string;
  "country": string;
  "url": string;
  "comment": string;
  "queue_id": number | null;
  "dynamic_fields": Record<string, JsonValue>;
  "valid": Validity;
  "created": string;
  "changed": string;
}

export interface CompanyUpdate {
  "customer_id"?: string | null;
  "name"?: string | null;
  "street"?: string | null;
  "zip"?: string | null;
  "city"?: string | null;
  "country"?: string | null;
  "url"?: string | null;
  "comment"?: string | null;
  "queue"?: string | null;
  "queue_id"?: number | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "valid"?: Validity | null;
}

export interface Counted {
  "id": number;
  "name": string;
  "count": number;
}

export interface CustomerIds {
  "primary": string;
  "others": Array<string>;
}

export interface CustomerIdsSet {
  "others": Array<string>;
}

export interface CustomerImport {
  "kind": "customer_users" | "companies";
  "rows": Array<Record<string, string>>;
  "update_existing"?: boolean;
}

export interface CustomerOfTicket {
  "user": CustomerUserRead | null;
  "company": CompanyRead | null;
}

export interface CustomerStatistics {
  "customer_id": string;
  "created": number;
}

export interface CustomerUserCreate {
  "login"?: string | null;
  "email": string;
  "customer_id"?: string | null;
  "first_name": string;
  "last_name": string;
  "password"?: string | null;
  "title"?: string;
  "phone"?: string;
  "fax"?: string;
  "mobile"?: string;
  "street"?: string;
  "zip"?: string;
  "city"?: string;
  "country"?: string;
  "comment"?: string;
  "dynamic_fields"?: Record<string, JsonValue>;
  "valid"?: Validity;
}

export interface CustomerUserMerge {
  "into": number;
}

export interface CustomerUserRead {
  "id": number;
  "login": string;
  "email": string;
  "customer_id": string;
  "title": string;
  "first_name": string;
  "last_name": string;
  "name": string;
  "phone": string;
  "fax": string;
  "mobile": string;
  "street": string;
  "zip": string;
  "city": string;
  "country": string;
  "comment": string;
  "dynamic_fields": Record<string, JsonValue>;
  "valid": Validity;
  "created": string;
  "changed": string;
}

export interface CustomerUserRef {
  "login": string;
  "name": string;
  "email": string;
}

export interface CustomerUserUpdate {
  "login"?: string | null;
  "email"?: string | null;
  "customer_id"?: string | null;
  "first_name"?: string | null;
  "last_name"?: string | null;
  "title"?: string | null;
  "phone"?: string | null;
  "fax"?: string | null;
  "mobile"?: string | null;
  "street"?: string | null;
  "zip"?: string | null;
  "city"?: string | null;
  "country"?: string | null;
  "comment"?: string | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "valid"?: Validity | null;
}

export interface DashboardStats {
  "open": number;
  "new": number;
  "pending_reached": number;
  "escalated": number;
  "unlocked": number;
  "mine": number;
  "created_today": number;
  "closed_today": number;
}

export interface DayCounts {
  "day": string;
  "created": number;
  "closed": number;
}

export interface DecisionRead {
  "step": string;
  "by": string;
  "what": string;
}

export interface DeletedArticle {
  "number": number;
  "subject": string;
  "created": string;
  "deleted": string;
}

export interface DeliveryDetails {
  "id": number;
  "message_id": string;
  "event_id": number;
  "type": string;
  "status": "pending" | "delivered" | "failed" | "dropped";
  "attempts": number;
  "due": string | null;
  "created": string;
  "attempted": string | null;
  "took_ms": number | null;
  "response_status": number | null;
  "error": string | null;
  "request_headers": Record<string, string>;
  "request_body": string | null;
  "response_headers": Record<string, string>;
  "response_body": string | null;
}

export interface DeliveryRead {
  "id": number;
  "message_id": string;
  "event_id": number;
  "type": string;
  "status": "pending" | "delivered" | "failed" | "dropped";
  "attempts": number;
  "due": string | null;
  "created": string;
  "attempted": string | null;
  "took_ms": number | null;
  "response_status": number | null;
  "error": string | null;
}

export interface DraftRead {
  "from": string;
  "to": string;
  "cc": string;
  "subject": string;
  "body": string;
  "writing_at": number;
  "content_type": "text/plain" | "text/html";
  "article_id": number | null;
  "template_id": number | null;
  "attachments": Array<Ref>;
  "forwarded_attachment_ids": Array<number>;
}

export interface Durations {
  "tickets": number;
  "average_s": number | null;
  "median_s": number | null;
  "ninetieth_percentile_s": number | null;
}

export interface DynamicFieldCreate {
  "name": string;
  "label": string;
  "type": string;
  "object_type": ObjectType;
  "order"?: number | null;
  "config"?: Record<string, JsonValue>;
  "valid"?: Validity;
}

export interface DynamicFieldRead {
  "id": number;
  "name": string;
  "label": string;
  "type": string;
  "object_type": string;
  "order": number;
  "internal": boolean;
  "writable": boolean;
  "valid": Validity;
  "config": Record<string, unknown>;
  "created": string;
  "changed": string;
}

export interface DynamicFieldUpdate {
  "name"?: string | null;
  "label"?: string | null;
  "order"?: number | null;
  "config"?: Record<string, JsonValue> | null;
  "valid"?: Validity | null;
}

export interface EscalationClockRead {
  "due": string | null;
  "state": "off" | "running" | "warning" | "escalated";
}

export interface EscalationRead {
  "first_response": EscalationClockRead;
  "update": EscalationClockRead;
  "solution": EscalationClockRead;
}

export interface EventKind {
  "name": string;
  "description": string;
}

export interface ExternalPerson {
  "external_id": string;
  "login": string;
  "email": string;
  "first_name": string;
  "last_name": string;
  "customer_id": string;
  "groups": Array<string>;
  "admitted": boolean;
  "roles": Array<string>;
  "rights": Array<string>;
}

export interface FetchOrder {
  "job_id": number;
}

export interface FilterCondition {
  "key": string;
  "value": string;
  "negated"?: boolean;
}

export interface FilterRule {
  "name": string;
  "valid"?: boolean;
  "stop"?: boolean;
  "conditions": Array<FilterCondition>;
  "settings": Array<FilterSetting>;
}

export interface FilterSetting {
  "key": string;
  "value": string;
}

export interface FilterTrial {
  "rule": FilterRule;
  "spool_id"?: number | null;
  "ticket_id"?: number | null;
  "article_id"?: number | null;
}

export interface FilterTrialResult {
  "matched": boolean;
  "set": Array<FilterSetting>;
}

export interface FormDraftHandover {
  "to": string | number;
}

export interface FormDraftRead {
  "id": number;
  "ticket_id": number;
  "action": string;
  "title": string | null;
  "content": Record<string, JsonValue> | null;
  "owner": UserRef;
  "created": string;
  "changed": string;
}

export interface FormDraftWrite {
  "action": string;
  "title"?: string | null;
  "content": Record<string, JsonValue>;
}

export interface GroupCreate {
  "name": string;
  "comment"?: string;
  "valid"?: boolean;
}

export interface GroupRead {
  "id": number;
  "name": string;
  "comment": string;
  "valid": boolean;
  "created": string;
  "changed": string;
}

export interface GroupRights {
  "group_id": number;
  "rights": Array<QueueRight>;
}

export interface GroupRightsRead {
  "group_id": number;
  "group": string;
  "rights": Array<string>;
}

export interface GroupUpdate {
  "name"?: string | null;
  "comment"?: string | null;
  "valid"?: boolean | null;
}

export interface HistoryEntry {
  "id": number;
  "type": string;
  "name": string;
  "text": string;
  "article_id": number | null;
  "queue": NamedRef;
  "state": NamedRef;
  "priority": NamedRef;
  "ticket_type": NamedRef | null;
  "owner": UserRef;
  "created": string;
  "created_by": UserRef;
}

export interface Identities {
  "data": Array<IdentityRead>;
  "linkable": Array<Linkable>;
}

export interface IdentityRead {
  "id": number;
  "provider": string;
  "label": string;
  "login": string;
  "linked": string;
  "last_used": string;
}

export interface IdleCalendar {
  "number": number;
  "name": string;
  "queues": Array<string>;
  "slas": Array<string>;
}

export interface ImportReport {
  "created": number;
  "updated": number;
  "errors": Array<RowError>;
}

export interface ImportStarted {
  "job_id": number;
}

export interface ImportedTranslation {
  "source": string;
  "action": ImportAction;
  "reason"?: string;
}

export interface InboundHealth {
  "seen": number;
  "received": number;
  "ticketed": number;
  "quarantined": number;
  "ignored": number;
  "duplicate": number;
  "waiting_s": number;
  "last_received": string | null;
  "last_processed": string | null;
  "accounts": Array<AccountHealth>;
  "is_fetching": boolean;
}

export interface InvokerRead {
  "name": string;
  "type": string;
  "description": string;
  "events": Array<string>;
  "available": boolean;
}

export interface JobRead {
  "id": number;
  "name": string;
  "queue": string;
  "status": "pending" | "running" | "done" | "dead";
  "payload": Record<string, unknown>;
  "due": string;
  "attempts": number;
  "max_attempts": number;
  "last_error": string | null;
  "progress_done": number;
  "progress_total": number;
  "result": Record<string, unknown> | null;
  "created": string;
  "finished": string | null;
}

export interface KindRead {
  "name": string;
  "known_by": string;
  "columns": Array<string>;
  "formats": Array<"yaml" | "csv">;
}

export interface LanguageRead {
  "code": string;
  "name": string;
  "direction": string;
  "default": boolean;
}

export interface LdapConfigure {
  "create"?: boolean;
  "update"?: boolean;
  "adopt"?: Adoption;
  "required_groups"?: Array<string>;
  "roles"?: Record<string, Array<string>>;
  "groups"?: Record<string, Array<string>>;
  "keep_others"?: boolean;
  "host": string;
  "port"?: number;
  "security"?: "starttls" | "ldaps" | "none";
  "verify_tls"?: boolean;
  "ca_certificate"?: string;
  "bind_dn"?: string;
  "bind_password"?: string;
  "base_dn": string;
  "user_filter"?: string;
  "login_attribute"?: string;
  "id_attribute"?: string;
  "email_attribute"?: string;
  "first_name_attribute"?: string;
  "last_name_attribute"?: string;
  "phone_attribute"?: string;
  "customer_id_attribute"?: string;
  "group_base_dn"?: string;
  "group_filter"?: string;
  "member_attribute"?: string;
  "nested_groups"?: boolean;
  "sync_every_s"?: number;
  "sync_deactivates"?: boolean;
  "timeout_s"?: number;
  "label"?: string;
  "agents"?: boolean;
  "customers"?: boolean;
  "position"?: number;
}

export interface LdapGroups {
  "data": Array<string>;
}

export interface LdapImport {
  "logins": Array<string>;
  "kind"?: "agent" | "customer";
}

export interface LdapImported {
  "login": string;
  "result": "imported" | "refused" | "unknown";
  "reason": string;
}

export interface LdapImports {
  "data": Array<LdapImported>;
}

export interface LdapMappings {
  "roles"?: Record<string, Array<string>>;
  "groups"?: Record<string, Array<string>>;
}

export interface LdapMappingsRead {
  "roles": Record<string, Array<string>>;
  "groups": Record<string, Array<string>>;
}

export interface LdapPeople {
  "data": Array<ExternalPerson>;
}

export interface LdapState {
  "configured": boolean;
  "enabled": boolean;
  "provider": ProviderRead | null;
}

export interface LinkTypeRead {
  "id": number;
  "name": string;
  "roles": Array<"parent" | "child" | "peer">;
}

export interface Linkable {
  "provider": string;
  "label": string;
}

export interface ListAnswer_ActionExplanation_ {
  "data": Array<ActionExplanation>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_ActivityEntry_ {
  "data": Array<ActivityEntry>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AgentNoticeRead_ {
  "data": Array<AgentNoticeRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AgentRead_ {
  "data": Array<AgentRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AgentStatistics_ {
  "data": Array<AgentStatistics>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AgentValueRead_ {
  "data": Array<AgentValueRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_ArticleHit_ {
  "data": Array<ArticleHit>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_ArticleRead_ {
  "data": Array<ArticleRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AttachmentRead_ {
  "data": Array<AttachmentRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AttributeRelationRead_ {
  "data": Array<AttributeRelationRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AuditRead_ {
  "data": Array<AuditRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AutoResponseRead_ {
  "data": Array<AutoResponseRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_AxisEntry_ {
  "data": Array<AxisEntry>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_BackupRead_ {
  "data": Array<BackupRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_CalendarSettings_ {
  "data": Array<CalendarSettings>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_CannedCategory_ {
  "data": Array<CannedCategory>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_CannedResponse_ {
  "data": Array<CannedResponse>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_Cell_ {
  "data": Array<Cell>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_CommunicationSummary_ {
  "data": Array<CommunicationSummary>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_CompanyRead_ {
  "data": Array<CompanyRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_Counted_ {
  "data": Array<Counted>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_CustomerStatistics_ {
  "data": Array<CustomerStatistics>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_CustomerUserRead_ {
  "data": Array<CustomerUserRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_DayCounts_ {
  "data": Array<DayCounts>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_DecisionRead_ {
  "data": Array<DecisionRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_DeliveryRead_ {
  "data": Array<DeliveryRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_DynamicFieldRead_ {
  "data": Array<DynamicFieldRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_EventKind_ {
  "data": Array<EventKind>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_FilterRule_ {
  "data": Array<FilterRule>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_FormDraftRead_ {
  "data": Array<FormDraftRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_GroupRead_ {
  "data": Array<GroupRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_GroupRightsRead_ {
  "data": Array<GroupRightsRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_HistoryEntry_ {
  "data": Array<HistoryEntry>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_JobRead_ {
  "data": Array<JobRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_KindRead_ {
  "data": Array<KindRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_LanguageRead_ {
  "data": Array<LanguageRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_LinkTypeRead_ {
  "data": Array<LinkTypeRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_LockRead_ {
  "data": Array<LockRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_LogLine_ {
  "data": Array<LogLine>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_MailAccountRead_ {
  "data": Array<MailAccountRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_MailKeyRead_ {
  "data": Array<MailKeyRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_MailRead_ {
  "data": Array<MailRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_MaintenanceRead_ {
  "data": Array<MaintenanceRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_Member_ {
  "data": Array<Member>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_MentionRead_ {
  "data": Array<MentionRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_MergeEntry_ {
  "data": Array<MergeEntry>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_NotificationRead_ {
  "data": Array<NotificationRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_OAuth2AccessRead_ {
  "data": Array<OAuth2AccessRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_OfferedValue_ {
  "data": Array<OfferedValue>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_OwnNotification_ {
  "data": Array<OwnNotification>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_PeriodicRead_ {
  "data": Array<PeriodicRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_PresenceRead_ {
  "data": Array<PresenceRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_PriorityRead_ {
  "data": Array<PriorityRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_ProviderRead_ {
  "data": Array<ProviderRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_PushSubscriptionRead_ {
  "data": Array<PushSubscriptionRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_QueueCounts_ {
  "data": Array<QueueCounts>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_QueueRead_ {
  "data": Array<QueueRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_QueueStatistics_ {
  "data": Array<QueueStatistics>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_Ref_ {
  "data": Array<Ref>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_RelationRead_ {
  "data": Array<RelationRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_RoleMembership_ {
  "data": Array<RoleMembership>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_RoutePerformance_ {
  "data": Array<RoutePerformance>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SavedSearchRead_ {
  "data": Array<SavedSearchRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_ScopeRead_ {
  "data": Array<ScopeRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_ScreenRead_ {
  "data": Array<ScreenRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_ServiceRead_ {
  "data": Array<ServiceRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SettingChangeRead_ {
  "data": Array<SettingChangeRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SettingRead_ {
  "data": Array<SettingRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SignUpRead_ {
  "data": Array<SignUpRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SlaRead_ {
  "data": Array<SlaRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SmtpAccountRead_ {
  "data": Array<SmtpAccountRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SpooledMailRead_ {
  "data": Array<SpooledMailRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_StandardAttachmentRead_ {
  "data": Array<StandardAttachmentRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_StateRead_ {
  "data": Array<StateRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_StateTypeRead_ {
  "data": Array<StateTypeRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_Suggestion_ {
  "data": Array<Suggestion>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_SystemAddressRead_ {
  "data": Array<SystemAddressRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TemplateRead_ {
  "data": Array<TemplateRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TextRead_ {
  "data": Array<TextRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TicketAttachment_ {
  "data": Array<TicketAttachment>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TicketEscalation_ {
  "data": Array<TicketEscalation>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TicketHit_ {
  "data": Array<TicketHit>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TicketLinkRead_ {
  "data": Array<TicketLinkRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TicketSummary_ {
  "data": Array<TicketSummary>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TokenRead_ {
  "data": Array<TokenRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TranslationChangeRead_ {
  "data": Array<TranslationChangeRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TranslationRead_ {
  "data": Array<TranslationRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TransmissionRead_ {
  "data": Array<TransmissionRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TrendCounts_ {
  "data": Array<TrendCounts>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_TypeRead_ {
  "data": Array<TypeRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_UploadRead_ {
  "data": Array<UploadRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_UserRef_ {
  "data": Array<UserRef>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_WatcherRead_ {
  "data": Array<WatcherRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_WebServiceCallRead_ {
  "data": Array<WebServiceCallRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_WebhookRead_ {
  "data": Array<WebhookRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_WebserviceRead_ {
  "data": Array<WebserviceRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_WebserviceVersion_ {
  "data": Array<WebserviceVersion>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_WorkingCalendarRead_ {
  "data": Array<WorkingCalendarRead>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListAnswer_str_ {
  "data": Array<string>;
  "meta": ListMeta;
  "links": ListLinks;
}

export interface ListLinks {
  "next": string | null;
  "prev": string | null;
}

export interface ListMeta {
  "has_more": boolean;
  "after": string | null;
  "before": string | null;
  "total": number | null;
}

export interface LockRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
}

export interface LogLine {
  "id": number;
  "at": string;
  "level": "debug" | "info" | "warning" | "error" | "critical";
  "event": string;
  "process": string;
  "request_id": string | null;
  "details": Record<string, unknown>;
}

export interface Login {
  "login": string;
  "password": string;
  "kind"?: "agent" | "customer";
  "captcha"?: string;
}

export interface LogoWrite {
  "content": string;
}

export interface Logout {
  "refresh_token"?: string | null;
}

export interface MailAccountCreate {
  "login": string;
  "password"?: string;
  "host": string;
  "type"?: "IMAP" | "IMAPS" | "IMAPTLS" | "POP3" | "POP3S" | "POP3TLS" | "MSGraph";
  "folder"?: string;
  "authentication"?: "password" | "oauth2_token";
  "oauth2_token_config_id"?: number | null;
  "dispatch"?: "recipient" | "queue";
  "queue"?: string | null;
  "queue_id"?: number | null;
  "trusted"?: boolean;
  "comment"?: string;
  "valid"?: Validity;
  "fetch"?: boolean;
  "interval_s"?: number;
  "verify_tls"?: boolean;
}

export interface MailAccountRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "login": string;
  "host": string;
  "type": string;
  "folder": string;
  "authentication": string;
  "oauth2_token_config_id": number | null;
  "has_password": boolean;
  "token_expires": string | null;
  "refresh_token_expires": string | null;
  "dispatch": "recipient" | "queue";
  "queue_id": number | null;
  "trusted": boolean;
  "comment": string;
  "fetch": boolean;
  "interval_s": number;
  "verify_tls": boolean;
  "progress": AccountProgress;
}

export interface MailAccountTrial {
  "ok": boolean;
  "problem": Problem | null;
  "error": string | null;
  "mails": number | null;
}

export interface MailAccountUpdate {
  "login"?: string | null;
  "password"?: string | null;
  "host"?: string | null;
  "type"?: "IMAP" | "IMAPS" | "IMAPTLS" | "POP3" | "POP3S" | "POP3TLS" | "MSGraph" | null;
  "folder"?: string | null;
  "authentication"?: "password" | "oauth2_token" | null;
  "oauth2_token_config_id"?: number | null;
  "dispatch"?: "recipient" | "queue" | null;
  "queue"?: string | null;
  "queue_id"?: number | null;
  "trusted"?: boolean | null;
  "comment"?: string | null;
  "valid"?: Validity | null;
  "fetch"?: boolean | null;
  "interval_s"?: number | null;
  "verify_tls"?: boolean | null;
}

export interface MailKeyAdd {
  "text": string;
  "passphrase"?: string;
}

export interface MailKeyRead {
  "id": number;
  "kind": "smime" | "pgp";
  "fingerprint": string;
  "emails": Array<string>;
  "subject": string;
  "has_private": boolean;
  "valid_from": string | null;
  "expires": string | null;
  "created": string;
}

export interface MailOverview {
  "waiting": number;
  "put_off": number;
  "oldest": string | null;
  "server_configured": boolean;
  "lost": number;
}

export interface MailRead {
  "id": number;
  "article_id": number | null;
  "ticket_id": number | null;
  "sender": string;
  "recipients": Array<string>;
  "subject": string;
  "message_id": string;
  "size": number;
  "attempts": number;
  "state": MailState;
  "due": string | null;
  "waits_for_server": boolean;
  "account_id": number | null;
  "account": string | null;
  "foreign": boolean;
  "last_code": number | null;
  "last_message": string | null;
  "created": string;
}

export interface MailTest {
  "to": string;
}

export interface MailTestQueued {
  "id": number;
}

export interface MaintenanceCreate {
  "comment": string;
  "start": string;
  "stop": string;
  "login_message"?: string;
  "show_login_message"?: boolean;
  "notify_message"?: string;
  "valid"?: Validity;
}

export interface MaintenanceRead {
  "id": number;
  "comment": string;
  "start": string;
  "stop": string;
  "login_message": string;
  "show_login_message": boolean;
  "notify_message": string;
  "valid": Validity;
  "active": boolean;
  "created": string;
  "changed": string;
}

export interface MaintenanceUpdate {
  "comment"?: string | null;
  "start"?: string | null;
  "stop"?: string | null;
  "login_message"?: string | null;
  "show_login_message"?: boolean | null;
  "notify_message"?: string | null;
  "valid"?: Validity | null;
}

export interface Me {
  "kind": Kind;
  "id": number | null;
  "login": string;
  "name": string;
  "email": string;
  "language": string;
  "time_zone": string;
  "is_admin": boolean;
  "groups": Record<string, Array<string>>;
  "customer_ids": Array<string>;
  "scopes": Array<string> | null;
  "out_of_office": OutOfOffice | null;
}

export interface MeUpdate {
  "language"?: string | null;
  "time_zone"?: string | null;
}

export interface Member {
  "id": number;
  "login": string;
  "name": string;
}

export interface MembersSet {
  "user_ids": Array<number>;
}

export interface MentionRead {
  "agent": UserRef;
  "article_id": number | null;
  "created": string | null;
}

export interface MergeEntry {
  "merged": NumberRef;
  "into": NumberRef;
  "created": string;
  "created_by": UserRef;
  "undone"?: string | null;
}

export interface MessageRead {
  "subject": string;
  "body": string;
  "content_type": "text/plain" | "text/html";
}

export interface MessageWrite {
  "subject": string;
  "body": string;
  "content_type"?: "text/plain" | "text/html";
}

export interface MfaEnrol {
  "challenge": string;
}

export interface MfaRequired {
  "mfa_required": true;
  "challenge": string;
  "methods": Array<string>;
  "must_enrol": boolean;
}

export interface MfaVerify {
  "challenge": string;
  "method": "totp" | "recovery" | "webauthn";
  "code"?: string;
  "assertion"?: Record<string, unknown> | null;
}

export interface MyQueues {
  "queue_ids": Array<number>;
}

export interface MyQueuesSet {
  "queue_ids": Array<number>;
}

export interface MyServices {
  "service_ids": Array<number>;
}

export interface MyServicesSet {
  "service_ids": Array<number>;
}

export interface NameCreate {
  "name": string;
  "valid"?: Validity;
}

export interface NameUpdate {
  "name"?: string | null;
  "valid"?: Validity | null;
}

export interface NamedRef {
  "id": number;
  "name": string;
}

export interface NoteInput {
  "subject"?: string;
  "body": string;
  "visible_for_customer"?: boolean;
}

export interface NotificationCreate {
  "name": string;
  "comment"?: string;
  "valid"?: Validity;
  "events": Array<string>;
  "filter"?: Record<string, unknown>;
  "recipients"?: Array<string>;
  "recipient_agent_ids"?: Array<number>;
  "recipient_group_ids"?: Array<number>;
  "recipient_role_ids"?: Array<number>;
  "recipient_email"?: string;
  "transports"?: Array<string>;
  "webhook_ids"?: Array<number>;
  "agent_enabled_by_default"?: Array<string>;
  "visible_for_agent"?: 0 | 1 | 2;
  "tooltip"?: string;
  "send_on_out_of_office"?: boolean;
  "once_per_day"?: boolean;
  "visible_for_customer"?: boolean;
  "include_attachments"?: boolean;
  "email_template"?: "Default" | "Alert" | "Unformatted";
  "messages": Record<string, unknown>;
}

export interface NotificationRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "comment": string;
  "events": Array<string>;
  "filter": Record<string, Array<string>>;
  "recipients": Array<string>;
  "recipient_agent_ids": Array<number>;
  "recipient_group_ids": Array<number>;
  "recipient_role_ids": Array<number>;
  "recipient_email": string;
  "transports": Array<string>;
  "webhook_ids": Array<number>;
  "agent_enabled_by_default": Array<string>;
  "visible_for_agent": number;
  "tooltip": string;
  "send_on_out_of_office": boolean;
  "once_per_day": boolean;
  "visible_for_customer": boolean;
  "include_attachments": boolean;
  "email_template": string;
  "messages": Record<string, MessageRead>;
}

export interface NotificationTest {
  "ticket_id": number;
  "send"?: boolean;
}

export interface NotificationTrial {
  "matches": boolean;
  "agents": Array<string>;
  "addresses": Array<string>;
  "webhooks": Array<string>;
  "subject": string;
  "text": string;
  "sent": boolean;
}

export interface NotificationUpdate {
  "name"?: string | null;
  "comment"?: string | null;
  "valid"?: Validity | null;
  "events"?: Array<string> | null;
  "filter"?: Record<string, unknown> | null;
  "recipients"?: Array<string> | null;
  "recipient_agent_ids"?: Array<number> | null;
  "recipient_group_ids"?: Array<number> | null;
  "recipient_role_ids"?: Array<number> | null;
  "recipient_email"?: string | null;
  "transports"?: Array<string> | null;
  "webhook_ids"?: Array<number> | null;
  "agent_enabled_by_default"?: Array<string> | null;
  "visible_for_agent"?: 0 | 1 | 2 | null;
  "tooltip"?: string | null;
  "send_on_out_of_office"?: boolean | null;
  "once_per_day"?: boolean | null;
  "visible_for_customer"?: boolean | null;
  "include_attachments"?: boolean | null;
  "email_template"?: "Default" | "Alert" | "Unformatted" | null;
  "messages"?: Record<string, unknown> | null;
}

export interface NumberRef {
  "id": number;
  "number": string;
}

export interface OAuth2AccessCreate {
  "name": string;
  "provider"?: "microsoft" | "microsoft_graph" | "google" | "other";
  "grant"?: "authorization_code" | "client_credentials";
  "tenant"?: string;
  "client_id": string;
  "client_secret"?: string;
  "scope"?: string;
  "authorize_url"?: string | null;
  "token_url"?: string | null;
  "valid"?: Validity;
}

export interface OAuth2AccessRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "client_id": string;
  "has_secret": boolean;
  "scope": string;
  "authorize_url": string;
  "token_url": string;
  "grant": "authorization_code" | "client_credentials";
  "granted": boolean;
  "token_expires": string | null;
  "refresh_token_expires": string | null;
  "error": string | null;
}

export interface OAuth2AccessUpdate {
  "name"?: string | null;
  "grant"?: "authorization_code" | "client_credentials" | null;
  "client_id"?: string | null;
  "client_secret"?: string | null;
  "scope"?: string | null;
  "authorize_url"?: string | null;
  "token_url"?: string | null;
  "valid"?: Validity | null;
}

export interface OAuth2Departure {
  "url": string;
}

export interface OAuth2GrantAnswer {
  "state": string;
  "code"?: string;
  "error"?: string;
}

export interface OAuth2GrantOrder {
  "redirect_uri": string;
}

export interface OfferedValue {
  "value": string;
  "label": string;
}

export interface OperationRead {
  "name": string;
  "type": string;
  "description": string;
  "route": string;
  "methods": Array<string>;
  "available": boolean;
}

export interface OutOfOffice {
  "start": string;
  "end": string;
}

export interface OwnNotification {
  "id": number;
  "name": string;
  "hint": string;
  "transports": Array<string>;
  "email": boolean;
  "in_app": boolean;
  "web_push": boolean;
  "required": boolean;
}

export interface OwnNotificationWanted {
  "id": number;
  "email"?: boolean | null;
  "in_app"?: boolean | null;
  "web_push"?: boolean | null;
}

export interface OwnNotificationsSet {
  "data": Array<OwnNotificationWanted>;
}

export interface OwnSetting {
  "name": string;
  "description": string;
  "value": unknown;
  "of_the_desk": unknown;
  "options": Array<string>;
  "value_schema": Record<string, unknown>;
}

export interface OwnSettingList {
  "data": Array<OwnSetting>;
}

export interface OwnSettingWrite {
  "value": JsonValue;
}

export interface PasskeyAdded {
  "id": number;
  "name": string;
  "created": string;
  "last_used": string | null;
  "backed_up": boolean;
  "recovery_codes": Array<string>;
}

export interface PasskeyCreate {
  "name": string;
  "credential": Record<string, unknown>;
}

export interface PasskeyOptions {
  "public_key": Record<string, unknown>;
}

export interface PasskeyOptionsWanted {
  "password": string;
}

export interface PasskeyRead {
  "id": number;
  "name": string;
  "created": string;
  "last_used": string | null;
  "backed_up": boolean;
}

export interface PasskeyRemoval {
  "password": string;
}

export interface PasskeyRename {
  "name": string;
}

export interface Passkeys {
  "data": Array<PasskeyRead>;
}

export interface PasswordByLink {
  "token": string;
  "password": string;
}

export interface PasswordChange {
  "current": string;
  "new": string;
}

export interface PasswordChangeRequired {
  "password_change_required": true;
  "token": string;
}

export interface PasswordForgotten {
  "login": string;
  "kind"?: "agent" | "customer";
  "captcha"?: string;
}

export interface PasswordProof {
  "password": string;
}

export interface PasswordReset {
  "password"?: string | null;
  "must_change"?: boolean | null;
  "by_mail"?: boolean;
}

export interface PasswordSet {
  "password": string;
}

export interface PasswordWasReset {
  "password": string | null;
}

export interface PerformanceReport {
  "analytics": Analytics;
  "agents": Array<AgentStatistics>;
}

export interface PeriodicRead {
  "id": string;
  "every_s": number;
  "last_run": string | null;
  "next_run": string | null;
  "running": boolean;
  "process": string;
}

export interface Preferences {
  "language": string;
  "time_zone": string;
  "out_of_office": OutOfOffice | null;
  "values": Record<string, string>;
}

export interface PreferencesUpdate {
  "language"?: string | null;
  "time_zone"?: string | null;
  "out_of_office"?: OutOfOffice | null;
  "values"?: Record<string, unknown>;
}

export interface Presence {
  "is_writing"?: boolean;
}

export interface PresenceRead {
  "user_id": number;
  "name": string;
  "is_writing": boolean;
}

export interface PriorityCreate {
  "name": string;
  "color"?: string;
  "valid"?: Validity;
}

export interface PriorityRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "color": string;
}

export interface PriorityUpdate {
  "name"?: string | null;
  "color"?: string | null;
  "valid"?: Validity | null;
}

export interface ProblemError {
  "pointer": string;
  "code": string;
  "detail": string;
}

export interface ProcessSetting {
  "name": string;
  "value": unknown;
  "default": boolean;
  "secret": boolean;
  "description": string;
}

export interface Provider {
  "id": string;
  "name": string;
  "kinds": Array<string>;
  "type": "password" | "redirect";
  "url"?: string | null;
}

export interface ProviderCreate {
  "name": string;
  "label": string;
  "type": ProviderType;
  "position"?: number;
  "agents"?: boolean;
  "customers"?: boolean;
  "enabled"?: boolean;
  "config"?: Record<string, JsonValue>;
}

export interface ProviderOrder {
  "names": Array<string>;
}

export interface ProviderRead {
  "id": number;
  "name": string;
  "label": string;
  "type": ProviderType;
  "position": number;
  "agents": boolean;
  "customers": boolean;
  "enabled": boolean;
  "config": Record<string, JsonValue>;
  "secrets": Record<string, boolean>;
  "changed": string;
}

export interface ProviderTest {
  "login"?: string;
  "password"?: string;
  "groups"?: Array<string>;
}

export interface ProviderTrial {
  "ok": boolean;
  "step": string | null;
  "error": string | null;
  "found"?: Record<string, unknown>;
  "person"?: ExternalPerson | null;
}

export interface ProviderUpdate {
  "label"?: string | null;
  "position"?: number | null;
  "agents"?: boolean | null;
  "customers"?: boolean | null;
  "enabled"?: boolean | null;
  "config"?: Record<string, JsonValue> | null;
}

export interface Providers {
  "data": Array<Provider>;
}

export interface PushKeyRead {
  "key": string;
}

export interface PushSubscriptionCreate {
  "name": string;
  "subscription": BrowserSubscription;
}

export interface PushSubscriptionRead {
  "id": number;
  "name": string;
  "created": string;
  "delivered": string | null;
}

export interface QueueAutoResponses {
  "responses": Record<string, Ref | null>;
}

export interface QueueAutoResponsesSet {
  "responses": Record<string, number | null>;
}

export interface QueueCounts {
  "queue": NamedRef;
  "open": number;
  "new": number;
  "unlocked": number;
}

export interface QueueCreate {
  "name": string;
  "group"?: string | null;
  "group_id"?: number | null;
  "system_address"?: string | null;
  "system_address_id"?: number | null;
  "salutation"?: string | null;
  "salutation_id"?: number | null;
  "signature"?: string | null;
  "signature_id"?: number | null;
  "follow_up"?: "possible" | "reject" | "new ticket";
  "follow_up_lock"?: boolean;
  "first_response_time"?: number;
  "first_response_notify"?: number;
  "update_time"?: number;
  "update_notify"?: number;
  "solution_time"?: number;
  "solution_notify"?: number;
  "unlock_timeout"?: number;
  "calendar"?: string;
  "default_sign_key"?: string;
  "valid"?: Validity;
  "comment"?: string;
}

export interface QueueFigures {
  "queue": NamedRef;
  "open": number;
  "created": number;
  "closed": number;
  "by_state": Array<Counted>;
  "by_priority": Array<Counted>;
  "first_response": Durations;
  "solution": Durations;
}

export interface QueueNode {
  "queue": QueueRead;
  "children": Array<QueueNode>;
}

export interface QueueRead {
  "first_response_time": number;
  "first_response_notify": number;
  "update_time": number;
  "update_notify": number;
  "solution_time": number;
  "solution_notify": number;
  "unlock_timeout": number;
  "calendar": string;
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "label": string;
  "parent": Ref | null;
  "group": Ref;
  "system_address": Ref;
  "sender_name": string;
  "salutation": Ref;
  "signature": Ref;
  "follow_up": "possible" | "reject" | "new ticket";
  "follow_up_lock": boolean;
  "default_sign_key": string;
  "comment": string;
}

export interface QueueStatistics {
  "queue": NamedRef;
  "open": number;
  "created": number;
  "closed": number;
}

export interface QueueTemplatesSet {
  "template_ids": Array<number>;
}

export interface QueueUpdate {
  "name"?: string | null;
  "group"?: string | null;
  "group_id"?: number | null;
  "system_address"?: string | null;
  "system_address_id"?: number | null;
  "salutation"?: string | null;
  "salutation_id"?: number | null;
  "signature"?: string | null;
  "signature_id"?: number | null;
  "follow_up"?: "possible" | "reject" | "new ticket" | null;
  "follow_up_lock"?: boolean | null;
  "first_response_time"?: number | null;
  "first_response_notify"?: number | null;
  "update_time"?: number | null;
  "update_notify"?: number | null;
  "solution_time"?: number | null;
  "solution_notify"?: number | null;
  "unlock_timeout"?: number | null;
  "calendar"?: string | null;
  "default_sign_key"?: string | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface Reason {
  "reason": string;
}

export interface RebuildRead {
  "done": number;
  "total": number;
  "started": string | null;
  "finished": string | null;
}

export interface RecoveryCodes {
  "recovery_codes": Array<string>;
}

export interface Ref {
  "id": number;
  "name": string;
}

export interface Refresh {
  "refresh_token": string;
}

export interface Register {
  "email": string;
  "first_name": string;
  "last_name": string;
  "language"?: string;
  "captcha"?: string;
}

export interface RegisterConfirm {
  "token": string;
  "password": string;
}

export interface Registered {
  "status": Status;
  "login": string;
}

export interface ReindexStarted {
  "job_id": number;
}

export interface RelationCreate {
  "filename": string;
  "content": string;
  "priority"?: number | null;
  "add_missing_values"?: boolean;
}

export interface RelationFile {
  "content": string;
  "form"?: "yaml" | "csv";
  "preview"?: boolean;
}

export interface RelationImported {
  "written": boolean;
  "rows": Array<TieRead>;
}

export interface RelationOrder {
  "ids": Array<number>;
}

export interface RelationRead {
  "name": string;
  "axes": Array<unknown>;
  "marks": Array<string>;
}

export interface RelationUpdate {
  "filename"?: string | null;
  "content"?: string | null;
  "priority"?: number | null;
  "add_missing_values"?: boolean;
}

export interface Replay {
  "since": string;
  "until"?: string | null;
}

export interface Replayed {
  "deliveries": number;
}

export interface RightsSet {
  "groups": Array<GroupRights>;
}

export interface RoleMembership {
  "role_id": number;
  "role": string;
}

export interface RolesSet {
  "role_ids": Array<number>;
}

export interface RoutePerformance {
  "id": string;
  "area": string;
  "route": string;
  "requests": number;
  "average_ms": number;
  "min_ms": number;
  "max_ms": number;
}

export interface RowError {
  "row": number;
  "field": string;
  "message": string;
}

export interface SavedSearchCreate {
  "name": string;
  "filters": Record<string, unknown>;
}

export interface SavedSearchRead {
  "id": number;
  "name": string;
  "filters": Record<string, unknown>;
}

export interface ScopeRead {
  "name": Scope;
  "description": string;
  "agents_only": boolean;
}

export interface ScreenRead {
  "name": string;
  "setting": string;
  "object_types": Array<ObjectType>;
  "can_require": boolean;
  "fields": Record<string, Use>;
}

export interface ScreenUpdate {
  "fields": Record<string, Use>;
}

export interface SearchHealth {
  "status": "ok" | "rebuilding" | "behind";
  "documents": number;
  "waiting": number;
  "behind_s": number;
  "rebuild": RebuildRead;
}

export interface SecondFactorStatus {
  "enabled": boolean;
  "methods": Array<string>;
  "since": string | null;
  "recovery_codes_left": number;
  "required": boolean;
  "from_otrs": boolean;
}

export interface SecretRead {
  "secret": string;
  "old_secret_until": string | null;
}

export interface SecretRotate {
  "overlap_s"?: number;
}

export interface ServiceCreate {
  "name": string;
  "valid"?: Validity;
  "comment"?: string;
}

export interface ServiceRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "label": string;
  "parent": Ref | null;
  "comment": string;
}

export interface ServiceUpdate {
  "name"?: string | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface ServicesSet {
  "service_ids": Array<number>;
}

export interface SessionList {
  "data": Array<SessionRead>;
}

export interface SessionRead {
  "id": number;
  "kind": Kind;
  "login": string;
  "created": string;
  "last_seen": string;
  "expires": string;
  "address": string;
  "user_agent": string;
  "current": boolean;
}

export interface SessionsEnded {
  "ended": number;
}

export interface SettingChangeRead {
  "id": number;
  "name": string;
  "value_before": unknown;
  "value_after": unknown;
  "changed": string;
  "changed_by": string;
}

export interface SettingRead {
  "id": string;
  "name": string;
  "group": string;
  "description": string;
  "value": unknown;
  "default": unknown;
  "is_modified": boolean;
  "is_undeployed": boolean;
  "undeployed_value": unknown;
  "has_effect": boolean;
  "is_optional": boolean;
  "agents_may_change": boolean | null;
  "options": Array<string>;
  "keys": Array<string>;
  "value_schema": Record<string, unknown>;
}

export interface SettingWrite {
  "value": JsonValue;
  "agents_may_change"?: boolean | null;
}

export interface SettingsRestored {
  "names": Array<string>;
}

export interface SignUpRead {
  "id": number;
  "status": Status;
  "email": string;
  "first_name": string;
  "last_name": string;
  "login": string;
  "created": string;
  "confirmed": string | null;
  "decided": string | null;
}

export interface SingleDay {
  "date": string;
  "name": string;
}

export interface SlaBreaches {
  "sla": NamedRef;
  "breached": Record<string, number>;
}

export interface SlaCreate {
  "name": string;
  "service_ids"?: Array<number>;
  "first_response_time"?: number;
  "first_response_notify"?: number;
  "update_time"?: number;
  "update_notify"?: number;
  "solution_time"?: number;
  "solution_notify"?: number;
  "calendar"?: string;
  "valid"?: Validity;
  "comment"?: string;
}

export interface SlaMetrics {
  "sla": NamedRef;
  "open": number;
  "created": number;
  "closed": number;
  "breached": Record<string, number>;
  "first_response": Durations;
  "solution": Durations;
}

export interface SlaRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "first_response_time": number;
  "first_response_notify": number;
  "update_time": number;
  "update_notify": number;
  "solution_time": number;
  "solution_notify": number;
  "calendar": string;
  "services": Array<Ref>;
  "comment": string;
}

export interface SlaReport {
  "slas": Array<SlaBreaches>;
  "without_sla": Record<string, number>;
}

export interface SlaUpdate {
  "name"?: string | null;
  "service_ids"?: Array<number> | null;
  "first_response_time"?: number | null;
  "first_response_notify"?: number | null;
  "update_time"?: number | null;
  "update_notify"?: number | null;
  "solution_time"?: number | null;
  "solution_notify"?: number | null;
  "calendar"?: string | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface SmtpAccountCreate {
  "name": string;
  "host": string;
  "port"?: number;
  "security"?: "tls" | "starttls" | "none";
  "verify_tls"?: boolean;
  "authentication"?: "password" | "oauth2_token" | "none";
  "login"?: string;
  "password"?: string;
  "oauth2_token_config_id"?: number | null;
  "is_default"?: boolean;
  "comment"?: string;
  "valid"?: Validity;
}

export interface SmtpAccountRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "host": string;
  "port": number;
  "security": "tls" | "starttls" | "none";
  "verify_tls": boolean;
  "authentication": "password" | "oauth2_token" | "none";
  "login": string;
  "has_password": boolean;
  "oauth2_token_config_id": number | null;
  "is_default": boolean;
  "addresses": Array<Ref>;
  "comment": string;
  "state": SendState;
  "trouble": SmtpTroubleRead | null;
}

export interface SmtpAccountTrial {
  "ok": boolean;
  "problem": Problem | null;
  "error": string | null;
}

export interface SmtpAccountUpdate {
  "name"?: string | null;
  "host"?: string | null;
  "port"?: number | null;
  "security"?: "tls" | "starttls" | "none" | null;
  "verify_tls"?: boolean | null;
  "authentication"?: "password" | "oauth2_token" | "none" | null;
  "login"?: string | null;
  "password"?: string | null;
  "oauth2_token_config_id"?: number | null;
  "is_default"?: boolean | null;
  "comment"?: string | null;
  "valid"?: Validity | null;
}

export interface SmtpTroubleRead {
  "problem": Problem;
  "error": string;
  "since": string;
  "last": string;
}

export interface SnippetRead {
  "field": "title" | "subject" | "body";
  "text": string;
  "marks": Array<Array<unknown>>;
  "html": string;
}

export interface SpoolAnswer {
  "id": number;
  "status": "received" | "duplicate";
  "original_id": number;
}

export interface SpoolRetry {
  "force"?: boolean;
}

export interface SpooledMailRead {
  "id": number;
  "received": string;
  "processed": string | null;
  "source": string;
  "mailbox": string | null;
  "message_id": string | null;
  "size_bytes": number;
  "status": "received" | "done" | "quarantined" | "ignored" | "duplicate";
  "reason": string | null;
  "ticket_id": number | null;
  "article_id": number | null;
  "attempts": number;
  "has_raw": boolean;
}

export interface StandardAttachmentCreate {
  "name": string;
  "filename": string;
  "content_type"?: string;
  "content": string;
  "valid"?: Validity;
  "comment"?: string;
}

export interface StandardAttachmentRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "filename": string;
  "content_type": string;
  "size": number;
  "comment": string;
}

export interface StandardAttachmentUpdate {
  "name"?: string | null;
  "filename"?: string | null;
  "content_type"?: string | null;
  "content"?: string | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface StateCreate {
  "name": string;
  "type"?: string | null;
  "type_id"?: number | null;
  "color"?: string;
  "valid"?: Validity;
  "comment"?: string;
}

export interface StateRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "type": Ref;
  "color": string;
  "comment": string;
}

export interface StateRef {
  "id": number;
  "name": string;
  "type": string;
}

export interface StateTypeRead {
  "id": number;
  "name": string;
}

export interface StateUpdate {
  "name"?: string | null;
  "type"?: string | null;
  "type_id"?: number | null;
  "color"?: string | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface StatisticsDashboard {
  "overview": DashboardStats;
  "by_queue": Array<Counted>;
  "by_priority": Array<Counted>;
  "recent": Array<DayCounts>;
}

export interface Suggestion {
  "id": number;
  "number": string;
  "title": string;
  "html": string;
}

export interface SyncOrder {
  "job_id": number;
}

export interface SyncStatus {
  "running": boolean;
  "started": string | null;
  "finished": string | null;
  "error": string | null;
  "counts": Record<string, number>;
}

export interface SystemAddressCreate {
  "email": string;
  "display_name": string;
  "queue"?: string | null;
  "queue_id"?: number | null;
  "smtp_account_id"?: number;
  "valid"?: Validity;
  "comment"?: string;
}

export interface SystemAddressRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "email": string;
  "display_name": string;
  "queue_id": number;
  "smtp_account_id": number | null;
  "comment": string;
}

export interface SystemAddressUpdate {
  "email"?: string | null;
  "display_name"?: string | null;
  "queue"?: string | null;
  "queue_id"?: number | null;
  "smtp_account_id"?: number | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface SystemConfig {
  "version": string;
  "database": string;
  "settings": Array<ProcessSetting>;
}

export interface SystemMaintenance {
  "active": MaintenanceRead | null;
  "coming": MaintenanceRead | null;
  "notification": string;
}

export interface SystemStats {
  "tickets": number;
  "articles": number;
  "agents": number;
  "customer_users": number;
  "sessions": number;
  "jobs": Record<string, Waiting>;
  "mail_spool": Record<string, Waiting>;
  "mail_queue": Waiting;
  "webhook_deliveries": Record<string, Waiting>;
  "idle_calendars": Array<IdleCalendar>;
}

export interface TemplateCreate {
  "name": string;
  "text"?: string;
  "content_type"?: "text/plain" | "text/html";
  "template_type"?: TemplateType;
  "valid"?: Validity;
  "comment"?: string;
  "queue_ids"?: Array<number>;
  "attachment_ids"?: Array<number>;
}

export interface TemplateRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "text": string;
  "content_type": "text/plain" | "text/html";
  "template_type": string;
  "comment": string;
  "queues": Array<Ref>;
  "attachments": Array<Ref>;
}

export interface TemplateUpdate {
  "name"?: string | null;
  "text"?: string | null;
  "content_type"?: "text/plain" | "text/html" | null;
  "template_type"?: TemplateType | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
  "queue_ids"?: Array<number> | null;
  "attachment_ids"?: Array<number> | null;
}

export interface TextCreate {
  "name": string;
  "text": string;
  "content_type"?: "text/plain" | "text/html";
  "valid"?: Validity;
  "comment"?: string;
}

export interface TextRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
  "text": string;
  "content_type": "text/plain" | "text/html";
  "comment": string;
}

export interface TextUpdate {
  "name"?: string | null;
  "text"?: string | null;
  "content_type"?: "text/plain" | "text/html" | null;
  "valid"?: Validity | null;
  "comment"?: string | null;
}

export interface TicketAccountTime {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "time_units": number | string;
  "article_id"?: number | null;
}

export interface TicketAnswer {
  "subject"?: string;
  "body": string;
  "content_type"?: "text/plain" | "text/html";
  "channel"?: ArticleChannel;
  "sender_type"?: SenderType | null;
  "visible_for_customer"?: boolean;
  "from"?: string | null;
  "reply_to"?: string | null;
  "to"?: string | null;
  "cc"?: string | null;
  "bcc"?: string | null;
  "in_reply_to"?: string | null;
  "references"?: string | null;
  "attachments"?: Array<AttachmentCreate>;
  "sign_key"?: string | null;
  "encrypt"?: boolean | null;
  "time_units"?: number | string | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "to_all"?: boolean;
  "template_id"?: number | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
}

export interface TicketArchive {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "archived"?: boolean;
}

export interface TicketAssign {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "owner"?: string | number | null;
  "owner_id"?: number | null;
}

export interface TicketAttachment {
  "article_id": number;
  "attachment": AttachmentRead;
}

export interface TicketBounce {
  "article_id"?: number | null;
  "to": string;
  "info"?: BounceInfo | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
}

export interface TicketBulk {
  "ids"?: Array<number> | null;
  "filter"?: TicketFilter | null;
  "changes"?: TicketUpdate | null;
  "note"?: NoteInput | null;
  "note_time_units"?: number | string | null;
  "mail"?: BulkMail | null;
  "link"?: TicketLink | null;
  "link_together"?: boolean;
  "watch"?: boolean | null;
  "merge_into"?: number | null;
  "merge_into_number"?: string | null;
  "merge_to_oldest"?: boolean;
}

export interface TicketClose {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "state"?: string | number | null;
  "state_id"?: number | null;
}

export interface TicketCreate {
  "title": string;
  "queue"?: string | number | null;
  "queue_id"?: number | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "priority"?: string | number | null;
  "priority_id"?: number | null;
  "type"?: string | number | null;
  "type_id"?: number | null;
  "service"?: string | number | null;
  "service_id"?: number | null;
  "sla"?: string | number | null;
  "sla_id"?: number | null;
  "owner"?: string | number | null;
  "owner_id"?: number | null;
  "responsible"?: string | number | null;
  "responsible_id"?: number | null;
  "lock"?: string | number | null;
  "customer_user"?: string | null;
  "customer_id"?: string | null;
  "pending_until"?: string | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "article": ArticleCreate;
}

export interface TicketEscalation {
  "clock": "first_response" | "update" | "solution";
  "limit_minutes": number;
  "source": "queue" | "sla";
  "calendar": string | null;
  "started": string;
  "due": string;
  "state": "running" | "warning" | "escalated";
  "working_seconds_left": number;
  "counted": Array<WorkingStretch>;
}

export interface TicketExpanded {
  "id": number;
  "number": string;
  "title": string;
  "queue": NamedRef;
  "state": StateRef;
  "priority": NamedRef;
  "type": NamedRef | null;
  "service": NamedRef | null;
  "sla": NamedRef | null;
  "lock": NamedRef;
  "owner": UserRef;
  "responsible": UserRef;
  "customer_id": string | null;
  "customer_user": CustomerUserRef | null;
  "pending_until": string | null;
  "escalation": EscalationRead;
  "dynamic_fields": Record<string, JsonValue>;
  "archived": boolean;
  "watched": boolean;
  "seen": boolean;
  "created": string;
  "changed": string;
  "merged_into": TicketRef | null;
  "allowed": Array<string>;
  "articles"?: Array<ArticleRead>;
  "customer"?: CustomerOfTicket | null;
}

export interface TicketFilter {
  "df"?: Record<string, Array<string>>;
  "queue"?: Array<string>;
  "queue_id"?: Array<number>;
  "state"?: Array<string>;
  "state_id"?: Array<number>;
  "state_type"?: Array<string>;
  "priority"?: Array<string>;
  "priority_id"?: Array<number>;
  "type"?: Array<string>;
  "type_id"?: Array<number>;
  "service"?: Array<string>;
  "service_id"?: Array<number>;
  "sla"?: Array<string>;
  "sla_id"?: Array<number>;
  "lock"?: Array<string>;
  "lock_id"?: Array<number>;
  "owner"?: Array<string>;
  "owner_id"?: Array<number>;
  "responsible"?: Array<string>;
  "responsible_id"?: Array<number>;
  "customer_id"?: Array<string>;
  "customer_user"?: Array<string>;
  "created_after"?: string | null;
  "created_before"?: string | null;
  "changed_after"?: string | null;
  "changed_before"?: string | null;
  "pending_before"?: string | null;
  "number"?: string | null;
  "title"?: string | null;
  "q"?: string | null;
  "not_closed"?: boolean | null;
  "locked"?: boolean | null;
  "archived"?: boolean | null;
  "watched"?: boolean | null;
  "mentioned"?: boolean | null;
  "escalated"?: boolean | null;
  "seen"?: boolean | null;
  "sort"?: string;
}

export interface TicketForward {
  "article_id"?: number | null;
  "to": string;
  "cc"?: string | null;
  "bcc"?: string | null;
  "subject"?: string | null;
  "body"?: string | null;
  "content_type"?: "text/plain" | "text/html";
  "visible_for_customer"?: boolean;
  "attachment_ids"?: Array<number> | null;
  "attachments"?: Array<AttachmentCreate>;
  "sign_key"?: string | null;
  "encrypt"?: boolean | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
  "time_units"?: number | string | null;
}

export interface TicketHit {
  "ticket": TicketSummary;
  "score": number;
  "article_id": number | null;
  "snippets": Array<SnippetRead>;
}

export interface TicketLink {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "type"?: string;
  "role": "parent" | "child" | "peer";
  "ticket_id": number;
}

export interface TicketLinkRead {
  "type": string;
  "role": "parent" | "child" | "peer";
  "ticket": TicketRef;
  "created": string;
}

export interface TicketLock {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface TicketMerge {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "into": number;
}

export interface TicketMove {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "queue"?: string | number | null;
  "queue_id"?: number | null;
  "owner"?: string | number | null;
  "owner_id"?: number | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
  "priority"?: string | number | null;
  "priority_id"?: number | null;
}

export interface TicketPast {
  "at": string;
  "id": number;
  "number": string;
  "title": string;
  "queue": NamedRef;
  "state": StateRef;
  "priority": NamedRef;
  "type": NamedRef | null;
  "service": NamedRef | null;
  "sla": NamedRef | null;
  "lock": string;
  "owner": UserRef;
  "responsible": UserRef;
  "customer_id": string | null;
  "customer_user": CustomerUserRef | null;
  "pending_until": string | null;
  "archived": boolean;
  "created": string;
  "changed": string;
  "dynamic_fields": Record<string, string>;
  "watchers": Array<string>;
  "articles": Array<ArticleSummary> | null;
  "deleted_articles": Array<DeletedArticle> | null;
  "uncertain"?: Array<string>;
}

export interface TicketRead {
  "id": number;
  "number": string;
  "title": string;
  "queue": NamedRef;
  "state": StateRef;
  "priority": NamedRef;
  "type": NamedRef | null;
  "service": NamedRef | null;
  "sla": NamedRef | null;
  "lock": NamedRef;
  "owner": UserRef;
  "responsible": UserRef;
  "customer_id": string | null;
  "customer_user": CustomerUserRef | null;
  "pending_until": string | null;
  "escalation": EscalationRead;
  "dynamic_fields": Record<string, JsonValue>;
  "archived": boolean;
  "watched": boolean;
  "seen": boolean;
  "created": string;
  "changed": string;
  "merged_into": TicketRef | null;
  "allowed": Array<string>;
}

export interface TicketRef {
  "id": number;
  "number": string;
  "title": string;
  "state": StateRef;
}

export interface TicketReopen {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "state"?: string | number | null;
  "state_id"?: number | null;
}

export interface TicketReplace {
  "title": string;
  "queue"?: string | number | null;
  "queue_id"?: number | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "priority"?: string | number | null;
  "priority_id"?: number | null;
  "type"?: string | number | null;
  "type_id"?: number | null;
  "service"?: string | number | null;
  "service_id"?: number | null;
  "sla"?: string | number | null;
  "sla_id"?: number | null;
  "owner"?: string | number | null;
  "owner_id"?: number | null;
  "responsible"?: string | number | null;
  "responsible_id"?: number | null;
  "lock"?: string | number | null;
  "customer_user"?: string | null;
  "customer_id"?: string | null;
  "pending_until"?: string | null;
  "archived"?: boolean | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface TicketReply {
  "subject": string;
  "body": string;
  "content_type"?: "text/plain" | "text/html";
  "channel"?: ArticleChannel;
  "sender_type"?: SenderType | null;
  "visible_for_customer"?: boolean;
  "from"?: string | null;
  "reply_to"?: string | null;
  "to"?: string | null;
  "cc"?: string | null;
  "bcc"?: string | null;
  "in_reply_to"?: string | null;
  "references"?: string | null;
  "attachments"?: Array<AttachmentCreate>;
  "sign_key"?: string | null;
  "encrypt"?: boolean | null;
  "time_units"?: number | string | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "to_all"?: boolean;
  "template_id"?: number | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
}

export interface TicketSeen {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "article_ids"?: Array<number> | null;
}

export interface TicketSetCustomer {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "customer_user"?: string | null;
  "customer_id"?: string | null;
}

export interface TicketSetPending {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until": string;
}

export interface TicketSetPriority {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "priority"?: string | number | null;
  "priority_id"?: number | null;
}

export interface TicketSetResponsible {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "responsible"?: string | number | null;
  "responsible_id"?: number | null;
}

export interface TicketSetService {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "service"?: string | number | null;
  "service_id"?: number | null;
}

export interface TicketSetSla {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "sla"?: string | number | null;
  "sla_id"?: number | null;
}

export interface TicketSetState {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "pending_until"?: string | null;
}

export interface TicketSetTitle {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "title": string;
}

export interface TicketSetType {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
  "type"?: string | number | null;
  "type_id"?: number | null;
}

export interface TicketSplit {
  "article_id": number;
  "title"?: string | null;
  "queue"?: string | number | null;
  "queue_id"?: number | null;
  "copy_attachments"?: boolean;
  "link"?: boolean;
}

export interface TicketSummary {
  "id": number;
  "number": string;
  "title": string;
  "queue": NamedRef;
  "state": StateRef;
  "priority": NamedRef;
  "type": NamedRef | null;
  "service": NamedRef | null;
  "sla": NamedRef | null;
  "lock": NamedRef;
  "owner": UserRef;
  "responsible": UserRef;
  "customer_id": string | null;
  "customer_user": CustomerUserRef | null;
  "pending_until": string | null;
  "escalates_at": string | null;
  "dynamic_fields": Record<string, JsonValue>;
  "archived": boolean;
  "seen": boolean;
  "created": string;
  "changed": string;
}

export interface TicketTime {
  "total": number;
  "entries": Array<TimeEntry>;
}

export interface TicketUnlock {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface TicketUnmerge {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface TicketUnwatch {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface TicketUpdate {
  "title"?: string | null;
  "queue"?: string | number | null;
  "queue_id"?: number | null;
  "state"?: string | number | null;
  "state_id"?: number | null;
  "priority"?: string | number | null;
  "priority_id"?: number | null;
  "type"?: string | number | null;
  "type_id"?: number | null;
  "service"?: string | number | null;
  "service_id"?: number | null;
  "sla"?: string | number | null;
  "sla_id"?: number | null;
  "owner"?: string | number | null;
  "owner_id"?: number | null;
  "responsible"?: string | number | null;
  "responsible_id"?: number | null;
  "lock"?: string | number | null;
  "customer_user"?: string | null;
  "customer_id"?: string | null;
  "pending_until"?: string | null;
  "archived"?: boolean | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface TicketWatch {
  "note"?: NoteInput | null;
  "dynamic_fields"?: Record<string, JsonValue>;
}

export interface TicketsReport {
  "overview": DashboardStats;
  "created": number;
  "closed": number;
  "by_queue": Array<QueueStatistics>;
  "by_state": Array<Counted>;
  "by_priority": Array<Counted>;
  "days": Array<DayCounts>;
}

export interface TieRead {
  "first": string;
  "second": string;
  "marks": Array<string>;
  "outcome": string;
  "error": string;
}

export interface TimeEntry {
  "id": number;
  "article_id": number | null;
  "time_units": number;
  "created": string;
  "created_by": UserRef;
}

export interface TokenCreate {
  "name": string;
  "scopes": Array<Scope>;
  "expires"?: "30d" | "90d" | "1y" | "never" | string;
  "rate_limit"?: number | null;
}

export interface TokenCreated {
  "id": number;
  "name": string;
  "prefix": string;
  "kind": Kind;
  "owner": string;
  "scopes": Array<string>;
  "rate_limit": number | null;
  "created": string;
  "expires": string | null;
  "last_used": string | null;
  "last_used_address": string | null;
  "revoked": string | null;
  "token": string;
}

export interface TokenPair {
  "access_token": string;
  "refresh_token": string;
  "token_type": "Bearer";
  "expires_in": number;
}

export interface TokenRead {
  "id": number;
  "name": string;
  "prefix": string;
  "kind": Kind;
  "owner": string;
  "scopes": Array<string>;
  "rate_limit": number | null;
  "created": string;
  "expires": string | null;
  "last_used": string | null;
  "last_used_address": string | null;
  "revoked": string | null;
}

export interface TotpSetup {
  "secret": string;
  "otpauth_uri": string;
  "qr_svg": string;
  "recovery_codes": Array<string>;
}

export interface TransferFile {
  "content": string;
  "form"?: "yaml" | "csv";
  "preview"?: boolean;
}

export interface TransferRow {
  "kind": string;
  "number": number;
  "name": string;
  "outcome": string;
  "errors": Array<TransferRowError>;
}

export interface TransferRowError {
  "column": string;
  "code": string;
  "message": string;
}

export interface Transferred {
  "written": boolean;
  "rows": Array<TransferRow>;
}

export interface TranslationChangeRead {
  "id": number;
  "translation_id": string;
  "language": string;
  "source": string;
  "texts_before": Array<string> | null;
  "texts_after": Array<string> | null;
  "changed": string;
  "changed_by": string;
}

export interface TranslationRead {
  "id": string;
  "language": string;
  "source": string;
  "source_plural": string;
  "texts": Array<string>;
  "shipped": Array<string>;
  "is_changed": boolean;
}

export interface TranslationWrite {
  "texts": Array<string>;
}

export interface TranslationsFile {
  "content": string;
  "form"?: FileForm;
  "preview"?: boolean;
}

export interface TranslationsImported {
  "written": boolean;
  "rows": Array<ImportedTranslation>;
}

export interface TranslationsRead {
  "language": string;
  "messages": Record<string, string>;
}

export interface TransmissionRead {
  "article_id": number;
  "status": Transmission;
  "attempts": number;
  "message": string | null;
  "account": string | null;
  "due": string | null;
}

export interface TrendCounts {
  "begin": string;
  "created": number;
  "closed": number;
}

export interface TypeRead {
  "id": number;
  "name": string;
  "valid": Validity;
  "created": string;
  "changed": string;
}

export interface UploadRead {
  "id": string;
  "filename": string;
  "content_type": string;
  "size": number;
  "disposition": "attachment" | "inline";
  "content_id": string | null;
  "created": string;
  "expires": string;
}

export interface UserRef {
  "id": number;
  "login": string;
  "name": string;
}

export interface UsersReport {
  "agents_valid": number;
  "agents_invalid": number;
  "customer_users_valid": number;
  "customer_users_invalid": number;
  "activity": Array<AgentStatistics>;
}

export interface Waiting {
  "count": number;
  "oldest": string | null;
}

export interface WatcherRead {
  "id": number;
  "login": string;
  "name": string;
  "since": string;
}

export interface WebServiceCallDetail {
  "id": number;
  "communication_id": string;
  "type": "Provider" | "Requester";
  "remote_ip": string | null;
  "created": string;
  "lines": Array<CommunicationLine>;
}

export interface WebServiceCallRead {
  "id": number;
  "communication_id": string;
  "type": "Provider" | "Requester";
  "remote_ip": string | null;
  "created": string;
}

export interface WebhookCreate {
  "name": string;
  "url": string;
  "events": Array<string>;
  "filters"?: WebhookFilters;
  "headers"?: Record<string, unknown>;
  "payload"?: "thin" | "full";
  "active"?: boolean;
}

export interface WebhookCreated {
  "id": number;
  "name": string;
  "url": string;
  "events": Array<string>;
  "filters": WebhookFilters;
  "headers": Array<string>;
  "payload": "thin" | "full";
  "active": boolean;
  "disabled_reason": string | null;
  "owner": string;
  "failing_since": string | null;
  "last_success": string | null;
  "last_failure": string | null;
  "old_secret_until": string | null;
  "created": string;
  "changed": string;
  "secret": string;
}

export interface WebhookFilters {
  "queue_ids"?: Array<number>;
  "priority_ids"?: Array<number>;
  "state_ids"?: Array<number>;
  "type_ids"?: Array<number>;
}

export interface WebhookRead {
  "id": number;
  "name": string;
  "url": string;
  "events": Array<string>;
  "filters": WebhookFilters;
  "headers": Array<string>;
  "payload": "thin" | "full";
  "active": boolean;
  "disabled_reason": string | null;
  "owner": string;
  "failing_since": string | null;
  "last_success": string | null;
  "last_failure": string | null;
  "old_secret_until": string | null;
  "created": string;
  "changed": string;
}

export interface WebhookUpdate {
  "name"?: string | null;
  "url"?: string | null;
  "events"?: Array<string> | null;
  "filters"?: WebhookFilters | null;
  "headers"?: Record<string, unknown> | null;
  "payload"?: "thin" | "full" | null;
  "active"?: boolean | null;
}

export interface WebserviceCreate {
  "name": string;
  "config"?: Record<string, JsonValue>;
  "valid"?: Validity;
}

export interface WebserviceImport {
  "name": string;
  "yaml": string;
  "valid"?: Validity;
  "replace"?: boolean;
}

export interface WebserviceRead {
  "id": number;
  "name": string;
  "description": string;
  "valid": Validity;
  "provider_transport": string;
  "requester_transport": string;
  "provider_url": string;
  "debug_threshold": string;
  "operations": Array<OperationRead>;
  "invokers": Array<InvokerRead>;
  "config": Record<string, JsonValue>;
  "problem": string | null;
  "created": string;
  "changed": string;
}

export interface WebserviceUpdate {
  "name"?: string | null;
  "config"?: Record<string, JsonValue> | null;
  "yaml"?: string | null;
  "valid"?: Validity | null;
}

export interface WebserviceVersion {
  "id": number;
  "created": string;
  "created_by": number;
}

export interface WorkingCalendarRead {
  "calendar": string;
  "name": string;
  "time_zone": string;
  "working_hours": Record<string, Array<number>>;
  "vacation_days": Array<string>;
  "vacation_dates": Array<string>;
}

export interface WorkingStretch {
  "start": string;
  "end": string;
}

export interface Workload {
  "open": number;
  "new": number;
  "pending_reached": number;
  "escalated": number;
  "by_state": Array<Counted>;
  "by_priority": Array<Counted>;
  "desk_average": number;
}

export interface YearlyDay {
  "month": number;
  "day": number;
  "name": string;
}

export interface ProblemDetails {
  "type": string;
  "title": string;
  "status": number;
  "detail": string;
  "instance": string;
  "code": string;
  "errors"?: Array<ProblemError>;
  "request_id": string;
}

export class Gotrs {
  constructor(address: string, options?: { token?: string; fetch?: typeof fetch });
  /** All rows of a list, page by page: `for await (const ticket of desk.each("tickets_list", { queue: ["Raw"] }))`. */
  each(operation: string, given?: object, options?: Options): AsyncGenerator<any>;
  /** The audit log as a file. */
  admin_audit_export(given?: { "form"?: "csv" | "jsonl"; "action"?: string | null; "at_after"?: string | null; "at_before"?: string | null; "q"?: string | null }, options?: Options): Promise<Blob>;
  /** Read an entry of the audit log. */
  admin_audit_get(given: { "entry_id": number }, options?: Options): Promise<AuditRead>;
  /** List entries of the audit log. */
  admin_audit_list(given?: { "action"?: string | null; "actor_kind"?: string | null; "actor_id"?: string | null; "object_type"?: string | null; "object_id"?: string | null; "at_after"?: string | null; "at_before"?: string | null; "q"?: string | null; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_AuditRead_>;
  /** Count entries and check the chain. */
  admin_audit_stats(given?: {}, options?: Options): Promise<AuditStats>;
  /** A customer user's second factor. */
  admin_customer_users_2fa(given: { "customer_user_id": number }, options?: Options): Promise<SecondFactorStatus>;
  /** Switch off the second factor of a customer user who lost it. */
  admin_customer_users_2fa_disable(given: { "customer_user_id": number; body: Reason }, options?: Options): Promise<void>;
  /** Set a customer user's password, or mail a link. */
  admin_customer_users_reset_password(given: { "customer_user_id": number; body?: PasswordReset | null }, options?: Options): Promise<PasswordWasReset>;
  /** List a customer user's tokens. */
  admin_customer_users_tokens(given: { "customer_user_id": number }, options?: Options): Promise<ListAnswer_TokenRead_>;
  /** Count background jobs by status. */
  admin_jobs_count(given?: {}, options?: Options): Promise<Record<string, number>>;
  /** Drop a dead or finished job. */
  admin_jobs_delete(given: { "job_id": number }, options?: Options): Promise<void>;
  /** Read a background job. */
  admin_jobs_get(given: { "job_id": number }, options?: Options): Promise<JobRead>;
  /** List background jobs. */
  admin_jobs_list(given?: { "status"?: "pending" | "running" | "done" | "dead" | null; "name"?: string | null; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_JobRead_>;
  /** List work that comes round. */
  admin_jobs_periodic(given?: {}, options?: Options): Promise<ListAnswer_PeriodicRead_>;
  /** Run a job again. */
  admin_jobs_retry(given: { "job_id": number }, options?: Options): Promise<JobRead>;
  /** Do a round now. */
  admin_jobs_run_now(given: { "name": string }, options?: Options): Promise<JobRead>;
  /** Delete a filter. */
  admin_mail_filters_delete(given: { "name": string }, options?: Options): Promise<void>;
  /** Read a filter. */
  admin_mail_filters_get(given: { "name": string }, options?: Options): Promise<FilterRule>;
  /** List filters of incoming mail. */
  admin_mail_filters_list(given?: {}, options?: Options): Promise<ListAnswer_FilterRule_>;
  /** Make or replace a filter. */
  admin_mail_filters_put(given: { body: FilterRule; "name": string }, options?: Options): Promise<FilterRule>;
  /** Try a filter on a stored mail. */
  admin_mail_filters_try(given: { body: FilterTrial }, options?: Options): Promise<FilterTrialResult>;
  /** Count incoming mail by what became of it. */
  admin_mail_health(given?: {}, options?: Options): Promise<InboundHealth>;
  /** Read about an incoming mail. */
  admin_mail_spool_get(given: { "spool_id": number }, options?: Options): Promise<SpooledMailRead>;
  /** List incoming mail. */
  admin_mail_spool_list(given?: { "status"?: "received" | "done" | "quarantined" | "ignored" | "duplicate" | null; "ticket_id"?: number | null; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_SpooledMailRead_>;
  /** Download a mail as it came in. */
  admin_mail_spool_raw(given: { "spool_id": number }, options?: Options): Promise<Blob>;
  /** Process a quarantined or ignored mail again. */
  admin_mail_spool_retry(given: { "spool_id": number; body?: SpoolRetry | null }, options?: Options): Promise<SpooledMailRead>;
  /** How long requests took. */
  admin_performance_log(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "minutes"?: number; "area"?: "agent" | "customer" | "admin" | "auth" | "api" | "other" | null }, options?: Options): Promise<ListAnswer_RoutePerformance_>;
  /** Empty the performance log. */
  admin_performance_log_empty(given?: {}, options?: Options): Promise<void>;
  /** A report as a file. */
  admin_reports_export(given: { "report": "tickets" | "queues" | "users" | "sla"; "format"?: "csv" | "json" | "xlsx"; "days"?: number }, options?: Options): Promise<Record<string, unknown>>;
  /** Report on performance. */
  admin_reports_performance(given?: { "days"?: number }, options?: Options): Promise<PerformanceReport>;
  /** Report on service levels. */
  admin_reports_sla(given?: { "days"?: number }, options?: Options): Promise<SlaReport>;
  /** Report on tickets. */
  admin_reports_tickets(given?: { "days"?: number }, options?: Options): Promise<TicketsReport>;
  /** Report on people. */
  admin_reports_users(given?: { "days"?: number }, options?: Options): Promise<UsersReport>;
  /** End a session. */
  admin_sessions_end(given: { "session_id": number }, options?: Options): Promise<void>;
  /** End everybody's sessions. */
  admin_sessions_end_all(given?: {}, options?: Options): Promise<SessionsEnded>;
  /** List everybody's sessions. */
  admin_sessions_list(given?: {}, options?: Options): Promise<SessionList>;
  /** Accept a customer. */
  admin_sign_ups_accept(given: { "sign_up_id": number }, options?: Options): Promise<SignUpRead>;
  /** Customers who wait to be accepted. */
  admin_sign_ups_list(given?: {}, options?: Options): Promise<ListAnswer_SignUpRead_>;
  /** Reject a customer. */
  admin_sign_ups_reject(given: { "sign_up_id": number }, options?: Options): Promise<SignUpRead>;
  /** Download a backup. */
  admin_system_backup_download(given: { "name": string }, options?: Options): Promise<Blob>;
  /** Read about a backup. */
  admin_system_backup_read(given: { "name": string }, options?: Options): Promise<BackupRead>;
  /** Remove a backup. */
  admin_system_backup_remove(given: { "name": string }, options?: Options): Promise<void>;
  /** Make a backup. */
  admin_system_backup_start(given?: { body?: BackupStart }, options?: Options): Promise<BackupStarted>;
  /** List the backups that are kept. */
  admin_system_backups(given?: {}, options?: Options): Promise<ListAnswer_BackupRead_>;
  /** What the server was started with. */
  admin_system_config(given?: {}, options?: Options): Promise<SystemConfig>;
  /** Read a line of the log. */
  admin_system_log_line(given: { "line_id": number }, options?: Options): Promise<LogLine>;
  /** What the processes said lately. */
  admin_system_logs(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "level"?: "debug" | "info" | "warning" | "error" | "critical" | null; "event"?: string | null; "q"?: string | null; "at_after"?: string | null; "at_before"?: string | null }, options?: Options): Promise<ListAnswer_LogLine_>;
  /** The maintenance that runs or begins soon. */
  admin_system_maintenance(given?: {}, options?: Options): Promise<SystemMaintenance>;
  /** The installation in figures. */
  admin_system_stats(given?: {}, options?: Options): Promise<SystemStats>;
  /** What support asks for. */
  admin_system_support_bundle(given?: {}, options?: Options): Promise<void>;
  /** Read anybody's token. */
  admin_tokens_get(given: { "token_id": number }, options?: Options): Promise<TokenRead>;
  /** List everybody's tokens. */
  admin_tokens_list(given?: {}, options?: Options): Promise<ListAnswer_TokenRead_>;
  /** Revoke anybody's token. */
  admin_tokens_revoke(given: { "token_id": number }, options?: Options): Promise<void>;
  /** Switch off the second factor of an agent who lost it. */
  admin_users_2fa_disable(given: { "user_id": number; body: Reason }, options?: Options): Promise<void>;
  /** Make an agent valid. */
  admin_users_activate(given: { "user_id": number }, options?: Options): Promise<AgentRead>;
  /** Make an agent invalid. */
  admin_users_deactivate(given: { "user_id": number; body?: Reason | null }, options?: Options): Promise<AgentRead>;
  /** Mail an agent a link for the first password. */
  admin_users_invite(given: { "user_id": number }, options?: Options): Promise<void>;
  /** List agents, the invalid ones too. */
  admin_users_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null }, options?: Options): Promise<ListAnswer_AgentRead_>;
  /** Set an agent's password. */
  admin_users_reset_password(given: { "user_id": number; body?: PasswordReset | null }, options?: Options): Promise<PasswordWasReset>;
  /** List an agent's tokens. */
  admin_users_tokens(given: { "user_id": number }, options?: Options): Promise<ListAnswer_TokenRead_>;
  /** What I did. */
  agent_stats_my_performance(given?: { "days"?: number }, options?: Options): Promise<AgentPerformance>;
  /** How soon my tickets were answered. */
  agent_stats_response_times(given?: { "days"?: number }, options?: Options): Promise<Durations>;
  /** My open tickets in numbers. */
  agent_stats_workload(given?: {}, options?: Options): Promise<Workload>;
  /** List the templates that one may use. */
  agent_templates_list(given?: { "template_type"?: TemplateType | null; "queue_id"?: number | null }, options?: Options): Promise<ListAnswer_TemplateRead_>;
  /** Readiness. */
  api_health(given?: {}, options?: Options): Promise<unknown>;
  /** Whether the service works. */
  api_status(given?: {}, options?: Options): Promise<unknown>;
  /** Download a file of an article. */
  articles_attachment(given: { "ticket_id": number; "article_id": number; "attachment_id": number }, options?: Options): Promise<Blob>;
  /** List the files of an article. */
  articles_attachments(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<ListAnswer_AttachmentRead_>;
  /** Stop an article's mail before it is sent. */
  articles_call_back(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<ArticleRead>;
  /** Add an article to a ticket. */
  articles_create(given: { "ticket_id": number; body: TicketReply }, options?: Options): Promise<ArticleRead>;
  /** Tell why an incoming mail lies where it does. */
  articles_decisions(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<ListAnswer_DecisionRead_>;
  /** Delete an internal note. */
  articles_delete(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<void>;
  /** Download the HTML of an article as it came. */
  articles_html(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<Blob>;
  /** List the articles of a ticket. */
  articles_list(given: { "ticket_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null }, options?: Options): Promise<ListAnswer_ArticleRead_>;
  /** Download the raw mail of an article. */
  articles_plain(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<Blob>;
  /** Read an article. */
  articles_read(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<ArticleRead>;
  /** Answer an article. */
  articles_reply(given: { "ticket_id": number; "article_id": number; body: TicketAnswer }, options?: Options): Promise<ArticleRead>;
  /** Send an article's mail again. */
  articles_resend(given: { "ticket_id": number; "article_id": number }, options?: Options): Promise<ArticleRead>;
  /** Change an internal note. */
  articles_update(given: { "ticket_id": number; "article_id": number; body: ArticleUpdate }, options?: Options): Promise<ArticleRead>;
  /** Download an attribute relation's file. */
  attribute_relations_content(given: { "relation_id": number }, options?: Options): Promise<void>;
  /** Import an attribute relation. */
  attribute_relations_create(given: { body: RelationCreate }, options?: Options): Promise<AttributeRelationRead>;
  /** Delete an attribute relation. */
  attribute_relations_delete(given: { "relation_id": number }, options?: Options): Promise<void>;
  /** What one value allows. */
  attribute_relations_evaluate(given: { "attribute": string; "value": Array<string> }, options?: Options): Promise<Allowed>;
  /** What a form's values allow. */
  attribute_relations_evaluate_form(given: { body: Chosen }, options?: Options): Promise<Allowed>;
  /** List attribute relations. */
  attribute_relations_list(given?: {}, options?: Options): Promise<ListAnswer_AttributeRelationRead_>;
  /** Order the attribute relations. */
  attribute_relations_order(given: { body: RelationOrder }, options?: Options): Promise<ListAnswer_AttributeRelationRead_>;
  /** Read an attribute relation. */
  attribute_relations_read(given: { "relation_id": number }, options?: Options): Promise<AttributeRelationRead>;
  /** Change an attribute relation. */
  attribute_relations_update(given: { "relation_id": number; body: RelationUpdate }, options?: Options): Promise<AttributeRelationRead>;
  /** Sign in with a password. */
  auth_login(given: { body: Login }, options?: Options): Promise<TokenPair | MfaRequired | PasswordChangeRequired>;
  /** Sign out. */
  auth_logout(given?: { body?: Logout | null }, options?: Options): Promise<void>;
  /** Set up the second factor that an account must have. */
  auth_mfa_enrol(given: { body: MfaEnrol }, options?: Options): Promise<TotpSetup>;
  /** Do the second step. */
  auth_mfa_verify(given: { body: MfaVerify }, options?: Options): Promise<TokenPair | PasswordChangeRequired>;
  /** Have a link for a new password mailed. */
  auth_password_forgot(given: { body: PasswordForgotten }, options?: Options): Promise<void>;
  /** Set a password by a mailed link. */
  auth_password_reset(given: { body: PasswordByLink }, options?: Options): Promise<void>;
  /** Ways to sign in. */
  auth_providers(given?: {}, options?: Options): Promise<Providers>;
  /** Exchange a refresh token. */
  auth_refresh(given: { body: Refresh }, options?: Options): Promise<TokenPair>;
  /** Sign up as a customer. */
  auth_register(given: { body: Register }, options?: Options): Promise<void>;
  /** Prove the address and choose a password. */
  auth_register_confirm(given: { body: RegisterConfirm }, options?: Options): Promise<Registered>;
  /** Ask for a passkey. */
  auth_webauthn_options(given: { body: AssertionOptionsWanted }, options?: Options): Promise<PasskeyOptions>;
  /** Sign in with a passkey. */
  auth_webauthn_verify(given: { body: AssertionSent }, options?: Options): Promise<TokenPair | PasswordChangeRequired>;
  /** List the occasions of automatic replies. */
  auto_response_types_list(given?: {}, options?: Options): Promise<ListAnswer_Ref_>;
  /** Create a auto response. */
  auto_responses_create(given: { body: AutoResponseCreate }, options?: Options): Promise<AutoResponseRead>;
  /** Take a auto response out of use. */
  auto_responses_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List auto responses. */
  auto_responses_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_AutoResponseRead_>;
  /** Read a auto response. */
  auto_responses_read(given: { "entry_id": number }, options?: Options): Promise<AutoResponseRead>;
  /** Change a auto response. */
  auto_responses_update(given: { "entry_id": number; body: AutoResponseUpdate }, options?: Options): Promise<AutoResponseRead>;
  /** Go back to the mark of GOTRS. */
  branding_logo_delete(given?: {}, options?: Options): Promise<BrandingRead>;
  /** Set the logo. */
  branding_logo_replace(given: { body: LogoWrite }, options?: Options): Promise<BrandingRead>;
  /** Read name, colours and logo of this desk. */
  branding_read(given?: {}, options?: Options): Promise<BrandingRead>;
  /** Change name and colours of this desk. */
  branding_replace(given: { body: BrandingUpdate }, options?: Options): Promise<BrandingRead>;
  /** Read the settings of a working calendar. */
  calendar_settings_get(given: { "number": number }, options?: Options): Promise<CalendarSettings>;
  /** List the settings of working calendars. */
  calendar_settings_list(given?: {}, options?: Options): Promise<ListAnswer_CalendarSettings_>;
  /** Set a working calendar. */
  calendar_settings_set(given: { "number": number; body: CalendarWrite }, options?: Options): Promise<CalendarSettings>;
  /** List working calendars. */
  calendars_list(given?: {}, options?: Options): Promise<ListAnswer_WorkingCalendarRead_>;
  /** List the categories of canned responses. */
  canned_categories_list(given?: {}, options?: Options): Promise<ListAnswer_CannedCategory_>;
  /** List canned responses. */
  canned_responses_list(given?: { "q"?: string; "category"?: string | null; "queue_id"?: number | null }, options?: Options): Promise<ListAnswer_CannedResponse_>;
  /** List what was received and sent. */
  communication_log_list(given?: { "direction"?: "Incoming" | "Outgoing" | null; "status"?: "Processing" | "Successful" | "Warning" | "Failed" | null; "account_id"?: number | null; "q"?: string | null; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_CommunicationSummary_>;
  /** Read one of them, step by step. */
  communication_log_read(given: { "communication_id": number }, options?: Options): Promise<CommunicationRead>;
  /** Create a company. */
  customer_companies_create(given: { body: CompanyCreate }, options?: Options): Promise<CompanyRead>;
  /** Take a company out of use. */
  customer_companies_delete(given: { "customer_id": string }, options?: Options): Promise<void>;
  /** Groups of a company, with rights. */
  customer_companies_groups(given: { "customer_id": string; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_Cell_>;
  /** List or search companies. */
  customer_companies_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "q"?: string; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_CompanyRead_>;
  /** Merge a company into another. */
  customer_companies_merge(given: { "customer_id": string; body: CompanyMerge }, options?: Options): Promise<CompanyRead>;
  /** Read a company. */
  customer_companies_read(given: { "customer_id": string }, options?: Options): Promise<CompanyRead>;
  /** Change a company's groups. */
  customer_companies_set_groups(given: { "customer_id": string; body: CellsSet }, options?: Options): Promise<void>;
  /** List the tickets of a company. */
  customer_companies_tickets(given: { "customer_id": string; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "queue"?: Array<string>; "queue_id"?: Array<number>; "state"?: Array<string>; "state_id"?: Array<number>; "state_type"?: Array<string>; "priority"?: Array<string>; "priority_id"?: Array<number>; "type"?: Array<string>; "type_id"?: Array<number>; "service"?: Array<string>; "service_id"?: Array<number>; "sla"?: Array<string>; "sla_id"?: Array<number>; "lock"?: Array<string>; "lock_id"?: Array<number>; "owner"?: Array<string>; "owner_id"?: Array<number>; "responsible"?: Array<string>; "responsible_id"?: Array<number>; "customer_id_query"?: Array<string>; "customer_user"?: Array<string>; "created_after"?: string | null; "created_before"?: string | null; "changed_after"?: string | null; "changed_before"?: string | null; "pending_before"?: string | null; "number"?: string | null; "title"?: string | null; "q"?: string | null; "not_closed"?: boolean | null; "locked"?: boolean | null; "archived"?: boolean | null; "watched"?: boolean | null; "mentioned"?: boolean | null; "escalated"?: boolean | null; "seen"?: boolean | null }, options?: Options): Promise<ListAnswer_TicketSummary_>;
  /** Change a company. */
  customer_companies_update(given: { "customer_id": string; body: CompanyUpdate }, options?: Options): Promise<CompanyRead>;
  /** Look at customers to be imported. */
  customer_imports_check(given: { body: CustomerImport }, options?: Options): Promise<ImportReport>;
  /** Import customers. */
  customer_imports_start(given: { body: CustomerImport }, options?: Options): Promise<ImportStarted>;
  /** Make a customer user anonymous for good. */
  customer_users_anonymise(given: { "customer_user_id": number; body: Anonymise }, options?: Options): Promise<Anonymised>;
  /** Create a customer user. */
  customer_users_create(given: { body: CustomerUserCreate }, options?: Options): Promise<CustomerUserRead>;
  /** Customer ids of a customer user. */
  customer_users_customer_ids(given: { "customer_user_id": number }, options?: Options): Promise<CustomerIds>;
  /** List the default services. */
  customer_users_default_services(given?: {}, options?: Options): Promise<ListAnswer_ServiceRead_>;
  /** Take a customer user out of use. */
  customer_users_delete(given: { "customer_user_id": number }, options?: Options): Promise<void>;
  /** All personal data of a customer user, as a ZIP. */
  customer_users_export(given: { "customer_user_id": number }, options?: Options): Promise<Blob>;
  /** Groups of a customer user, with rights. */
  customer_users_groups(given: { "customer_user_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_Cell_>;
  /** Mail a customer user a link for the first password. */
  customer_users_invite(given: { "customer_user_id": number }, options?: Options): Promise<void>;
  /** List or search customer users. */
  customer_users_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "q"?: string; "valid"?: Validity | null; "customer_id"?: string | null }, options?: Options): Promise<ListAnswer_CustomerUserRead_>;
  /** Merge a customer user into another. */
  customer_users_merge(given: { "customer_user_id": number; body: CustomerUserMerge }, options?: Options): Promise<CustomerUserRead>;
  /** Read a customer user. */
  customer_users_read(given: { "customer_user_id": number }, options?: Options): Promise<CustomerUserRead>;
  /** Services that a customer user may choose. */
  customer_users_services(given: { "customer_user_id": number }, options?: Options): Promise<ListAnswer_ServiceRead_>;
  /** Replace the other customer ids of a customer user. */
  customer_users_set_customer_ids(given: { "customer_user_id": number; body: CustomerIdsSet }, options?: Options): Promise<CustomerIds>;
  /** Replace the default services. */
  customer_users_set_default_services(given: { body: ServicesSet }, options?: Options): Promise<ListAnswer_ServiceRead_>;
  /** Change a customer user's groups. */
  customer_users_set_groups(given: { "customer_user_id": number; body: CellsSet }, options?: Options): Promise<void>;
  /** Set a customer user's password. */
  customer_users_set_password(given: { "customer_user_id": number; body: PasswordSet }, options?: Options): Promise<void>;
  /** Replace a customer user's own services. */
  customer_users_set_services(given: { "customer_user_id": number; body: ServicesSet }, options?: Options): Promise<ListAnswer_ServiceRead_>;
  /** List the tickets of a customer user. */
  customer_users_tickets(given: { "customer_user_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "queue"?: Array<string>; "queue_id"?: Array<number>; "state"?: Array<string>; "state_id"?: Array<number>; "state_type"?: Array<string>; "priority"?: Array<string>; "priority_id"?: Array<number>; "type"?: Array<string>; "type_id"?: Array<number>; "service"?: Array<string>; "service_id"?: Array<number>; "sla"?: Array<string>; "sla_id"?: Array<number>; "lock"?: Array<string>; "lock_id"?: Array<number>; "owner"?: Array<string>; "owner_id"?: Array<number>; "responsible"?: Array<string>; "responsible_id"?: Array<number>; "customer_id"?: Array<string>; "customer_user"?: Array<string>; "created_after"?: string | null; "created_before"?: string | null; "changed_after"?: string | null; "changed_before"?: string | null; "pending_before"?: string | null; "number"?: string | null; "title"?: string | null; "q"?: string | null; "not_closed"?: boolean | null; "locked"?: boolean | null; "archived"?: boolean | null; "watched"?: boolean | null; "mentioned"?: boolean | null; "escalated"?: boolean | null; "seen"?: boolean | null }, options?: Options): Promise<ListAnswer_TicketSummary_>;
  /** Change a customer user. */
  customer_users_update(given: { "customer_user_id": number; body: CustomerUserUpdate }, options?: Options): Promise<CustomerUserRead>;
  /** What has happened lately. */
  dashboard_activity(given?: { "limit"?: number }, options?: Options): Promise<ListAnswer_ActivityEntry_>;
  /** My open tickets. */
  dashboard_my_tickets(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null }, options?: Options): Promise<ListAnswer_TicketSummary_>;
  /** List what one was told in the browser. */
  dashboard_notifications(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: "-id" | null; "fields"?: string | null; "unread"?: boolean }, options?: Options): Promise<ListAnswer_AgentNoticeRead_>;
  /** Mark what one was told as read. */
  dashboard_notifications_read(given: { body: AgentNoticesSeen }, options?: Options): Promise<void>;
  /** The dashboard's numbers. */
  dashboard_stats(given?: {}, options?: Options): Promise<DashboardStats>;
  /** New tickets by their priority. */
  dashboard_tickets_by_priority(given?: { "days"?: number }, options?: Options): Promise<ListAnswer_Counted_>;
  /** New tickets by their state. */
  dashboard_tickets_by_status(given?: { "days"?: number }, options?: Options): Promise<ListAnswer_Counted_>;
  /** Tickets made and closed, day by day. */
  dashboard_tickets_over_time(given?: { "days"?: number }, options?: Options): Promise<ListAnswer_DayCounts_>;
  /** Put a template's files among one's uploads. */
  drafts_attach(given: { "template_id": number }, options?: Options): Promise<ListAnswer_UploadRead_>;
  /** Put a form aside. */
  drafts_create(given: { "ticket_id": number; body: FormDraftWrite }, options?: Options): Promise<FormDraftRead>;
  /** Throw a draft away. */
  drafts_delete(given: { "ticket_id": number; "draft_id": number }, options?: Options): Promise<void>;
  /** What a forwarded article begins with. */
  drafts_forward(given: { "ticket_id": number; "article_id": number; "template_id"?: number | null; "format"?: "text" | "html" | null }, options?: Options): Promise<DraftRead>;
  /** Give a draft to another agent. */
  drafts_handover(given: { "ticket_id": number; "draft_id": number; body: FormDraftHandover }, options?: Options): Promise<FormDraftRead>;
  /** List your drafts at a ticket. */
  drafts_list(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_FormDraftRead_>;
  /** What a mail that begins a ticket begins with. */
  drafts_new_mail(given: { "queue_id": number; "template_id"?: number | null; "format"?: "text" | "html" | null }, options?: Options): Promise<DraftRead>;
  /** Read a draft. */
  drafts_read(given: { "ticket_id": number; "draft_id": number }, options?: Options): Promise<FormDraftRead>;
  /** Save a draft again. */
  drafts_replace(given: { "ticket_id": number; "draft_id": number; body: FormDraftWrite }, options?: Options): Promise<FormDraftRead>;
  /** What an answer to an article begins with. */
  drafts_reply(given: { "ticket_id": number; "article_id": number; "template_id"?: number | null; "to_all"?: boolean; "format"?: "text" | "html" | null }, options?: Options): Promise<DraftRead>;
  /** A template filled for a ticket. */
  drafts_template(given: { "ticket_id": number; "template_id": number; "article_id"?: number | null; "format"?: "text" | "html" | null }, options?: Options): Promise<DraftRead>;
  /** List the screens with their dynamic fields. */
  dynamic_field_screens_list(given?: {}, options?: Options): Promise<ListAnswer_ScreenRead_>;
  /** Read a screen's dynamic fields. */
  dynamic_field_screens_read(given: { "screen": string }, options?: Options): Promise<ScreenRead>;
  /** Replace a screen's dynamic fields. */
  dynamic_field_screens_replace(given: { "screen": string; body: ScreenUpdate }, options?: Options): Promise<ScreenRead>;
  /** Find values that a web service offers. */
  dynamic_field_values_find(given: { "field_id": number; "q"?: string; "value"?: Array<string> | null }, options?: Options): Promise<ListAnswer_OfferedValue_>;
  /** Create a dynamic field. */
  dynamic_fields_create(given: { body: DynamicFieldCreate }, options?: Options): Promise<DynamicFieldRead>;
  /** Delete a dynamic field with all its values. */
  dynamic_fields_delete(given: { "field_id": number }, options?: Options): Promise<void>;
  /** List dynamic fields. */
  dynamic_fields_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "object_type"?: ObjectType | null; "type"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_DynamicFieldRead_>;
  /** Read a dynamic field. */
  dynamic_fields_read(given: { "field_id": number }, options?: Options): Promise<DynamicFieldRead>;
  /** Change a dynamic field. */
  dynamic_fields_update(given: { "field_id": number; body: DynamicFieldUpdate }, options?: Options): Promise<DynamicFieldRead>;
  /** Listen to what happens. */
  events_stream(given?: { "type"?: Array<string>; "ticket_id"?: Array<number>; "queue_id"?: Array<number>; "priority_id"?: Array<number>; "state_id"?: Array<number>; "type_id"?: Array<number> }, options?: Options): Promise<Blob>;
  /** Forget an uploaded file. */
  files_delete(given: { "upload_id": string }, options?: Options): Promise<void>;
  /** Download an uploaded file. */
  files_download(given: { "upload_id": string }, options?: Options): Promise<Blob>;
  /** About an uploaded file. */
  files_info(given: { "upload_id": string }, options?: Options): Promise<UploadRead>;
  /** Upload a file for an article. */
  files_upload(given: { body: Blob }, options?: Options): Promise<UploadRead>;
  /** Create a group. */
  groups_create(given: { body: GroupCreate }, options?: Options): Promise<GroupRead>;
  /** Take a group out of use. */
  groups_delete(given: { "group_id": number }, options?: Options): Promise<void>;
  /** Read a group. */
  groups_get(given: { "group_id": number }, options?: Options): Promise<GroupRead>;
  /** List groups. */
  groups_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null }, options?: Options): Promise<ListAnswer_GroupRead_>;
  /** Change a group. */
  groups_update(given: { "group_id": number; body: GroupUpdate }, options?: Options): Promise<GroupRead>;
  /** Readiness. */
  health(given?: {}, options?: Options): Promise<unknown>;
  /** Readiness by part. */
  health_detailed(given?: {}, options?: Options): Promise<unknown>;
  /** Liveness. */
  healthz(given?: {}, options?: Options): Promise<Record<string, string>>;
  /** List the languages. */
  i18n_languages(given?: {}, options?: Options): Promise<ListAnswer_LanguageRead_>;
  /** Read the texts of a language. */
  i18n_translations(given: { "lang": string }, options?: Options): Promise<TranslationsRead>;
  /** What this service is. */
  info(given?: {}, options?: Options): Promise<Record<string, string>>;
  /** Follow a job that one started. */
  jobs_get(given: { "job_id": number }, options?: Options): Promise<JobRead>;
  /** Read the directory's configuration. */
  ldap_config(given?: {}, options?: Options): Promise<LdapState>;
  /** Configure the directory. */
  ldap_configure(given: { body: LdapConfigure }, options?: Options): Promise<ProviderRead>;
  /** Switch the directory off. */
  ldap_disable(given?: {}, options?: Options): Promise<ProviderRead>;
  /** List the directory's groups. */
  ldap_groups(given?: {}, options?: Options): Promise<LdapGroups>;
  /** Make accounts for people of the directory. */
  ldap_import_users(given: { body: LdapImport }, options?: Options): Promise<LdapImports>;
  /** Read what groups stand for. */
  ldap_mappings_read(given?: {}, options?: Options): Promise<LdapMappingsRead>;
  /** Set what groups stand for. */
  ldap_mappings_set(given: { body: LdapMappings }, options?: Options): Promise<LdapMappingsRead>;
  /** How the last synchronization went. */
  ldap_sync_status(given?: {}, options?: Options): Promise<SyncStatus>;
  /** Synchronize accounts now. */
  ldap_sync_users(given?: {}, options?: Options): Promise<SyncOrder>;
  /** Test the directory. */
  ldap_test(given: { body: ProviderTest }, options?: Options): Promise<ProviderTrial>;
  /** Search people in the directory. */
  ldap_users_search(given?: { "q"?: string }, options?: Options): Promise<LdapPeople>;
  /** List the types of links. */
  link_types_list(given?: {}, options?: Options): Promise<ListAnswer_LinkTypeRead_>;
  /** List locks. */
  locks_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_LockRead_>;
  /** Create a mail account. */
  mail_accounts_create(given: { body: MailAccountCreate }, options?: Options): Promise<MailAccountRead>;
  /** Delete a mail account. */
  mail_accounts_delete(given: { "account_id": number }, options?: Options): Promise<void>;
  /** Fetch a mailbox now. */
  mail_accounts_fetch(given: { "account_id": number }, options?: Options): Promise<FetchOrder>;
  /** List mail accounts. */
  mail_accounts_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "valid"?: Validity | null; "state"?: FetchState | null }, options?: Options): Promise<ListAnswer_MailAccountRead_>;
  /** Read a mail account. */
  mail_accounts_read(given: { "account_id": number }, options?: Options): Promise<MailAccountRead>;
  /** Try to open a mailbox. */
  mail_accounts_test(given: { "account_id": number }, options?: Options): Promise<MailAccountTrial>;
  /** Change a mail account. */
  mail_accounts_update(given: { "account_id": number; body: MailAccountUpdate }, options?: Options): Promise<MailAccountRead>;
  /** Take in a mail. */
  mail_inbound_create(given: { body: Blob; "queue"?: string; "trusted"?: boolean }, options?: Options): Promise<SpoolAnswer>;
  /** Add a certificate or key. */
  mail_keys_create(given: { body: MailKeyAdd }, options?: Options): Promise<MailKeyRead>;
  /** Delete a certificate or key. */
  mail_keys_delete(given: { "key_id": number }, options?: Options): Promise<void>;
  /** List certificates and keys. */
  mail_keys_list(given?: {}, options?: Options): Promise<ListAnswer_MailKeyRead_>;
  /** Read about a certificate or key. */
  mail_keys_read(given: { "key_id": number }, options?: Options): Promise<MailKeyRead>;
  /** Count mails that wait. */
  mail_queue_count(given?: {}, options?: Options): Promise<MailOverview>;
  /** Give up a mail. */
  mail_queue_delete(given: { "queue_id": number }, options?: Options): Promise<void>;
  /** List mails that wait. */
  mail_queue_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_MailRead_>;
  /** Read a waiting mail. */
  mail_queue_read(given: { "queue_id": number }, options?: Options): Promise<MailRead>;
  /** Try a mail again now. */
  mail_queue_retry(given: { "queue_id": number }, options?: Options): Promise<MailRead>;
  /** Send a test mail. */
  mail_queue_test(given: { body: MailTest }, options?: Options): Promise<MailTestQueued>;
  /** End an MCP session. */
  mcp_end(given?: {}, options?: Options): Promise<void>;
  /** What the MCP server is. */
  mcp_info(given?: {}, options?: Options): Promise<unknown>;
  /** Send a message of the Model Context Protocol. */
  mcp_send(given: { body: Record<string, unknown> }, options?: Options): Promise<Record<string, unknown>>;
  /** Put the authenticator into force. */
  me_2fa_confirm(given: { body: CodeProof }, options?: Options): Promise<SecondFactorStatus>;
  /** Switch the second factor off. */
  me_2fa_disable(given: { body: CodeProof }, options?: Options): Promise<SecondFactorStatus>;
  /** Make new recovery codes. */
  me_2fa_recovery_codes(given: { body: CodeProof }, options?: Options): Promise<RecoveryCodes>;
  /** Begin to set up an authenticator. */
  me_2fa_setup(given: { body: PasswordProof }, options?: Options): Promise<TotpSetup>;
  /** Whether one has a second factor. */
  me_2fa_status(given?: {}, options?: Options): Promise<SecondFactorStatus>;
  /** Read one's own account. */
  me_get(given?: {}, options?: Options): Promise<Me>;
  /** List accounts elsewhere that one signs in with. */
  me_identities_list(given?: {}, options?: Options): Promise<Identities>;
  /** Unlink an account elsewhere. */
  me_identities_unlink(given: { "identity_id": number }, options?: Options): Promise<void>;
  /** Choose which notifications one gets. */
  me_notifications_choose(given: { body: OwnNotificationsSet }, options?: Options): Promise<ListAnswer_OwnNotification_>;
  /** Which notifications one gets. */
  me_notifications_list(given?: {}, options?: Options): Promise<ListAnswer_OwnNotification_>;
  /** Change one's own password. */
  me_password_change(given: { body: PasswordChange }, options?: Options): Promise<void>;
  /** Read one's own preferences. */
  me_preferences_get(given?: {}, options?: Options): Promise<Preferences>;
  /** Change one's own preferences. */
  me_preferences_update(given: { body: PreferencesUpdate }, options?: Options): Promise<Preferences>;
  /** Add a device for web push. */
  me_push_add(given: { body: PushSubscriptionCreate }, options?: Options): Promise<PushSubscriptionRead>;
  /** Read the key for a push subscription. */
  me_push_key(given?: {}, options?: Options): Promise<PushKeyRead>;
  /** List my devices that are told by web push. */
  me_push_list(given?: {}, options?: Options): Promise<ListAnswer_PushSubscriptionRead_>;
  /** Remove a device. */
  me_push_remove(given: { "subscription_id": number }, options?: Options): Promise<void>;
  /** Try a device. */
  me_push_try(given: { "subscription_id": number }, options?: Options): Promise<unknown>;
  /** End one of one's own sessions. */
  me_sessions_end(given: { "session_id": number }, options?: Options): Promise<void>;
  /** List one's own browser sessions. */
  me_sessions_list(given?: {}, options?: Options): Promise<SessionList>;
  /** Choose one's own value of a setting. */
  me_settings_choose(given: { "name": string; body: OwnSettingWrite }, options?: Options): Promise<OwnSetting>;
  /** List the settings that one may have an own value of. */
  me_settings_list(given?: {}, options?: Options): Promise<OwnSettingList>;
  /** Change one's own account. */
  me_update(given: { body: MeUpdate }, options?: Options): Promise<Me>;
  /** Numbers for Prometheus. */
  metrics(given?: {}, options?: Options): Promise<Blob>;
  /** Add a passkey. */
  my_webauthn_add(given: { body: PasskeyCreate }, options?: Options): Promise<PasskeyAdded>;
  /** List my passkeys. */
  my_webauthn_list(given?: {}, options?: Options): Promise<Passkeys>;
  /** Begin to add a passkey. */
  my_webauthn_options(given: { body: PasskeyOptionsWanted }, options?: Options): Promise<PasskeyOptions>;
  /** Revoke a passkey. */
  my_webauthn_remove(given: { "passkey_id": number; body?: PasskeyRemoval | null }, options?: Options): Promise<void>;
  /** Rename a passkey. */
  my_webauthn_rename(given: { "passkey_id": number; body: PasskeyRename }, options?: Options): Promise<PasskeyRead>;
  /** Create a notification. */
  notification_events_create(given: { body: NotificationCreate }, options?: Options): Promise<NotificationRead>;
  /** Delete a notification. */
  notification_events_delete(given: { "notification_id": number }, options?: Options): Promise<void>;
  /** List notifications. */
  notification_events_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_NotificationRead_>;
  /** Read a notification. */
  notification_events_read(given: { "notification_id": number }, options?: Options): Promise<NotificationRead>;
  /** Try a notification on a ticket. */
  notification_events_test(given: { "notification_id": number; body: NotificationTest }, options?: Options): Promise<NotificationTrial>;
  /** Change a notification. */
  notification_events_update(given: { "notification_id": number; body: NotificationUpdate }, options?: Options): Promise<NotificationRead>;
  /** Begin to grant an OAuth 2 access. */
  oauth2_accesses_begin_grant(given: { "access_id": number; body: OAuth2GrantOrder }, options?: Options): Promise<OAuth2Departure>;
  /** Create an OAuth 2 access. */
  oauth2_accesses_create(given: { body: OAuth2AccessCreate }, options?: Options): Promise<OAuth2AccessRead>;
  /** Delete an OAuth 2 access. */
  oauth2_accesses_delete(given: { "access_id": number }, options?: Options): Promise<void>;
  /** Finish granting an OAuth 2 access. */
  oauth2_accesses_finish_grant(given: { body: OAuth2GrantAnswer }, options?: Options): Promise<OAuth2AccessRead>;
  /** List OAuth 2 accesses. */
  oauth2_accesses_list(given?: {}, options?: Options): Promise<ListAnswer_OAuth2AccessRead_>;
  /** Read an OAuth 2 access. */
  oauth2_accesses_read(given: { "access_id": number }, options?: Options): Promise<OAuth2AccessRead>;
  /** Change an OAuth 2 access. */
  oauth2_accesses_update(given: { "access_id": number; body: OAuth2AccessUpdate }, options?: Options): Promise<OAuth2AccessRead>;
  /** Create a priority. */
  priorities_create(given: { body: PriorityCreate }, options?: Options): Promise<PriorityRead>;
  /** Take a priority out of use. */
  priorities_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List priorities. */
  priorities_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_PriorityRead_>;
  /** Read a priority. */
  priorities_read(given: { "entry_id": number }, options?: Options): Promise<PriorityRead>;
  /** Change a priority. */
  priorities_update(given: { "entry_id": number; body: PriorityUpdate }, options?: Options): Promise<PriorityRead>;
  /** What a public form asks for. */
  public_captcha(given: { "purpose": Purpose; "login"?: string; "kind"?: Kind }, options?: Options): Promise<Captcha>;
  /** List a queue's automatic replies. */
  queue_auto_responses_read(given: { "queue_id": number }, options?: Options): Promise<QueueAutoResponses>;
  /** Choose a queue's automatic replies. */
  queue_auto_responses_set(given: { "queue_id": number; body: QueueAutoResponsesSet }, options?: Options): Promise<QueueAutoResponses>;
  /** List a queue's templates. */
  queue_templates_list(given: { "queue_id": number; "template_type"?: TemplateType | null }, options?: Options): Promise<ListAnswer_TemplateRead_>;
  /** Choose a queue's templates. */
  queue_templates_set(given: { "queue_id": number; body: QueueTemplatesSet }, options?: Options): Promise<ListAnswer_TemplateRead_>;
  /** List the agents of a queue. */
  queues_agents(given: { "queue_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "role"?: "owner" | "responsible" | "reader"; "q"?: string }, options?: Options): Promise<ListAnswer_UserRef_>;
  /** Count the tickets in queues. */
  queues_counts(given?: {}, options?: Options): Promise<ListAnswer_QueueCounts_>;
  /** Create a queue. */
  queues_create(given: { body: QueueCreate }, options?: Options): Promise<QueueRead>;
  /** Take a queue out of use. */
  queues_delete(given: { "queue_id": number }, options?: Options): Promise<void>;
  /** List the groups of a queue. */
  queues_groups(given: { "queue_id": number }, options?: Options): Promise<ListAnswer_Ref_>;
  /** List queues. */
  queues_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null; "right"?: "ro" | "move_into" | "create" | "note" | "owner" | "priority" | "rw"; "group_id"?: number | null }, options?: Options): Promise<ListAnswer_QueueRead_>;
  /** My queues. */
  queues_mine(given?: {}, options?: Options): Promise<MyQueues>;
  /** Choose my queues. */
  queues_mine_set(given: { body: MyQueuesSet }, options?: Options): Promise<MyQueues>;
  /** Read a queue. */
  queues_read(given: { "queue_id": number }, options?: Options): Promise<QueueRead>;
  /** Replace a queue. */
  queues_replace(given: { "queue_id": number; body: QueueCreate }, options?: Options): Promise<QueueRead>;
  /** The figures of a queue. */
  queues_stats(given: { "queue_id": number; "days"?: number }, options?: Options): Promise<QueueFigures>;
  /** List the tickets of a queue. */
  queues_tickets(given: { "queue_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "queue"?: Array<string>; "queue_id_query"?: Array<number>; "state"?: Array<string>; "state_id"?: Array<number>; "state_type"?: Array<string>; "priority"?: Array<string>; "priority_id"?: Array<number>; "type"?: Array<string>; "type_id"?: Array<number>; "service"?: Array<string>; "service_id"?: Array<number>; "sla"?: Array<string>; "sla_id"?: Array<number>; "lock"?: Array<string>; "lock_id"?: Array<number>; "owner"?: Array<string>; "owner_id"?: Array<number>; "responsible"?: Array<string>; "responsible_id"?: Array<number>; "customer_id"?: Array<string>; "customer_user"?: Array<string>; "created_after"?: string | null; "created_before"?: string | null; "changed_after"?: string | null; "changed_before"?: string | null; "pending_before"?: string | null; "number"?: string | null; "title"?: string | null; "q"?: string | null; "not_closed"?: boolean | null; "locked"?: boolean | null; "archived"?: boolean | null; "watched"?: boolean | null; "mentioned"?: boolean | null; "escalated"?: boolean | null; "seen"?: boolean | null }, options?: Options): Promise<ListAnswer_TicketSummary_>;
  /** The queues as a tree. */
  queues_tree(given?: {}, options?: Options): Promise<Array<QueueNode>>;
  /** Change a queue. */
  queues_update(given: { "queue_id": number; body: QueueUpdate }, options?: Options): Promise<QueueRead>;
  /** List one side of a relation. */
  relations_axis(given: { "relation": string; "axis": string; "q"?: string; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_AxisEntry_>;
  /** Read what an entry is tied to. */
  relations_cells(given: { "relation": string; "axis": string; "key": string; "q"?: string; "assigned"?: boolean; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_Cell_>;
  /** Download all ties of a relation. */
  relations_export(given: { "relation": string; "form"?: "yaml" | "csv" }, options?: Options): Promise<Blob>;
  /** Read ties of a relation from a file. */
  relations_import(given: { "relation": string; body: RelationFile }, options?: Options): Promise<RelationImported>;
  /** List relations. */
  relations_list(given?: {}, options?: Options): Promise<ListAnswer_RelationRead_>;
  /** Change what an entry is tied to. */
  relations_set(given: { "relation": string; "axis": string; "key": string; body: CellsSet }, options?: Options): Promise<void>;
  /** Create a role. */
  roles_create(given: { body: GroupCreate }, options?: Options): Promise<GroupRead>;
  /** Take a role out of use. */
  roles_delete(given: { "role_id": number }, options?: Options): Promise<void>;
  /** Read a role. */
  roles_get(given: { "role_id": number }, options?: Options): Promise<GroupRead>;
  /** List a role's rights. */
  roles_groups_list(given: { "role_id": number }, options?: Options): Promise<ListAnswer_GroupRightsRead_>;
  /** Set a role's rights. */
  roles_groups_set(given: { "role_id": number; body: RightsSet }, options?: Options): Promise<ListAnswer_GroupRightsRead_>;
  /** List roles. */
  roles_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null }, options?: Options): Promise<ListAnswer_GroupRead_>;
  /** Change a role. */
  roles_update(given: { "role_id": number; body: GroupUpdate }, options?: Options): Promise<GroupRead>;
  /** List the agents who have a role. */
  roles_users_list(given: { "role_id": number }, options?: Options): Promise<ListAnswer_Member_>;
  /** Set the agents who have a role. */
  roles_users_set(given: { "role_id": number; body: MembersSet }, options?: Options): Promise<ListAnswer_Member_>;
  /** Create a salutation. */
  salutations_create(given: { body: TextCreate }, options?: Options): Promise<TextRead>;
  /** Take a salutation out of use. */
  salutations_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List salutations. */
  salutations_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_TextRead_>;
  /** Read a salutation. */
  salutations_read(given: { "entry_id": number }, options?: Options): Promise<TextRead>;
  /** Change a salutation. */
  salutations_update(given: { "entry_id": number; body: TextUpdate }, options?: Options): Promise<TextRead>;
  /** Search in everything that you may read. */
  search_all(given: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "queue"?: Array<string>; "queue_id"?: Array<number>; "state"?: Array<string>; "state_id"?: Array<number>; "state_type"?: Array<string>; "priority"?: Array<string>; "priority_id"?: Array<number>; "type"?: Array<string>; "type_id"?: Array<number>; "service"?: Array<string>; "service_id"?: Array<number>; "sla"?: Array<string>; "sla_id"?: Array<number>; "lock"?: Array<string>; "lock_id"?: Array<number>; "owner"?: Array<string>; "owner_id"?: Array<number>; "responsible"?: Array<string>; "responsible_id"?: Array<number>; "customer_id"?: Array<string>; "customer_user"?: Array<string>; "created_after"?: string | null; "created_before"?: string | null; "changed_after"?: string | null; "changed_before"?: string | null; "pending_before"?: string | null; "number"?: string | null; "title"?: string | null; "q": string; "not_closed"?: boolean | null; "locked"?: boolean | null; "archived"?: boolean | null; "watched"?: boolean | null; "mentioned"?: boolean | null; "escalated"?: boolean | null; "seen"?: boolean | null; "ticket_id"?: Array<number>; "sub_queues"?: boolean; "state_type_id"?: Array<number>; "watcher_id"?: Array<number>; "flag"?: string | null; "without_flag"?: string | null; "created_by_id"?: Array<number>; "created_queue_id"?: Array<number>; "created_state_id"?: Array<number>; "created_priority_id"?: Array<number>; "created_type_id"?: Array<number>; "from"?: string | null; "to"?: string | null; "cc"?: string | null; "bcc"?: string | null; "subject"?: string | null; "body"?: string | null; "attachment_name"?: string | null; "in_archive"?: "all" | "archived" | "not_archived" | null; "created_newer_minutes"?: number | null; "created_older_minutes"?: number | null; "changed_newer_minutes"?: number | null; "changed_older_minutes"?: number | null; "touched_after"?: string | null; "touched_before"?: string | null; "touched_newer_minutes"?: number | null; "touched_older_minutes"?: number | null; "article_created_after"?: string | null; "article_created_before"?: string | null; "article_created_newer_minutes"?: number | null; "article_created_older_minutes"?: number | null; "closed_after"?: string | null; "closed_before"?: string | null; "closed_newer_minutes"?: number | null; "closed_older_minutes"?: number | null; "last_closed_after"?: string | null; "last_closed_before"?: string | null; "last_closed_newer_minutes"?: number | null; "last_closed_older_minutes"?: number | null; "pending_after"?: string | null; "pending_newer_minutes"?: number | null; "pending_older_minutes"?: number | null; "escalation_after"?: string | null; "escalation_before"?: string | null; "escalation_newer_minutes"?: number | null; "escalation_older_minutes"?: number | null; "escalation_update_after"?: string | null; "escalation_update_before"?: string | null; "escalation_update_newer_minutes"?: number | null; "escalation_update_older_minutes"?: number | null; "escalation_response_after"?: string | null; "escalation_response_before"?: string | null; "escalation_response_newer_minutes"?: number | null; "escalation_response_older_minutes"?: number | null; "escalation_solution_after"?: string | null; "escalation_solution_before"?: string | null; "escalation_solution_newer_minutes"?: number | null; "escalation_solution_older_minutes"?: number | null }, options?: Options): Promise<ListAnswer_TicketHit_>;
  /** Search for articles. */
  search_articles(given: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "queue"?: Array<string>; "queue_id"?: Array<number>; "state"?: Array<string>; "state_id"?: Array<number>; "state_type"?: Array<string>; "priority"?: Array<string>; "priority_id"?: Array<number>; "type"?: Array<string>; "type_id"?: Array<number>; "service"?: Array<string>; "service_id"?: Array<number>; "sla"?: Array<string>; "sla_id"?: Array<number>; "lock"?: Array<string>; "lock_id"?: Array<number>; "owner"?: Array<string>; "owner_id"?: Array<number>; "responsible"?: Array<string>; "responsible_id"?: Array<number>; "customer_id"?: Array<string>; "customer_user"?: Array<string>; "created_after"?: string | null; "created_before"?: string | null; "changed_after"?: string | null; "changed_before"?: string | null; "pending_before"?: string | null; "number"?: string | null; "title"?: string | null; "q": string; "not_closed"?: boolean | null; "locked"?: boolean | null; "archived"?: boolean | null; "watched"?: boolean | null; "mentioned"?: boolean | null; "escalated"?: boolean | null; "seen"?: boolean | null; "ticket_id"?: Array<number>; "sub_queues"?: boolean; "state_type_id"?: Array<number>; "watcher_id"?: Array<number>; "flag"?: string | null; "without_flag"?: string | null; "created_by_id"?: Array<number>; "created_queue_id"?: Array<number>; "created_state_id"?: Array<number>; "created_priority_id"?: Array<number>; "created_type_id"?: Array<number>; "from"?: string | null; "to"?: string | null; "cc"?: string | null; "bcc"?: string | null; "subject"?: string | null; "body"?: string | null; "attachment_name"?: string | null; "in_archive"?: "all" | "archived" | "not_archived" | null; "created_newer_minutes"?: number | null; "created_older_minutes"?: number | null; "changed_newer_minutes"?: number | null; "changed_older_minutes"?: number | null; "touched_after"?: string | null; "touched_before"?: string | null; "touched_newer_minutes"?: number | null; "touched_older_minutes"?: number | null; "article_created_after"?: string | null; "article_created_before"?: string | null; "article_created_newer_minutes"?: number | null; "article_created_older_minutes"?: number | null; "closed_after"?: string | null; "closed_before"?: string | null; "closed_newer_minutes"?: number | null; "closed_older_minutes"?: number | null; "last_closed_after"?: string | null; "last_closed_before"?: string | null; "last_closed_newer_minutes"?: number | null; "last_closed_older_minutes"?: number | null; "pending_after"?: string | null; "pending_newer_minutes"?: number | null; "pending_older_minutes"?: number | null; "escalation_after"?: string | null; "escalation_before"?: string | null; "escalation_newer_minutes"?: number | null; "escalation_older_minutes"?: number | null; "escalation_update_after"?: string | null; "escalation_update_before"?: string | null; "escalation_update_newer_minutes"?: number | null; "escalation_update_older_minutes"?: number | null; "escalation_response_after"?: string | null; "escalation_response_before"?: string | null; "escalation_response_newer_minutes"?: number | null; "escalation_response_older_minutes"?: number | null; "escalation_solution_after"?: string | null; "escalation_solution_before"?: string | null; "escalation_solution_newer_minutes"?: number | null; "escalation_solution_older_minutes"?: number | null }, options?: Options): Promise<ListAnswer_ArticleHit_>;
  /** Search for customer users. */
  search_customers(given: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q": string }, options?: Options): Promise<ListAnswer_CustomerUserRead_>;
  /** Read how the full-text index is. */
  search_health(given?: {}, options?: Options): Promise<SearchHealth>;
  /** Make the full-text index anew. */
  search_reindex(given?: {}, options?: Options): Promise<ReindexStarted>;
  /** Save a search. */
  search_saved_create(given: { body: SavedSearchCreate }, options?: Options): Promise<SavedSearchRead>;
  /** Delete a saved search. */
  search_saved_delete(given: { "saved_id": number }, options?: Options): Promise<void>;
  /** Run a saved search. */
  search_saved_execute(given: { "saved_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null }, options?: Options): Promise<ListAnswer_TicketSummary_>;
  /** Read a saved search. */
  search_saved_get(given: { "saved_id": number }, options?: Options): Promise<SavedSearchRead>;
  /** List your saved searches. */
  search_saved_list(given?: {}, options?: Options): Promise<ListAnswer_SavedSearchRead_>;
  /** Replace a saved search. */
  search_saved_replace(given: { "saved_id": number; body: SavedSearchCreate }, options?: Options): Promise<SavedSearchRead>;
  /** Suggest tickets while somebody types. */
  search_suggestions(given: { "q": string; "limit"?: number }, options?: Options): Promise<ListAnswer_Suggestion_>;
  /** Search for tickets by attributes. */
  search_tickets(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "queue"?: Array<string>; "queue_id"?: Array<number>; "state"?: Array<string>; "state_id"?: Array<number>; "state_type"?: Array<string>; "priority"?: Array<string>; "priority_id"?: Array<number>; "type"?: Array<string>; "type_id"?: Array<number>; "service"?: Array<string>; "service_id"?: Array<number>; "sla"?: Array<string>; "sla_id"?: Array<number>; "lock"?: Array<string>; "lock_id"?: Array<number>; "owner"?: Array<string>; "owner_id"?: Array<number>; "responsible"?: Array<string>; "responsible_id"?: Array<number>; "customer_id"?: Array<string>; "customer_user"?: Array<string>; "created_after"?: string | null; "created_before"?: string | null; "changed_after"?: string | null; "changed_before"?: string | null; "pending_before"?: string | null; "number"?: string | null; "title"?: string | null; "q"?: string | null; "not_closed"?: boolean | null; "locked"?: boolean | null; "archived"?: boolean | null; "watched"?: boolean | null; "mentioned"?: boolean | null; "escalated"?: boolean | null; "seen"?: boolean | null; "ticket_id"?: Array<number>; "sub_queues"?: boolean; "state_type_id"?: Array<number>; "watcher_id"?: Array<number>; "flag"?: string | null; "without_flag"?: string | null; "created_by_id"?: Array<number>; "created_queue_id"?: Array<number>; "created_state_id"?: Array<number>; "created_priority_id"?: Array<number>; "created_type_id"?: Array<number>; "from"?: string | null; "to"?: string | null; "cc"?: string | null; "bcc"?: string | null; "subject"?: string | null; "body"?: string | null; "attachment_name"?: string | null; "in_archive"?: "all" | "archived" | "not_archived" | null; "created_newer_minutes"?: number | null; "created_older_minutes"?: number | null; "changed_newer_minutes"?: number | null; "changed_older_minutes"?: number | null; "touched_after"?: string | null; "touched_before"?: string | null; "touched_newer_minutes"?: number | null; "touched_older_minutes"?: number | null; "article_created_after"?: string | null; "article_created_before"?: string | null; "article_created_newer_minutes"?: number | null; "article_created_older_minutes"?: number | null; "closed_after"?: string | null; "closed_before"?: string | null; "closed_newer_minutes"?: number | null; "closed_older_minutes"?: number | null; "last_closed_after"?: string | null; "last_closed_before"?: string | null; "last_closed_newer_minutes"?: number | null; "last_closed_older_minutes"?: number | null; "pending_after"?: string | null; "pending_newer_minutes"?: number | null; "pending_older_minutes"?: number | null; "escalation_after"?: string | null; "escalation_before"?: string | null; "escalation_newer_minutes"?: number | null; "escalation_older_minutes"?: number | null; "escalation_update_after"?: string | null; "escalation_update_before"?: string | null; "escalation_update_newer_minutes"?: number | null; "escalation_update_older_minutes"?: number | null; "escalation_response_after"?: string | null; "escalation_response_before"?: string | null; "escalation_response_newer_minutes"?: number | null; "escalation_response_older_minutes"?: number | null; "escalation_solution_after"?: string | null; "escalation_solution_before"?: string | null; "escalation_solution_newer_minutes"?: number | null; "escalation_solution_older_minutes"?: number | null }, options?: Options): Promise<ListAnswer_TicketSummary_>;
  /** Search for agents. */
  search_users(given: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q": string }, options?: Options): Promise<ListAnswer_AgentRead_>;
  /** Create a service. */
  services_create(given: { body: ServiceCreate }, options?: Options): Promise<ServiceRead>;
  /** Take a service out of use. */
  services_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List services. */
  services_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_ServiceRead_>;
  /** My services. */
  services_mine(given?: {}, options?: Options): Promise<MyServices>;
  /** Choose my services. */
  services_mine_set(given: { body: MyServicesSet }, options?: Options): Promise<MyServices>;
  /** Read a service. */
  services_read(given: { "entry_id": number }, options?: Options): Promise<ServiceRead>;
  /** Change a service. */
  services_update(given: { "entry_id": number; body: ServiceUpdate }, options?: Options): Promise<ServiceRead>;
  /** Arrange sign-in providers. */
  sign_in_providers_arrange(given: { body: ProviderOrder }, options?: Options): Promise<ListAnswer_ProviderRead_>;
  /** Add a sign-in provider. */
  sign_in_providers_create(given: { body: ProviderCreate }, options?: Options): Promise<ProviderRead>;
  /** Remove a sign-in provider. */
  sign_in_providers_delete(given: { "provider_id": number }, options?: Options): Promise<void>;
  /** List sign-in providers. */
  sign_in_providers_list(given?: {}, options?: Options): Promise<ListAnswer_ProviderRead_>;
  /** Read a sign-in provider. */
  sign_in_providers_read(given: { "provider_id": number }, options?: Options): Promise<ProviderRead>;
  /** Test a sign-in provider. */
  sign_in_providers_test(given: { "provider_id": number; body: ProviderTest }, options?: Options): Promise<ProviderTrial>;
  /** Change a sign-in provider. */
  sign_in_providers_update(given: { "provider_id": number; body: ProviderUpdate }, options?: Options): Promise<ProviderRead>;
  /** Create a signature. */
  signatures_create(given: { body: TextCreate }, options?: Options): Promise<TextRead>;
  /** Take a signature out of use. */
  signatures_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List signatures. */
  signatures_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_TextRead_>;
  /** Read a signature. */
  signatures_read(given: { "entry_id": number }, options?: Options): Promise<TextRead>;
  /** Change a signature. */
  signatures_update(given: { "entry_id": number; body: TextUpdate }, options?: Options): Promise<TextRead>;
  /** Create a sla. */
  slas_create(given: { body: SlaCreate }, options?: Options): Promise<SlaRead>;
  /** Take a sla out of use. */
  slas_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List slas. */
  slas_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_SlaRead_>;
  /** How an agreement was kept. */
  slas_metrics(given: { "sla_id": number; "days"?: number }, options?: Options): Promise<SlaMetrics>;
  /** Read a sla. */
  slas_read(given: { "entry_id": number }, options?: Options): Promise<SlaRead>;
  /** Change a sla. */
  slas_update(given: { "entry_id": number; body: SlaUpdate }, options?: Options): Promise<SlaRead>;
  /** Create an outgoing mail account. */
  smtp_accounts_create(given: { body: SmtpAccountCreate }, options?: Options): Promise<SmtpAccountRead>;
  /** Delete an outgoing mail account. */
  smtp_accounts_delete(given: { "account_id": number }, options?: Options): Promise<void>;
  /** List outgoing mail accounts. */
  smtp_accounts_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "valid"?: Validity | null; "state"?: SendState | null }, options?: Options): Promise<ListAnswer_SmtpAccountRead_>;
  /** Read an outgoing mail account. */
  smtp_accounts_read(given: { "account_id": number }, options?: Options): Promise<SmtpAccountRead>;
  /** Try to sign in at a server. */
  smtp_accounts_test(given: { "account_id": number }, options?: Options): Promise<SmtpAccountTrial>;
  /** Change an outgoing mail account. */
  smtp_accounts_update(given: { "account_id": number; body: SmtpAccountUpdate }, options?: Options): Promise<SmtpAccountRead>;
  /** Download a standard attachment. */
  standard_attachments_content(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** Create a standard attachment. */
  standard_attachments_create(given: { body: StandardAttachmentCreate }, options?: Options): Promise<StandardAttachmentRead>;
  /** Take a standard attachment out of use. */
  standard_attachments_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List standard attachments. */
  standard_attachments_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_StandardAttachmentRead_>;
  /** Read a standard attachment. */
  standard_attachments_read(given: { "entry_id": number }, options?: Options): Promise<StandardAttachmentRead>;
  /** Change a standard attachment. */
  standard_attachments_update(given: { "entry_id": number; body: StandardAttachmentUpdate }, options?: Options): Promise<StandardAttachmentRead>;
  /** List state types. */
  state_types_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "name"?: string | null }, options?: Options): Promise<ListAnswer_StateTypeRead_>;
  /** Create a state. */
  states_create(given: { body: StateCreate }, options?: Options): Promise<StateRead>;
  /** Take a state out of use. */
  states_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List states. */
  states_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_StateRead_>;
  /** Read a state. */
  states_read(given: { "entry_id": number }, options?: Options): Promise<StateRead>;
  /** Change a state. */
  states_update(given: { "entry_id": number; body: StateUpdate }, options?: Options): Promise<StateRead>;
  /** What agents did. */
  statistics_agents(given?: { "days"?: number }, options?: Options): Promise<ListAnswer_AgentStatistics_>;
  /** When tickets come and how long they take. */
  statistics_analytics(given?: { "days"?: number }, options?: Options): Promise<Analytics>;
  /** Customers with most tickets. */
  statistics_customers(given?: { "days"?: number; "limit"?: number }, options?: Options): Promise<ListAnswer_CustomerStatistics_>;
  /** Overview. */
  statistics_dashboard(given?: {}, options?: Options): Promise<StatisticsDashboard>;
  /** Statistics as a file. */
  statistics_export(given: { "type": "trends" | "agents" | "queues" | "customers"; "format"?: "csv" | "json" | "xlsx"; "days"?: number }, options?: Options): Promise<Record<string, unknown>>;
  /** What came and went in queues. */
  statistics_queues(given?: { "days"?: number }, options?: Options): Promise<ListAnswer_QueueStatistics_>;
  /** Tickets made and closed over time. */
  statistics_trends(given?: { "days"?: number; "period"?: "day" | "week" | "month" }, options?: Options): Promise<ListAnswer_TrendCounts_>;
  /** Read an agent's own value. */
  sysconfig_agent_value(given: { "value_id": number }, options?: Options): Promise<AgentValueRead>;
  /** Let a setting be for an agent as it is for all. */
  sysconfig_agent_value_reset(given: { "value_id": number }, options?: Options): Promise<void>;
  /** List the values of settings that agents have of their own. */
  sysconfig_agent_values(given?: { "name"?: string | null; "q"?: string | null; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_AgentValueRead_>;
  /** Let a setting be for every agent as it is for all. */
  sysconfig_agent_values_reset(given: { "name": string }, options?: Options): Promise<void>;
  /** Change a system setting. */
  sysconfig_change(given: { "name": string; body: SettingWrite }, options?: Options): Promise<SettingRead>;
  /** List changes of system settings. */
  sysconfig_changes(given?: { "name"?: string | null; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_SettingChangeRead_>;
  /** List system settings. */
  sysconfig_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "group"?: string | null; "modified"?: boolean | null }, options?: Options): Promise<ListAnswer_SettingRead_>;
  /** Read a system setting. */
  sysconfig_read(given: { "name": string }, options?: Options): Promise<SettingRead>;
  /** Give a system setting its default again. */
  sysconfig_reset(given: { "name": string }, options?: Options): Promise<SettingRead>;
  /** Take back a change and all later ones. */
  sysconfig_rollback(given: { "change_id": number }, options?: Options): Promise<SettingsRestored>;
  /** Create a system address. */
  system_addresses_create(given: { body: SystemAddressCreate }, options?: Options): Promise<SystemAddressRead>;
  /** Take a system address out of use. */
  system_addresses_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List system addresses. */
  system_addresses_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_SystemAddressRead_>;
  /** Read a system address. */
  system_addresses_read(given: { "entry_id": number }, options?: Options): Promise<SystemAddressRead>;
  /** Change a system address. */
  system_addresses_update(given: { "entry_id": number; body: SystemAddressUpdate }, options?: Options): Promise<SystemAddressRead>;
  /** Plan a maintenance period. */
  system_maintenance_create(given: { body: MaintenanceCreate }, options?: Options): Promise<MaintenanceRead>;
  /** Call a maintenance period off. */
  system_maintenance_delete(given: { "maintenance_id": number }, options?: Options): Promise<void>;
  /** List maintenance periods. */
  system_maintenance_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "valid"?: Validity | null; "active"?: boolean | null }, options?: Options): Promise<ListAnswer_MaintenanceRead_>;
  /** Read a maintenance period. */
  system_maintenance_read(given: { "maintenance_id": number }, options?: Options): Promise<MaintenanceRead>;
  /** Change a maintenance period. */
  system_maintenance_update(given: { "maintenance_id": number; body: MaintenanceUpdate }, options?: Options): Promise<MaintenanceRead>;
  /** Create a template. */
  templates_create(given: { body: TemplateCreate }, options?: Options): Promise<TemplateRead>;
  /** Take a template out of use. */
  templates_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List templates. */
  templates_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_TemplateRead_>;
  /** Read a template. */
  templates_read(given: { "entry_id": number }, options?: Options): Promise<TemplateRead>;
  /** Change a template. */
  templates_update(given: { "entry_id": number; body: TemplateUpdate }, options?: Options): Promise<TemplateRead>;
  /** List the actions that you may take. */
  tickets_allowed(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_str_>;
  /** Archive a ticket, or take it out. */
  tickets_archive(given: { "ticket_id": number; body?: TicketArchive }, options?: Options): Promise<TicketRead>;
  /** Give a ticket to an owner. */
  tickets_assign(given: { "ticket_id": number; body?: TicketAssign }, options?: Options): Promise<TicketRead>;
  /** List all files of a ticket. */
  tickets_attachments(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_TicketAttachment_>;
  /** Send a mail on as it came. */
  tickets_bounce(given: { "ticket_id": number; body: TicketBounce }, options?: Options): Promise<TicketRead>;
  /** Change many tickets. */
  tickets_bulk(given: { body: TicketBulk }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Give many tickets to an owner. */
  tickets_bulk_assign(given: { body: BulkAssign }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Close many tickets. */
  tickets_bulk_close(given: { body: BulkClose }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Lock many tickets for yourself. */
  tickets_bulk_lock(given: { body: BulkLock }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Merge many tickets into one. */
  tickets_bulk_merge(given: { body: BulkMerge }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Set the priority of many tickets. */
  tickets_bulk_priority(given: { body: BulkPriority }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Move many tickets. */
  tickets_bulk_queue(given: { body: BulkQueue }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Set the state of many tickets. */
  tickets_bulk_state(given: { body: BulkState }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Watch many tickets. */
  tickets_bulk_watch(given: { body: BulkWatch }, options?: Options): Promise<BulkRead | BulkStarted>;
  /** Close a ticket. */
  tickets_close(given: { "ticket_id": number; body?: TicketClose }, options?: Options): Promise<TicketRead>;
  /** Create a ticket. */
  tickets_create(given: { body: TicketCreate }, options?: Options): Promise<TicketRead>;
  /** Set the customer. */
  tickets_customer(given: { "ticket_id": number; body?: TicketSetCustomer }, options?: Options): Promise<TicketRead>;
  /** Delete a ticket for good. */
  tickets_delete(given: { "ticket_id": number }, options?: Options): Promise<void>;
  /** Explain when a ticket escalates. */
  tickets_escalation(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_TicketEscalation_>;
  /** Explain why actions are allowed or not. */
  tickets_explain(given: { "ticket_id": number; "action"?: Array<string> }, options?: Options): Promise<ListAnswer_ActionExplanation_>;
  /** Forward an article by mail. */
  tickets_forward(given: { "ticket_id": number; body: TicketForward }, options?: Options): Promise<TicketRead>;
  /** Read the history of a ticket. */
  tickets_history(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_HistoryEntry_>;
  /** Link a ticket with another. */
  tickets_link(given: { "ticket_id": number; body: TicketLink }, options?: Options): Promise<TicketRead>;
  /** List the links of a ticket. */
  tickets_links(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_TicketLinkRead_>;
  /** List tickets. */
  tickets_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string; "fields"?: string | null; "queue"?: Array<string>; "queue_id"?: Array<number>; "state"?: Array<string>; "state_id"?: Array<number>; "state_type"?: Array<string>; "priority"?: Array<string>; "priority_id"?: Array<number>; "type"?: Array<string>; "type_id"?: Array<number>; "service"?: Array<string>; "service_id"?: Array<number>; "sla"?: Array<string>; "sla_id"?: Array<number>; "lock"?: Array<string>; "lock_id"?: Array<number>; "owner"?: Array<string>; "owner_id"?: Array<number>; "responsible"?: Array<string>; "responsible_id"?: Array<number>; "customer_id"?: Array<string>; "customer_user"?: Array<string>; "created_after"?: string | null; "created_before"?: string | null; "changed_after"?: string | null; "changed_before"?: string | null; "pending_before"?: string | null; "number"?: string | null; "title"?: string | null; "q"?: string | null; "not_closed"?: boolean | null; "locked"?: boolean | null; "archived"?: boolean | null; "watched"?: boolean | null; "mentioned"?: boolean | null; "escalated"?: boolean | null; "seen"?: boolean | null }, options?: Options): Promise<ListAnswer_TicketSummary_>;
  /** Lock a ticket for yourself. */
  tickets_lock(given: { "ticket_id": number; body?: TicketLock }, options?: Options): Promise<TicketRead>;
  /** List whom a message can mention. */
  tickets_mention_candidates(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_UserRef_>;
  /** List who was mentioned in a ticket. */
  tickets_mentions(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_MentionRead_>;
  /** Merge a ticket into another. */
  tickets_merge(given: { "ticket_id": number; body: TicketMerge }, options?: Options): Promise<TicketRead>;
  /** List the merges of a ticket. */
  tickets_merge_history(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_MergeEntry_>;
  /** Let a ticket wait. */
  tickets_pending(given: { "ticket_id": number; body: TicketSetPending }, options?: Options): Promise<TicketRead>;
  /** List who has a ticket open. */
  tickets_presence(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_PresenceRead_>;
  /** Say that you left a ticket. */
  tickets_presence_end(given: { "ticket_id": number }, options?: Options): Promise<void>;
  /** Say that you have a ticket open. */
  tickets_presence_say(given: { "ticket_id": number; body: Presence }, options?: Options): Promise<ListAnswer_PresenceRead_>;
  /** Set the priority. */
  tickets_priority(given: { "ticket_id": number; body?: TicketSetPriority }, options?: Options): Promise<TicketRead>;
  /** Move a ticket to another queue. */
  tickets_queue(given: { "ticket_id": number; body?: TicketMove }, options?: Options): Promise<TicketRead>;
  /** Read a ticket. */
  tickets_read(given: { "ticket_id": number; "expand"?: string | null; "at"?: string | null; "fields"?: string | null }, options?: Options): Promise<TicketExpanded | TicketPast>;
  /** Read a ticket by its number. */
  tickets_read_by_number(given: { "number": string }, options?: Options): Promise<TicketRead>;
  /** Open a closed ticket again. */
  tickets_reopen(given: { "ticket_id": number; body?: TicketReopen }, options?: Options): Promise<TicketRead>;
  /** Replace a ticket's properties. */
  tickets_replace(given: { "ticket_id": number; body: TicketReplace }, options?: Options): Promise<TicketRead>;
  /** Set who is responsible. */
  tickets_responsible(given: { "ticket_id": number; body?: TicketSetResponsible }, options?: Options): Promise<TicketRead>;
  /** Mark articles as seen. */
  tickets_seen(given: { "ticket_id": number; body?: TicketSeen }, options?: Options): Promise<TicketRead>;
  /** Set the service. */
  tickets_service(given: { "ticket_id": number; body?: TicketSetService }, options?: Options): Promise<TicketRead>;
  /** Set the SLA. */
  tickets_sla(given: { "ticket_id": number; body?: TicketSetSla }, options?: Options): Promise<TicketRead>;
  /** Make a ticket from an article. */
  tickets_split(given: { "ticket_id": number; body: TicketSplit }, options?: Options): Promise<TicketRead>;
  /** Set the state. */
  tickets_state(given: { "ticket_id": number; body?: TicketSetState }, options?: Options): Promise<TicketRead>;
  /** Book time on a ticket. */
  tickets_time(given: { "ticket_id": number; body: TicketAccountTime }, options?: Options): Promise<TicketRead>;
  /** Read the time booked on a ticket. */
  tickets_time_get(given: { "ticket_id": number }, options?: Options): Promise<TicketTime>;
  /** Set the title. */
  tickets_title(given: { "ticket_id": number; body: TicketSetTitle }, options?: Options): Promise<TicketRead>;
  /** Tell which of a ticket's mails have left. */
  tickets_transmissions(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_TransmissionRead_>;
  /** Set the type. */
  tickets_type(given: { "ticket_id": number; body?: TicketSetType }, options?: Options): Promise<TicketRead>;
  /** Take a link away. */
  tickets_unlink(given: { "ticket_id": number; "type"?: string; "role": "parent" | "child" | "peer"; "ticket_id_query": number }, options?: Options): Promise<TicketRead>;
  /** Unlock a ticket. */
  tickets_unlock(given: { "ticket_id": number; body?: TicketUnlock }, options?: Options): Promise<TicketRead>;
  /** Take a ticket out again. */
  tickets_unmerge(given: { "ticket_id": number; body?: TicketUnmerge }, options?: Options): Promise<TicketRead>;
  /** Watch a ticket no longer. */
  tickets_unwatch(given: { "ticket_id": number; body?: TicketUnwatch }, options?: Options): Promise<TicketRead>;
  /** Change a ticket. */
  tickets_update(given: { "ticket_id": number; body: TicketUpdate }, options?: Options): Promise<TicketRead>;
  /** Watch a ticket. */
  tickets_watch(given: { "ticket_id": number; body?: TicketWatch }, options?: Options): Promise<TicketRead>;
  /** List who watches a ticket. */
  tickets_watchers(given: { "ticket_id": number }, options?: Options): Promise<ListAnswer_WatcherRead_>;
  /** Create a token. */
  tokens_create(given: { body: TokenCreate }, options?: Options): Promise<TokenCreated>;
  /** Read a token. */
  tokens_get(given: { "token_id": number }, options?: Options): Promise<TokenRead>;
  /** List one's own tokens. */
  tokens_list(given?: {}, options?: Options): Promise<ListAnswer_TokenRead_>;
  /** Revoke a token. */
  tokens_revoke(given: { "token_id": number }, options?: Options): Promise<void>;
  /** List the scopes that a token may have. */
  tokens_scopes(given?: {}, options?: Options): Promise<ListAnswer_ScopeRead_>;
  /** Download all entries of a kind, or the whole desk. */
  transfer_export(given: { "kind": string; "form"?: "yaml" | "csv" }, options?: Options): Promise<Blob>;
  /** Read entries of a kind, or a whole desk, from a file. */
  transfer_import(given: { "kind": string; body: TransferFile }, options?: Options): Promise<Transferred>;
  /** List what goes out to files. */
  transfer_list(given?: {}, options?: Options): Promise<ListAnswer_KindRead_>;
  /** Change a text. */
  translations_change(given: { "translation_id": string; body: TranslationWrite }, options?: Options): Promise<TranslationRead>;
  /** List changes of texts. */
  translations_changes(given?: { "language"?: string | null; "translation_id"?: string | null; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "fields"?: string | null }, options?: Options): Promise<ListAnswer_TranslationChangeRead_>;
  /** Download the changed texts of a language. */
  translations_export(given: { "language": string; "form"?: FileForm }, options?: Options): Promise<Blob>;
  /** Read changed texts of a language from a file. */
  translations_import(given: { body: TranslationsFile; "language": string }, options?: Options): Promise<TranslationsImported>;
  /** List texts of a language. */
  translations_list(given: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "language": string; "q"?: string | null; "status"?: TranslationStatus | null }, options?: Options): Promise<ListAnswer_TranslationRead_>;
  /** Read a text. */
  translations_read(given: { "translation_id": string }, options?: Options): Promise<TranslationRead>;
  /** Give a text back as it was delivered. */
  translations_reset(given: { "translation_id": string }, options?: Options): Promise<TranslationRead>;
  /** Create a type. */
  types_create(given: { body: NameCreate }, options?: Options): Promise<TypeRead>;
  /** Take a type out of use. */
  types_delete(given: { "entry_id": number }, options?: Options): Promise<void>;
  /** List types. */
  types_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "name"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_TypeRead_>;
  /** Read a type. */
  types_read(given: { "entry_id": number }, options?: Options): Promise<TypeRead>;
  /** Change a type. */
  types_update(given: { "entry_id": number; body: NameUpdate }, options?: Options): Promise<TypeRead>;
  /** Create an agent. */
  users_create(given: { body: AgentCreate }, options?: Options): Promise<AgentRead>;
  /** Take an agent out of use. */
  users_delete(given: { "user_id": number }, options?: Options): Promise<void>;
  /** Read an agent. */
  users_get(given: { "user_id": number }, options?: Options): Promise<AgentRead>;
  /** List an agent's direct rights. */
  users_groups_list(given: { "user_id": number }, options?: Options): Promise<ListAnswer_GroupRightsRead_>;
  /** Set an agent's direct rights. */
  users_groups_set(given: { "user_id": number; body: RightsSet }, options?: Options): Promise<ListAnswer_GroupRightsRead_>;
  /** List agents. */
  users_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "valid"?: boolean | null; "q"?: string | null }, options?: Options): Promise<ListAnswer_AgentRead_>;
  /** List an agent's roles. */
  users_roles_list(given: { "user_id": number }, options?: Options): Promise<ListAnswer_RoleMembership_>;
  /** Set an agent's roles. */
  users_roles_set(given: { "user_id": number; body: RolesSet }, options?: Options): Promise<ListAnswer_RoleMembership_>;
  /** Change an agent. */
  users_update(given: { "user_id": number; body: AgentUpdate }, options?: Options): Promise<AgentRead>;
  /** Read a logged communication. */
  web_services_communication(given: { "webservice_id": number; "entry_id": number }, options?: Options): Promise<WebServiceCallDetail>;
  /** Create a web service. */
  web_services_create(given: { body: WebserviceCreate }, options?: Options): Promise<WebserviceRead>;
  /** List logged communications. */
  web_services_debugger(given: { "webservice_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "type"?: "Provider" | "Requester" | null }, options?: Options): Promise<ListAnswer_WebServiceCallRead_>;
  /** Empty the log of a web service. */
  web_services_debugger_clear(given: { "webservice_id": number }, options?: Options): Promise<void>;
  /** Delete a web service. */
  web_services_delete(given: { "webservice_id": number }, options?: Options): Promise<void>;
  /** Export a web service for OTRS. */
  web_services_export(given: { "webservice_id": number }, options?: Options): Promise<Blob>;
  /** Import a web service of OTRS. */
  web_services_import(given: { body: WebserviceImport }, options?: Options): Promise<WebserviceRead>;
  /** List web services. */
  web_services_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "valid"?: Validity | null }, options?: Options): Promise<ListAnswer_WebserviceRead_>;
  /** Read a web service. */
  web_services_read(given: { "webservice_id": number }, options?: Options): Promise<WebserviceRead>;
  /** Go back to an earlier configuration. */
  web_services_restore(given: { "webservice_id": number; "version_id": number }, options?: Options): Promise<WebserviceRead>;
  /** Change a web service. */
  web_services_update(given: { "webservice_id": number; body: WebserviceUpdate }, options?: Options): Promise<WebserviceRead>;
  /** List earlier configurations. */
  web_services_versions(given: { "webservice_id": number }, options?: Options): Promise<ListAnswer_WebserviceVersion_>;
  /** Create a webhook. */
  webhooks_create(given: { body: WebhookCreate }, options?: Options): Promise<WebhookCreated>;
  /** Delete a webhook. */
  webhooks_delete(given: { "webhook_id": number }, options?: Options): Promise<void>;
  /** List deliveries. */
  webhooks_deliveries(given: { "webhook_id": number; "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "status"?: "pending" | "delivered" | "failed" | "dropped" | null; "type"?: string | null }, options?: Options): Promise<ListAnswer_DeliveryRead_>;
  /** Read a delivery. */
  webhooks_delivery(given: { "webhook_id": number; "delivery_id": number }, options?: Options): Promise<DeliveryDetails>;
  /** List the events that webhooks know. */
  webhooks_events(given?: {}, options?: Options): Promise<ListAnswer_EventKind_>;
  /** List webhooks. */
  webhooks_list(given?: { "limit"?: number; "after"?: string | null; "before"?: string | null; "include_total"?: boolean; "sort"?: string | null; "fields"?: string | null; "q"?: string | null; "active"?: boolean | null }, options?: Options): Promise<ListAnswer_WebhookRead_>;
  /** Read a webhook. */
  webhooks_read(given: { "webhook_id": number }, options?: Options): Promise<WebhookRead>;
  /** Deliver again. */
  webhooks_redeliver(given: { "webhook_id": number; "delivery_id": number }, options?: Options): Promise<DeliveryRead>;
  /** Deliver a span of time again. */
  webhooks_replay(given: { "webhook_id": number; body: Replay }, options?: Options): Promise<Replayed>;
  /** Make a new secret. */
  webhooks_rotate_secret(given: { "webhook_id": number; body?: SecretRotate | null }, options?: Options): Promise<SecretRead>;
  /** Send a test event. */
  webhooks_test(given: { "webhook_id": number }, options?: Options): Promise<DeliveryRead>;
  /** Change a webhook. */
  webhooks_update(given: { "webhook_id": number; body: WebhookUpdate }, options?: Options): Promise<WebhookRead>;
}
