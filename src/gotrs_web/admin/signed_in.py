"""Who is signed in, and everybody's access tokens."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.service import sessions, tokens
from gotrs_api.kernel.errors import NotFound
from gotrs_api.uow import ReadUow
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.listing import WORDS, Column, Found, ListPane, Query, cut
from gotrs_web.admin.pages import list_pane
from gotrs_web.deps import Administrator
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/admin")
KINDS = {"agent": N_("agent"), "customer": N_("customer")}
SESSION_COLUMNS = (
    Column(N_("Login"), "login", "link"),
    Column(N_("Kind"), lambda row: KINDS.get(row.kind, str(row.kind)), "word"),
    Column(N_("Since"), "created", "moment"),
    Column(N_("Last seen"), "last_seen", "moment"),
    Column(N_("Address"), "address", "muted"),
)
TOKEN_COLUMNS = (
    Column(N_("Name"), "name", "link"),
    Column(N_("Owner"), "owner"),
    Column(N_("Begins with"), "prefix", "muted"),
    Column(N_("Last used"), "last_used", "moment"),
    Column(N_("Ends"), "expires", "moment"),
    Column(N_("State"), lambda row: N_("revoked") if row.revoked else N_("in use"), "word"),
)


@router.get("/sessions", name="admin_sessions")
async def show_sessions(request: Request, principal: Administrator, read: Read) -> Response:
    context = {"facts": "admin/signed_in/_sessions_facts.html"}
    return render(request, "admin/list.html", {"listed": await _sessions(request, read, principal), **context})


@router.post("/sessions/ends", name="admin_end_sessions")
async def end_everybodys(request: Request, principal: Administrator, uow: Uow) -> Response:
    ended = await sessions.end_everybodys(uow, principal)
    toast = catalogue_of(request).ngettext("{n} session was ended.", "{n} sessions were ended.", ended)
    return redirect(request, "/admin/sessions", toast=toast)


@router.get("/sessions/{session_id}", name="admin_session")
async def show_session(request: Request, principal: Administrator, read: Read, session_id: int) -> Response:
    found = next((row for row in await sessions.list_all(read, principal) if row.id == session_id), None)
    if found is None:
        raise NotFound
    listed = await _sessions(request, read, principal, str(session_id))
    context = {
        "listed": listed,
        "heading": found.login,
        "tabs": [],
        "session": found,
        "kind": KINDS.get(found.kind, ""),
    }
    return render(request, "admin/signed_in/session.html", context)


@router.post("/sessions/{session_id}/end", name="admin_end_session")
async def end_session(request: Request, principal: Administrator, uow: Uow, session_id: int) -> Response:
    await sessions.end_one(uow, principal, session_id, anybodys=True)
    return redirect(request, "/admin/sessions", toast=catalogue_of(request).gettext("The session is ended."))


@router.get("/tokens", name="admin_tokens")
async def show_tokens(request: Request, principal: Administrator, read: Read) -> Response:
    return render(request, "admin/list.html", {"listed": await _tokens(request, read, principal)})


@router.get("/tokens/{token_id}", name="admin_token")
async def show_token(request: Request, principal: Administrator, read: Read, token_id: int) -> Response:
    token = await tokens.get(read, principal, token_id, anybodys=True)
    listed = await _tokens(request, read, principal, str(token_id))
    context = {"listed": listed, "heading": token.name, "tabs": [], "token": token, "kind": KINDS.get(token.kind, "")}
    return render(request, "admin/signed_in/token.html", context)


@router.post("/tokens/{token_id}/revocation", name="admin_token_revocation")
async def revoke(request: Request, principal: Administrator, uow: Uow, token_id: int) -> Response:
    await tokens.revoke(uow, principal, token_id, anybodys=True)
    toast = catalogue_of(request).gettext("The token does not work any more.")
    return redirect(request, f"/admin/tokens/{token_id}", toast=toast)


async def _sessions(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(
        request, read, principal, "sessions", SESSION_COLUMNS, (WORDS,), _session_rows, current=current
    )


async def _tokens(request: Request, read: ReadUow, principal: Principal, current: str = "") -> ListPane:
    return await list_pane(request, read, principal, "tokens", TOKEN_COLUMNS, (WORDS,), _token_rows, current=current)


async def _session_rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await sessions.list_all(read, principal), query, lambda row: f"{row.login} {row.address}")


async def _token_rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await tokens.list_all(read, principal), query, lambda row: f"{row.name} {row.owner} {row.prefix}")
