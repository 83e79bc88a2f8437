"""What happens, for pages that keep themselves up to date: thin events, for the session's agent."""

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse

from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.uow import Site
from gotrs_api.webhooks import stream
from gotrs_web.deps import Agent, session_principal

router = APIRouter(prefix="/agent")
_SHOWN = ("ticket.", "article.", "attachment.", "sla.")


@router.get("/events", name="agent_events")
async def listen(request: Request, principal: Agent) -> StreamingResponse:
    """`?ticket=42` only what happens to this ticket. Ends with the session."""
    site: Site = request.state.site
    ticket_id = request.query_params.get("ticket", "")
    last = request.headers.get("last-event-id", "")

    async def identify() -> Principal | None:
        return await session_principal(request, Kind.AGENT)

    content = stream.event_stream(
        site,
        identify,
        last_id=int(last) if last.isascii() and last.isdigit() else None,
        wants=lambda entry: entry.type.startswith(_SHOWN) and ticket_id in ("", str(entry.ticket_id)),
        show=stream.thin,
    )
    return StreamingResponse(content, media_type="text/event-stream", headers=stream.HEADERS)
