"""Where a form that was put aside is opened again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from gotrs_api.kernel.ids import TicketId
from gotrs_api.tickets.service.drafts import NOT_YET

DRAFT: Final = "draft"
ACTION: Final = "new-"


def address_of(ticket_id: TicketId, action: str, draft_id: int, kinds: Collection[str]) -> str:
    """Where a draft is gone on with; one of no known kind as a note."""
    if ticket_id == NOT_YET:
        return f"/agent/tickets/new/{action.removeprefix(ACTION)}?{DRAFT}={draft_id}"
    return f"/agent/tickets/{ticket_id}/{action if action in kinds else 'note'}?{DRAFT}={draft_id}#composer"
