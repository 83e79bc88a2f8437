"""Who is signed in, for the handlers of each area.

Declare the principal before `Uow` in a handler: the unit of work acts as the principal that it finds.
"""

from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from gotrs_api.i18n import N_
from gotrs_api.identity.errors import SecondFactorNeeded
from gotrs_api.identity.limits import count_request
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.service import sessions, signing_in_as
from gotrs_api.kernel.errors import Forbidden, GotrsError, NotFound
from gotrs_api.uow import Site
from gotrs_web import csrf
from gotrs_web.appearance import local_path
from gotrs_web.areas import HOME, LOGIN, kind_of
from gotrs_web.navigation import shell_for
from gotrs_web.render import Toast, flash, is_htmx, wants_fragment
from gotrs_web.wording import explain

PROFILES = ("/agent/profile", "/customer/profile")


# Ids of rows that OTRS counts with 64 bits, or that are no rows; the others have 32.
_LONG = frozenset(
    {
        "ticket_id",
        "article_id",
        "attachment_id",
        "audit_id",
        "communication_id",
        "file_id",
        "job_id",
        "delivery_id",
        "line_id",
        "notice_id",
        "saved_id",
        "session_id",
        "token_id",
    }
)
# A company's id may be any text, so may what the administration calls entries.
_TEXTS = frozenset({"customer_id", "entry_id", "translation_id", "upload_id"})


# What addresses ask for by its id behind the `?`, with the bits that it may have.
_ASKED = {"article": 63, "below": 31, "draft": 31, "queue": 31, "saved": 63, "template": 31, "ticket": 63}


async def check_numbers(request: Request) -> None:
    """An id in the address that no row can have leads nowhere; databases only refuse it. Raises NotFound."""
    for name, value in request.path_params.items():
        if name.endswith("_id") and name not in _TEXTS and not _fits(str(value), 63 if name in _LONG else 31):
            raise NotFound
    for name, value in request.query_params.multi_items():
        if name in _ASKED and not _fits(value, _ASKED[name]):
            raise NotFound


def _fits(text: str, bits: int) -> bool:
    """What is no number is somebody else's to refuse."""
    try:
        return -(1 << bits) <= int(text) < 1 << bits
    except ValueError:
        return True


class SignInNeeded(Exception):
    """No session, one that is over, or (`why`) one that does not suffice any more."""

    def __init__(self, kind: Kind, why: GotrsError | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.why = why


async def sign_in_needed(request: Request, error: Exception) -> Response:
    """To the sign-in page, and from there back to where one wanted to go."""
    assert isinstance(error, SignInNeeded)
    wanted = _wanted_page(request)
    address = LOGIN[error.kind]
    if wanted and wanted != HOME[error.kind]:
        address = f"{address}?{urlencode({'next': wanted})}"
    response: Response = RedirectResponse(address, status_code=303)
    if is_htmx(request):
        response = Response(status_code=401, headers={"HX-Redirect": address})
    if error.why is not None:
        flash(request, response, Toast(explain(request, error.why), "warn"))
    return response


def _wanted_page(request: Request) -> str:
    """A form cannot be sent again from elsewhere, and a fragment is not a page: then the page one is on."""
    if request.method == "GET" and not is_htmx(request):
        return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    parts = urlsplit(request.headers.get("hx-current-url") or request.headers.get("referer") or "")
    if parts.netloc and parts.netloc != request.headers.get("host"):
        return ""
    return local_path(f"{parts.path}?{parts.query}" if parts.query else parts.path, "")


async def agent(request: Request) -> Principal:
    return await _signed_in(request, Kind.AGENT)


async def customer(request: Request) -> Principal:
    return await _signed_in(request, Kind.CUSTOMER)


async def person(request: Request) -> Principal:
    """For pages that agents and customers have alike: whoever the area belongs to."""
    kind = kind_of(request.url.path)
    assert kind is not None
    return await _signed_in(request, kind)


async def administrator(request: Request) -> Principal:
    principal = await _signed_in(request, Kind.AGENT)
    principal.require_admin()
    return principal


async def _signed_in(request: Request, kind: Kind) -> Principal:
    principal = await session_principal(request, kind)
    if principal is None:
        raise SignInNeeded(kind, getattr(request.state, "insufficient", None))
    await count_request(request, principal)
    request.state.principal = principal
    shell = await shell_for(request, principal, fragment=wants_fragment(request))
    if principal.behind is not None:
        shell = replace(shell, behind=await _behind(request, principal))
    request.state.shell = shell
    return principal


async def _behind(request: Request, principal: Principal) -> str:
    """The administrator's login; whoever is signed in as somebody else changes neither passwords nor preferences."""
    site: Site = request.state.site
    async with site.read() as read:
        login = await signing_in_as.who_is_behind(read, principal)
    if request.method not in csrf.SAFE_METHODS and request.url.path.startswith(PROFILES):
        raise Forbidden(N_("Not while you are signed in as somebody else."))
    return login or ""


async def session_principal(request: Request, kind: Kind) -> Principal | None:
    """Who the cookie says this is, if its session still counts; an administrator's as somebody else only while he is one."""
    site: Site = request.state.site
    token = request.cookies.get(sessions.cookie_name(kind, secure=request.state.secure))
    try:
        found = await sessions.find(site, kind, token) if token else None
    except SecondFactorNeeded as needed:
        request.state.insufficient = needed
        return None
    if found is None:
        return None
    if found.principal.behind is not None:
        async with site.read() as read:
            if await signing_in_as.who_is_behind(read, found.principal) is None:
                return None
    return found.principal


Agent = Annotated[Principal, Depends(agent)]
Customer = Annotated[Principal, Depends(customer)]
Person = Annotated[Principal, Depends(person)]
Administrator = Annotated[Principal, Depends(administrator)]
