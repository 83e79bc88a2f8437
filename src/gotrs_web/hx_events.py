"""Names of the browser events that a reply may raise through ``HX-Trigger``; panels subscribe with ``hx-trigger="… from:body"``."""

from __future__ import annotations

from enum import StrEnum


class HxEvent(StrEnum):
    ARTICLE_ADDED = "article-added"
    COUNTERS_CHANGED = "counters-changed"
    DRAFTS_CHANGED = "drafts-changed"
    TICKET_CHANGED = "ticket-changed"
    TICKET_CUSTOMER_CHANGED = "ticket-customer-changed"
    TICKET_FIELDS_CHANGED = "ticket-fields-changed"
    TICKET_LINKS_CHANGED = "ticket-links-changed"
    TICKET_LOCK_CHANGED = "ticket-lock-changed"
    TICKET_OWNER_CHANGED = "ticket-owner-changed"
    TICKET_PRIORITY_CHANGED = "ticket-priority-changed"
    TICKET_QUEUE_CHANGED = "ticket-queue-changed"
    TICKET_STATE_CHANGED = "ticket-state-changed"
    TICKET_TIME_CHANGED = "ticket-time-changed"
    TICKET_TITLE_CHANGED = "ticket-title-changed"
    TICKET_WATCHERS_CHANGED = "ticket-watchers-changed"
    TOAST = "toast"
