"""A client of GOTRS's API v1, made from its description by scripts/clients.py. Do not edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any, Literal, cast
from urllib.parse import quote

import httpx

from .models import *  # noqa: F403

Query = Mapping[str, Any] | None
File = tuple[str, bytes, str]  # name, content, media type


class GotrsProblem(Exception):
    """The server refused (RFC 9457): `code` is for programs, `detail` for people, `errors` name what was wrong."""

    def __init__(self, status: int, problem: dict[str, Any], retry_after_s: int | None) -> None:
        super().__init__(f"{status} {problem.get('code', '')}: {problem.get('detail', '')}")
        self.status = status
        self.code = str(problem.get("code", ""))
        self.detail = str(problem.get("detail", ""))
        self.errors: list[dict[str, str]] = problem.get("errors", [])
        self.request_id = str(problem.get("request_id", ""))
        self.retry_after_s = retry_after_s


class Gotrs:
    """`with Gotrs("https://desk.example.com", token="gf_…") as desk: desk.tickets_list(queue=["Raw"])`

    Each operation of the API is a method of the same name. `query` takes further parameters (`{"df.Building": "B7"}`).
    Raises GotrsProblem for every refusal, httpx.TransportError where there is no answer.
    """

    def __init__(
        self, address: str, *, token: str = "", timeout_s: float = 30, transport: httpx.BaseTransport | None = None
    ) -> None:
        headers = {"Accept": "application/json", "User-Agent": "gotrs-client/0.1.0"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._http = httpx.Client(base_url=address, headers=headers, timeout=timeout_s, transport=transport)

    def __enter__(self) -> Gotrs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def each(self, list_operation: Callable[..., Any], **given: Any) -> Iterator[Any]:
        """All rows of a list, page by page: `desk.each(desk.tickets_list, queue=["Raw"])`."""
        after = None
        while True:
            page = list_operation(**given, after=after) if after else list_operation(**given)
            yield from page["data"]
            after = page["meta"]["after"]
            if after is None:
                return

    def _json(self, method: str, path: str, **given: Any) -> Any:
        response = self._send(method, path, **given)
        return response.json() if response.content else None

    def _file(self, method: str, path: str, **given: Any) -> bytes:
        return self._send(method, path, **given).content

    def _send(
        self,
        method: str,
        path: str,
        *,
        parameters: Mapping[str, Any] | None = None,
        query: Query = None,
        headers: Mapping[str, str | None] | None = None,
        body: Any = None,
        file: File | None = None,
        content: bytes | None = None,
        content_type: str = "",
    ) -> httpx.Response:
        sent = {name: value for name, value in (headers or {}).items() if value is not None}
        if content is not None:
            sent["Content-Type"] = content_type
        asked = {name: value for name, value in {**(parameters or {}), **(query or {})}.items() if value is not None}
        response = self._http.request(
            method,
            path,
            params=asked or None,
            headers=sent,
            json=body,
            content=content,
            files={"file": file} if file is not None else None,
        )
        if response.is_success:
            return response
        try:
            problem = response.json()
        except ValueError:
            problem = {"detail": response.text[:500]}
        wait = response.headers.get("retry-after", "")
        raise GotrsProblem(response.status_code, problem, int(wait) if wait.isdigit() else None)

    def admin_audit_export(self, *, form: Literal['csv', 'jsonl'] | None = None, action: str | None = None, at_after: str | None = None, at_before: str | None = None, q: str | None = None, query: Query = None) -> bytes:
        """The audit log as a file."""
        return self._file("GET", f"/api/v1/admin/audit/export", parameters={"form": form, "action": action, "at_after": at_after, "at_before": at_before, "q": q}, query=query)

    def admin_audit_get(self, entry_id: int, *, query: Query = None) -> AuditRead:
        """Read an entry of the audit log."""
        return cast('AuditRead', self._json("GET", f"/api/v1/admin/audit/logs/{_part(entry_id)}", query=query))

    def admin_audit_list(self, *, action: str | None = None, actor_kind: str | None = None, actor_id: str | None = None, object_type: str | None = None, object_id: str | None = None, at_after: str | None = None, at_before: str | None = None, q: str | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_AuditRead_:
        """List entries of the audit log."""
        return cast('ListAnswer_AuditRead_', self._json("GET", f"/api/v1/admin/audit/logs", parameters={"action": action, "actor_kind": actor_kind, "actor_id": actor_id, "object_type": object_type, "object_id": object_id, "at_after": at_after, "at_before": at_before, "q": q, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def admin_audit_stats(self, *, query: Query = None) -> AuditStats:
        """Count entries and check the chain."""
        return cast('AuditStats', self._json("GET", f"/api/v1/admin/audit/stats", query=query))

    def admin_customer_users_2fa(self, customer_user_id: int, *, query: Query = None) -> SecondFactorStatus:
        """A customer user's second factor."""
        return cast('SecondFactorStatus', self._json("GET", f"/api/v1/admin/customer-users/{_part(customer_user_id)}/2fa", query=query))

    def admin_customer_users_2fa_disable(self, customer_user_id: int, *, body: Reason, idempotency_key: str | None = None, query: Query = None) -> None:
        """Switch off the second factor of a customer user who lost it."""
        self._json("POST", f"/api/v1/admin/customer-users/{_part(customer_user_id)}/2fa/disable", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def admin_customer_users_reset_password(self, customer_user_id: int, *, body: PasswordReset | None | None = None, idempotency_key: str | None = None, query: Query = None) -> PasswordWasReset:
        """Set a customer user's password, or mail a link."""
        return cast('PasswordWasReset', self._json("POST", f"/api/v1/admin/customer-users/{_part(customer_user_id)}/reset-password", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_customer_users_tokens(self, customer_user_id: int, *, query: Query = None) -> ListAnswer_TokenRead_:
        """List a customer user's tokens."""
        return cast('ListAnswer_TokenRead_', self._json("GET", f"/api/v1/admin/customer-users/{_part(customer_user_id)}/tokens", query=query))

    def admin_jobs_count(self, *, query: Query = None) -> dict[str, int]:
        """Count background jobs by status."""
        return cast('dict[str, int]', self._json("GET", f"/api/v1/admin/jobs/counts", query=query))

    def admin_jobs_delete(self, job_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Drop a dead or finished job."""
        self._json("DELETE", f"/api/v1/admin/jobs/{_part(job_id)}", headers={"If-Match": if_match}, query=query)

    def admin_jobs_get(self, job_id: int, *, query: Query = None) -> JobRead:
        """Read a background job."""
        return cast('JobRead', self._json("GET", f"/api/v1/admin/jobs/{_part(job_id)}", query=query))

    def admin_jobs_list(self, *, status: Literal['pending', 'running', 'done', 'dead'] | None = None, name: str | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_JobRead_:
        """List background jobs."""
        return cast('ListAnswer_JobRead_', self._json("GET", f"/api/v1/admin/jobs", parameters={"status": status, "name": name, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def admin_jobs_periodic(self, *, query: Query = None) -> ListAnswer_PeriodicRead_:
        """List work that comes round."""
        return cast('ListAnswer_PeriodicRead_', self._json("GET", f"/api/v1/admin/jobs/periodic", query=query))

    def admin_jobs_retry(self, job_id: int, *, idempotency_key: str | None = None, query: Query = None) -> JobRead:
        """Run a job again."""
        return cast('JobRead', self._json("POST", f"/api/v1/admin/jobs/{_part(job_id)}/retry", headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_jobs_run_now(self, name: str, *, idempotency_key: str | None = None, query: Query = None) -> JobRead:
        """Do a round now."""
        return cast('JobRead', self._json("POST", f"/api/v1/admin/jobs/periodic/{_part(name)}/run", headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_mail_filters_delete(self, *, name: str, if_match: str | None = None, query: Query = None) -> None:
        """Delete a filter."""
        self._json("DELETE", f"/api/v1/postmaster-filters/one", parameters={"name": name}, headers={"If-Match": if_match}, query=query)

    def admin_mail_filters_get(self, *, name: str, query: Query = None) -> FilterRule:
        """Read a filter."""
        return cast('FilterRule', self._json("GET", f"/api/v1/postmaster-filters/one", parameters={"name": name}, query=query))

    def admin_mail_filters_list(self, *, query: Query = None) -> ListAnswer_FilterRule_:
        """List filters of incoming mail."""
        return cast('ListAnswer_FilterRule_', self._json("GET", f"/api/v1/postmaster-filters", query=query))

    def admin_mail_filters_put(self, *, body: FilterRule, name: str, if_match: str | None = None, query: Query = None) -> FilterRule:
        """Make or replace a filter."""
        return cast('FilterRule', self._json("PUT", f"/api/v1/postmaster-filters/one", body=body, parameters={"name": name}, headers={"If-Match": if_match}, query=query))

    def admin_mail_filters_try(self, *, body: FilterTrial, idempotency_key: str | None = None, query: Query = None) -> FilterTrialResult:
        """Try a filter on a stored mail."""
        return cast('FilterTrialResult', self._json("POST", f"/api/v1/postmaster-filters/try", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_mail_health(self, *, query: Query = None) -> InboundHealth:
        """Count incoming mail by what became of it."""
        return cast('InboundHealth', self._json("GET", f"/api/v1/admin/mail/health", query=query))

    def admin_mail_spool_get(self, spool_id: int, *, query: Query = None) -> SpooledMailRead:
        """Read about an incoming mail."""
        return cast('SpooledMailRead', self._json("GET", f"/api/v1/admin/mail/spool/{_part(spool_id)}", query=query))

    def admin_mail_spool_list(self, *, status: Literal['received', 'done', 'quarantined', 'ignored', 'duplicate'] | None = None, ticket_id: int | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_SpooledMailRead_:
        """List incoming mail."""
        return cast('ListAnswer_SpooledMailRead_', self._json("GET", f"/api/v1/admin/mail/spool", parameters={"status": status, "ticket_id": ticket_id, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def admin_mail_spool_raw(self, spool_id: int, *, query: Query = None) -> bytes:
        """Download a mail as it came in."""
        return self._file("GET", f"/api/v1/admin/mail/spool/{_part(spool_id)}/raw", query=query)

    def admin_mail_spool_retry(self, spool_id: int, *, body: SpoolRetry | None | None = None, idempotency_key: str | None = None, query: Query = None) -> SpooledMailRead:
        """Process a quarantined or ignored mail again."""
        return cast('SpooledMailRead', self._json("POST", f"/api/v1/admin/mail/spool/{_part(spool_id)}/retry", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_performance_log(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, minutes: int | None = None, area: Literal['agent', 'customer', 'admin', 'auth', 'api', 'other'] | None = None, query: Query = None) -> ListAnswer_RoutePerformance_:
        """How long requests took."""
        return cast('ListAnswer_RoutePerformance_', self._json("GET", f"/api/v1/admin/performance-log", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "minutes": minutes, "area": area}, query=query))

    def admin_performance_log_empty(self, *, query: Query = None) -> None:
        """Empty the performance log."""
        self._json("DELETE", f"/api/v1/admin/performance-log", query=query)

    def admin_reports_export(self, *, report: Literal['tickets', 'queues', 'users', 'sla'], format: Literal['csv', 'json', 'xlsx'] | None = None, days: int | None = None, query: Query = None) -> dict[str, Any]:
        """A report as a file."""
        return cast('dict[str, Any]', self._json("GET", f"/api/v1/admin/reports/export", parameters={"report": report, "format": format, "days": days}, query=query))

    def admin_reports_performance(self, *, days: int | None = None, query: Query = None) -> PerformanceReport:
        """Report on performance."""
        return cast('PerformanceReport', self._json("GET", f"/api/v1/admin/reports/performance", parameters={"days": days}, query=query))

    def admin_reports_sla(self, *, days: int | None = None, query: Query = None) -> SlaReport:
        """Report on service levels."""
        return cast('SlaReport', self._json("GET", f"/api/v1/admin/reports/sla", parameters={"days": days}, query=query))

    def admin_reports_tickets(self, *, days: int | None = None, query: Query = None) -> TicketsReport:
        """Report on tickets."""
        return cast('TicketsReport', self._json("GET", f"/api/v1/admin/reports/tickets", parameters={"days": days}, query=query))

    def admin_reports_users(self, *, days: int | None = None, query: Query = None) -> UsersReport:
        """Report on people."""
        return cast('UsersReport', self._json("GET", f"/api/v1/admin/reports/users", parameters={"days": days}, query=query))

    def admin_sessions_end(self, session_id: int, *, query: Query = None) -> None:
        """End a session."""
        self._json("DELETE", f"/api/v1/admin/sessions/{_part(session_id)}", query=query)

    def admin_sessions_end_all(self, *, if_match: str | None = None, query: Query = None) -> SessionsEnded:
        """End everybody's sessions."""
        return cast('SessionsEnded', self._json("DELETE", f"/api/v1/admin/sessions", headers={"If-Match": if_match}, query=query))

    def admin_sessions_list(self, *, query: Query = None) -> SessionList:
        """List everybody's sessions."""
        return cast('SessionList', self._json("GET", f"/api/v1/admin/sessions", query=query))

    def admin_sign_ups_accept(self, sign_up_id: int, *, idempotency_key: str | None = None, query: Query = None) -> SignUpRead:
        """Accept a customer."""
        return cast('SignUpRead', self._json("POST", f"/api/v1/admin/sign-ups/{_part(sign_up_id)}/accept", headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_sign_ups_list(self, *, query: Query = None) -> ListAnswer_SignUpRead_:
        """Customers who wait to be accepted."""
        return cast('ListAnswer_SignUpRead_', self._json("GET", f"/api/v1/admin/sign-ups", query=query))

    def admin_sign_ups_reject(self, sign_up_id: int, *, idempotency_key: str | None = None, query: Query = None) -> SignUpRead:
        """Reject a customer."""
        return cast('SignUpRead', self._json("POST", f"/api/v1/admin/sign-ups/{_part(sign_up_id)}/reject", headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_system_backup_download(self, name: str, *, query: Query = None) -> bytes:
        """Download a backup."""
        return self._file("GET", f"/api/v1/admin/system/backup/{_part(name)}/content", query=query)

    def admin_system_backup_read(self, name: str, *, query: Query = None) -> BackupRead:
        """Read about a backup."""
        return cast('BackupRead', self._json("GET", f"/api/v1/admin/system/backup/{_part(name)}", query=query))

    def admin_system_backup_remove(self, name: str, *, if_match: str | None = None, query: Query = None) -> None:
        """Remove a backup."""
        self._json("DELETE", f"/api/v1/admin/system/backup/{_part(name)}", headers={"If-Match": if_match}, query=query)

    def admin_system_backup_start(self, *, body: BackupStart | None = None, idempotency_key: str | None = None, query: Query = None) -> BackupStarted:
        """Make a backup."""
        return cast('BackupStarted', self._json("POST", f"/api/v1/admin/system/backup", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_system_backups(self, *, query: Query = None) -> ListAnswer_BackupRead_:
        """List the backups that are kept."""
        return cast('ListAnswer_BackupRead_', self._json("GET", f"/api/v1/admin/system/backup", query=query))

    def admin_system_config(self, *, query: Query = None) -> SystemConfig:
        """What the server was started with."""
        return cast('SystemConfig', self._json("GET", f"/api/v1/admin/system/config", query=query))

    def admin_system_log_line(self, line_id: int, *, query: Query = None) -> LogLine:
        """Read a line of the log."""
        return cast('LogLine', self._json("GET", f"/api/v1/admin/system/logs/{_part(line_id)}", query=query))

    def admin_system_logs(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, level: Literal['debug', 'info', 'warning', 'error', 'critical'] | None = None, event: str | None = None, q: str | None = None, at_after: str | None = None, at_before: str | None = None, query: Query = None) -> ListAnswer_LogLine_:
        """What the processes said lately."""
        return cast('ListAnswer_LogLine_', self._json("GET", f"/api/v1/admin/system/logs", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "level": level, "event": event, "q": q, "at_after": at_after, "at_before": at_before}, query=query))

    def admin_system_maintenance(self, *, query: Query = None) -> SystemMaintenance:
        """The maintenance that runs or begins soon."""
        return cast('SystemMaintenance', self._json("GET", f"/api/v1/admin/system/maintenance", query=query))

    def admin_system_stats(self, *, query: Query = None) -> SystemStats:
        """The installation in figures."""
        return cast('SystemStats', self._json("GET", f"/api/v1/admin/system/stats", query=query))

    def admin_system_support_bundle(self, *, query: Query = None) -> None:
        """What support asks for."""
        self._json("GET", f"/api/v1/admin/system/support-bundle", query=query)

    def admin_tokens_get(self, token_id: int, *, query: Query = None) -> TokenRead:
        """Read anybody's token."""
        return cast('TokenRead', self._json("GET", f"/api/v1/admin/tokens/{_part(token_id)}", query=query))

    def admin_tokens_list(self, *, query: Query = None) -> ListAnswer_TokenRead_:
        """List everybody's tokens."""
        return cast('ListAnswer_TokenRead_', self._json("GET", f"/api/v1/admin/tokens", query=query))

    def admin_tokens_revoke(self, token_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Revoke anybody's token."""
        self._json("DELETE", f"/api/v1/admin/tokens/{_part(token_id)}", headers={"If-Match": if_match}, query=query)

    def admin_users_2fa_disable(self, user_id: int, *, body: Reason, idempotency_key: str | None = None, query: Query = None) -> None:
        """Switch off the second factor of an agent who lost it."""
        self._json("POST", f"/api/v1/admin/users/{_part(user_id)}/2fa/disable", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def admin_users_activate(self, user_id: int, *, idempotency_key: str | None = None, query: Query = None) -> AgentRead:
        """Make an agent valid."""
        return cast('AgentRead', self._json("POST", f"/api/v1/admin/users/{_part(user_id)}/activate", headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_users_deactivate(self, user_id: int, *, body: Reason | None | None = None, idempotency_key: str | None = None, query: Query = None) -> AgentRead:
        """Make an agent invalid."""
        return cast('AgentRead', self._json("POST", f"/api/v1/admin/users/{_part(user_id)}/deactivate", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_users_invite(self, user_id: int, *, idempotency_key: str | None = None, query: Query = None) -> None:
        """Mail an agent a link for the first password."""
        self._json("POST", f"/api/v1/admin/users/{_part(user_id)}/invitation", headers={"Idempotency-Key": idempotency_key}, query=query)

    def admin_users_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_AgentRead_:
        """List agents, the invalid ones too."""
        return cast('ListAnswer_AgentRead_', self._json("GET", f"/api/v1/admin/users", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields}, query=query))

    def admin_users_reset_password(self, user_id: int, *, body: PasswordReset | None | None = None, idempotency_key: str | None = None, query: Query = None) -> PasswordWasReset:
        """Set an agent's password."""
        return cast('PasswordWasReset', self._json("POST", f"/api/v1/admin/users/{_part(user_id)}/reset-password", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def admin_users_tokens(self, user_id: int, *, query: Query = None) -> ListAnswer_TokenRead_:
        """List an agent's tokens."""
        return cast('ListAnswer_TokenRead_', self._json("GET", f"/api/v1/admin/users/{_part(user_id)}/tokens", query=query))

    def agent_stats_my_performance(self, *, days: int | None = None, query: Query = None) -> AgentPerformance:
        """What I did."""
        return cast('AgentPerformance', self._json("GET", f"/api/v1/agent/stats/my-performance", parameters={"days": days}, query=query))

    def agent_stats_response_times(self, *, days: int | None = None, query: Query = None) -> Durations:
        """How soon my tickets were answered."""
        return cast('Durations', self._json("GET", f"/api/v1/agent/stats/response-times", parameters={"days": days}, query=query))

    def agent_stats_workload(self, *, query: Query = None) -> Workload:
        """My open tickets in numbers."""
        return cast('Workload', self._json("GET", f"/api/v1/agent/stats/workload", query=query))

    def agent_templates_list(self, *, template_type: TemplateType | None = None, queue_id: int | None = None, query: Query = None) -> ListAnswer_TemplateRead_:
        """List the templates that one may use."""
        return cast('ListAnswer_TemplateRead_', self._json("GET", f"/api/v1/agent/templates", parameters={"template_type": template_type, "queue_id": queue_id}, query=query))

    def api_health(self, *, query: Query = None) -> Any:
        """Readiness."""
        return self._json("GET", f"/api/v1/health", query=query)

    def api_status(self, *, query: Query = None) -> Any:
        """Whether the service works."""
        return self._json("GET", f"/api/v1/status", query=query)

    def articles_attachment(self, ticket_id: int, article_id: int, attachment_id: int, *, query: Query = None) -> bytes:
        """Download a file of an article."""
        return self._file("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/attachments/{_part(attachment_id)}", query=query)

    def articles_attachments(self, ticket_id: int, article_id: int, *, query: Query = None) -> ListAnswer_AttachmentRead_:
        """List the files of an article."""
        return cast('ListAnswer_AttachmentRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/attachments", query=query))

    def articles_call_back(self, ticket_id: int, article_id: int, *, idempotency_key: str | None = None, query: Query = None) -> ArticleRead:
        """Stop an article's mail before it is sent."""
        return cast('ArticleRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/call-back", headers={"Idempotency-Key": idempotency_key}, query=query))

    def articles_create(self, ticket_id: int, *, body: TicketReply, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> ArticleRead:
        """Add an article to a ticket."""
        return cast('ArticleRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/articles", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def articles_decisions(self, ticket_id: int, article_id: int, *, query: Query = None) -> ListAnswer_DecisionRead_:
        """Tell why an incoming mail lies where it does."""
        return cast('ListAnswer_DecisionRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/decisions", query=query))

    def articles_delete(self, ticket_id: int, article_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete an internal note."""
        self._json("DELETE", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}", headers={"If-Match": if_match}, query=query)

    def articles_html(self, ticket_id: int, article_id: int, *, query: Query = None) -> bytes:
        """Download the HTML of an article as it came."""
        return self._file("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/html", query=query)

    def articles_list(self, ticket_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_ArticleRead_:
        """List the articles of a ticket."""
        return cast('ListAnswer_ArticleRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields}, query=query))

    def articles_plain(self, ticket_id: int, article_id: int, *, query: Query = None) -> bytes:
        """Download the raw mail of an article."""
        return self._file("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/plain", query=query)

    def articles_read(self, ticket_id: int, article_id: int, *, query: Query = None) -> ArticleRead:
        """Read an article."""
        return cast('ArticleRead', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}", query=query))

    def articles_reply(self, ticket_id: int, article_id: int, *, body: TicketAnswer, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> ArticleRead:
        """Answer an article."""
        return cast('ArticleRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/reply", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def articles_resend(self, ticket_id: int, article_id: int, *, idempotency_key: str | None = None, query: Query = None) -> ArticleRead:
        """Send an article's mail again."""
        return cast('ArticleRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/resend", headers={"Idempotency-Key": idempotency_key}, query=query))

    def articles_update(self, ticket_id: int, article_id: int, *, body: ArticleUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> ArticleRead:
        """Change an internal note."""
        return cast('ArticleRead', self._json("PATCH", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def attribute_relations_content(self, relation_id: int, *, query: Query = None) -> None:
        """Download an attribute relation's file."""
        self._json("GET", f"/api/v1/ticket-attribute-relations/{_part(relation_id)}/content", query=query)

    def attribute_relations_create(self, *, body: RelationCreate, idempotency_key: str | None = None, query: Query = None) -> AttributeRelationRead:
        """Import an attribute relation."""
        return cast('AttributeRelationRead', self._json("POST", f"/api/v1/ticket-attribute-relations", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def attribute_relations_delete(self, relation_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete an attribute relation."""
        self._json("DELETE", f"/api/v1/ticket-attribute-relations/{_part(relation_id)}", headers={"If-Match": if_match}, query=query)

    def attribute_relations_evaluate(self, *, attribute: str, value: list[str], query: Query = None) -> Allowed:
        """What one value allows."""
        return cast('Allowed', self._json("GET", f"/api/v1/ticket-attribute-relations/evaluate", parameters={"attribute": attribute, "value": value}, query=query))

    def attribute_relations_evaluate_form(self, *, body: Chosen, idempotency_key: str | None = None, query: Query = None) -> Allowed:
        """What a form's values allow."""
        return cast('Allowed', self._json("POST", f"/api/v1/ticket-attribute-relations/evaluate", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def attribute_relations_list(self, *, query: Query = None) -> ListAnswer_AttributeRelationRead_:
        """List attribute relations."""
        return cast('ListAnswer_AttributeRelationRead_', self._json("GET", f"/api/v1/ticket-attribute-relations", query=query))

    def attribute_relations_order(self, *, body: RelationOrder, query: Query = None) -> ListAnswer_AttributeRelationRead_:
        """Order the attribute relations."""
        return cast('ListAnswer_AttributeRelationRead_', self._json("PUT", f"/api/v1/ticket-attribute-relations/order", body=body, query=query))

    def attribute_relations_read(self, relation_id: int, *, query: Query = None) -> AttributeRelationRead:
        """Read an attribute relation."""
        return cast('AttributeRelationRead', self._json("GET", f"/api/v1/ticket-attribute-relations/{_part(relation_id)}", query=query))

    def attribute_relations_update(self, relation_id: int, *, body: RelationUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> AttributeRelationRead:
        """Change an attribute relation."""
        return cast('AttributeRelationRead', self._json("PATCH", f"/api/v1/ticket-attribute-relations/{_part(relation_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def auth_login(self, *, body: Login, idempotency_key: str | None = None, query: Query = None) -> TokenPair | MfaRequired | PasswordChangeRequired:
        """Sign in with a password."""
        return cast('TokenPair | MfaRequired | PasswordChangeRequired', self._json("POST", f"/api/v1/auth/login", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auth_logout(self, *, body: Logout | None | None = None, idempotency_key: str | None = None, query: Query = None) -> None:
        """Sign out."""
        self._json("POST", f"/api/v1/auth/logout", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def auth_mfa_enrol(self, *, body: MfaEnrol, idempotency_key: str | None = None, query: Query = None) -> TotpSetup:
        """Set up the second factor that an account must have."""
        return cast('TotpSetup', self._json("POST", f"/api/v1/auth/mfa/enrol", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auth_mfa_verify(self, *, body: MfaVerify, idempotency_key: str | None = None, query: Query = None) -> TokenPair | PasswordChangeRequired:
        """Do the second step."""
        return cast('TokenPair | PasswordChangeRequired', self._json("POST", f"/api/v1/auth/mfa/verify", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auth_password_forgot(self, *, body: PasswordForgotten, idempotency_key: str | None = None, query: Query = None) -> None:
        """Have a link for a new password mailed."""
        self._json("POST", f"/api/v1/auth/password/forgot", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def auth_password_reset(self, *, body: PasswordByLink, idempotency_key: str | None = None, query: Query = None) -> None:
        """Set a password by a mailed link."""
        self._json("POST", f"/api/v1/auth/password/reset", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def auth_providers(self, *, query: Query = None) -> Providers:
        """Ways to sign in."""
        return cast('Providers', self._json("GET", f"/api/v1/auth/providers", query=query))

    def auth_refresh(self, *, body: Refresh, idempotency_key: str | None = None, query: Query = None) -> TokenPair:
        """Exchange a refresh token."""
        return cast('TokenPair', self._json("POST", f"/api/v1/auth/refresh", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auth_register(self, *, body: Register, idempotency_key: str | None = None, query: Query = None) -> None:
        """Sign up as a customer."""
        self._json("POST", f"/api/v1/auth/register", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def auth_register_confirm(self, *, body: RegisterConfirm, idempotency_key: str | None = None, query: Query = None) -> Registered:
        """Prove the address and choose a password."""
        return cast('Registered', self._json("POST", f"/api/v1/auth/register/confirm", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auth_webauthn_options(self, *, body: AssertionOptionsWanted, idempotency_key: str | None = None, query: Query = None) -> PasskeyOptions:
        """Ask for a passkey."""
        return cast('PasskeyOptions', self._json("POST", f"/api/v1/auth/webauthn/options", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auth_webauthn_verify(self, *, body: AssertionSent, idempotency_key: str | None = None, query: Query = None) -> TokenPair | PasswordChangeRequired:
        """Sign in with a passkey."""
        return cast('TokenPair | PasswordChangeRequired', self._json("POST", f"/api/v1/auth/webauthn/verify", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auto_response_types_list(self, *, query: Query = None) -> ListAnswer_Ref_:
        """List the occasions of automatic replies."""
        return cast('ListAnswer_Ref_', self._json("GET", f"/api/v1/auto-response-types", query=query))

    def auto_responses_create(self, *, body: AutoResponseCreate, idempotency_key: str | None = None, query: Query = None) -> AutoResponseRead:
        """Create a auto response."""
        return cast('AutoResponseRead', self._json("POST", f"/api/v1/auto-responses", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def auto_responses_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a auto response out of use."""
        self._json("DELETE", f"/api/v1/auto-responses/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def auto_responses_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_AutoResponseRead_:
        """List auto responses."""
        return cast('ListAnswer_AutoResponseRead_', self._json("GET", f"/api/v1/auto-responses", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def auto_responses_read(self, entry_id: int, *, query: Query = None) -> AutoResponseRead:
        """Read a auto response."""
        return cast('AutoResponseRead', self._json("GET", f"/api/v1/auto-responses/{_part(entry_id)}", query=query))

    def auto_responses_update(self, entry_id: int, *, body: AutoResponseUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> AutoResponseRead:
        """Change a auto response."""
        return cast('AutoResponseRead', self._json("PATCH", f"/api/v1/auto-responses/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def branding_logo_delete(self, *, query: Query = None) -> BrandingRead:
        """Go back to the mark of GOTRS."""
        return cast('BrandingRead', self._json("DELETE", f"/api/v1/branding/logo", query=query))

    def branding_logo_replace(self, *, body: LogoWrite, query: Query = None) -> BrandingRead:
        """Set the logo."""
        return cast('BrandingRead', self._json("PUT", f"/api/v1/branding/logo", body=body, query=query))

    def branding_read(self, *, query: Query = None) -> BrandingRead:
        """Read name, colours and logo of this desk."""
        return cast('BrandingRead', self._json("GET", f"/api/v1/branding", query=query))

    def branding_replace(self, *, body: BrandingUpdate, if_match: str | None = None, query: Query = None) -> BrandingRead:
        """Change name and colours of this desk."""
        return cast('BrandingRead', self._json("PUT", f"/api/v1/branding", body=body, headers={"If-Match": if_match}, query=query))

    def calendar_settings_get(self, number: int, *, query: Query = None) -> CalendarSettings:
        """Read the settings of a working calendar."""
        return cast('CalendarSettings', self._json("GET", f"/api/v1/admin/calendars/{_part(number)}", query=query))

    def calendar_settings_list(self, *, query: Query = None) -> ListAnswer_CalendarSettings_:
        """List the settings of working calendars."""
        return cast('ListAnswer_CalendarSettings_', self._json("GET", f"/api/v1/admin/calendars", query=query))

    def calendar_settings_set(self, number: int, *, body: CalendarWrite, if_match: str | None = None, query: Query = None) -> CalendarSettings:
        """Set a working calendar."""
        return cast('CalendarSettings', self._json("PUT", f"/api/v1/admin/calendars/{_part(number)}", body=body, headers={"If-Match": if_match}, query=query))

    def calendars_list(self, *, query: Query = None) -> ListAnswer_WorkingCalendarRead_:
        """List working calendars."""
        return cast('ListAnswer_WorkingCalendarRead_', self._json("GET", f"/api/v1/calendars", query=query))

    def canned_categories_list(self, *, query: Query = None) -> ListAnswer_CannedCategory_:
        """List the categories of canned responses."""
        return cast('ListAnswer_CannedCategory_', self._json("GET", f"/api/v1/agent/canned-responses/categories", query=query))

    def canned_responses_list(self, *, q: str | None = None, category: str | None = None, queue_id: int | None = None, query: Query = None) -> ListAnswer_CannedResponse_:
        """List canned responses."""
        return cast('ListAnswer_CannedResponse_', self._json("GET", f"/api/v1/agent/canned-responses", parameters={"q": q, "category": category, "queue_id": queue_id}, query=query))

    def communication_log_list(self, *, direction: Literal['Incoming', 'Outgoing'] | None = None, status: Literal['Processing', 'Successful', 'Warning', 'Failed'] | None = None, account_id: int | None = None, q: str | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_CommunicationSummary_:
        """List what was received and sent."""
        return cast('ListAnswer_CommunicationSummary_', self._json("GET", f"/api/v1/admin/mail/communication-log", parameters={"direction": direction, "status": status, "account_id": account_id, "q": q, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def communication_log_read(self, communication_id: int, *, query: Query = None) -> CommunicationRead:
        """Read one of them, step by step."""
        return cast('CommunicationRead', self._json("GET", f"/api/v1/admin/mail/communication-log/{_part(communication_id)}", query=query))

    def customer_companies_create(self, *, body: CompanyCreate, idempotency_key: str | None = None, query: Query = None) -> CompanyRead:
        """Create a company."""
        return cast('CompanyRead', self._json("POST", f"/api/v1/customer-companies", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def customer_companies_delete(self, customer_id: str, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a company out of use."""
        self._json("DELETE", f"/api/v1/customer-companies/{_part(customer_id)}", headers={"If-Match": if_match}, query=query)

    def customer_companies_groups(self, customer_id: str, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_Cell_:
        """Groups of a company, with rights."""
        return cast('ListAnswer_Cell_', self._json("GET", f"/api/v1/customer-companies/{_part(customer_id)}/groups", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def customer_companies_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_CompanyRead_:
        """List or search companies."""
        return cast('ListAnswer_CompanyRead_', self._json("GET", f"/api/v1/customer-companies", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "valid": valid}, query=query))

    def customer_companies_merge(self, customer_id: str, *, body: CompanyMerge, idempotency_key: str | None = None, query: Query = None) -> CompanyRead:
        """Merge a company into another."""
        return cast('CompanyRead', self._json("POST", f"/api/v1/customer-companies/{_part(customer_id)}/merge", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def customer_companies_read(self, customer_id: str, *, query: Query = None) -> CompanyRead:
        """Read a company."""
        return cast('CompanyRead', self._json("GET", f"/api/v1/customer-companies/{_part(customer_id)}", query=query))

    def customer_companies_set_groups(self, customer_id: str, *, body: CellsSet, idempotency_key: str | None = None, query: Query = None) -> None:
        """Change a company's groups."""
        self._json("PATCH", f"/api/v1/customer-companies/{_part(customer_id)}/groups", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def customer_companies_tickets(self, customer_id: str, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, queue: list[str] | None = None, queue_id: list[int] | None = None, state: list[str] | None = None, state_id: list[int] | None = None, state_type: list[str] | None = None, priority: list[str] | None = None, priority_id: list[int] | None = None, type: list[str] | None = None, type_id: list[int] | None = None, service: list[str] | None = None, service_id: list[int] | None = None, sla: list[str] | None = None, sla_id: list[int] | None = None, lock: list[str] | None = None, lock_id: list[int] | None = None, owner: list[str] | None = None, owner_id: list[int] | None = None, responsible: list[str] | None = None, responsible_id: list[int] | None = None, customer_id_query: list[str] | None = None, customer_user: list[str] | None = None, created_after: str | None = None, created_before: str | None = None, changed_after: str | None = None, changed_before: str | None = None, pending_before: str | None = None, number: str | None = None, title: str | None = None, q: str | None = None, not_closed: bool | None = None, locked: bool | None = None, archived: bool | None = None, watched: bool | None = None, mentioned: bool | None = None, escalated: bool | None = None, seen: bool | None = None, query: Query = None) -> ListAnswer_TicketSummary_:
        """List the tickets of a company."""
        return cast('ListAnswer_TicketSummary_', self._json("GET", f"/api/v1/customer-companies/{_part(customer_id)}/tickets", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "queue": queue, "queue_id": queue_id, "state": state, "state_id": state_id, "state_type": state_type, "priority": priority, "priority_id": priority_id, "type": type, "type_id": type_id, "service": service, "service_id": service_id, "sla": sla, "sla_id": sla_id, "lock": lock, "lock_id": lock_id, "owner": owner, "owner_id": owner_id, "responsible": responsible, "responsible_id": responsible_id, "customer_id": customer_id_query, "customer_user": customer_user, "created_after": created_after, "created_before": created_before, "changed_after": changed_after, "changed_before": changed_before, "pending_before": pending_before, "number": number, "title": title, "q": q, "not_closed": not_closed, "locked": locked, "archived": archived, "watched": watched, "mentioned": mentioned, "escalated": escalated, "seen": seen}, query=query))

    def customer_companies_update(self, customer_id: str, *, body: CompanyUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> CompanyRead:
        """Change a company."""
        return cast('CompanyRead', self._json("PATCH", f"/api/v1/customer-companies/{_part(customer_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def customer_imports_check(self, *, body: CustomerImport, idempotency_key: str | None = None, query: Query = None) -> ImportReport:
        """Look at customers to be imported."""
        return cast('ImportReport', self._json("POST", f"/api/v1/customer-imports/check", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def customer_imports_start(self, *, body: CustomerImport, idempotency_key: str | None = None, query: Query = None) -> ImportStarted:
        """Import customers."""
        return cast('ImportStarted', self._json("POST", f"/api/v1/customer-imports", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def customer_users_anonymise(self, customer_user_id: int, *, body: Anonymise, idempotency_key: str | None = None, query: Query = None) -> Anonymised:
        """Make a customer user anonymous for good."""
        return cast('Anonymised', self._json("POST", f"/api/v1/customer-users/{_part(customer_user_id)}/anonymise", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def customer_users_create(self, *, body: CustomerUserCreate, idempotency_key: str | None = None, query: Query = None) -> CustomerUserRead:
        """Create a customer user."""
        return cast('CustomerUserRead', self._json("POST", f"/api/v1/customer-users", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def customer_users_customer_ids(self, customer_user_id: int, *, query: Query = None) -> CustomerIds:
        """Customer ids of a customer user."""
        return cast('CustomerIds', self._json("GET", f"/api/v1/customer-users/{_part(customer_user_id)}/customer-ids", query=query))

    def customer_users_default_services(self, *, query: Query = None) -> ListAnswer_ServiceRead_:
        """List the default services."""
        return cast('ListAnswer_ServiceRead_', self._json("GET", f"/api/v1/customer-users/default-services", query=query))

    def customer_users_delete(self, customer_user_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a customer user out of use."""
        self._json("DELETE", f"/api/v1/customer-users/{_part(customer_user_id)}", headers={"If-Match": if_match}, query=query)

    def customer_users_export(self, customer_user_id: int, *, query: Query = None) -> bytes:
        """All personal data of a customer user, as a ZIP."""
        return self._file("GET", f"/api/v1/customer-users/{_part(customer_user_id)}/export", query=query)

    def customer_users_groups(self, customer_user_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_Cell_:
        """Groups of a customer user, with rights."""
        return cast('ListAnswer_Cell_', self._json("GET", f"/api/v1/customer-users/{_part(customer_user_id)}/groups", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def customer_users_invite(self, customer_user_id: int, *, idempotency_key: str | None = None, query: Query = None) -> None:
        """Mail a customer user a link for the first password."""
        self._json("POST", f"/api/v1/customer-users/{_part(customer_user_id)}/invitation", headers={"Idempotency-Key": idempotency_key}, query=query)

    def customer_users_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, valid: Validity | None = None, customer_id: str | None = None, query: Query = None) -> ListAnswer_CustomerUserRead_:
        """List or search customer users."""
        return cast('ListAnswer_CustomerUserRead_', self._json("GET", f"/api/v1/customer-users", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "valid": valid, "customer_id": customer_id}, query=query))

    def customer_users_merge(self, customer_user_id: int, *, body: CustomerUserMerge, idempotency_key: str | None = None, query: Query = None) -> CustomerUserRead:
        """Merge a customer user into another."""
        return cast('CustomerUserRead', self._json("POST", f"/api/v1/customer-users/{_part(customer_user_id)}/merge", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def customer_users_read(self, customer_user_id: int, *, query: Query = None) -> CustomerUserRead:
        """Read a customer user."""
        return cast('CustomerUserRead', self._json("GET", f"/api/v1/customer-users/{_part(customer_user_id)}", query=query))

    def customer_users_services(self, customer_user_id: int, *, query: Query = None) -> ListAnswer_ServiceRead_:
        """Services that a customer user may choose."""
        return cast('ListAnswer_ServiceRead_', self._json("GET", f"/api/v1/customer-users/{_part(customer_user_id)}/services", query=query))

    def customer_users_set_customer_ids(self, customer_user_id: int, *, body: CustomerIdsSet, if_match: str | None = None, query: Query = None) -> CustomerIds:
        """Replace the other customer ids of a customer user."""
        return cast('CustomerIds', self._json("PUT", f"/api/v1/customer-users/{_part(customer_user_id)}/customer-ids", body=body, headers={"If-Match": if_match}, query=query))

    def customer_users_set_default_services(self, *, body: ServicesSet, query: Query = None) -> ListAnswer_ServiceRead_:
        """Replace the default services."""
        return cast('ListAnswer_ServiceRead_', self._json("PUT", f"/api/v1/customer-users/default-services", body=body, query=query))

    def customer_users_set_groups(self, customer_user_id: int, *, body: CellsSet, idempotency_key: str | None = None, query: Query = None) -> None:
        """Change a customer user's groups."""
        self._json("PATCH", f"/api/v1/customer-users/{_part(customer_user_id)}/groups", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def customer_users_set_password(self, customer_user_id: int, *, body: PasswordSet, query: Query = None) -> None:
        """Set a customer user's password."""
        self._json("PUT", f"/api/v1/customer-users/{_part(customer_user_id)}/password", body=body, query=query)

    def customer_users_set_services(self, customer_user_id: int, *, body: ServicesSet, query: Query = None) -> ListAnswer_ServiceRead_:
        """Replace a customer user's own services."""
        return cast('ListAnswer_ServiceRead_', self._json("PUT", f"/api/v1/customer-users/{_part(customer_user_id)}/services", body=body, query=query))

    def customer_users_tickets(self, customer_user_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, queue: list[str] | None = None, queue_id: list[int] | None = None, state: list[str] | None = None, state_id: list[int] | None = None, state_type: list[str] | None = None, priority: list[str] | None = None, priority_id: list[int] | None = None, type: list[str] | None = None, type_id: list[int] | None = None, service: list[str] | None = None, service_id: list[int] | None = None, sla: list[str] | None = None, sla_id: list[int] | None = None, lock: list[str] | None = None, lock_id: list[int] | None = None, owner: list[str] | None = None, owner_id: list[int] | None = None, responsible: list[str] | None = None, responsible_id: list[int] | None = None, customer_id: list[str] | None = None, customer_user: list[str] | None = None, created_after: str | None = None, created_before: str | None = None, changed_after: str | None = None, changed_before: str | None = None, pending_before: str | None = None, number: str | None = None, title: str | None = None, q: str | None = None, not_closed: bool | None = None, locked: bool | None = None, archived: bool | None = None, watched: bool | None = None, mentioned: bool | None = None, escalated: bool | None = None, seen: bool | None = None, query: Query = None) -> ListAnswer_TicketSummary_:
        """List the tickets of a customer user."""
        return cast('ListAnswer_TicketSummary_', self._json("GET", f"/api/v1/customer-users/{_part(customer_user_id)}/tickets", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "queue": queue, "queue_id": queue_id, "state": state, "state_id": state_id, "state_type": state_type, "priority": priority, "priority_id": priority_id, "type": type, "type_id": type_id, "service": service, "service_id": service_id, "sla": sla, "sla_id": sla_id, "lock": lock, "lock_id": lock_id, "owner": owner, "owner_id": owner_id, "responsible": responsible, "responsible_id": responsible_id, "customer_id": customer_id, "customer_user": customer_user, "created_after": created_after, "created_before": created_before, "changed_after": changed_after, "changed_before": changed_before, "pending_before": pending_before, "number": number, "title": title, "q": q, "not_closed": not_closed, "locked": locked, "archived": archived, "watched": watched, "mentioned": mentioned, "escalated": escalated, "seen": seen}, query=query))

    def customer_users_update(self, customer_user_id: int, *, body: CustomerUserUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> CustomerUserRead:
        """Change a customer user."""
        return cast('CustomerUserRead', self._json("PATCH", f"/api/v1/customer-users/{_part(customer_user_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def dashboard_activity(self, *, limit: int | None = None, query: Query = None) -> ListAnswer_ActivityEntry_:
        """What has happened lately."""
        return cast('ListAnswer_ActivityEntry_', self._json("GET", f"/api/v1/dashboard/activity", parameters={"limit": limit}, query=query))

    def dashboard_my_tickets(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_TicketSummary_:
        """My open tickets."""
        return cast('ListAnswer_TicketSummary_', self._json("GET", f"/api/v1/dashboard/my-tickets", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields}, query=query))

    def dashboard_notifications(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: Literal['-id'] | None = None, fields: str | None = None, unread: bool | None = None, query: Query = None) -> ListAnswer_AgentNoticeRead_:
        """List what one was told in the browser."""
        return cast('ListAnswer_AgentNoticeRead_', self._json("GET", f"/api/v1/dashboard/notifications", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "unread": unread}, query=query))

    def dashboard_notifications_read(self, *, body: AgentNoticesSeen, idempotency_key: str | None = None, query: Query = None) -> None:
        """Mark what one was told as read."""
        self._json("POST", f"/api/v1/dashboard/notifications/read", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def dashboard_stats(self, *, query: Query = None) -> DashboardStats:
        """The dashboard's numbers."""
        return cast('DashboardStats', self._json("GET", f"/api/v1/dashboard/stats", query=query))

    def dashboard_tickets_by_priority(self, *, days: int | None = None, query: Query = None) -> ListAnswer_Counted_:
        """New tickets by their priority."""
        return cast('ListAnswer_Counted_', self._json("GET", f"/api/v1/dashboard/charts/tickets-by-priority", parameters={"days": days}, query=query))

    def dashboard_tickets_by_status(self, *, days: int | None = None, query: Query = None) -> ListAnswer_Counted_:
        """New tickets by their state."""
        return cast('ListAnswer_Counted_', self._json("GET", f"/api/v1/dashboard/charts/tickets-by-status", parameters={"days": days}, query=query))

    def dashboard_tickets_over_time(self, *, days: int | None = None, query: Query = None) -> ListAnswer_DayCounts_:
        """Tickets made and closed, day by day."""
        return cast('ListAnswer_DayCounts_', self._json("GET", f"/api/v1/dashboard/charts/tickets-over-time", parameters={"days": days}, query=query))

    def drafts_attach(self, template_id: int, *, idempotency_key: str | None = None, query: Query = None) -> ListAnswer_UploadRead_:
        """Put a template's files among one's uploads."""
        return cast('ListAnswer_UploadRead_', self._json("POST", f"/api/v1/templates/{_part(template_id)}/uploads", headers={"Idempotency-Key": idempotency_key}, query=query))

    def drafts_create(self, ticket_id: int, *, body: FormDraftWrite, idempotency_key: str | None = None, query: Query = None) -> FormDraftRead:
        """Put a form aside."""
        return cast('FormDraftRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/draft", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def drafts_delete(self, ticket_id: int, draft_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Throw a draft away."""
        self._json("DELETE", f"/api/v1/tickets/{_part(ticket_id)}/draft/{_part(draft_id)}", headers={"If-Match": if_match}, query=query)

    def drafts_forward(self, ticket_id: int, article_id: int, *, template_id: int | None = None, format: Literal['text', 'html'] | None = None, query: Query = None) -> DraftRead:
        """What a forwarded article begins with."""
        return cast('DraftRead', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/forward-draft", parameters={"template_id": template_id, "format": format}, query=query))

    def drafts_handover(self, ticket_id: int, draft_id: int, *, body: FormDraftHandover, idempotency_key: str | None = None, query: Query = None) -> FormDraftRead:
        """Give a draft to another agent."""
        return cast('FormDraftRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/draft/{_part(draft_id)}/handover", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def drafts_list(self, ticket_id: int, *, query: Query = None) -> ListAnswer_FormDraftRead_:
        """List your drafts at a ticket."""
        return cast('ListAnswer_FormDraftRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/draft", query=query))

    def drafts_new_mail(self, queue_id: int, *, template_id: int | None = None, format: Literal['text', 'html'] | None = None, query: Query = None) -> DraftRead:
        """What a mail that begins a ticket begins with."""
        return cast('DraftRead', self._json("GET", f"/api/v1/queues/{_part(queue_id)}/mail-draft", parameters={"template_id": template_id, "format": format}, query=query))

    def drafts_read(self, ticket_id: int, draft_id: int, *, query: Query = None) -> FormDraftRead:
        """Read a draft."""
        return cast('FormDraftRead', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/draft/{_part(draft_id)}", query=query))

    def drafts_replace(self, ticket_id: int, draft_id: int, *, body: FormDraftWrite, if_match: str | None = None, query: Query = None) -> FormDraftRead:
        """Save a draft again."""
        return cast('FormDraftRead', self._json("PUT", f"/api/v1/tickets/{_part(ticket_id)}/draft/{_part(draft_id)}", body=body, headers={"If-Match": if_match}, query=query))

    def drafts_reply(self, ticket_id: int, article_id: int, *, template_id: int | None = None, to_all: bool | None = None, format: Literal['text', 'html'] | None = None, query: Query = None) -> DraftRead:
        """What an answer to an article begins with."""
        return cast('DraftRead', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/articles/{_part(article_id)}/reply-draft", parameters={"template_id": template_id, "to_all": to_all, "format": format}, query=query))

    def drafts_template(self, ticket_id: int, *, template_id: int, article_id: int | None = None, format: Literal['text', 'html'] | None = None, query: Query = None) -> DraftRead:
        """A template filled for a ticket."""
        return cast('DraftRead', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/template-draft", parameters={"template_id": template_id, "article_id": article_id, "format": format}, query=query))

    def dynamic_field_screens_list(self, *, query: Query = None) -> ListAnswer_ScreenRead_:
        """List the screens with their dynamic fields."""
        return cast('ListAnswer_ScreenRead_', self._json("GET", f"/api/v1/dynamic-fields/screens", query=query))

    def dynamic_field_screens_read(self, screen: str, *, query: Query = None) -> ScreenRead:
        """Read a screen's dynamic fields."""
        return cast('ScreenRead', self._json("GET", f"/api/v1/dynamic-fields/screens/{_part(screen)}", query=query))

    def dynamic_field_screens_replace(self, screen: str, *, body: ScreenUpdate, if_match: str | None = None, query: Query = None) -> ScreenRead:
        """Replace a screen's dynamic fields."""
        return cast('ScreenRead', self._json("PUT", f"/api/v1/dynamic-fields/screens/{_part(screen)}", body=body, headers={"If-Match": if_match}, query=query))

    def dynamic_field_values_find(self, field_id: int, *, q: str | None = None, value: list[str] | None = None, query: Query = None) -> ListAnswer_OfferedValue_:
        """Find values that a web service offers."""
        return cast('ListAnswer_OfferedValue_', self._json("GET", f"/api/v1/dynamic-fields/{_part(field_id)}/values", parameters={"q": q, "value": value}, query=query))

    def dynamic_fields_create(self, *, body: DynamicFieldCreate, idempotency_key: str | None = None, query: Query = None) -> DynamicFieldRead:
        """Create a dynamic field."""
        return cast('DynamicFieldRead', self._json("POST", f"/api/v1/dynamic-fields", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def dynamic_fields_delete(self, field_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a dynamic field with all its values."""
        self._json("DELETE", f"/api/v1/dynamic-fields/{_part(field_id)}", headers={"If-Match": if_match}, query=query)

    def dynamic_fields_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, object_type: ObjectType | None = None, type: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_DynamicFieldRead_:
        """List dynamic fields."""
        return cast('ListAnswer_DynamicFieldRead_', self._json("GET", f"/api/v1/dynamic-fields", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "object_type": object_type, "type": type, "name": name, "valid": valid}, query=query))

    def dynamic_fields_read(self, field_id: int, *, query: Query = None) -> DynamicFieldRead:
        """Read a dynamic field."""
        return cast('DynamicFieldRead', self._json("GET", f"/api/v1/dynamic-fields/{_part(field_id)}", query=query))

    def dynamic_fields_update(self, field_id: int, *, body: DynamicFieldUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> DynamicFieldRead:
        """Change a dynamic field."""
        return cast('DynamicFieldRead', self._json("PATCH", f"/api/v1/dynamic-fields/{_part(field_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def events_stream(self, *, type: list[str] | None = None, ticket_id: list[int] | None = None, queue_id: list[int] | None = None, priority_id: list[int] | None = None, state_id: list[int] | None = None, type_id: list[int] | None = None, last_event_id: str | None = None, query: Query = None) -> bytes:
        """Listen to what happens."""
        return self._file("GET", f"/api/v1/events", parameters={"type": type, "ticket_id": ticket_id, "queue_id": queue_id, "priority_id": priority_id, "state_id": state_id, "type_id": type_id}, headers={"Last-Event-ID": last_event_id}, query=query)

    def files_delete(self, upload_id: str, *, query: Query = None) -> None:
        """Forget an uploaded file."""
        self._json("DELETE", f"/api/v1/files/{_part(upload_id)}", query=query)

    def files_download(self, upload_id: str, *, query: Query = None) -> bytes:
        """Download an uploaded file."""
        return self._file("GET", f"/api/v1/files/{_part(upload_id)}", query=query)

    def files_info(self, upload_id: str, *, query: Query = None) -> UploadRead:
        """About an uploaded file."""
        return cast('UploadRead', self._json("GET", f"/api/v1/files/{_part(upload_id)}/info", query=query))

    def files_upload(self, *, file: File, idempotency_key: str | None = None, query: Query = None) -> UploadRead:
        """Upload a file for an article."""
        return cast('UploadRead', self._json("POST", f"/api/v1/files/upload", file=file, headers={"Idempotency-Key": idempotency_key}, query=query))

    def groups_create(self, *, body: GroupCreate, idempotency_key: str | None = None, query: Query = None) -> GroupRead:
        """Create a group."""
        return cast('GroupRead', self._json("POST", f"/api/v1/groups", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def groups_delete(self, group_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a group out of use."""
        self._json("DELETE", f"/api/v1/groups/{_part(group_id)}", headers={"if-match": if_match}, query=query)

    def groups_get(self, group_id: int, *, query: Query = None) -> GroupRead:
        """Read a group."""
        return cast('GroupRead', self._json("GET", f"/api/v1/groups/{_part(group_id)}", query=query))

    def groups_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_GroupRead_:
        """List groups."""
        return cast('ListAnswer_GroupRead_', self._json("GET", f"/api/v1/groups", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields}, query=query))

    def groups_update(self, group_id: int, *, body: GroupUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> GroupRead:
        """Change a group."""
        return cast('GroupRead', self._json("PATCH", f"/api/v1/groups/{_part(group_id)}", body=body, headers={"if-match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def health(self, *, query: Query = None) -> Any:
        """Readiness."""
        return self._json("GET", f"/health", query=query)

    def health_detailed(self, *, query: Query = None) -> Any:
        """Readiness by part."""
        return self._json("GET", f"/health/detailed", query=query)

    def healthz(self, *, query: Query = None) -> dict[str, str]:
        """Liveness."""
        return cast('dict[str, str]', self._json("GET", f"/healthz", query=query))

    def i18n_languages(self, *, query: Query = None) -> ListAnswer_LanguageRead_:
        """List the languages."""
        return cast('ListAnswer_LanguageRead_', self._json("GET", f"/api/v1/i18n/languages", query=query))

    def i18n_translations(self, lang: str, *, query: Query = None) -> TranslationsRead:
        """Read the texts of a language."""
        return cast('TranslationsRead', self._json("GET", f"/api/v1/i18n/translations/{_part(lang)}", query=query))

    def info(self, *, query: Query = None) -> dict[str, str]:
        """What this service is."""
        return cast('dict[str, str]', self._json("GET", f"/api/v1/info", query=query))

    def jobs_get(self, job_id: int, *, query: Query = None) -> JobRead:
        """Follow a job that one started."""
        return cast('JobRead', self._json("GET", f"/api/v1/jobs/{_part(job_id)}", query=query))

    def ldap_config(self, *, query: Query = None) -> LdapState:
        """Read the directory's configuration."""
        return cast('LdapState', self._json("GET", f"/api/v1/admin/ldap/config", query=query))

    def ldap_configure(self, *, body: LdapConfigure, idempotency_key: str | None = None, query: Query = None) -> ProviderRead:
        """Configure the directory."""
        return cast('ProviderRead', self._json("POST", f"/api/v1/admin/ldap/configure", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def ldap_disable(self, *, idempotency_key: str | None = None, query: Query = None) -> ProviderRead:
        """Switch the directory off."""
        return cast('ProviderRead', self._json("POST", f"/api/v1/admin/ldap/disable", headers={"Idempotency-Key": idempotency_key}, query=query))

    def ldap_groups(self, *, query: Query = None) -> LdapGroups:
        """List the directory's groups."""
        return cast('LdapGroups', self._json("GET", f"/api/v1/admin/ldap/groups", query=query))

    def ldap_import_users(self, *, body: LdapImport, idempotency_key: str | None = None, query: Query = None) -> LdapImports:
        """Make accounts for people of the directory."""
        return cast('LdapImports', self._json("POST", f"/api/v1/admin/ldap/import/users", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def ldap_mappings_read(self, *, query: Query = None) -> LdapMappingsRead:
        """Read what groups stand for."""
        return cast('LdapMappingsRead', self._json("GET", f"/api/v1/admin/ldap/mappings", query=query))

    def ldap_mappings_set(self, *, body: LdapMappings, if_match: str | None = None, query: Query = None) -> LdapMappingsRead:
        """Set what groups stand for."""
        return cast('LdapMappingsRead', self._json("PUT", f"/api/v1/admin/ldap/mappings", body=body, headers={"If-Match": if_match}, query=query))

    def ldap_sync_status(self, *, query: Query = None) -> SyncStatus:
        """How the last synchronization went."""
        return cast('SyncStatus', self._json("GET", f"/api/v1/admin/ldap/sync/status", query=query))

    def ldap_sync_users(self, *, idempotency_key: str | None = None, query: Query = None) -> SyncOrder:
        """Synchronize accounts now."""
        return cast('SyncOrder', self._json("POST", f"/api/v1/admin/ldap/sync/users", headers={"Idempotency-Key": idempotency_key}, query=query))

    def ldap_test(self, *, body: ProviderTest, idempotency_key: str | None = None, query: Query = None) -> ProviderTrial:
        """Test the directory."""
        return cast('ProviderTrial', self._json("POST", f"/api/v1/admin/ldap/test", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def ldap_users_search(self, *, q: str | None = None, query: Query = None) -> LdapPeople:
        """Search people in the directory."""
        return cast('LdapPeople', self._json("GET", f"/api/v1/admin/ldap/users/search", parameters={"q": q}, query=query))

    def link_types_list(self, *, query: Query = None) -> ListAnswer_LinkTypeRead_:
        """List the types of links."""
        return cast('ListAnswer_LinkTypeRead_', self._json("GET", f"/api/v1/link-types", query=query))

    def locks_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_LockRead_:
        """List locks."""
        return cast('ListAnswer_LockRead_', self._json("GET", f"/api/v1/locks", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def mail_accounts_create(self, *, body: MailAccountCreate, idempotency_key: str | None = None, query: Query = None) -> MailAccountRead:
        """Create a mail account."""
        return cast('MailAccountRead', self._json("POST", f"/api/v1/mail-accounts", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def mail_accounts_delete(self, account_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a mail account."""
        self._json("DELETE", f"/api/v1/mail-accounts/{_part(account_id)}", headers={"If-Match": if_match}, query=query)

    def mail_accounts_fetch(self, account_id: int, *, idempotency_key: str | None = None, query: Query = None) -> FetchOrder:
        """Fetch a mailbox now."""
        return cast('FetchOrder', self._json("POST", f"/api/v1/mail-accounts/{_part(account_id)}/fetch", headers={"Idempotency-Key": idempotency_key}, query=query))

    def mail_accounts_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, valid: Validity | None = None, state: FetchState | None = None, query: Query = None) -> ListAnswer_MailAccountRead_:
        """List mail accounts."""
        return cast('ListAnswer_MailAccountRead_', self._json("GET", f"/api/v1/mail-accounts", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "valid": valid, "state": state}, query=query))

    def mail_accounts_read(self, account_id: int, *, query: Query = None) -> MailAccountRead:
        """Read a mail account."""
        return cast('MailAccountRead', self._json("GET", f"/api/v1/mail-accounts/{_part(account_id)}", query=query))

    def mail_accounts_test(self, account_id: int, *, idempotency_key: str | None = None, query: Query = None) -> MailAccountTrial:
        """Try to open a mailbox."""
        return cast('MailAccountTrial', self._json("POST", f"/api/v1/mail-accounts/{_part(account_id)}/test", headers={"Idempotency-Key": idempotency_key}, query=query))

    def mail_accounts_update(self, account_id: int, *, body: MailAccountUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> MailAccountRead:
        """Change a mail account."""
        return cast('MailAccountRead', self._json("PATCH", f"/api/v1/mail-accounts/{_part(account_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def mail_inbound_create(self, *, content: bytes, queue: str | None = None, trusted: bool | None = None, idempotency_key: str | None = None, query: Query = None) -> SpoolAnswer:
        """Take in a mail."""
        return cast('SpoolAnswer', self._json("POST", f"/api/v1/mail/inbound", content=content, content_type="message/rfc822", parameters={"queue": queue, "trusted": trusted}, headers={"Idempotency-Key": idempotency_key}, query=query))

    def mail_keys_create(self, *, body: MailKeyAdd, idempotency_key: str | None = None, query: Query = None) -> MailKeyRead:
        """Add a certificate or key."""
        return cast('MailKeyRead', self._json("POST", f"/api/v1/admin/mail/keys", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def mail_keys_delete(self, key_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a certificate or key."""
        self._json("DELETE", f"/api/v1/admin/mail/keys/{_part(key_id)}", headers={"If-Match": if_match}, query=query)

    def mail_keys_list(self, *, query: Query = None) -> ListAnswer_MailKeyRead_:
        """List certificates and keys."""
        return cast('ListAnswer_MailKeyRead_', self._json("GET", f"/api/v1/admin/mail/keys", query=query))

    def mail_keys_read(self, key_id: int, *, query: Query = None) -> MailKeyRead:
        """Read about a certificate or key."""
        return cast('MailKeyRead', self._json("GET", f"/api/v1/admin/mail/keys/{_part(key_id)}", query=query))

    def mail_queue_count(self, *, query: Query = None) -> MailOverview:
        """Count mails that wait."""
        return cast('MailOverview', self._json("GET", f"/api/v1/admin/mail-queue/counts", query=query))

    def mail_queue_delete(self, queue_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Give up a mail."""
        self._json("DELETE", f"/api/v1/admin/mail-queue/{_part(queue_id)}", headers={"If-Match": if_match}, query=query)

    def mail_queue_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_MailRead_:
        """List mails that wait."""
        return cast('ListAnswer_MailRead_', self._json("GET", f"/api/v1/admin/mail-queue", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def mail_queue_read(self, queue_id: int, *, query: Query = None) -> MailRead:
        """Read a waiting mail."""
        return cast('MailRead', self._json("GET", f"/api/v1/admin/mail-queue/{_part(queue_id)}", query=query))

    def mail_queue_retry(self, queue_id: int, *, idempotency_key: str | None = None, query: Query = None) -> MailRead:
        """Try a mail again now."""
        return cast('MailRead', self._json("POST", f"/api/v1/admin/mail-queue/{_part(queue_id)}/retry", headers={"Idempotency-Key": idempotency_key}, query=query))

    def mail_queue_test(self, *, body: MailTest, idempotency_key: str | None = None, query: Query = None) -> MailTestQueued:
        """Send a test mail."""
        return cast('MailTestQueued', self._json("POST", f"/api/v1/admin/mail-queue/test", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def mcp_end(self, *, if_match: str | None = None, query: Query = None) -> None:
        """End an MCP session."""
        self._json("DELETE", f"/api/mcp", headers={"If-Match": if_match}, query=query)

    def mcp_info(self, *, query: Query = None) -> Any:
        """What the MCP server is."""
        return self._json("GET", f"/api/mcp", query=query)

    def mcp_send(self, *, body: dict[str, Any], query: Query = None) -> dict[str, Any]:
        """Send a message of the Model Context Protocol."""
        return cast('dict[str, Any]', self._json("POST", f"/api/mcp", body=body, query=query))

    def me_2fa_confirm(self, *, body: CodeProof, idempotency_key: str | None = None, query: Query = None) -> SecondFactorStatus:
        """Put the authenticator into force."""
        return cast('SecondFactorStatus', self._json("POST", f"/api/v1/users/me/2fa/confirm", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def me_2fa_disable(self, *, body: CodeProof, idempotency_key: str | None = None, query: Query = None) -> SecondFactorStatus:
        """Switch the second factor off."""
        return cast('SecondFactorStatus', self._json("POST", f"/api/v1/users/me/2fa/disable", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def me_2fa_recovery_codes(self, *, body: CodeProof, idempotency_key: str | None = None, query: Query = None) -> RecoveryCodes:
        """Make new recovery codes."""
        return cast('RecoveryCodes', self._json("POST", f"/api/v1/users/me/2fa/recovery-codes", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def me_2fa_setup(self, *, body: PasswordProof, idempotency_key: str | None = None, query: Query = None) -> TotpSetup:
        """Begin to set up an authenticator."""
        return cast('TotpSetup', self._json("POST", f"/api/v1/users/me/2fa/setup", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def me_2fa_status(self, *, query: Query = None) -> SecondFactorStatus:
        """Whether one has a second factor."""
        return cast('SecondFactorStatus', self._json("GET", f"/api/v1/users/me/2fa/status", query=query))

    def me_get(self, *, query: Query = None) -> Me:
        """Read one's own account."""
        return cast('Me', self._json("GET", f"/api/v1/users/me", query=query))

    def me_identities_list(self, *, query: Query = None) -> Identities:
        """List accounts elsewhere that one signs in with."""
        return cast('Identities', self._json("GET", f"/api/v1/users/me/identities", query=query))

    def me_identities_unlink(self, identity_id: int, *, query: Query = None) -> None:
        """Unlink an account elsewhere."""
        self._json("DELETE", f"/api/v1/users/me/identities/{_part(identity_id)}", query=query)

    def me_notifications_choose(self, *, body: OwnNotificationsSet, query: Query = None) -> ListAnswer_OwnNotification_:
        """Choose which notifications one gets."""
        return cast('ListAnswer_OwnNotification_', self._json("PUT", f"/api/v1/users/me/notifications", body=body, query=query))

    def me_notifications_list(self, *, query: Query = None) -> ListAnswer_OwnNotification_:
        """Which notifications one gets."""
        return cast('ListAnswer_OwnNotification_', self._json("GET", f"/api/v1/users/me/notifications", query=query))

    def me_password_change(self, *, body: PasswordChange, idempotency_key: str | None = None, query: Query = None) -> None:
        """Change one's own password."""
        self._json("POST", f"/api/v1/users/me/password", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def me_preferences_get(self, *, query: Query = None) -> Preferences:
        """Read one's own preferences."""
        return cast('Preferences', self._json("GET", f"/api/v1/users/me/preferences", query=query))

    def me_preferences_update(self, *, body: PreferencesUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> Preferences:
        """Change one's own preferences."""
        return cast('Preferences', self._json("PATCH", f"/api/v1/users/me/preferences", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def me_push_add(self, *, body: PushSubscriptionCreate, idempotency_key: str | None = None, query: Query = None) -> PushSubscriptionRead:
        """Add a device for web push."""
        return cast('PushSubscriptionRead', self._json("POST", f"/api/v1/users/me/push-subscriptions", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def me_push_key(self, *, query: Query = None) -> PushKeyRead:
        """Read the key for a push subscription."""
        return cast('PushKeyRead', self._json("GET", f"/api/v1/users/me/push-subscriptions/key", query=query))

    def me_push_list(self, *, query: Query = None) -> ListAnswer_PushSubscriptionRead_:
        """List my devices that are told by web push."""
        return cast('ListAnswer_PushSubscriptionRead_', self._json("GET", f"/api/v1/users/me/push-subscriptions", query=query))

    def me_push_remove(self, subscription_id: int, *, query: Query = None) -> None:
        """Remove a device."""
        self._json("DELETE", f"/api/v1/users/me/push-subscriptions/{_part(subscription_id)}", query=query)

    def me_push_try(self, subscription_id: int, *, idempotency_key: str | None = None, query: Query = None) -> Any:
        """Try a device."""
        return self._json("POST", f"/api/v1/users/me/push-subscriptions/{_part(subscription_id)}/trial", headers={"Idempotency-Key": idempotency_key}, query=query)

    def me_sessions_end(self, session_id: int, *, query: Query = None) -> None:
        """End one of one's own sessions."""
        self._json("DELETE", f"/api/v1/users/me/sessions/{_part(session_id)}", query=query)

    def me_sessions_list(self, *, query: Query = None) -> SessionList:
        """List one's own browser sessions."""
        return cast('SessionList', self._json("GET", f"/api/v1/users/me/sessions", query=query))

    def me_settings_choose(self, name: str, *, body: OwnSettingWrite, query: Query = None) -> OwnSetting:
        """Choose one's own value of a setting."""
        return cast('OwnSetting', self._json("PUT", f"/api/v1/users/me/settings/{_part(name)}", body=body, query=query))

    def me_settings_list(self, *, query: Query = None) -> OwnSettingList:
        """List the settings that one may have an own value of."""
        return cast('OwnSettingList', self._json("GET", f"/api/v1/users/me/settings", query=query))

    def me_update(self, *, body: MeUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> Me:
        """Change one's own account."""
        return cast('Me', self._json("PATCH", f"/api/v1/users/me", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def metrics(self, *, query: Query = None) -> bytes:
        """Numbers for Prometheus."""
        return self._file("GET", f"/metrics", query=query)

    def my_webauthn_add(self, *, body: PasskeyCreate, idempotency_key: str | None = None, query: Query = None) -> PasskeyAdded:
        """Add a passkey."""
        return cast('PasskeyAdded', self._json("POST", f"/api/v1/users/me/webauthn", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def my_webauthn_list(self, *, query: Query = None) -> Passkeys:
        """List my passkeys."""
        return cast('Passkeys', self._json("GET", f"/api/v1/users/me/webauthn", query=query))

    def my_webauthn_options(self, *, body: PasskeyOptionsWanted, idempotency_key: str | None = None, query: Query = None) -> PasskeyOptions:
        """Begin to add a passkey."""
        return cast('PasskeyOptions', self._json("POST", f"/api/v1/users/me/webauthn/options", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def my_webauthn_remove(self, passkey_id: int, *, body: PasskeyRemoval | None | None = None, query: Query = None) -> None:
        """Revoke a passkey."""
        self._json("DELETE", f"/api/v1/users/me/webauthn/{_part(passkey_id)}", body=body, query=query)

    def my_webauthn_rename(self, passkey_id: int, *, body: PasskeyRename, idempotency_key: str | None = None, query: Query = None) -> PasskeyRead:
        """Rename a passkey."""
        return cast('PasskeyRead', self._json("PATCH", f"/api/v1/users/me/webauthn/{_part(passkey_id)}", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def notification_events_create(self, *, body: NotificationCreate, idempotency_key: str | None = None, query: Query = None) -> NotificationRead:
        """Create a notification."""
        return cast('NotificationRead', self._json("POST", f"/api/v1/notification-events", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def notification_events_delete(self, notification_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a notification."""
        self._json("DELETE", f"/api/v1/notification-events/{_part(notification_id)}", headers={"If-Match": if_match}, query=query)

    def notification_events_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_NotificationRead_:
        """List notifications."""
        return cast('ListAnswer_NotificationRead_', self._json("GET", f"/api/v1/notification-events", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def notification_events_read(self, notification_id: int, *, query: Query = None) -> NotificationRead:
        """Read a notification."""
        return cast('NotificationRead', self._json("GET", f"/api/v1/notification-events/{_part(notification_id)}", query=query))

    def notification_events_test(self, notification_id: int, *, body: NotificationTest, idempotency_key: str | None = None, query: Query = None) -> NotificationTrial:
        """Try a notification on a ticket."""
        return cast('NotificationTrial', self._json("POST", f"/api/v1/notification-events/{_part(notification_id)}/test", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def notification_events_update(self, notification_id: int, *, body: NotificationUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> NotificationRead:
        """Change a notification."""
        return cast('NotificationRead', self._json("PATCH", f"/api/v1/notification-events/{_part(notification_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def oauth2_accesses_begin_grant(self, access_id: int, *, body: OAuth2GrantOrder, idempotency_key: str | None = None, query: Query = None) -> OAuth2Departure:
        """Begin to grant an OAuth 2 access."""
        return cast('OAuth2Departure', self._json("POST", f"/api/v1/oauth2-accesses/{_part(access_id)}/grant", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def oauth2_accesses_create(self, *, body: OAuth2AccessCreate, idempotency_key: str | None = None, query: Query = None) -> OAuth2AccessRead:
        """Create an OAuth 2 access."""
        return cast('OAuth2AccessRead', self._json("POST", f"/api/v1/oauth2-accesses", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def oauth2_accesses_delete(self, access_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete an OAuth 2 access."""
        self._json("DELETE", f"/api/v1/oauth2-accesses/{_part(access_id)}", headers={"If-Match": if_match}, query=query)

    def oauth2_accesses_finish_grant(self, *, body: OAuth2GrantAnswer, idempotency_key: str | None = None, query: Query = None) -> OAuth2AccessRead:
        """Finish granting an OAuth 2 access."""
        return cast('OAuth2AccessRead', self._json("POST", f"/api/v1/oauth2-accesses/grants", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def oauth2_accesses_list(self, *, query: Query = None) -> ListAnswer_OAuth2AccessRead_:
        """List OAuth 2 accesses."""
        return cast('ListAnswer_OAuth2AccessRead_', self._json("GET", f"/api/v1/oauth2-accesses", query=query))

    def oauth2_accesses_read(self, access_id: int, *, query: Query = None) -> OAuth2AccessRead:
        """Read an OAuth 2 access."""
        return cast('OAuth2AccessRead', self._json("GET", f"/api/v1/oauth2-accesses/{_part(access_id)}", query=query))

    def oauth2_accesses_update(self, access_id: int, *, body: OAuth2AccessUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> OAuth2AccessRead:
        """Change an OAuth 2 access."""
        return cast('OAuth2AccessRead', self._json("PATCH", f"/api/v1/oauth2-accesses/{_part(access_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def priorities_create(self, *, body: PriorityCreate, idempotency_key: str | None = None, query: Query = None) -> PriorityRead:
        """Create a priority."""
        return cast('PriorityRead', self._json("POST", f"/api/v1/priorities", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def priorities_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a priority out of use."""
        self._json("DELETE", f"/api/v1/priorities/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def priorities_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_PriorityRead_:
        """List priorities."""
        return cast('ListAnswer_PriorityRead_', self._json("GET", f"/api/v1/priorities", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def priorities_read(self, entry_id: int, *, query: Query = None) -> PriorityRead:
        """Read a priority."""
        return cast('PriorityRead', self._json("GET", f"/api/v1/priorities/{_part(entry_id)}", query=query))

    def priorities_update(self, entry_id: int, *, body: PriorityUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> PriorityRead:
        """Change a priority."""
        return cast('PriorityRead', self._json("PATCH", f"/api/v1/priorities/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def public_captcha(self, *, purpose: Purpose, login: str | None = None, kind: Kind | None = None, query: Query = None) -> Captcha:
        """What a public form asks for."""
        return cast('Captcha', self._json("GET", f"/api/v1/public/captcha", parameters={"purpose": purpose, "login": login, "kind": kind}, query=query))

    def queue_auto_responses_read(self, queue_id: int, *, query: Query = None) -> QueueAutoResponses:
        """List a queue's automatic replies."""
        return cast('QueueAutoResponses', self._json("GET", f"/api/v1/queues/{_part(queue_id)}/auto-responses", query=query))

    def queue_auto_responses_set(self, queue_id: int, *, body: QueueAutoResponsesSet, if_match: str | None = None, query: Query = None) -> QueueAutoResponses:
        """Choose a queue's automatic replies."""
        return cast('QueueAutoResponses', self._json("PUT", f"/api/v1/queues/{_part(queue_id)}/auto-responses", body=body, headers={"If-Match": if_match}, query=query))

    def queue_templates_list(self, queue_id: int, *, template_type: TemplateType | None = None, query: Query = None) -> ListAnswer_TemplateRead_:
        """List a queue's templates."""
        return cast('ListAnswer_TemplateRead_', self._json("GET", f"/api/v1/queues/{_part(queue_id)}/templates", parameters={"template_type": template_type}, query=query))

    def queue_templates_set(self, queue_id: int, *, body: QueueTemplatesSet, query: Query = None) -> ListAnswer_TemplateRead_:
        """Choose a queue's templates."""
        return cast('ListAnswer_TemplateRead_', self._json("PUT", f"/api/v1/queues/{_part(queue_id)}/templates", body=body, query=query))

    def queues_agents(self, queue_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, role: Literal['owner', 'responsible', 'reader'] | None = None, q: str | None = None, query: Query = None) -> ListAnswer_UserRef_:
        """List the agents of a queue."""
        return cast('ListAnswer_UserRef_', self._json("GET", f"/api/v1/queues/{_part(queue_id)}/agents", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "role": role, "q": q}, query=query))

    def queues_counts(self, *, query: Query = None) -> ListAnswer_QueueCounts_:
        """Count the tickets in queues."""
        return cast('ListAnswer_QueueCounts_', self._json("GET", f"/api/v1/queues/counts", query=query))

    def queues_create(self, *, body: QueueCreate, idempotency_key: str | None = None, query: Query = None) -> QueueRead:
        """Create a queue."""
        return cast('QueueRead', self._json("POST", f"/api/v1/queues", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def queues_delete(self, queue_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a queue out of use."""
        self._json("DELETE", f"/api/v1/queues/{_part(queue_id)}", headers={"If-Match": if_match}, query=query)

    def queues_groups(self, queue_id: int, *, query: Query = None) -> ListAnswer_Ref_:
        """List the groups of a queue."""
        return cast('ListAnswer_Ref_', self._json("GET", f"/api/v1/queues/{_part(queue_id)}/groups", query=query))

    def queues_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, right: Literal['ro', 'move_into', 'create', 'note', 'owner', 'priority', 'rw'] | None = None, group_id: int | None = None, query: Query = None) -> ListAnswer_QueueRead_:
        """List queues."""
        return cast('ListAnswer_QueueRead_', self._json("GET", f"/api/v1/queues", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid, "right": right, "group_id": group_id}, query=query))

    def queues_mine(self, *, query: Query = None) -> MyQueues:
        """My queues."""
        return cast('MyQueues', self._json("GET", f"/api/v1/queues/mine", query=query))

    def queues_mine_set(self, *, body: MyQueuesSet, if_match: str | None = None, query: Query = None) -> MyQueues:
        """Choose my queues."""
        return cast('MyQueues', self._json("PUT", f"/api/v1/queues/mine", body=body, headers={"If-Match": if_match}, query=query))

    def queues_read(self, queue_id: int, *, query: Query = None) -> QueueRead:
        """Read a queue."""
        return cast('QueueRead', self._json("GET", f"/api/v1/queues/{_part(queue_id)}", query=query))

    def queues_replace(self, queue_id: int, *, body: QueueCreate, if_match: str | None = None, query: Query = None) -> QueueRead:
        """Replace a queue."""
        return cast('QueueRead', self._json("PUT", f"/api/v1/queues/{_part(queue_id)}", body=body, headers={"If-Match": if_match}, query=query))

    def queues_stats(self, queue_id: int, *, days: int | None = None, query: Query = None) -> QueueFigures:
        """The figures of a queue."""
        return cast('QueueFigures', self._json("GET", f"/api/v1/queues/{_part(queue_id)}/stats", parameters={"days": days}, query=query))

    def queues_tickets(self, queue_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, queue: list[str] | None = None, queue_id_query: list[int] | None = None, state: list[str] | None = None, state_id: list[int] | None = None, state_type: list[str] | None = None, priority: list[str] | None = None, priority_id: list[int] | None = None, type: list[str] | None = None, type_id: list[int] | None = None, service: list[str] | None = None, service_id: list[int] | None = None, sla: list[str] | None = None, sla_id: list[int] | None = None, lock: list[str] | None = None, lock_id: list[int] | None = None, owner: list[str] | None = None, owner_id: list[int] | None = None, responsible: list[str] | None = None, responsible_id: list[int] | None = None, customer_id: list[str] | None = None, customer_user: list[str] | None = None, created_after: str | None = None, created_before: str | None = None, changed_after: str | None = None, changed_before: str | None = None, pending_before: str | None = None, number: str | None = None, title: str | None = None, q: str | None = None, not_closed: bool | None = None, locked: bool | None = None, archived: bool | None = None, watched: bool | None = None, mentioned: bool | None = None, escalated: bool | None = None, seen: bool | None = None, query: Query = None) -> ListAnswer_TicketSummary_:
        """List the tickets of a queue."""
        return cast('ListAnswer_TicketSummary_', self._json("GET", f"/api/v1/queues/{_part(queue_id)}/tickets", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "queue": queue, "queue_id": queue_id_query, "state": state, "state_id": state_id, "state_type": state_type, "priority": priority, "priority_id": priority_id, "type": type, "type_id": type_id, "service": service, "service_id": service_id, "sla": sla, "sla_id": sla_id, "lock": lock, "lock_id": lock_id, "owner": owner, "owner_id": owner_id, "responsible": responsible, "responsible_id": responsible_id, "customer_id": customer_id, "customer_user": customer_user, "created_after": created_after, "created_before": created_before, "changed_after": changed_after, "changed_before": changed_before, "pending_before": pending_before, "number": number, "title": title, "q": q, "not_closed": not_closed, "locked": locked, "archived": archived, "watched": watched, "mentioned": mentioned, "escalated": escalated, "seen": seen}, query=query))

    def queues_tree(self, *, query: Query = None) -> list[QueueNode]:
        """The queues as a tree."""
        return cast('list[QueueNode]', self._json("GET", f"/api/v1/queues/tree", query=query))

    def queues_update(self, queue_id: int, *, body: QueueUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> QueueRead:
        """Change a queue."""
        return cast('QueueRead', self._json("PATCH", f"/api/v1/queues/{_part(queue_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def relations_axis(self, relation: str, axis: str, *, q: str | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_AxisEntry_:
        """List one side of a relation."""
        return cast('ListAnswer_AxisEntry_', self._json("GET", f"/api/v1/admin/relations/{_part(relation)}/{_part(axis)}", parameters={"q": q, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def relations_cells(self, relation: str, axis: str, key: str, *, q: str | None = None, assigned: bool | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_Cell_:
        """Read what an entry is tied to."""
        return cast('ListAnswer_Cell_', self._json("GET", f"/api/v1/admin/relations/{_part(relation)}/{_part(axis)}/{_part(key)}", parameters={"q": q, "assigned": assigned, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def relations_export(self, relation: str, *, form: Literal['yaml', 'csv'] | None = None, query: Query = None) -> bytes:
        """Download all ties of a relation."""
        return self._file("GET", f"/api/v1/admin/relations/{_part(relation)}/export", parameters={"form": form}, query=query)

    def relations_import(self, relation: str, *, body: RelationFile, idempotency_key: str | None = None, query: Query = None) -> RelationImported:
        """Read ties of a relation from a file."""
        return cast('RelationImported', self._json("POST", f"/api/v1/admin/relations/{_part(relation)}/import", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def relations_list(self, *, query: Query = None) -> ListAnswer_RelationRead_:
        """List relations."""
        return cast('ListAnswer_RelationRead_', self._json("GET", f"/api/v1/admin/relations", query=query))

    def relations_set(self, relation: str, axis: str, key: str, *, body: CellsSet, idempotency_key: str | None = None, query: Query = None) -> None:
        """Change what an entry is tied to."""
        self._json("PATCH", f"/api/v1/admin/relations/{_part(relation)}/{_part(axis)}/{_part(key)}", body=body, headers={"Idempotency-Key": idempotency_key}, query=query)

    def roles_create(self, *, body: GroupCreate, idempotency_key: str | None = None, query: Query = None) -> GroupRead:
        """Create a role."""
        return cast('GroupRead', self._json("POST", f"/api/v1/roles", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def roles_delete(self, role_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a role out of use."""
        self._json("DELETE", f"/api/v1/roles/{_part(role_id)}", headers={"if-match": if_match}, query=query)

    def roles_get(self, role_id: int, *, query: Query = None) -> GroupRead:
        """Read a role."""
        return cast('GroupRead', self._json("GET", f"/api/v1/roles/{_part(role_id)}", query=query))

    def roles_groups_list(self, role_id: int, *, query: Query = None) -> ListAnswer_GroupRightsRead_:
        """List a role's rights."""
        return cast('ListAnswer_GroupRightsRead_', self._json("GET", f"/api/v1/roles/{_part(role_id)}/groups", query=query))

    def roles_groups_set(self, role_id: int, *, body: RightsSet, query: Query = None) -> ListAnswer_GroupRightsRead_:
        """Set a role's rights."""
        return cast('ListAnswer_GroupRightsRead_', self._json("PUT", f"/api/v1/roles/{_part(role_id)}/groups", body=body, query=query))

    def roles_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_GroupRead_:
        """List roles."""
        return cast('ListAnswer_GroupRead_', self._json("GET", f"/api/v1/roles", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields}, query=query))

    def roles_update(self, role_id: int, *, body: GroupUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> GroupRead:
        """Change a role."""
        return cast('GroupRead', self._json("PATCH", f"/api/v1/roles/{_part(role_id)}", body=body, headers={"if-match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def roles_users_list(self, role_id: int, *, query: Query = None) -> ListAnswer_Member_:
        """List the agents who have a role."""
        return cast('ListAnswer_Member_', self._json("GET", f"/api/v1/roles/{_part(role_id)}/users", query=query))

    def roles_users_set(self, role_id: int, *, body: MembersSet, query: Query = None) -> ListAnswer_Member_:
        """Set the agents who have a role."""
        return cast('ListAnswer_Member_', self._json("PUT", f"/api/v1/roles/{_part(role_id)}/users", body=body, query=query))

    def salutations_create(self, *, body: TextCreate, idempotency_key: str | None = None, query: Query = None) -> TextRead:
        """Create a salutation."""
        return cast('TextRead', self._json("POST", f"/api/v1/salutations", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def salutations_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a salutation out of use."""
        self._json("DELETE", f"/api/v1/salutations/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def salutations_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_TextRead_:
        """List salutations."""
        return cast('ListAnswer_TextRead_', self._json("GET", f"/api/v1/salutations", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def salutations_read(self, entry_id: int, *, query: Query = None) -> TextRead:
        """Read a salutation."""
        return cast('TextRead', self._json("GET", f"/api/v1/salutations/{_part(entry_id)}", query=query))

    def salutations_update(self, entry_id: int, *, body: TextUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TextRead:
        """Change a salutation."""
        return cast('TextRead', self._json("PATCH", f"/api/v1/salutations/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def search_all(self, *, q: str, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, queue: list[str] | None = None, queue_id: list[int] | None = None, state: list[str] | None = None, state_id: list[int] | None = None, state_type: list[str] | None = None, priority: list[str] | None = None, priority_id: list[int] | None = None, type: list[str] | None = None, type_id: list[int] | None = None, service: list[str] | None = None, service_id: list[int] | None = None, sla: list[str] | None = None, sla_id: list[int] | None = None, lock: list[str] | None = None, lock_id: list[int] | None = None, owner: list[str] | None = None, owner_id: list[int] | None = None, responsible: list[str] | None = None, responsible_id: list[int] | None = None, customer_id: list[str] | None = None, customer_user: list[str] | None = None, created_after: str | None = None, created_before: str | None = None, changed_after: str | None = None, changed_before: str | None = None, pending_before: str | None = None, number: str | None = None, title: str | None = None, not_closed: bool | None = None, locked: bool | None = None, archived: bool | None = None, watched: bool | None = None, mentioned: bool | None = None, escalated: bool | None = None, seen: bool | None = None, ticket_id: list[int] | None = None, sub_queues: bool | None = None, state_type_id: list[int] | None = None, watcher_id: list[int] | None = None, flag: str | None = None, without_flag: str | None = None, created_by_id: list[int] | None = None, created_queue_id: list[int] | None = None, created_state_id: list[int] | None = None, created_priority_id: list[int] | None = None, created_type_id: list[int] | None = None, from_: str | None = None, to: str | None = None, cc: str | None = None, bcc: str | None = None, subject: str | None = None, body: str | None = None, attachment_name: str | None = None, in_archive: Literal['all', 'archived', 'not_archived'] | None = None, created_newer_minutes: int | None = None, created_older_minutes: int | None = None, changed_newer_minutes: int | None = None, changed_older_minutes: int | None = None, touched_after: str | None = None, touched_before: str | None = None, touched_newer_minutes: int | None = None, touched_older_minutes: int | None = None, article_created_after: str | None = None, article_created_before: str | None = None, article_created_newer_minutes: int | None = None, article_created_older_minutes: int | None = None, closed_after: str | None = None, closed_before: str | None = None, closed_newer_minutes: int | None = None, closed_older_minutes: int | None = None, last_closed_after: str | None = None, last_closed_before: str | None = None, last_closed_newer_minutes: int | None = None, last_closed_older_minutes: int | None = None, pending_after: str | None = None, pending_newer_minutes: int | None = None, pending_older_minutes: int | None = None, escalation_after: str | None = None, escalation_before: str | None = None, escalation_newer_minutes: int | None = None, escalation_older_minutes: int | None = None, escalation_update_after: str | None = None, escalation_update_before: str | None = None, escalation_update_newer_minutes: int | None = None, escalation_update_older_minutes: int | None = None, escalation_response_after: str | None = None, escalation_response_before: str | None = None, escalation_response_newer_minutes: int | None = None, escalation_response_older_minutes: int | None = None, escalation_solution_after: str | None = None, escalation_solution_before: str | None = None, escalation_solution_newer_minutes: int | None = None, escalation_solution_older_minutes: int | None = None, query: Query = None) -> ListAnswer_TicketHit_:
        """Search in everything that you may read."""
        return cast('ListAnswer_TicketHit_', self._json("GET", f"/api/v1/search", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "queue": queue, "queue_id": queue_id, "state": state, "state_id": state_id, "state_type": state_type, "priority": priority, "priority_id": priority_id, "type": type, "type_id": type_id, "service": service, "service_id": service_id, "sla": sla, "sla_id": sla_id, "lock": lock, "lock_id": lock_id, "owner": owner, "owner_id": owner_id, "responsible": responsible, "responsible_id": responsible_id, "customer_id": customer_id, "customer_user": customer_user, "created_after": created_after, "created_before": created_before, "changed_after": changed_after, "changed_before": changed_before, "pending_before": pending_before, "number": number, "title": title, "q": q, "not_closed": not_closed, "locked": locked, "archived": archived, "watched": watched, "mentioned": mentioned, "escalated": escalated, "seen": seen, "ticket_id": ticket_id, "sub_queues": sub_queues, "state_type_id": state_type_id, "watcher_id": watcher_id, "flag": flag, "without_flag": without_flag, "created_by_id": created_by_id, "created_queue_id": created_queue_id, "created_state_id": created_state_id, "created_priority_id": created_priority_id, "created_type_id": created_type_id, "from": from_, "to": to, "cc": cc, "bcc": bcc, "subject": subject, "body": body, "attachment_name": attachment_name, "in_archive": in_archive, "created_newer_minutes": created_newer_minutes, "created_older_minutes": created_older_minutes, "changed_newer_minutes": changed_newer_minutes, "changed_older_minutes": changed_older_minutes, "touched_after": touched_after, "touched_before": touched_before, "touched_newer_minutes": touched_newer_minutes, "touched_older_minutes": touched_older_minutes, "article_created_after": article_created_after, "article_created_before": article_created_before, "article_created_newer_minutes": article_created_newer_minutes, "article_created_older_minutes": article_created_older_minutes, "closed_after": closed_after, "closed_before": closed_before, "closed_newer_minutes": closed_newer_minutes, "closed_older_minutes": closed_older_minutes, "last_closed_after": last_closed_after, "last_closed_before": last_closed_before, "last_closed_newer_minutes": last_closed_newer_minutes, "last_closed_older_minutes": last_closed_older_minutes, "pending_after": pending_after, "pending_newer_minutes": pending_newer_minutes, "pending_older_minutes": pending_older_minutes, "escalation_after": escalation_after, "escalation_before": escalation_before, "escalation_newer_minutes": escalation_newer_minutes, "escalation_older_minutes": escalation_older_minutes, "escalation_update_after": escalation_update_after, "escalation_update_before": escalation_update_before, "escalation_update_newer_minutes": escalation_update_newer_minutes, "escalation_update_older_minutes": escalation_update_older_minutes, "escalation_response_after": escalation_response_after, "escalation_response_before": escalation_response_before, "escalation_response_newer_minutes": escalation_response_newer_minutes, "escalation_response_older_minutes": escalation_response_older_minutes, "escalation_solution_after": escalation_solution_after, "escalation_solution_before": escalation_solution_before, "escalation_solution_newer_minutes": escalation_solution_newer_minutes, "escalation_solution_older_minutes": escalation_solution_older_minutes}, query=query))

    def search_articles(self, *, q: str, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, queue: list[str] | None = None, queue_id: list[int] | None = None, state: list[str] | None = None, state_id: list[int] | None = None, state_type: list[str] | None = None, priority: list[str] | None = None, priority_id: list[int] | None = None, type: list[str] | None = None, type_id: list[int] | None = None, service: list[str] | None = None, service_id: list[int] | None = None, sla: list[str] | None = None, sla_id: list[int] | None = None, lock: list[str] | None = None, lock_id: list[int] | None = None, owner: list[str] | None = None, owner_id: list[int] | None = None, responsible: list[str] | None = None, responsible_id: list[int] | None = None, customer_id: list[str] | None = None, customer_user: list[str] | None = None, created_after: str | None = None, created_before: str | None = None, changed_after: str | None = None, changed_before: str | None = None, pending_before: str | None = None, number: str | None = None, title: str | None = None, not_closed: bool | None = None, locked: bool | None = None, archived: bool | None = None, watched: bool | None = None, mentioned: bool | None = None, escalated: bool | None = None, seen: bool | None = None, ticket_id: list[int] | None = None, sub_queues: bool | None = None, state_type_id: list[int] | None = None, watcher_id: list[int] | None = None, flag: str | None = None, without_flag: str | None = None, created_by_id: list[int] | None = None, created_queue_id: list[int] | None = None, created_state_id: list[int] | None = None, created_priority_id: list[int] | None = None, created_type_id: list[int] | None = None, from_: str | None = None, to: str | None = None, cc: str | None = None, bcc: str | None = None, subject: str | None = None, body: str | None = None, attachment_name: str | None = None, in_archive: Literal['all', 'archived', 'not_archived'] | None = None, created_newer_minutes: int | None = None, created_older_minutes: int | None = None, changed_newer_minutes: int | None = None, changed_older_minutes: int | None = None, touched_after: str | None = None, touched_before: str | None = None, touched_newer_minutes: int | None = None, touched_older_minutes: int | None = None, article_created_after: str | None = None, article_created_before: str | None = None, article_created_newer_minutes: int | None = None, article_created_older_minutes: int | None = None, closed_after: str | None = None, closed_before: str | None = None, closed_newer_minutes: int | None = None, closed_older_minutes: int | None = None, last_closed_after: str | None = None, last_closed_before: str | None = None, last_closed_newer_minutes: int | None = None, last_closed_older_minutes: int | None = None, pending_after: str | None = None, pending_newer_minutes: int | None = None, pending_older_minutes: int | None = None, escalation_after: str | None = None, escalation_before: str | None = None, escalation_newer_minutes: int | None = None, escalation_older_minutes: int | None = None, escalation_update_after: str | None = None, escalation_update_before: str | None = None, escalation_update_newer_minutes: int | None = None, escalation_update_older_minutes: int | None = None, escalation_response_after: str | None = None, escalation_response_before: str | None = None, escalation_response_newer_minutes: int | None = None, escalation_response_older_minutes: int | None = None, escalation_solution_after: str | None = None, escalation_solution_before: str | None = None, escalation_solution_newer_minutes: int | None = None, escalation_solution_older_minutes: int | None = None, query: Query = None) -> ListAnswer_ArticleHit_:
        """Search for articles."""
        return cast('ListAnswer_ArticleHit_', self._json("GET", f"/api/v1/search/articles", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "queue": queue, "queue_id": queue_id, "state": state, "state_id": state_id, "state_type": state_type, "priority": priority, "priority_id": priority_id, "type": type, "type_id": type_id, "service": service, "service_id": service_id, "sla": sla, "sla_id": sla_id, "lock": lock, "lock_id": lock_id, "owner": owner, "owner_id": owner_id, "responsible": responsible, "responsible_id": responsible_id, "customer_id": customer_id, "customer_user": customer_user, "created_after": created_after, "created_before": created_before, "changed_after": changed_after, "changed_before": changed_before, "pending_before": pending_before, "number": number, "title": title, "q": q, "not_closed": not_closed, "locked": locked, "archived": archived, "watched": watched, "mentioned": mentioned, "escalated": escalated, "seen": seen, "ticket_id": ticket_id, "sub_queues": sub_queues, "state_type_id": state_type_id, "watcher_id": watcher_id, "flag": flag, "without_flag": without_flag, "created_by_id": created_by_id, "created_queue_id": created_queue_id, "created_state_id": created_state_id, "created_priority_id": created_priority_id, "created_type_id": created_type_id, "from": from_, "to": to, "cc": cc, "bcc": bcc, "subject": subject, "body": body, "attachment_name": attachment_name, "in_archive": in_archive, "created_newer_minutes": created_newer_minutes, "created_older_minutes": created_older_minutes, "changed_newer_minutes": changed_newer_minutes, "changed_older_minutes": changed_older_minutes, "touched_after": touched_after, "touched_before": touched_before, "touched_newer_minutes": touched_newer_minutes, "touched_older_minutes": touched_older_minutes, "article_created_after": article_created_after, "article_created_before": article_created_before, "article_created_newer_minutes": article_created_newer_minutes, "article_created_older_minutes": article_created_older_minutes, "closed_after": closed_after, "closed_before": closed_before, "closed_newer_minutes": closed_newer_minutes, "closed_older_minutes": closed_older_minutes, "last_closed_after": last_closed_after, "last_closed_before": last_closed_before, "last_closed_newer_minutes": last_closed_newer_minutes, "last_closed_older_minutes": last_closed_older_minutes, "pending_after": pending_after, "pending_newer_minutes": pending_newer_minutes, "pending_older_minutes": pending_older_minutes, "escalation_after": escalation_after, "escalation_before": escalation_before, "escalation_newer_minutes": escalation_newer_minutes, "escalation_older_minutes": escalation_older_minutes, "escalation_update_after": escalation_update_after, "escalation_update_before": escalation_update_before, "escalation_update_newer_minutes": escalation_update_newer_minutes, "escalation_update_older_minutes": escalation_update_older_minutes, "escalation_response_after": escalation_response_after, "escalation_response_before": escalation_response_before, "escalation_response_newer_minutes": escalation_response_newer_minutes, "escalation_response_older_minutes": escalation_response_older_minutes, "escalation_solution_after": escalation_solution_after, "escalation_solution_before": escalation_solution_before, "escalation_solution_newer_minutes": escalation_solution_newer_minutes, "escalation_solution_older_minutes": escalation_solution_older_minutes}, query=query))

    def search_customers(self, *, q: str, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_CustomerUserRead_:
        """Search for customer users."""
        return cast('ListAnswer_CustomerUserRead_', self._json("GET", f"/api/v1/search/customers", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q}, query=query))

    def search_health(self, *, query: Query = None) -> SearchHealth:
        """Read how the full-text index is."""
        return cast('SearchHealth', self._json("GET", f"/api/v1/search/health", query=query))

    def search_reindex(self, *, idempotency_key: str | None = None, query: Query = None) -> ReindexStarted:
        """Make the full-text index anew."""
        return cast('ReindexStarted', self._json("POST", f"/api/v1/search/reindex", headers={"Idempotency-Key": idempotency_key}, query=query))

    def search_saved_create(self, *, body: SavedSearchCreate, idempotency_key: str | None = None, query: Query = None) -> SavedSearchRead:
        """Save a search."""
        return cast('SavedSearchRead', self._json("POST", f"/api/v1/search/saved", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def search_saved_delete(self, saved_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a saved search."""
        self._json("DELETE", f"/api/v1/search/saved/{_part(saved_id)}", headers={"If-Match": if_match}, query=query)

    def search_saved_execute(self, saved_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, idempotency_key: str | None = None, query: Query = None) -> ListAnswer_TicketSummary_:
        """Run a saved search."""
        return cast('ListAnswer_TicketSummary_', self._json("POST", f"/api/v1/search/saved/{_part(saved_id)}/execute", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields}, headers={"Idempotency-Key": idempotency_key}, query=query))

    def search_saved_get(self, saved_id: int, *, query: Query = None) -> SavedSearchRead:
        """Read a saved search."""
        return cast('SavedSearchRead', self._json("GET", f"/api/v1/search/saved/{_part(saved_id)}", query=query))

    def search_saved_list(self, *, query: Query = None) -> ListAnswer_SavedSearchRead_:
        """List your saved searches."""
        return cast('ListAnswer_SavedSearchRead_', self._json("GET", f"/api/v1/search/saved", query=query))

    def search_saved_replace(self, saved_id: int, *, body: SavedSearchCreate, if_match: str | None = None, query: Query = None) -> SavedSearchRead:
        """Replace a saved search."""
        return cast('SavedSearchRead', self._json("PUT", f"/api/v1/search/saved/{_part(saved_id)}", body=body, headers={"If-Match": if_match}, query=query))

    def search_suggestions(self, *, q: str, limit: int | None = None, query: Query = None) -> ListAnswer_Suggestion_:
        """Suggest tickets while somebody types."""
        return cast('ListAnswer_Suggestion_', self._json("GET", f"/api/v1/search/suggestions", parameters={"q": q, "limit": limit}, query=query))

    def search_tickets(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, queue: list[str] | None = None, queue_id: list[int] | None = None, state: list[str] | None = None, state_id: list[int] | None = None, state_type: list[str] | None = None, priority: list[str] | None = None, priority_id: list[int] | None = None, type: list[str] | None = None, type_id: list[int] | None = None, service: list[str] | None = None, service_id: list[int] | None = None, sla: list[str] | None = None, sla_id: list[int] | None = None, lock: list[str] | None = None, lock_id: list[int] | None = None, owner: list[str] | None = None, owner_id: list[int] | None = None, responsible: list[str] | None = None, responsible_id: list[int] | None = None, customer_id: list[str] | None = None, customer_user: list[str] | None = None, created_after: str | None = None, created_before: str | None = None, changed_after: str | None = None, changed_before: str | None = None, pending_before: str | None = None, number: str | None = None, title: str | None = None, q: str | None = None, not_closed: bool | None = None, locked: bool | None = None, archived: bool | None = None, watched: bool | None = None, mentioned: bool | None = None, escalated: bool | None = None, seen: bool | None = None, ticket_id: list[int] | None = None, sub_queues: bool | None = None, state_type_id: list[int] | None = None, watcher_id: list[int] | None = None, flag: str | None = None, without_flag: str | None = None, created_by_id: list[int] | None = None, created_queue_id: list[int] | None = None, created_state_id: list[int] | None = None, created_priority_id: list[int] | None = None, created_type_id: list[int] | None = None, from_: str | None = None, to: str | None = None, cc: str | None = None, bcc: str | None = None, subject: str | None = None, body: str | None = None, attachment_name: str | None = None, in_archive: Literal['all', 'archived', 'not_archived'] | None = None, created_newer_minutes: int | None = None, created_older_minutes: int | None = None, changed_newer_minutes: int | None = None, changed_older_minutes: int | None = None, touched_after: str | None = None, touched_before: str | None = None, touched_newer_minutes: int | None = None, touched_older_minutes: int | None = None, article_created_after: str | None = None, article_created_before: str | None = None, article_created_newer_minutes: int | None = None, article_created_older_minutes: int | None = None, closed_after: str | None = None, closed_before: str | None = None, closed_newer_minutes: int | None = None, closed_older_minutes: int | None = None, last_closed_after: str | None = None, last_closed_before: str | None = None, last_closed_newer_minutes: int | None = None, last_closed_older_minutes: int | None = None, pending_after: str | None = None, pending_newer_minutes: int | None = None, pending_older_minutes: int | None = None, escalation_after: str | None = None, escalation_before: str | None = None, escalation_newer_minutes: int | None = None, escalation_older_minutes: int | None = None, escalation_update_after: str | None = None, escalation_update_before: str | None = None, escalation_update_newer_minutes: int | None = None, escalation_update_older_minutes: int | None = None, escalation_response_after: str | None = None, escalation_response_before: str | None = None, escalation_response_newer_minutes: int | None = None, escalation_response_older_minutes: int | None = None, escalation_solution_after: str | None = None, escalation_solution_before: str | None = None, escalation_solution_newer_minutes: int | None = None, escalation_solution_older_minutes: int | None = None, query: Query = None) -> ListAnswer_TicketSummary_:
        """Search for tickets by attributes."""
        return cast('ListAnswer_TicketSummary_', self._json("GET", f"/api/v1/search/tickets", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "queue": queue, "queue_id": queue_id, "state": state, "state_id": state_id, "state_type": state_type, "priority": priority, "priority_id": priority_id, "type": type, "type_id": type_id, "service": service, "service_id": service_id, "sla": sla, "sla_id": sla_id, "lock": lock, "lock_id": lock_id, "owner": owner, "owner_id": owner_id, "responsible": responsible, "responsible_id": responsible_id, "customer_id": customer_id, "customer_user": customer_user, "created_after": created_after, "created_before": created_before, "changed_after": changed_after, "changed_before": changed_before, "pending_before": pending_before, "number": number, "title": title, "q": q, "not_closed": not_closed, "locked": locked, "archived": archived, "watched": watched, "mentioned": mentioned, "escalated": escalated, "seen": seen, "ticket_id": ticket_id, "sub_queues": sub_queues, "state_type_id": state_type_id, "watcher_id": watcher_id, "flag": flag, "without_flag": without_flag, "created_by_id": created_by_id, "created_queue_id": created_queue_id, "created_state_id": created_state_id, "created_priority_id": created_priority_id, "created_type_id": created_type_id, "from": from_, "to": to, "cc": cc, "bcc": bcc, "subject": subject, "body": body, "attachment_name": attachment_name, "in_archive": in_archive, "created_newer_minutes": created_newer_minutes, "created_older_minutes": created_older_minutes, "changed_newer_minutes": changed_newer_minutes, "changed_older_minutes": changed_older_minutes, "touched_after": touched_after, "touched_before": touched_before, "touched_newer_minutes": touched_newer_minutes, "touched_older_minutes": touched_older_minutes, "article_created_after": article_created_after, "article_created_before": article_created_before, "article_created_newer_minutes": article_created_newer_minutes, "article_created_older_minutes": article_created_older_minutes, "closed_after": closed_after, "closed_before": closed_before, "closed_newer_minutes": closed_newer_minutes, "closed_older_minutes": closed_older_minutes, "last_closed_after": last_closed_after, "last_closed_before": last_closed_before, "last_closed_newer_minutes": last_closed_newer_minutes, "last_closed_older_minutes": last_closed_older_minutes, "pending_after": pending_after, "pending_newer_minutes": pending_newer_minutes, "pending_older_minutes": pending_older_minutes, "escalation_after": escalation_after, "escalation_before": escalation_before, "escalation_newer_minutes": escalation_newer_minutes, "escalation_older_minutes": escalation_older_minutes, "escalation_update_after": escalation_update_after, "escalation_update_before": escalation_update_before, "escalation_update_newer_minutes": escalation_update_newer_minutes, "escalation_update_older_minutes": escalation_update_older_minutes, "escalation_response_after": escalation_response_after, "escalation_response_before": escalation_response_before, "escalation_response_newer_minutes": escalation_response_newer_minutes, "escalation_response_older_minutes": escalation_response_older_minutes, "escalation_solution_after": escalation_solution_after, "escalation_solution_before": escalation_solution_before, "escalation_solution_newer_minutes": escalation_solution_newer_minutes, "escalation_solution_older_minutes": escalation_solution_older_minutes}, query=query))

    def search_users(self, *, q: str, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_AgentRead_:
        """Search for agents."""
        return cast('ListAnswer_AgentRead_', self._json("GET", f"/api/v1/search/users", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q}, query=query))

    def services_create(self, *, body: ServiceCreate, idempotency_key: str | None = None, query: Query = None) -> ServiceRead:
        """Create a service."""
        return cast('ServiceRead', self._json("POST", f"/api/v1/services", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def services_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a service out of use."""
        self._json("DELETE", f"/api/v1/services/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def services_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_ServiceRead_:
        """List services."""
        return cast('ListAnswer_ServiceRead_', self._json("GET", f"/api/v1/services", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def services_mine(self, *, query: Query = None) -> MyServices:
        """My services."""
        return cast('MyServices', self._json("GET", f"/api/v1/services/mine", query=query))

    def services_mine_set(self, *, body: MyServicesSet, if_match: str | None = None, query: Query = None) -> MyServices:
        """Choose my services."""
        return cast('MyServices', self._json("PUT", f"/api/v1/services/mine", body=body, headers={"If-Match": if_match}, query=query))

    def services_read(self, entry_id: int, *, query: Query = None) -> ServiceRead:
        """Read a service."""
        return cast('ServiceRead', self._json("GET", f"/api/v1/services/{_part(entry_id)}", query=query))

    def services_update(self, entry_id: int, *, body: ServiceUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> ServiceRead:
        """Change a service."""
        return cast('ServiceRead', self._json("PATCH", f"/api/v1/services/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def sign_in_providers_arrange(self, *, body: ProviderOrder, query: Query = None) -> ListAnswer_ProviderRead_:
        """Arrange sign-in providers."""
        return cast('ListAnswer_ProviderRead_', self._json("PUT", f"/api/v1/admin/sign-in-providers/order", body=body, query=query))

    def sign_in_providers_create(self, *, body: ProviderCreate, idempotency_key: str | None = None, query: Query = None) -> ProviderRead:
        """Add a sign-in provider."""
        return cast('ProviderRead', self._json("POST", f"/api/v1/admin/sign-in-providers", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def sign_in_providers_delete(self, provider_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Remove a sign-in provider."""
        self._json("DELETE", f"/api/v1/admin/sign-in-providers/{_part(provider_id)}", headers={"If-Match": if_match}, query=query)

    def sign_in_providers_list(self, *, query: Query = None) -> ListAnswer_ProviderRead_:
        """List sign-in providers."""
        return cast('ListAnswer_ProviderRead_', self._json("GET", f"/api/v1/admin/sign-in-providers", query=query))

    def sign_in_providers_read(self, provider_id: int, *, query: Query = None) -> ProviderRead:
        """Read a sign-in provider."""
        return cast('ProviderRead', self._json("GET", f"/api/v1/admin/sign-in-providers/{_part(provider_id)}", query=query))

    def sign_in_providers_test(self, provider_id: int, *, body: ProviderTest, idempotency_key: str | None = None, query: Query = None) -> ProviderTrial:
        """Test a sign-in provider."""
        return cast('ProviderTrial', self._json("POST", f"/api/v1/admin/sign-in-providers/{_part(provider_id)}/test", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def sign_in_providers_update(self, provider_id: int, *, body: ProviderUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> ProviderRead:
        """Change a sign-in provider."""
        return cast('ProviderRead', self._json("PATCH", f"/api/v1/admin/sign-in-providers/{_part(provider_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def signatures_create(self, *, body: TextCreate, idempotency_key: str | None = None, query: Query = None) -> TextRead:
        """Create a signature."""
        return cast('TextRead', self._json("POST", f"/api/v1/signatures", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def signatures_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a signature out of use."""
        self._json("DELETE", f"/api/v1/signatures/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def signatures_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_TextRead_:
        """List signatures."""
        return cast('ListAnswer_TextRead_', self._json("GET", f"/api/v1/signatures", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def signatures_read(self, entry_id: int, *, query: Query = None) -> TextRead:
        """Read a signature."""
        return cast('TextRead', self._json("GET", f"/api/v1/signatures/{_part(entry_id)}", query=query))

    def signatures_update(self, entry_id: int, *, body: TextUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TextRead:
        """Change a signature."""
        return cast('TextRead', self._json("PATCH", f"/api/v1/signatures/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def slas_create(self, *, body: SlaCreate, idempotency_key: str | None = None, query: Query = None) -> SlaRead:
        """Create a sla."""
        return cast('SlaRead', self._json("POST", f"/api/v1/slas", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def slas_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a sla out of use."""
        self._json("DELETE", f"/api/v1/slas/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def slas_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_SlaRead_:
        """List slas."""
        return cast('ListAnswer_SlaRead_', self._json("GET", f"/api/v1/slas", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def slas_metrics(self, sla_id: int, *, days: int | None = None, query: Query = None) -> SlaMetrics:
        """How an agreement was kept."""
        return cast('SlaMetrics', self._json("GET", f"/api/v1/slas/{_part(sla_id)}/metrics", parameters={"days": days}, query=query))

    def slas_read(self, entry_id: int, *, query: Query = None) -> SlaRead:
        """Read a sla."""
        return cast('SlaRead', self._json("GET", f"/api/v1/slas/{_part(entry_id)}", query=query))

    def slas_update(self, entry_id: int, *, body: SlaUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> SlaRead:
        """Change a sla."""
        return cast('SlaRead', self._json("PATCH", f"/api/v1/slas/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def smtp_accounts_create(self, *, body: SmtpAccountCreate, idempotency_key: str | None = None, query: Query = None) -> SmtpAccountRead:
        """Create an outgoing mail account."""
        return cast('SmtpAccountRead', self._json("POST", f"/api/v1/smtp-accounts", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def smtp_accounts_delete(self, account_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete an outgoing mail account."""
        self._json("DELETE", f"/api/v1/smtp-accounts/{_part(account_id)}", headers={"If-Match": if_match}, query=query)

    def smtp_accounts_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, valid: Validity | None = None, state: SendState | None = None, query: Query = None) -> ListAnswer_SmtpAccountRead_:
        """List outgoing mail accounts."""
        return cast('ListAnswer_SmtpAccountRead_', self._json("GET", f"/api/v1/smtp-accounts", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "valid": valid, "state": state}, query=query))

    def smtp_accounts_read(self, account_id: int, *, query: Query = None) -> SmtpAccountRead:
        """Read an outgoing mail account."""
        return cast('SmtpAccountRead', self._json("GET", f"/api/v1/smtp-accounts/{_part(account_id)}", query=query))

    def smtp_accounts_test(self, account_id: int, *, idempotency_key: str | None = None, query: Query = None) -> SmtpAccountTrial:
        """Try to sign in at a server."""
        return cast('SmtpAccountTrial', self._json("POST", f"/api/v1/smtp-accounts/{_part(account_id)}/test", headers={"Idempotency-Key": idempotency_key}, query=query))

    def smtp_accounts_update(self, account_id: int, *, body: SmtpAccountUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> SmtpAccountRead:
        """Change an outgoing mail account."""
        return cast('SmtpAccountRead', self._json("PATCH", f"/api/v1/smtp-accounts/{_part(account_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def standard_attachments_content(self, entry_id: int, *, query: Query = None) -> None:
        """Download a standard attachment."""
        self._json("GET", f"/api/v1/attachments/{_part(entry_id)}/content", query=query)

    def standard_attachments_create(self, *, body: StandardAttachmentCreate, idempotency_key: str | None = None, query: Query = None) -> StandardAttachmentRead:
        """Create a standard attachment."""
        return cast('StandardAttachmentRead', self._json("POST", f"/api/v1/attachments", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def standard_attachments_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a standard attachment out of use."""
        self._json("DELETE", f"/api/v1/attachments/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def standard_attachments_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_StandardAttachmentRead_:
        """List standard attachments."""
        return cast('ListAnswer_StandardAttachmentRead_', self._json("GET", f"/api/v1/attachments", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def standard_attachments_read(self, entry_id: int, *, query: Query = None) -> StandardAttachmentRead:
        """Read a standard attachment."""
        return cast('StandardAttachmentRead', self._json("GET", f"/api/v1/attachments/{_part(entry_id)}", query=query))

    def standard_attachments_update(self, entry_id: int, *, body: StandardAttachmentUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> StandardAttachmentRead:
        """Change a standard attachment."""
        return cast('StandardAttachmentRead', self._json("PATCH", f"/api/v1/attachments/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def state_types_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, name: str | None = None, query: Query = None) -> ListAnswer_StateTypeRead_:
        """List state types."""
        return cast('ListAnswer_StateTypeRead_', self._json("GET", f"/api/v1/state-types", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "name": name}, query=query))

    def states_create(self, *, body: StateCreate, idempotency_key: str | None = None, query: Query = None) -> StateRead:
        """Create a state."""
        return cast('StateRead', self._json("POST", f"/api/v1/states", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def states_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a state out of use."""
        self._json("DELETE", f"/api/v1/states/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def states_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_StateRead_:
        """List states."""
        return cast('ListAnswer_StateRead_', self._json("GET", f"/api/v1/states", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def states_read(self, entry_id: int, *, query: Query = None) -> StateRead:
        """Read a state."""
        return cast('StateRead', self._json("GET", f"/api/v1/states/{_part(entry_id)}", query=query))

    def states_update(self, entry_id: int, *, body: StateUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> StateRead:
        """Change a state."""
        return cast('StateRead', self._json("PATCH", f"/api/v1/states/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def statistics_agents(self, *, days: int | None = None, query: Query = None) -> ListAnswer_AgentStatistics_:
        """What agents did."""
        return cast('ListAnswer_AgentStatistics_', self._json("GET", f"/api/v1/statistics/agents", parameters={"days": days}, query=query))

    def statistics_analytics(self, *, days: int | None = None, query: Query = None) -> Analytics:
        """When tickets come and how long they take."""
        return cast('Analytics', self._json("GET", f"/api/v1/statistics/analytics", parameters={"days": days}, query=query))

    def statistics_customers(self, *, days: int | None = None, limit: int | None = None, query: Query = None) -> ListAnswer_CustomerStatistics_:
        """Customers with most tickets."""
        return cast('ListAnswer_CustomerStatistics_', self._json("GET", f"/api/v1/statistics/customers", parameters={"days": days, "limit": limit}, query=query))

    def statistics_dashboard(self, *, query: Query = None) -> StatisticsDashboard:
        """Overview."""
        return cast('StatisticsDashboard', self._json("GET", f"/api/v1/statistics/dashboard", query=query))

    def statistics_export(self, *, type: Literal['trends', 'agents', 'queues', 'customers'], format: Literal['csv', 'json', 'xlsx'] | None = None, days: int | None = None, query: Query = None) -> dict[str, Any]:
        """Statistics as a file."""
        return cast('dict[str, Any]', self._json("GET", f"/api/v1/statistics/export", parameters={"type": type, "format": format, "days": days}, query=query))

    def statistics_queues(self, *, days: int | None = None, query: Query = None) -> ListAnswer_QueueStatistics_:
        """What came and went in queues."""
        return cast('ListAnswer_QueueStatistics_', self._json("GET", f"/api/v1/statistics/queues", parameters={"days": days}, query=query))

    def statistics_trends(self, *, days: int | None = None, period: Literal['day', 'week', 'month'] | None = None, query: Query = None) -> ListAnswer_TrendCounts_:
        """Tickets made and closed over time."""
        return cast('ListAnswer_TrendCounts_', self._json("GET", f"/api/v1/statistics/trends", parameters={"days": days, "period": period}, query=query))

    def sysconfig_agent_value(self, value_id: int, *, query: Query = None) -> AgentValueRead:
        """Read an agent's own value."""
        return cast('AgentValueRead', self._json("GET", f"/api/v1/sysconfig/agent-values/{_part(value_id)}", query=query))

    def sysconfig_agent_value_reset(self, value_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Let a setting be for an agent as it is for all."""
        self._json("DELETE", f"/api/v1/sysconfig/agent-values/{_part(value_id)}", headers={"If-Match": if_match}, query=query)

    def sysconfig_agent_values(self, *, name: str | None = None, q: str | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_AgentValueRead_:
        """List the values of settings that agents have of their own."""
        return cast('ListAnswer_AgentValueRead_', self._json("GET", f"/api/v1/sysconfig/agent-values", parameters={"name": name, "q": q, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def sysconfig_agent_values_reset(self, *, name: str, query: Query = None) -> None:
        """Let a setting be for every agent as it is for all."""
        self._json("DELETE", f"/api/v1/sysconfig/agent-values", parameters={"name": name}, query=query)

    def sysconfig_change(self, name: str, *, body: SettingWrite, if_match: str | None = None, query: Query = None) -> SettingRead:
        """Change a system setting."""
        return cast('SettingRead', self._json("PUT", f"/api/v1/sysconfig/{_part(name)}", body=body, headers={"If-Match": if_match}, query=query))

    def sysconfig_changes(self, *, name: str | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_SettingChangeRead_:
        """List changes of system settings."""
        return cast('ListAnswer_SettingChangeRead_', self._json("GET", f"/api/v1/sysconfig/changes", parameters={"name": name, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def sysconfig_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, group: str | None = None, modified: bool | None = None, query: Query = None) -> ListAnswer_SettingRead_:
        """List system settings."""
        return cast('ListAnswer_SettingRead_', self._json("GET", f"/api/v1/sysconfig", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "group": group, "modified": modified}, query=query))

    def sysconfig_read(self, name: str, *, query: Query = None) -> SettingRead:
        """Read a system setting."""
        return cast('SettingRead', self._json("GET", f"/api/v1/sysconfig/{_part(name)}", query=query))

    def sysconfig_reset(self, name: str, *, if_match: str | None = None, query: Query = None) -> SettingRead:
        """Give a system setting its default again."""
        return cast('SettingRead', self._json("DELETE", f"/api/v1/sysconfig/{_part(name)}", headers={"If-Match": if_match}, query=query))

    def sysconfig_rollback(self, change_id: int, *, idempotency_key: str | None = None, query: Query = None) -> SettingsRestored:
        """Take back a change and all later ones."""
        return cast('SettingsRestored', self._json("POST", f"/api/v1/sysconfig/changes/{_part(change_id)}/rollback", headers={"Idempotency-Key": idempotency_key}, query=query))

    def system_addresses_create(self, *, body: SystemAddressCreate, idempotency_key: str | None = None, query: Query = None) -> SystemAddressRead:
        """Create a system address."""
        return cast('SystemAddressRead', self._json("POST", f"/api/v1/system-addresses", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def system_addresses_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a system address out of use."""
        self._json("DELETE", f"/api/v1/system-addresses/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def system_addresses_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_SystemAddressRead_:
        """List system addresses."""
        return cast('ListAnswer_SystemAddressRead_', self._json("GET", f"/api/v1/system-addresses", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def system_addresses_read(self, entry_id: int, *, query: Query = None) -> SystemAddressRead:
        """Read a system address."""
        return cast('SystemAddressRead', self._json("GET", f"/api/v1/system-addresses/{_part(entry_id)}", query=query))

    def system_addresses_update(self, entry_id: int, *, body: SystemAddressUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> SystemAddressRead:
        """Change a system address."""
        return cast('SystemAddressRead', self._json("PATCH", f"/api/v1/system-addresses/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def system_maintenance_create(self, *, body: MaintenanceCreate, idempotency_key: str | None = None, query: Query = None) -> MaintenanceRead:
        """Plan a maintenance period."""
        return cast('MaintenanceRead', self._json("POST", f"/api/v1/system-maintenance", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def system_maintenance_delete(self, maintenance_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Call a maintenance period off."""
        self._json("DELETE", f"/api/v1/system-maintenance/{_part(maintenance_id)}", headers={"If-Match": if_match}, query=query)

    def system_maintenance_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, valid: Validity | None = None, active: bool | None = None, query: Query = None) -> ListAnswer_MaintenanceRead_:
        """List maintenance periods."""
        return cast('ListAnswer_MaintenanceRead_', self._json("GET", f"/api/v1/system-maintenance", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "valid": valid, "active": active}, query=query))

    def system_maintenance_read(self, maintenance_id: int, *, query: Query = None) -> MaintenanceRead:
        """Read a maintenance period."""
        return cast('MaintenanceRead', self._json("GET", f"/api/v1/system-maintenance/{_part(maintenance_id)}", query=query))

    def system_maintenance_update(self, maintenance_id: int, *, body: MaintenanceUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> MaintenanceRead:
        """Change a maintenance period."""
        return cast('MaintenanceRead', self._json("PATCH", f"/api/v1/system-maintenance/{_part(maintenance_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def templates_create(self, *, body: TemplateCreate, idempotency_key: str | None = None, query: Query = None) -> TemplateRead:
        """Create a template."""
        return cast('TemplateRead', self._json("POST", f"/api/v1/templates", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def templates_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a template out of use."""
        self._json("DELETE", f"/api/v1/templates/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def templates_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_TemplateRead_:
        """List templates."""
        return cast('ListAnswer_TemplateRead_', self._json("GET", f"/api/v1/templates", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def templates_read(self, entry_id: int, *, query: Query = None) -> TemplateRead:
        """Read a template."""
        return cast('TemplateRead', self._json("GET", f"/api/v1/templates/{_part(entry_id)}", query=query))

    def templates_update(self, entry_id: int, *, body: TemplateUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TemplateRead:
        """Change a template."""
        return cast('TemplateRead', self._json("PATCH", f"/api/v1/templates/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_allowed(self, ticket_id: int, *, query: Query = None) -> ListAnswer_str_:
        """List the actions that you may take."""
        return cast('ListAnswer_str_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/allowed", query=query))

    def tickets_archive(self, ticket_id: int, *, body: TicketArchive | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Archive a ticket, or take it out."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/archive", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_assign(self, ticket_id: int, *, body: TicketAssign | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Give a ticket to an owner."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/assign", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_attachments(self, ticket_id: int, *, query: Query = None) -> ListAnswer_TicketAttachment_:
        """List all files of a ticket."""
        return cast('ListAnswer_TicketAttachment_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/attachments", query=query))

    def tickets_bounce(self, ticket_id: int, *, body: TicketBounce, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Send a mail on as it came."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/bounce", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk(self, *, body: TicketBulk, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Change many tickets."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_assign(self, *, body: BulkAssign, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Give many tickets to an owner."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/assign", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_close(self, *, body: BulkClose, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Close many tickets."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/close", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_lock(self, *, body: BulkLock, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Lock many tickets for yourself."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/lock", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_merge(self, *, body: BulkMerge, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Merge many tickets into one."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/merge", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_priority(self, *, body: BulkPriority, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Set the priority of many tickets."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/priority", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_queue(self, *, body: BulkQueue, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Move many tickets."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/queue", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_state(self, *, body: BulkState, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Set the state of many tickets."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/state", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_bulk_watch(self, *, body: BulkWatch, idempotency_key: str | None = None, query: Query = None) -> BulkRead | BulkStarted:
        """Watch many tickets."""
        return cast('BulkRead | BulkStarted', self._json("POST", f"/api/v1/tickets/bulk/watch", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_close(self, ticket_id: int, *, body: TicketClose | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Close a ticket."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/close", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_create(self, *, body: TicketCreate, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Create a ticket."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_customer(self, ticket_id: int, *, body: TicketSetCustomer | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set the customer."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/customer", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_delete(self, ticket_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a ticket for good."""
        self._json("DELETE", f"/api/v1/tickets/{_part(ticket_id)}", headers={"If-Match": if_match}, query=query)

    def tickets_escalation(self, ticket_id: int, *, query: Query = None) -> ListAnswer_TicketEscalation_:
        """Explain when a ticket escalates."""
        return cast('ListAnswer_TicketEscalation_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/escalation", query=query))

    def tickets_explain(self, ticket_id: int, *, action: list[str] | None = None, query: Query = None) -> ListAnswer_ActionExplanation_:
        """Explain why actions are allowed or not."""
        return cast('ListAnswer_ActionExplanation_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/explain", parameters={"action": action}, query=query))

    def tickets_forward(self, ticket_id: int, *, body: TicketForward, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Forward an article by mail."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/forward", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_history(self, ticket_id: int, *, query: Query = None) -> ListAnswer_HistoryEntry_:
        """Read the history of a ticket."""
        return cast('ListAnswer_HistoryEntry_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/history", query=query))

    def tickets_link(self, ticket_id: int, *, body: TicketLink, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Link a ticket with another."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/links", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_links(self, ticket_id: int, *, query: Query = None) -> ListAnswer_TicketLinkRead_:
        """List the links of a ticket."""
        return cast('ListAnswer_TicketLinkRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/links", query=query))

    def tickets_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, queue: list[str] | None = None, queue_id: list[int] | None = None, state: list[str] | None = None, state_id: list[int] | None = None, state_type: list[str] | None = None, priority: list[str] | None = None, priority_id: list[int] | None = None, type: list[str] | None = None, type_id: list[int] | None = None, service: list[str] | None = None, service_id: list[int] | None = None, sla: list[str] | None = None, sla_id: list[int] | None = None, lock: list[str] | None = None, lock_id: list[int] | None = None, owner: list[str] | None = None, owner_id: list[int] | None = None, responsible: list[str] | None = None, responsible_id: list[int] | None = None, customer_id: list[str] | None = None, customer_user: list[str] | None = None, created_after: str | None = None, created_before: str | None = None, changed_after: str | None = None, changed_before: str | None = None, pending_before: str | None = None, number: str | None = None, title: str | None = None, q: str | None = None, not_closed: bool | None = None, locked: bool | None = None, archived: bool | None = None, watched: bool | None = None, mentioned: bool | None = None, escalated: bool | None = None, seen: bool | None = None, query: Query = None) -> ListAnswer_TicketSummary_:
        """List tickets."""
        return cast('ListAnswer_TicketSummary_', self._json("GET", f"/api/v1/tickets", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "queue": queue, "queue_id": queue_id, "state": state, "state_id": state_id, "state_type": state_type, "priority": priority, "priority_id": priority_id, "type": type, "type_id": type_id, "service": service, "service_id": service_id, "sla": sla, "sla_id": sla_id, "lock": lock, "lock_id": lock_id, "owner": owner, "owner_id": owner_id, "responsible": responsible, "responsible_id": responsible_id, "customer_id": customer_id, "customer_user": customer_user, "created_after": created_after, "created_before": created_before, "changed_after": changed_after, "changed_before": changed_before, "pending_before": pending_before, "number": number, "title": title, "q": q, "not_closed": not_closed, "locked": locked, "archived": archived, "watched": watched, "mentioned": mentioned, "escalated": escalated, "seen": seen}, query=query))

    def tickets_lock(self, ticket_id: int, *, body: TicketLock | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Lock a ticket for yourself."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/lock", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_mention_candidates(self, ticket_id: int, *, query: Query = None) -> ListAnswer_UserRef_:
        """List whom a message can mention."""
        return cast('ListAnswer_UserRef_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/mention-candidates", query=query))

    def tickets_mentions(self, ticket_id: int, *, query: Query = None) -> ListAnswer_MentionRead_:
        """List who was mentioned in a ticket."""
        return cast('ListAnswer_MentionRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/mentions", query=query))

    def tickets_merge(self, ticket_id: int, *, body: TicketMerge, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Merge a ticket into another."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/merge", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_merge_history(self, ticket_id: int, *, query: Query = None) -> ListAnswer_MergeEntry_:
        """List the merges of a ticket."""
        return cast('ListAnswer_MergeEntry_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/merge-history", query=query))

    def tickets_pending(self, ticket_id: int, *, body: TicketSetPending, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Let a ticket wait."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/pending", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_presence(self, ticket_id: int, *, query: Query = None) -> ListAnswer_PresenceRead_:
        """List who has a ticket open."""
        return cast('ListAnswer_PresenceRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/presence", query=query))

    def tickets_presence_end(self, ticket_id: int, *, query: Query = None) -> None:
        """Say that you left a ticket."""
        self._json("DELETE", f"/api/v1/tickets/{_part(ticket_id)}/presence", query=query)

    def tickets_presence_say(self, ticket_id: int, *, body: Presence, query: Query = None) -> ListAnswer_PresenceRead_:
        """Say that you have a ticket open."""
        return cast('ListAnswer_PresenceRead_', self._json("PUT", f"/api/v1/tickets/{_part(ticket_id)}/presence", body=body, query=query))

    def tickets_priority(self, ticket_id: int, *, body: TicketSetPriority | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set the priority."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/priority", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_queue(self, ticket_id: int, *, body: TicketMove | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Move a ticket to another queue."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/queue", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_read(self, ticket_id: int, *, expand: str | None = None, at: str | None = None, fields: str | None = None, query: Query = None) -> TicketExpanded | TicketPast:
        """Read a ticket."""
        return cast('TicketExpanded | TicketPast', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}", parameters={"expand": expand, "at": at, "fields": fields}, query=query))

    def tickets_read_by_number(self, number: str, *, query: Query = None) -> TicketRead:
        """Read a ticket by its number."""
        return cast('TicketRead', self._json("GET", f"/api/v1/tickets/by-number/{_part(number)}", query=query))

    def tickets_reopen(self, ticket_id: int, *, body: TicketReopen | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Open a closed ticket again."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/reopen", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_replace(self, ticket_id: int, *, body: TicketReplace, if_match: str | None = None, query: Query = None) -> TicketRead:
        """Replace a ticket's properties."""
        return cast('TicketRead', self._json("PUT", f"/api/v1/tickets/{_part(ticket_id)}", body=body, headers={"If-Match": if_match}, query=query))

    def tickets_responsible(self, ticket_id: int, *, body: TicketSetResponsible | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set who is responsible."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/responsible", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_seen(self, ticket_id: int, *, body: TicketSeen | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Mark articles as seen."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/seen", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_service(self, ticket_id: int, *, body: TicketSetService | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set the service."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/service", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_sla(self, ticket_id: int, *, body: TicketSetSla | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set the SLA."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/sla", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_split(self, ticket_id: int, *, body: TicketSplit, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Make a ticket from an article."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/split", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tickets_state(self, ticket_id: int, *, body: TicketSetState | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set the state."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/state", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_time(self, ticket_id: int, *, body: TicketAccountTime, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Book time on a ticket."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/time", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_time_get(self, ticket_id: int, *, query: Query = None) -> TicketTime:
        """Read the time booked on a ticket."""
        return cast('TicketTime', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/time", query=query))

    def tickets_title(self, ticket_id: int, *, body: TicketSetTitle, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set the title."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/title", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_transmissions(self, ticket_id: int, *, query: Query = None) -> ListAnswer_TransmissionRead_:
        """Tell which of a ticket's mails have left."""
        return cast('ListAnswer_TransmissionRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/transmissions", query=query))

    def tickets_type(self, ticket_id: int, *, body: TicketSetType | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Set the type."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/type", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_unlink(self, ticket_id: int, *, role: Literal['parent', 'child', 'peer'], ticket_id_query: int, type: str | None = None, if_match: str | None = None, query: Query = None) -> TicketRead:
        """Take a link away."""
        return cast('TicketRead', self._json("DELETE", f"/api/v1/tickets/{_part(ticket_id)}/links", parameters={"type": type, "role": role, "ticket_id": ticket_id_query}, headers={"If-Match": if_match}, query=query))

    def tickets_unlock(self, ticket_id: int, *, body: TicketUnlock | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Unlock a ticket."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/unlock", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_unmerge(self, ticket_id: int, *, body: TicketUnmerge | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Take a ticket out again."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/unmerge", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_unwatch(self, ticket_id: int, *, body: TicketUnwatch | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Watch a ticket no longer."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/unwatch", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_update(self, ticket_id: int, *, body: TicketUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Change a ticket."""
        return cast('TicketRead', self._json("PATCH", f"/api/v1/tickets/{_part(ticket_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_watch(self, ticket_id: int, *, body: TicketWatch | None = None, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TicketRead:
        """Watch a ticket."""
        return cast('TicketRead', self._json("POST", f"/api/v1/tickets/{_part(ticket_id)}/watch", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def tickets_watchers(self, ticket_id: int, *, query: Query = None) -> ListAnswer_WatcherRead_:
        """List who watches a ticket."""
        return cast('ListAnswer_WatcherRead_', self._json("GET", f"/api/v1/tickets/{_part(ticket_id)}/watchers", query=query))

    def tokens_create(self, *, body: TokenCreate, idempotency_key: str | None = None, query: Query = None) -> TokenCreated:
        """Create a token."""
        return cast('TokenCreated', self._json("POST", f"/api/v1/tokens", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def tokens_get(self, token_id: int, *, query: Query = None) -> TokenRead:
        """Read a token."""
        return cast('TokenRead', self._json("GET", f"/api/v1/tokens/{_part(token_id)}", query=query))

    def tokens_list(self, *, query: Query = None) -> ListAnswer_TokenRead_:
        """List one's own tokens."""
        return cast('ListAnswer_TokenRead_', self._json("GET", f"/api/v1/tokens", query=query))

    def tokens_revoke(self, token_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Revoke a token."""
        self._json("DELETE", f"/api/v1/tokens/{_part(token_id)}", headers={"If-Match": if_match}, query=query)

    def tokens_scopes(self, *, query: Query = None) -> ListAnswer_ScopeRead_:
        """List the scopes that a token may have."""
        return cast('ListAnswer_ScopeRead_', self._json("GET", f"/api/v1/tokens/scopes", query=query))

    def transfer_export(self, kind: str, *, form: Literal['yaml', 'csv'] | None = None, query: Query = None) -> bytes:
        """Download all entries of a kind, or the whole desk."""
        return self._file("GET", f"/api/v1/admin/transfer/{_part(kind)}/export", parameters={"form": form}, query=query)

    def transfer_import(self, kind: str, *, body: TransferFile, idempotency_key: str | None = None, query: Query = None) -> Transferred:
        """Read entries of a kind, or a whole desk, from a file."""
        return cast('Transferred', self._json("POST", f"/api/v1/admin/transfer/{_part(kind)}/import", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def transfer_list(self, *, query: Query = None) -> ListAnswer_KindRead_:
        """List what goes out to files."""
        return cast('ListAnswer_KindRead_', self._json("GET", f"/api/v1/admin/transfer", query=query))

    def translations_change(self, translation_id: str, *, body: TranslationWrite, if_match: str | None = None, query: Query = None) -> TranslationRead:
        """Change a text."""
        return cast('TranslationRead', self._json("PUT", f"/api/v1/translations/{_part(translation_id)}", body=body, headers={"If-Match": if_match}, query=query))

    def translations_changes(self, *, language: str | None = None, translation_id: str | None = None, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, fields: str | None = None, query: Query = None) -> ListAnswer_TranslationChangeRead_:
        """List changes of texts."""
        return cast('ListAnswer_TranslationChangeRead_', self._json("GET", f"/api/v1/translations/changes", parameters={"language": language, "translation_id": translation_id, "limit": limit, "after": after, "before": before, "include_total": include_total, "fields": fields}, query=query))

    def translations_export(self, *, language: str, form: FileForm | None = None, query: Query = None) -> bytes:
        """Download the changed texts of a language."""
        return self._file("GET", f"/api/v1/translations/export", parameters={"language": language, "form": form}, query=query)

    def translations_import(self, *, body: TranslationsFile, language: str, idempotency_key: str | None = None, query: Query = None) -> TranslationsImported:
        """Read changed texts of a language from a file."""
        return cast('TranslationsImported', self._json("POST", f"/api/v1/translations/import", body=body, parameters={"language": language}, headers={"Idempotency-Key": idempotency_key}, query=query))

    def translations_list(self, *, language: str, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, status: TranslationStatus | None = None, query: Query = None) -> ListAnswer_TranslationRead_:
        """List texts of a language."""
        return cast('ListAnswer_TranslationRead_', self._json("GET", f"/api/v1/translations", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "language": language, "q": q, "status": status}, query=query))

    def translations_read(self, translation_id: str, *, query: Query = None) -> TranslationRead:
        """Read a text."""
        return cast('TranslationRead', self._json("GET", f"/api/v1/translations/{_part(translation_id)}", query=query))

    def translations_reset(self, translation_id: str, *, if_match: str | None = None, query: Query = None) -> TranslationRead:
        """Give a text back as it was delivered."""
        return cast('TranslationRead', self._json("DELETE", f"/api/v1/translations/{_part(translation_id)}", headers={"If-Match": if_match}, query=query))

    def types_create(self, *, body: NameCreate, idempotency_key: str | None = None, query: Query = None) -> TypeRead:
        """Create a type."""
        return cast('TypeRead', self._json("POST", f"/api/v1/types", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def types_delete(self, entry_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take a type out of use."""
        self._json("DELETE", f"/api/v1/types/{_part(entry_id)}", headers={"If-Match": if_match}, query=query)

    def types_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, name: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_TypeRead_:
        """List types."""
        return cast('ListAnswer_TypeRead_', self._json("GET", f"/api/v1/types", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "name": name, "valid": valid}, query=query))

    def types_read(self, entry_id: int, *, query: Query = None) -> TypeRead:
        """Read a type."""
        return cast('TypeRead', self._json("GET", f"/api/v1/types/{_part(entry_id)}", query=query))

    def types_update(self, entry_id: int, *, body: NameUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> TypeRead:
        """Change a type."""
        return cast('TypeRead', self._json("PATCH", f"/api/v1/types/{_part(entry_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def users_create(self, *, body: AgentCreate, idempotency_key: str | None = None, query: Query = None) -> AgentRead:
        """Create an agent."""
        return cast('AgentRead', self._json("POST", f"/api/v1/users", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def users_delete(self, user_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Take an agent out of use."""
        self._json("DELETE", f"/api/v1/users/{_part(user_id)}", headers={"if-match": if_match}, query=query)

    def users_get(self, user_id: int, *, query: Query = None) -> AgentRead:
        """Read an agent."""
        return cast('AgentRead', self._json("GET", f"/api/v1/users/{_part(user_id)}", query=query))

    def users_groups_list(self, user_id: int, *, query: Query = None) -> ListAnswer_GroupRightsRead_:
        """List an agent's direct rights."""
        return cast('ListAnswer_GroupRightsRead_', self._json("GET", f"/api/v1/users/{_part(user_id)}/groups", query=query))

    def users_groups_set(self, user_id: int, *, body: RightsSet, query: Query = None) -> ListAnswer_GroupRightsRead_:
        """Set an agent's direct rights."""
        return cast('ListAnswer_GroupRightsRead_', self._json("PUT", f"/api/v1/users/{_part(user_id)}/groups", body=body, query=query))

    def users_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, valid: bool | None = None, q: str | None = None, query: Query = None) -> ListAnswer_AgentRead_:
        """List agents."""
        return cast('ListAnswer_AgentRead_', self._json("GET", f"/api/v1/users", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "valid": valid, "q": q}, query=query))

    def users_roles_list(self, user_id: int, *, query: Query = None) -> ListAnswer_RoleMembership_:
        """List an agent's roles."""
        return cast('ListAnswer_RoleMembership_', self._json("GET", f"/api/v1/users/{_part(user_id)}/roles", query=query))

    def users_roles_set(self, user_id: int, *, body: RolesSet, query: Query = None) -> ListAnswer_RoleMembership_:
        """Set an agent's roles."""
        return cast('ListAnswer_RoleMembership_', self._json("PUT", f"/api/v1/users/{_part(user_id)}/roles", body=body, query=query))

    def users_update(self, user_id: int, *, body: AgentUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> AgentRead:
        """Change an agent."""
        return cast('AgentRead', self._json("PATCH", f"/api/v1/users/{_part(user_id)}", body=body, headers={"if-match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def web_services_communication(self, webservice_id: int, entry_id: int, *, query: Query = None) -> WebServiceCallDetail:
        """Read a logged communication."""
        return cast('WebServiceCallDetail', self._json("GET", f"/api/v1/web-services/{_part(webservice_id)}/debugger/{_part(entry_id)}", query=query))

    def web_services_create(self, *, body: WebserviceCreate, idempotency_key: str | None = None, query: Query = None) -> WebserviceRead:
        """Create a web service."""
        return cast('WebserviceRead', self._json("POST", f"/api/v1/web-services", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def web_services_debugger(self, webservice_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, type: Literal['Provider', 'Requester'] | None = None, query: Query = None) -> ListAnswer_WebServiceCallRead_:
        """List logged communications."""
        return cast('ListAnswer_WebServiceCallRead_', self._json("GET", f"/api/v1/web-services/{_part(webservice_id)}/debugger", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "type": type}, query=query))

    def web_services_debugger_clear(self, webservice_id: int, *, query: Query = None) -> None:
        """Empty the log of a web service."""
        self._json("DELETE", f"/api/v1/web-services/{_part(webservice_id)}/debugger", query=query)

    def web_services_delete(self, webservice_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a web service."""
        self._json("DELETE", f"/api/v1/web-services/{_part(webservice_id)}", headers={"If-Match": if_match}, query=query)

    def web_services_export(self, webservice_id: int, *, query: Query = None) -> bytes:
        """Export a web service for OTRS."""
        return self._file("GET", f"/api/v1/web-services/{_part(webservice_id)}/export", query=query)

    def web_services_import(self, *, body: WebserviceImport, idempotency_key: str | None = None, query: Query = None) -> WebserviceRead:
        """Import a web service of OTRS."""
        return cast('WebserviceRead', self._json("POST", f"/api/v1/web-services/import", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def web_services_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, valid: Validity | None = None, query: Query = None) -> ListAnswer_WebserviceRead_:
        """List web services."""
        return cast('ListAnswer_WebserviceRead_', self._json("GET", f"/api/v1/web-services", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "valid": valid}, query=query))

    def web_services_read(self, webservice_id: int, *, query: Query = None) -> WebserviceRead:
        """Read a web service."""
        return cast('WebserviceRead', self._json("GET", f"/api/v1/web-services/{_part(webservice_id)}", query=query))

    def web_services_restore(self, webservice_id: int, version_id: int, *, idempotency_key: str | None = None, query: Query = None) -> WebserviceRead:
        """Go back to an earlier configuration."""
        return cast('WebserviceRead', self._json("POST", f"/api/v1/web-services/{_part(webservice_id)}/versions/{_part(version_id)}/restore", headers={"Idempotency-Key": idempotency_key}, query=query))

    def web_services_update(self, webservice_id: int, *, body: WebserviceUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> WebserviceRead:
        """Change a web service."""
        return cast('WebserviceRead', self._json("PATCH", f"/api/v1/web-services/{_part(webservice_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))

    def web_services_versions(self, webservice_id: int, *, query: Query = None) -> ListAnswer_WebserviceVersion_:
        """List earlier configurations."""
        return cast('ListAnswer_WebserviceVersion_', self._json("GET", f"/api/v1/web-services/{_part(webservice_id)}/versions", query=query))

    def webhooks_create(self, *, body: WebhookCreate, idempotency_key: str | None = None, query: Query = None) -> WebhookCreated:
        """Create a webhook."""
        return cast('WebhookCreated', self._json("POST", f"/api/v1/webhooks", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def webhooks_delete(self, webhook_id: int, *, if_match: str | None = None, query: Query = None) -> None:
        """Delete a webhook."""
        self._json("DELETE", f"/api/v1/webhooks/{_part(webhook_id)}", headers={"If-Match": if_match}, query=query)

    def webhooks_deliveries(self, webhook_id: int, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, status: Literal['pending', 'delivered', 'failed', 'dropped'] | None = None, type: str | None = None, query: Query = None) -> ListAnswer_DeliveryRead_:
        """List deliveries."""
        return cast('ListAnswer_DeliveryRead_', self._json("GET", f"/api/v1/webhooks/{_part(webhook_id)}/deliveries", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "status": status, "type": type}, query=query))

    def webhooks_delivery(self, webhook_id: int, delivery_id: int, *, query: Query = None) -> DeliveryDetails:
        """Read a delivery."""
        return cast('DeliveryDetails', self._json("GET", f"/api/v1/webhooks/{_part(webhook_id)}/deliveries/{_part(delivery_id)}", query=query))

    def webhooks_events(self, *, query: Query = None) -> ListAnswer_EventKind_:
        """List the events that webhooks know."""
        return cast('ListAnswer_EventKind_', self._json("GET", f"/api/v1/webhooks/events", query=query))

    def webhooks_list(self, *, limit: int | None = None, after: str | None = None, before: str | None = None, include_total: bool | None = None, sort: str | None = None, fields: str | None = None, q: str | None = None, active: bool | None = None, query: Query = None) -> ListAnswer_WebhookRead_:
        """List webhooks."""
        return cast('ListAnswer_WebhookRead_', self._json("GET", f"/api/v1/webhooks", parameters={"limit": limit, "after": after, "before": before, "include_total": include_total, "sort": sort, "fields": fields, "q": q, "active": active}, query=query))

    def webhooks_read(self, webhook_id: int, *, query: Query = None) -> WebhookRead:
        """Read a webhook."""
        return cast('WebhookRead', self._json("GET", f"/api/v1/webhooks/{_part(webhook_id)}", query=query))

    def webhooks_redeliver(self, webhook_id: int, delivery_id: int, *, idempotency_key: str | None = None, query: Query = None) -> DeliveryRead:
        """Deliver again."""
        return cast('DeliveryRead', self._json("POST", f"/api/v1/webhooks/{_part(webhook_id)}/deliveries/{_part(delivery_id)}/redeliver", headers={"Idempotency-Key": idempotency_key}, query=query))

    def webhooks_replay(self, webhook_id: int, *, body: Replay, idempotency_key: str | None = None, query: Query = None) -> Replayed:
        """Deliver a span of time again."""
        return cast('Replayed', self._json("POST", f"/api/v1/webhooks/{_part(webhook_id)}/replay", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def webhooks_rotate_secret(self, webhook_id: int, *, body: SecretRotate | None | None = None, idempotency_key: str | None = None, query: Query = None) -> SecretRead:
        """Make a new secret."""
        return cast('SecretRead', self._json("POST", f"/api/v1/webhooks/{_part(webhook_id)}/rotate-secret", body=body, headers={"Idempotency-Key": idempotency_key}, query=query))

    def webhooks_test(self, webhook_id: int, *, idempotency_key: str | None = None, query: Query = None) -> DeliveryRead:
        """Send a test event."""
        return cast('DeliveryRead', self._json("POST", f"/api/v1/webhooks/{_part(webhook_id)}/test", headers={"Idempotency-Key": idempotency_key}, query=query))

    def webhooks_update(self, webhook_id: int, *, body: WebhookUpdate, if_match: str | None = None, idempotency_key: str | None = None, query: Query = None) -> WebhookRead:
        """Change a webhook."""
        return cast('WebhookRead', self._json("PATCH", f"/api/v1/webhooks/{_part(webhook_id)}", body=body, headers={"If-Match": if_match, "Idempotency-Key": idempotency_key}, query=query))


def _part(value: object) -> str:
    return quote(str(value), safe="")
