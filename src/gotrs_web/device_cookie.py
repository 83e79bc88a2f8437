"""Which device a browser is: so that the list of devices says so, and signing out ends it. Worth nothing to anybody else."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from gotrs_api.automation.web_push import service as web_push
from gotrs_api.identity.principal import Kind
from gotrs_api.identity.service import sessions
from gotrs_api.uow import Site

_NAMES: Final = {Kind.AGENT: "gotrs_device_agent", Kind.CUSTOMER: "gotrs_device_customer"}
_LIFETIME_S: Final = 400 * 24 * 3600  # as long as browsers keep one


def this_browser(request: Request, kind: Kind) -> str:
    return request.cookies.get(_NAMES[kind], "")


def remember_this_browser(request: Request, kind: Kind, response: Response, endpoint: str) -> None:
    """`endpoint`: where its push service takes messages for it."""
    attributes = sessions.cookie_attributes(secure=request.state.secure)
    response.set_cookie(_NAMES[kind], web_push.browser_id(endpoint), max_age=_LIFETIME_S, **attributes)


async def forget_this_browser(request: Request, kind: Kind, response: Response) -> None:
    """Whoever signs out is told nothing more in this browser."""
    browser = this_browser(request, kind)
    if browser:
        site: Site = request.state.site
        async with site.uow() as uow:
            await web_push.forget_browser(uow, browser)
        response.delete_cookie(_NAMES[kind], **sessions.cookie_attributes(secure=request.state.secure))
