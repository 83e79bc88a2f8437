"""Mails to those who sign up."""

from __future__ import annotations

from gotrs_api.automation.account_mails.handlers import Owner, owner_of, send_lines, site_url
from gotrs_api.automation.account_mails.texts import (
    GREETING,
    SIGN_UP,
    SIGN_UP_ACCEPTED,
    SIGN_UP_FORGOTTEN,
    SIGN_UP_KNOWN,
    SIGN_UP_NOT_ASKED,
    UNTIL,
)
from gotrs_api.customers.events import SignUpAccepted, SignUpLinkMade, SignUpOfKnown
from gotrs_api.events import Handler, Phase
from gotrs_api.identity.principal import Kind
from gotrs_api.uow import UnitOfWork


async def send_link(uow: UnitOfWork, event: SignUpLinkMade) -> None:
    owner = Owner(login=event.email, name=event.email, email=event.email, language=event.language, time_zone="")
    url = f"{await site_url(uow)}/auth/customer/register/confirm?token={event.token}"
    lines = (GREETING, SIGN_UP.what, "{url}", UNTIL, SIGN_UP_NOT_ASKED)
    await send_lines(uow, owner, SIGN_UP.subject, lines, {"url": url}, until=event.until)


async def tell_known(uow: UnitOfWork, event: SignUpOfKnown) -> None:
    owner = await owner_of(uow, Kind.CUSTOMER, event.login)
    url = f"{await site_url(uow)}/auth/customer/password/forgotten"
    lines = (GREETING, SIGN_UP_KNOWN.what, SIGN_UP_FORGOTTEN, "{url}")
    await send_lines(uow, owner, SIGN_UP_KNOWN.subject, lines, {"url": url})


async def tell_accepted(uow: UnitOfWork, event: SignUpAccepted) -> None:
    owner = await owner_of(uow, Kind.CUSTOMER, event.login)
    url = f"{await site_url(uow)}/auth/customer/login"
    lines = (GREETING, SIGN_UP_ACCEPTED.what, "{url}")
    await send_lines(uow, owner, SIGN_UP_ACCEPTED.subject, lines, {"url": url})


HANDLERS = (
    Handler(SignUpLinkMade, send_link, Phase.COMMIT),
    Handler(SignUpOfKnown, tell_known, Phase.COMMIT),
    Handler(SignUpAccepted, tell_accepted, Phase.COMMIT),
)
