"""Tells the owner of an account about a new password or second factor, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from gotrs_api.automation.account_mails.texts import (
    ACCOUNT_LINE,
    GREETING,
    LINKS,
    NOT_ASKED,
    PASSWORD_BY_OTHER,
    PASSWORD_BY_OWNER,
    SECOND_FACTOR,
    UNTIL,
    WARNING,
    AccountText,
)
from gotrs_api.customers import service as customers
from gotrs_api.events import Handler, Phase
from gotrs_api.identity.agents import preferences
from gotrs_api.identity.events import PasswordChanged, PasswordLinkMade, SecondFactorChanged
from gotrs_api.identity.models import User
from gotrs_api.identity.names import full_name
from gotrs_api.identity.principal import Kind
from gotrs_api.kernel.addresses import is_valid_address
from gotrs_api.mail.drafts.notification_sender import notification_sender
from gotrs_api.mail.drafts.viewer import viewer_of
from gotrs_api.mail.outbound.compose import OutgoingMail, new_message_id
from gotrs_api.mail.outbound.service import envelope_sender, queue_mail
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.addresses import mailbox
from gotrs_api.uow import ReadUow, UnitOfWork


class Owner(NamedTuple):
    """Whom a mail is for."""

    login: str
    name: str
    email: str
    language: str
    time_zone: str


async def tell_new_password(uow: UnitOfWork, event: PasswordChanged) -> None:
    await _tell(uow, event.kind, event.subject, PASSWORD_BY_OWNER if event.by_owner else PASSWORD_BY_OTHER)


async def tell_second_factor(uow: UnitOfWork, event: SecondFactorChanged) -> None:
    await _tell(uow, event.kind, event.subject, SECOND_FACTOR[event.change])


async def send_link(uow: UnitOfWork, event: PasswordLinkMade) -> None:
    """The link's secret stands in the mail alone; it is no warning, so somebody who did not ask need do nothing."""
    owner = await owner_of(uow, event.kind, event.subject)
    area = "/auth/customer" if event.kind is Kind.CUSTOMER else "/auth"
    url = f"{await site_url(uow)}{area}/password/new?token={event.token}"
    text = LINKS[event.purpose]
    await send_lines(
        uow, owner, text.subject, (GREETING, text.what, "{url}", UNTIL, NOT_ASKED), {"url": url}, until=event.until
    )


async def site_url(uow: ReadUow) -> str:
    """Where people reach this site: never what a request's Host header says."""
    configured = uow.site.settings.public_url.rstrip("/")
    return configured or f"{await sysconfig.get(uow, settings.HTTP_TYPE)}://{await sysconfig.get(uow, settings.FQDN)}"


async def _tell(uow: UnitOfWork, kind: Kind, subject: str, text: AccountText) -> None:
    owner = await owner_of(uow, kind, subject)
    await send_lines(uow, owner, text.subject, (GREETING, text.what, ACCOUNT_LINE, WARNING))


async def send_lines(
    uow: UnitOfWork,
    owner: Owner | None,
    subject: str,
    lines: Sequence[str],
    values: Mapping[str, str] | None = None,
    *,
    until: datetime | None = None,
) -> None:
    """One paragraph for each line, in the owner's language. Nothing for an account that has no usable address."""
    if owner is None or not is_valid_address(owner.email):
        return
    viewer = await viewer_of(uow, owner.language, owner.time_zone, names_zone=True)
    known = {
        "name": owner.name,
        "login": owner.login,
        "product": await sysconfig.get(uow, settings.PRODUCT_NAME),
        "time": viewer.moment(uow.clock.now()),
        "until": viewer.moment(until) if until else "",
        **(values or {}),
    }
    paragraphs = [viewer.translate(line).format(**known) for line in lines]
    mail = OutgoingMail(
        from_=await notification_sender(uow),
        to=mailbox(owner.name, owner.email),
        subject=viewer.translate(subject),
        message_id=new_message_id(await sysconfig.get(uow, settings.FQDN), uow.clock.now()),
        date=uow.clock.now(),
        text="\n\n".join(paragraphs) + "\n",
        automatic=True,
    )
    envelope = await envelope_sender(uow, mail.from_, automatic=True)
    await queue_mail(uow, mail, article_id=None, sender=envelope, recipients=[owner.email])


async def owner_of(uow: ReadUow, kind: Kind, subject: str) -> Owner | None:
    return await (_agent(uow, int(subject)) if kind is Kind.AGENT else _customer(uow, subject))


async def _agent(uow: ReadUow, user_id: int) -> Owner | None:
    user = await uow.session.get(User, user_id)
    if user is None:
        return None
    kept = await preferences(uow, user_id)
    order = await sysconfig.get(uow, settings.FIRSTNAME_LASTNAME_ORDER)
    return Owner(
        login=user.login,
        name=full_name(user.first_name, user.last_name, user.login, order),
        email=kept.get("UserEmail", ""),
        language=kept.get("UserLanguage", ""),
        time_zone=kept.get("UserTimeZone", ""),
    )


async def _customer(uow: ReadUow, login: str) -> Owner | None:
    customer = await customers.find_by_login(uow, login)
    if customer is None:
        return None
    return Owner(customer.login, customer.name, customer.email, *await customers.language_and_zone(uow, customer.login))


HANDLERS = (
    Handler(PasswordChanged, tell_new_password, Phase.COMMIT),
    Handler(PasswordLinkMade, send_link, Phase.COMMIT),
    Handler(SecondFactorChanged, tell_second_factor, Phase.COMMIT),
)
