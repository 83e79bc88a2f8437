// A client of GOTRS's API v1, made from its description by scripts/clients.py. Do not edit.
// Runs in browsers and in Node from version 18 on; the types are in gotrs.d.ts.

// operation: [method, path, kind of body, kind of answer, names of the query, with what callers say where it differs]
const OPERATIONS = {
  admin_audit_get: ["GET", "/api/v1/admin/audit/logs/{entry_id}", "", "json", []],
  admin_audit_list: ["GET", "/api/v1/admin/audit/logs", "", "json", ["action", "actor_kind", "actor_id", "object_type", "object_id", "at_after", "at_before", "q", "limit", "after", "before", "include_total"]],
  admin_audit_stats: ["GET", "/api/v1/admin/audit/stats", "", "json", []],
  admin_customer_users_tokens: ["GET", "/api/v1/admin/customer-users/{customer_user_id}/tokens", "", "json", []],
  admin_jobs_count: ["GET", "/api/v1/admin/jobs/counts", "", "json", []],
  admin_jobs_delete: ["DELETE", "/api/v1/admin/jobs/{job_id}", "", "none", []],
  admin_jobs_get: ["GET", "/api/v1/admin/jobs/{job_id}", "", "json", []],
  admin_jobs_list: ["GET", "/api/v1/admin/jobs", "", "json", ["status", "name", "limit", "after", "before", "include_total"]],
  admin_jobs_retry: ["POST", "/api/v1/admin/jobs/{job_id}/retry", "", "json", []],
  admin_mail_filters_delete: ["DELETE", "/api/v1/admin/mail/filters/one", "", "none", ["name"]],
  admin_mail_filters_get: ["GET", "/api/v1/admin/mail/filters/one", "", "json", ["name"]],
  admin_mail_filters_list: ["GET", "/api/v1/admin/mail/filters", "", "json", []],
  admin_mail_filters_put: ["PUT", "/api/v1/admin/mail/filters/one", "json", "json", ["name"]],
  admin_mail_filters_try: ["POST", "/api/v1/admin/mail/filters/try", "json", "json", []],
  admin_mail_health: ["GET", "/api/v1/admin/mail/health", "", "json", []],
  admin_mail_spool_get: ["GET", "/api/v1/admin/mail/spool/{spool_id}", "", "json", []],
  admin_mail_spool_list: ["GET", "/api/v1/admin/mail/spool", "", "json", ["status", "ticket_id", "limit", "after", "before", "include_total"]],
  admin_mail_spool_raw: ["GET", "/api/v1/admin/mail/spool/{spool_id}/raw", "", "file", []],
  admin_mail_spool_retry: ["POST", "/api/v1/admin/mail/spool/{spool_id}/retry", "json", "json", []],
  admin_sessions_end: ["DELETE", "/api/v1/admin/sessions/{session_id}", "", "none", []],
  admin_sessions_end_all: ["DELETE", "/api/v1/admin/sessions", "", "json", []],
  admin_sessions_list: ["GET", "/api/v1/admin/sessions", "", "json", []],
  admin_tokens_get: ["GET", "/api/v1/admin/tokens/{token_id}", "", "json", []],
  admin_tokens_list: ["GET", "/api/v1/admin/tokens", "", "json", []],
  admin_tokens_revoke: ["DELETE", "/api/v1/admin/tokens/{token_id}", "", "none", []],
  admin_users_2fa_disable: ["POST", "/api/v1/admin/users/{user_id}/2fa/disable", "json", "none", []],
  admin_users_activate: ["POST", "/api/v1/admin/users/{user_id}/activate", "", "json", []],
  admin_users_deactivate: ["POST", "/api/v1/admin/users/{user_id}/deactivate", "json", "json", []],
  admin_users_list: ["GET", "/api/v1/admin/users", "", "json", ["limit", "after", "before", "include_total", "sort", "fields"]],
  admin_users_reset_password: ["POST", "/api/v1/admin/users/{user_id}/reset-password", "json", "json", []],
  admin_users_tokens: ["GET", "/api/v1/admin/users/{user_id}/tokens", "", "json", []],
  agent_templates_list: ["GET", "/api/v1/agent/templates", "", "json", ["template_type", "queue_id"]],
  api_health: ["GET", "/api/v1/health", "", "json", []],
  api_status: ["GET", "/api/v1/status", "", "json", []],
  articles_attachment: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}/attachments/{attachment_id}", "", "file", []],
  articles_attachments: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}/attachments", "", "json", []],
  articles_call_back: ["POST", "/api/v1/tickets/{ticket_id}/articles/{article_id}/call-back", "", "json", []],
  articles_create: ["POST", "/api/v1/tickets/{ticket_id}/articles", "json", "json", []],
  articles_decisions: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}/decisions", "", "json", []],
  articles_delete: ["DELETE", "/api/v1/tickets/{ticket_id}/articles/{article_id}", "", "none", []],
  articles_html: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}/html", "", "file", []],
  articles_list: ["GET", "/api/v1/tickets/{ticket_id}/articles", "", "json", ["limit", "after", "before", "include_total", "sort", "fields"]],
  articles_plain: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}/plain", "", "file", []],
  articles_read: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}", "", "json", []],
  articles_reply: ["POST", "/api/v1/tickets/{ticket_id}/articles/{article_id}/reply", "json", "json", []],
  articles_resend: ["POST", "/api/v1/tickets/{ticket_id}/articles/{article_id}/resend", "", "json", []],
  articles_update: ["PATCH", "/api/v1/tickets/{ticket_id}/articles/{article_id}", "json", "json", []],
  auth_login: ["POST", "/api/v1/auth/login", "json", "json", []],
  auth_logout: ["POST", "/api/v1/auth/logout", "json", "none", []],
  auth_mfa_enrol: ["POST", "/api/v1/auth/mfa/enrol", "json", "json", []],
  auth_mfa_verify: ["POST", "/api/v1/auth/mfa/verify", "json", "json", []],
  auth_providers: ["GET", "/api/v1/auth/providers", "", "json", []],
  auth_refresh: ["POST", "/api/v1/auth/refresh", "json", "json", []],
  auto_response_types_list: ["GET", "/api/v1/auto-response-types", "", "json", []],
  auto_responses_create: ["POST", "/api/v1/auto-responses", "json", "json", []],
  auto_responses_list: ["GET", "/api/v1/auto-responses", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  auto_responses_read: ["GET", "/api/v1/auto-responses/{entry_id}", "", "json", []],
  auto_responses_update: ["PATCH", "/api/v1/auto-responses/{entry_id}", "json", "json", []],
  canned_categories_list: ["GET", "/api/v1/agent/canned-responses/categories", "", "json", []],
  canned_responses_list: ["GET", "/api/v1/agent/canned-responses", "", "json", ["q", "category", "queue_id"]],
  customer_companies_create: ["POST", "/api/v1/customer-companies", "json", "json", []],
  customer_companies_list: ["GET", "/api/v1/customer-companies", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "valid"]],
  customer_companies_read: ["GET", "/api/v1/customer-companies/{customer_id}", "", "json", []],
  customer_companies_update: ["PATCH", "/api/v1/customer-companies/{customer_id}", "json", "json", []],
  customer_users_create: ["POST", "/api/v1/customer-users", "json", "json", []],
  customer_users_customer_ids: ["GET", "/api/v1/customer-users/{customer_user_id}/customer-ids", "", "json", []],
  customer_users_list: ["GET", "/api/v1/customer-users", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "valid", "customer_id"]],
  customer_users_read: ["GET", "/api/v1/customer-users/{customer_user_id}", "", "json", []],
  customer_users_services: ["GET", "/api/v1/customer-users/{customer_user_id}/services", "", "json", []],
  customer_users_set_customer_ids: ["PUT", "/api/v1/customer-users/{customer_user_id}/customer-ids", "json", "json", []],
  customer_users_set_password: ["PUT", "/api/v1/customer-users/{customer_user_id}/password", "json", "none", []],
  customer_users_set_services: ["PUT", "/api/v1/customer-users/{customer_user_id}/services", "json", "json", []],
  customer_users_update: ["PATCH", "/api/v1/customer-users/{customer_user_id}", "json", "json", []],
  drafts_attach: ["POST", "/api/v1/templates/{template_id}/uploads", "", "json", []],
  drafts_create: ["POST", "/api/v1/tickets/{ticket_id}/draft", "json", "json", []],
  drafts_delete: ["DELETE", "/api/v1/tickets/{ticket_id}/draft/{draft_id}", "", "none", []],
  drafts_forward: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}/forward-draft", "", "json", ["template_id", "format"]],
  drafts_handover: ["POST", "/api/v1/tickets/{ticket_id}/draft/{draft_id}/handover", "json", "json", []],
  drafts_list: ["GET", "/api/v1/tickets/{ticket_id}/draft", "", "json", []],
  drafts_new_mail: ["GET", "/api/v1/queues/{queue_id}/mail-draft", "", "json", ["template_id", "format"]],
  drafts_read: ["GET", "/api/v1/tickets/{ticket_id}/draft/{draft_id}", "", "json", []],
  drafts_replace: ["PUT", "/api/v1/tickets/{ticket_id}/draft/{draft_id}", "json", "json", []],
  drafts_reply: ["GET", "/api/v1/tickets/{ticket_id}/articles/{article_id}/reply-draft", "", "json", ["template_id", "to_all", "format"]],
  drafts_template: ["GET", "/api/v1/tickets/{ticket_id}/template-draft", "", "json", ["template_id", "article_id", "format"]],
  dynamic_field_screens_list: ["GET", "/api/v1/dynamic-fields/screens", "", "json", []],
  dynamic_field_screens_read: ["GET", "/api/v1/dynamic-fields/screens/{screen}", "", "json", []],
  dynamic_field_screens_replace: ["PUT", "/api/v1/dynamic-fields/screens/{screen}", "json", "json", []],
  dynamic_fields_create: ["POST", "/api/v1/dynamic-fields", "json", "json", []],
  dynamic_fields_delete: ["DELETE", "/api/v1/dynamic-fields/{field_id}", "", "none", []],
  dynamic_fields_list: ["GET", "/api/v1/dynamic-fields", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "object_type", "type", "name", "valid"]],
  dynamic_fields_read: ["GET", "/api/v1/dynamic-fields/{field_id}", "", "json", []],
  dynamic_fields_update: ["PATCH", "/api/v1/dynamic-fields/{field_id}", "json", "json", []],
  files_delete: ["DELETE", "/api/v1/files/{upload_id}", "", "none", []],
  files_download: ["GET", "/api/v1/files/{upload_id}", "", "none", []],
  files_info: ["GET", "/api/v1/files/{upload_id}/info", "", "json", []],
  files_upload: ["POST", "/api/v1/files/upload", "form", "json", []],
  groups_create: ["POST", "/api/v1/groups", "json", "json", []],
  groups_get: ["GET", "/api/v1/groups/{group_id}", "", "json", []],
  groups_list: ["GET", "/api/v1/groups", "", "json", ["limit", "after", "before", "include_total", "sort", "fields"]],
  groups_update: ["PATCH", "/api/v1/groups/{group_id}", "json", "json", []],
  health: ["GET", "/health", "", "json", []],
  health_detailed: ["GET", "/health/detailed", "", "json", []],
  healthz: ["GET", "/healthz", "", "json", []],
  info: ["GET", "/api/v1/info", "", "json", []],
  jobs_get: ["GET", "/api/v1/jobs/{job_id}", "", "json", []],
  locks_list: ["GET", "/api/v1/locks", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  mail_accounts_create: ["POST", "/api/v1/mail-accounts", "json", "json", []],
  mail_accounts_delete: ["DELETE", "/api/v1/mail-accounts/{account_id}", "", "none", []],
  mail_accounts_fetch: ["POST", "/api/v1/mail-accounts/{account_id}/fetch", "", "json", []],
  mail_accounts_list: ["GET", "/api/v1/mail-accounts", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "valid", "state"]],
  mail_accounts_read: ["GET", "/api/v1/mail-accounts/{account_id}", "", "json", []],
  mail_accounts_test: ["POST", "/api/v1/mail-accounts/{account_id}/test", "", "json", []],
  mail_accounts_update: ["PATCH", "/api/v1/mail-accounts/{account_id}", "json", "json", []],
  mail_inbound_create: ["POST", "/api/v1/mail/inbound", "message/rfc822", "json", ["queue", "trusted"]],
  mail_queue_count: ["GET", "/api/v1/admin/mail-queue/counts", "", "json", []],
  mail_queue_delete: ["DELETE", "/api/v1/admin/mail-queue/{queue_id}", "", "none", []],
  mail_queue_list: ["GET", "/api/v1/admin/mail-queue", "", "json", ["limit", "after", "before", "include_total"]],
  mail_queue_read: ["GET", "/api/v1/admin/mail-queue/{queue_id}", "", "json", []],
  mail_queue_retry: ["POST", "/api/v1/admin/mail-queue/{queue_id}/retry", "", "json", []],
  me_2fa_confirm: ["POST", "/api/v1/users/me/2fa/confirm", "json", "json", []],
  me_2fa_disable: ["POST", "/api/v1/users/me/2fa/disable", "json", "json", []],
  me_2fa_recovery_codes: ["POST", "/api/v1/users/me/2fa/recovery-codes", "json", "json", []],
  me_2fa_setup: ["POST", "/api/v1/users/me/2fa/setup", "json", "json", []],
  me_2fa_status: ["GET", "/api/v1/users/me/2fa/status", "", "json", []],
  me_get: ["GET", "/api/v1/users/me", "", "json", []],
  me_password_change: ["POST", "/api/v1/users/me/password", "json", "none", []],
  me_preferences_get: ["GET", "/api/v1/users/me/preferences", "", "json", []],
  me_preferences_update: ["PATCH", "/api/v1/users/me/preferences", "json", "json", []],
  me_sessions_end: ["DELETE", "/api/v1/users/me/sessions/{session_id}", "", "none", []],
  me_sessions_list: ["GET", "/api/v1/users/me/sessions", "", "json", []],
  me_update: ["PATCH", "/api/v1/users/me", "json", "json", []],
  notification_events_create: ["POST", "/api/v1/notification-events", "json", "json", []],
  notification_events_delete: ["DELETE", "/api/v1/notification-events/{notification_id}", "", "none", []],
  notification_events_list: ["GET", "/api/v1/notification-events", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  notification_events_read: ["GET", "/api/v1/notification-events/{notification_id}", "", "json", []],
  notification_events_test: ["POST", "/api/v1/notification-events/{notification_id}/test", "json", "json", []],
  notification_events_update: ["PATCH", "/api/v1/notification-events/{notification_id}", "json", "json", []],
  priorities_create: ["POST", "/api/v1/priorities", "json", "json", []],
  priorities_list: ["GET", "/api/v1/priorities", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  priorities_read: ["GET", "/api/v1/priorities/{entry_id}", "", "json", []],
  priorities_update: ["PATCH", "/api/v1/priorities/{entry_id}", "json", "json", []],
  queue_auto_responses_read: ["GET", "/api/v1/queues/{queue_id}/auto-responses", "", "json", []],
  queue_auto_responses_set: ["PUT", "/api/v1/queues/{queue_id}/auto-responses", "json", "json", []],
  queue_templates_list: ["GET", "/api/v1/queues/{queue_id}/templates", "", "json", ["template_type"]],
  queue_templates_set: ["PUT", "/api/v1/queues/{queue_id}/templates", "json", "json", []],
  queues_create: ["POST", "/api/v1/queues", "json", "json", []],
  queues_delete: ["DELETE", "/api/v1/queues/{queue_id}", "", "none", []],
  queues_list: ["GET", "/api/v1/queues", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid", "right", "group_id"]],
  queues_mine: ["GET", "/api/v1/queues/mine", "", "json", []],
  queues_mine_set: ["PUT", "/api/v1/queues/mine", "json", "json", []],
  queues_read: ["GET", "/api/v1/queues/{queue_id}", "", "json", []],
  queues_replace: ["PUT", "/api/v1/queues/{queue_id}", "json", "json", []],
  queues_tree: ["GET", "/api/v1/queues/tree", "", "json", []],
  queues_update: ["PATCH", "/api/v1/queues/{queue_id}", "json", "json", []],
  roles_create: ["POST", "/api/v1/roles", "json", "json", []],
  roles_get: ["GET", "/api/v1/roles/{role_id}", "", "json", []],
  roles_groups_list: ["GET", "/api/v1/roles/{role_id}/groups", "", "json", []],
  roles_groups_set: ["PUT", "/api/v1/roles/{role_id}/groups", "json", "json", []],
  roles_list: ["GET", "/api/v1/roles", "", "json", ["limit", "after", "before", "include_total", "sort", "fields"]],
  roles_update: ["PATCH", "/api/v1/roles/{role_id}", "json", "json", []],
  roles_users_list: ["GET", "/api/v1/roles/{role_id}/users", "", "json", []],
  roles_users_set: ["PUT", "/api/v1/roles/{role_id}/users", "json", "json", []],
  salutations_create: ["POST", "/api/v1/salutations", "json", "json", []],
  salutations_list: ["GET", "/api/v1/salutations", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  salutations_read: ["GET", "/api/v1/salutations/{entry_id}", "", "json", []],
  salutations_update: ["PATCH", "/api/v1/salutations/{entry_id}", "json", "json", []],
  search_all: ["GET", "/api/v1/search", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "queue", "queue_id", "state", "state_id", "state_type", "priority", "priority_id", "type", "type_id", "service", "service_id", "sla", "sla_id", "lock", "lock_id", "owner", "owner_id", "responsible", "responsible_id", "customer_id", "customer_user", "created_after", "created_before", "changed_after", "changed_before", "pending_before", "number", "title", "q", "not_closed", "locked", "archived", "watched", "mentioned", "escalated", "seen", "ticket_id", "sub_queues", "state_type_id", "watcher_id", "created_by_id", "created_queue_id", "created_state_id", "created_priority_id", "created_type_id", "from", "to", "cc", "bcc", "subject", "body", "attachment_name", "in_archive", "created_newer_minutes", "created_older_minutes", "changed_newer_minutes", "changed_older_minutes", "touched_after", "touched_before", "touched_newer_minutes", "touched_older_minutes", "article_created_after", "article_created_before", "article_created_newer_minutes", "article_created_older_minutes", "closed_after", "closed_before", "closed_newer_minutes", "closed_older_minutes", "last_closed_after", "last_closed_before", "last_closed_newer_minutes", "last_closed_older_minutes", "pending_after", "pending_newer_minutes", "pending_older_minutes", "escalation_after", "escalation_before", "escalation_newer_minutes", "escalation_older_minutes", "escalation_update_after", "escalation_update_before", "escalation_update_newer_minutes", "escalation_update_older_minutes", "escalation_response_after", "escalation_response_before", "escalation_response_newer_minutes", "escalation_response_older_minutes", "escalation_solution_after", "escalation_solution_before", "escalation_solution_newer_minutes", "escalation_solution_older_minutes"]],
  search_articles: ["GET", "/api/v1/search/articles", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "queue", "queue_id", "state", "state_id", "state_type", "priority", "priority_id", "type", "type_id", "service", "service_id", "sla", "sla_id", "lock", "lock_id", "owner", "owner_id", "responsible", "responsible_id", "customer_id", "customer_user", "created_after", "created_before", "changed_after", "changed_before", "pending_before", "number", "title", "q", "not_closed", "locked", "archived", "watched", "mentioned", "escalated", "seen", "ticket_id", "sub_queues", "state_type_id", "watcher_id", "created_by_id", "created_queue_id", "created_state_id", "created_priority_id", "created_type_id", "from", "to", "cc", "bcc", "subject", "body", "attachment_name", "in_archive", "created_newer_minutes", "created_older_minutes", "changed_newer_minutes", "changed_older_minutes", "touched_after", "touched_before", "touched_newer_minutes", "touched_older_minutes", "article_created_after", "article_created_before", "article_created_newer_minutes", "article_created_older_minutes", "closed_after", "closed_before", "closed_newer_minutes", "closed_older_minutes", "last_closed_after", "last_closed_before", "last_closed_newer_minutes", "last_closed_older_minutes", "pending_after", "pending_newer_minutes", "pending_older_minutes", "escalation_after", "escalation_before", "escalation_newer_minutes", "escalation_older_minutes", "escalation_update_after", "escalation_update_before", "escalation_update_newer_minutes", "escalation_update_older_minutes", "escalation_response_after", "escalation_response_before", "escalation_response_newer_minutes", "escalation_response_older_minutes", "escalation_solution_after", "escalation_solution_before", "escalation_solution_newer_minutes", "escalation_solution_older_minutes"]],
  search_customers: ["GET", "/api/v1/search/customers", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q"]],
  search_health: ["GET", "/api/v1/search/health", "", "json", []],
  search_reindex: ["POST", "/api/v1/search/reindex", "", "json", []],
  search_saved_create: ["POST", "/api/v1/search/saved", "json", "json", []],
  search_saved_delete: ["DELETE", "/api/v1/search/saved/{saved_id}", "", "none", []],
  search_saved_execute: ["POST", "/api/v1/search/saved/{saved_id}/execute", "", "json", ["limit", "after", "before", "include_total", "sort", "fields"]],
  search_saved_get: ["GET", "/api/v1/search/saved/{saved_id}", "", "json", []],
  search_saved_list: ["GET", "/api/v1/search/saved", "", "json", []],
  search_saved_replace: ["PUT", "/api/v1/search/saved/{saved_id}", "json", "json", []],
  search_suggestions: ["GET", "/api/v1/search/suggestions", "", "json", ["q", "limit"]],
  search_tickets: ["GET", "/api/v1/search/tickets", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "queue", "queue_id", "state", "state_id", "state_type", "priority", "priority_id", "type", "type_id", "service", "service_id", "sla", "sla_id", "lock", "lock_id", "owner", "owner_id", "responsible", "responsible_id", "customer_id", "customer_user", "created_after", "created_before", "changed_after", "changed_before", "pending_before", "number", "title", "q", "not_closed", "locked", "archived", "watched", "mentioned", "escalated", "seen", "ticket_id", "sub_queues", "state_type_id", "watcher_id", "created_by_id", "created_queue_id", "created_state_id", "created_priority_id", "created_type_id", "from", "to", "cc", "bcc", "subject", "body", "attachment_name", "in_archive", "created_newer_minutes", "created_older_minutes", "changed_newer_minutes", "changed_older_minutes", "touched_after", "touched_before", "touched_newer_minutes", "touched_older_minutes", "article_created_after", "article_created_before", "article_created_newer_minutes", "article_created_older_minutes", "closed_after", "closed_before", "closed_newer_minutes", "closed_older_minutes", "last_closed_after", "last_closed_before", "last_closed_newer_minutes", "last_closed_older_minutes", "pending_after", "pending_newer_minutes", "pending_older_minutes", "escalation_after", "escalation_before", "escalation_newer_minutes", "escalation_older_minutes", "escalation_update_after", "escalation_update_before", "escalation_update_newer_minutes", "escalation_update_older_minutes", "escalation_response_after", "escalation_response_before", "escalation_response_newer_minutes", "escalation_response_older_minutes", "escalation_solution_after", "escalation_solution_before", "escalation_solution_newer_minutes", "escalation_solution_older_minutes"]],
  search_users: ["GET", "/api/v1/search/users", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q"]],
  services_create: ["POST", "/api/v1/services", "json", "json", []],
  services_list: ["GET", "/api/v1/services", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  services_read: ["GET", "/api/v1/services/{entry_id}", "", "json", []],
  services_update: ["PATCH", "/api/v1/services/{entry_id}", "json", "json", []],
  signatures_create: ["POST", "/api/v1/signatures", "json", "json", []],
  signatures_list: ["GET", "/api/v1/signatures", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  signatures_read: ["GET", "/api/v1/signatures/{entry_id}", "", "json", []],
  signatures_update: ["PATCH", "/api/v1/signatures/{entry_id}", "json", "json", []],
  slas_create: ["POST", "/api/v1/slas", "json", "json", []],
  slas_list: ["GET", "/api/v1/slas", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  slas_read: ["GET", "/api/v1/slas/{entry_id}", "", "json", []],
  slas_update: ["PATCH", "/api/v1/slas/{entry_id}", "json", "json", []],
  standard_attachments_content: ["GET", "/api/v1/attachments/{entry_id}/content", "", "none", []],
  standard_attachments_create: ["POST", "/api/v1/attachments", "json", "json", []],
  standard_attachments_list: ["GET", "/api/v1/attachments", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  standard_attachments_read: ["GET", "/api/v1/attachments/{entry_id}", "", "json", []],
  standard_attachments_update: ["PATCH", "/api/v1/attachments/{entry_id}", "json", "json", []],
  state_types_list: ["GET", "/api/v1/state-types", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "name"]],
  states_create: ["POST", "/api/v1/states", "json", "json", []],
  states_list: ["GET", "/api/v1/states", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  states_read: ["GET", "/api/v1/states/{entry_id}", "", "json", []],
  states_update: ["PATCH", "/api/v1/states/{entry_id}", "json", "json", []],
  system_addresses_create: ["POST", "/api/v1/system-addresses", "json", "json", []],
  system_addresses_list: ["GET", "/api/v1/system-addresses", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  system_addresses_read: ["GET", "/api/v1/system-addresses/{entry_id}", "", "json", []],
  system_addresses_update: ["PATCH", "/api/v1/system-addresses/{entry_id}", "json", "json", []],
  templates_create: ["POST", "/api/v1/templates", "json", "json", []],
  templates_list: ["GET", "/api/v1/templates", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  templates_read: ["GET", "/api/v1/templates/{entry_id}", "", "json", []],
  templates_update: ["PATCH", "/api/v1/templates/{entry_id}", "json", "json", []],
  tickets_allowed: ["GET", "/api/v1/tickets/{ticket_id}/allowed", "", "json", []],
  tickets_archive: ["POST", "/api/v1/tickets/{ticket_id}/archive", "json", "json", []],
  tickets_assign: ["POST", "/api/v1/tickets/{ticket_id}/assign", "json", "json", []],
  tickets_attachments: ["GET", "/api/v1/tickets/{ticket_id}/attachments", "", "json", []],
  tickets_bounce: ["POST", "/api/v1/tickets/{ticket_id}/bounce", "json", "json", []],
  tickets_bulk: ["POST", "/api/v1/tickets/bulk", "json", "json", []],
  tickets_bulk_assign: ["POST", "/api/v1/tickets/bulk/assign", "json", "json", []],
  tickets_bulk_close: ["POST", "/api/v1/tickets/bulk/close", "json", "json", []],
  tickets_bulk_lock: ["POST", "/api/v1/tickets/bulk/lock", "json", "json", []],
  tickets_bulk_merge: ["POST", "/api/v1/tickets/bulk/merge", "json", "json", []],
  tickets_bulk_priority: ["POST", "/api/v1/tickets/bulk/priority", "json", "json", []],
  tickets_bulk_queue: ["POST", "/api/v1/tickets/bulk/queue", "json", "json", []],
  tickets_bulk_state: ["POST", "/api/v1/tickets/bulk/state", "json", "json", []],
  tickets_bulk_watch: ["POST", "/api/v1/tickets/bulk/watch", "json", "json", []],
  tickets_close: ["POST", "/api/v1/tickets/{ticket_id}/close", "json", "json", []],
  tickets_create: ["POST", "/api/v1/tickets", "json", "json", []],
  tickets_customer: ["POST", "/api/v1/tickets/{ticket_id}/customer", "json", "json", []],
  tickets_delete: ["DELETE", "/api/v1/tickets/{ticket_id}", "", "none", []],
  tickets_escalation: ["GET", "/api/v1/tickets/{ticket_id}/escalation", "", "json", []],
  tickets_explain: ["GET", "/api/v1/tickets/{ticket_id}/explain", "", "json", []],
  tickets_forward: ["POST", "/api/v1/tickets/{ticket_id}/forward", "json", "json", []],
  tickets_history: ["GET", "/api/v1/tickets/{ticket_id}/history", "", "json", []],
  tickets_link: ["POST", "/api/v1/tickets/{ticket_id}/links", "json", "json", []],
  tickets_links: ["GET", "/api/v1/tickets/{ticket_id}/links", "", "json", []],
  tickets_list: ["GET", "/api/v1/tickets", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "queue", "queue_id", "state", "state_id", "state_type", "priority", "priority_id", "type", "type_id", "service", "service_id", "sla", "sla_id", "lock", "lock_id", "owner", "owner_id", "responsible", "responsible_id", "customer_id", "customer_user", "created_after", "created_before", "changed_after", "changed_before", "pending_before", "number", "title", "q", "not_closed", "locked", "archived", "watched", "mentioned", "escalated", "seen"]],
  tickets_lock: ["POST", "/api/v1/tickets/{ticket_id}/lock", "json", "json", []],
  tickets_mentions: ["GET", "/api/v1/tickets/{ticket_id}/mentions", "", "json", []],
  tickets_merge: ["POST", "/api/v1/tickets/{ticket_id}/merge", "json", "json", []],
  tickets_merge_history: ["GET", "/api/v1/tickets/{ticket_id}/merge-history", "", "json", []],
  tickets_pending: ["POST", "/api/v1/tickets/{ticket_id}/pending", "json", "json", []],
  tickets_priority: ["POST", "/api/v1/tickets/{ticket_id}/priority", "json", "json", []],
  tickets_queue: ["POST", "/api/v1/tickets/{ticket_id}/queue", "json", "json", []],
  tickets_read: ["GET", "/api/v1/tickets/{ticket_id}", "", "json", ["expand", "at", "fields"]],
  tickets_read_by_number: ["GET", "/api/v1/tickets/by-number/{number}", "", "json", []],
  tickets_reopen: ["POST", "/api/v1/tickets/{ticket_id}/reopen", "json", "json", []],
  tickets_replace: ["PUT", "/api/v1/tickets/{ticket_id}", "json", "json", []],
  tickets_responsible: ["POST", "/api/v1/tickets/{ticket_id}/responsible", "json", "json", []],
  tickets_seen: ["POST", "/api/v1/tickets/{ticket_id}/seen", "json", "json", []],
  tickets_service: ["POST", "/api/v1/tickets/{ticket_id}/service", "json", "json", []],
  tickets_sla: ["POST", "/api/v1/tickets/{ticket_id}/sla", "json", "json", []],
  tickets_split: ["POST", "/api/v1/tickets/{ticket_id}/split", "json", "json", []],
  tickets_state: ["POST", "/api/v1/tickets/{ticket_id}/state", "json", "json", []],
  tickets_time: ["POST", "/api/v1/tickets/{ticket_id}/time", "json", "json", []],
  tickets_time_get: ["GET", "/api/v1/tickets/{ticket_id}/time", "", "json", []],
  tickets_title: ["POST", "/api/v1/tickets/{ticket_id}/title", "json", "json", []],
  tickets_type: ["POST", "/api/v1/tickets/{ticket_id}/type", "json", "json", []],
  tickets_unlink: ["DELETE", "/api/v1/tickets/{ticket_id}/links", "", "json", ["type", "role", ["ticket_id", "ticket_id_query"]]],
  tickets_unlock: ["POST", "/api/v1/tickets/{ticket_id}/unlock", "json", "json", []],
  tickets_unmerge: ["POST", "/api/v1/tickets/{ticket_id}/unmerge", "json", "json", []],
  tickets_unwatch: ["POST", "/api/v1/tickets/{ticket_id}/unwatch", "json", "json", []],
  tickets_update: ["PATCH", "/api/v1/tickets/{ticket_id}", "json", "json", []],
  tickets_watch: ["POST", "/api/v1/tickets/{ticket_id}/watch", "json", "json", []],
  tickets_watchers: ["GET", "/api/v1/tickets/{ticket_id}/watchers", "", "json", []],
  tokens_create: ["POST", "/api/v1/tokens", "json", "json", []],
  tokens_get: ["GET", "/api/v1/tokens/{token_id}", "", "json", []],
  tokens_list: ["GET", "/api/v1/tokens", "", "json", []],
  tokens_revoke: ["DELETE", "/api/v1/tokens/{token_id}", "", "none", []],
  tokens_scopes: ["GET", "/api/v1/tokens/scopes", "", "json", []],
  types_create: ["POST", "/api/v1/types", "json", "json", []],
  types_list: ["GET", "/api/v1/types", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "q", "name", "valid"]],
  types_read: ["GET", "/api/v1/types/{entry_id}", "", "json", []],
  types_update: ["PATCH", "/api/v1/types/{entry_id}", "json", "json", []],
  users_create: ["POST", "/api/v1/users", "json", "json", []],
  users_get: ["GET", "/api/v1/users/{user_id}", "", "json", []],
  users_groups_list: ["GET", "/api/v1/users/{user_id}/groups", "", "json", []],
  users_groups_set: ["PUT", "/api/v1/users/{user_id}/groups", "json", "json", []],
  users_list: ["GET", "/api/v1/users", "", "json", ["limit", "after", "before", "include_total", "sort", "fields", "valid", "q"]],
  users_roles_list: ["GET", "/api/v1/users/{user_id}/roles", "", "json", []],
  users_roles_set: ["PUT", "/api/v1/users/{user_id}/roles", "json", "json", []],
  users_update: ["PATCH", "/api/v1/users/{user_id}", "json", "json", []],
};

export class GotrsProblem extends Error {
  constructor(status, problem, retryAfter) {
    super(`${status} ${problem.code ?? ""}: ${problem.detail ?? ""}`);
    this.name = "GotrsProblem";
    this.status = status;
    this.code = problem.code ?? "";
    this.detail = problem.detail ?? "";
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id ?? "";
    this.retryAfterSeconds = /^\d+$/.test(retryAfter ?? "") ? Number(retryAfter) : null;
  }
}

export class Gotrs {
  constructor(address, { token = "", fetch: fetcher = globalThis.fetch } = {}) {
    this.address = address.replace(/\/+$/, "");
    this.token = token;
    this.fetcher = fetcher.bind(globalThis);
  }

  async *each(operation, given = {}, options = {}) {
    let after = null;
    do {
      const page = await this[operation](after ? { ...given, after } : given, options);
      yield* page.data;
      after = page.meta.after;
    } while (after);
  }

  async send([method, path, kind, answer, names], given = {}, options = {}) {
    const address = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(given[name])));
    const query = new URLSearchParams();
    const pairs = names.map((name) => (Array.isArray(name) ? name : [name, name]));
    const asked = { ...Object.fromEntries(pairs.map(([name, said]) => [name, given[said]])), ...options.query };
    for (const [name, value] of Object.entries(asked)) {
      for (const one of [value].flat()) if (one !== undefined && one !== null) query.append(name, String(one));
    }
    const headers = { Accept: "application/json" };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (options.ifMatch) headers["If-Match"] = options.ifMatch;
    if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
    let body;
    if (kind === "form") {
      body = new FormData();
      body.append("file", given.body, options.filename ?? "file");
    } else if (given.body !== undefined && kind) {
      headers["Content-Type"] = kind === "json" ? "application/json" : kind;
      body = kind === "json" ? JSON.stringify(given.body) : given.body;
    }
    const asks = String(query);
    const response = await this.fetcher(`${this.address}${address}${asks ? `?${asks}` : ""}`, {
      method,
      headers,
      body,
      signal: options.signal,
    });
    if (!response.ok) {
      const problem = await response.json().catch(() => ({}));
      throw new GotrsProblem(response.status, problem, response.headers.get("retry-after"));
    }
    if (answer === "file") return response.blob();
    return answer === "json" ? response.json() : undefined;
  }
}

for (const [name, facts] of Object.entries(OPERATIONS)) {
  Gotrs.prototype[name] = function (given, options) {
    return this.send(facts, given, options);
  };
}
