"""Customers and free addresses as recipients. Each of them gets an article of the ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleRead, SenderType
from gotrs_api.automation.notifications.occasion import SYSTEM, Occasion
from gotrs_api.automation.notifications.stored import Notification
from gotrs_api.catalog import service as catalog
from gotrs_api.customers import service as customers
from gotrs_api.kernel.addresses import is_valid_address, normalized_address, split_addresses
from gotrs_api.kernel.ids import ArticleId
from gotrs_api.mail.drafts.people import customer_attributes
from gotrs_api.mail.drafts.viewer import viewer_of
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow

CONTACT_RECIPIENTS: Final = ("AllRecipientsFirstArticle", "AllRecipientsLastArticle", "Customer")


@dataclass(frozen=True)
class Contact:
    """Somebody outside. `attributes` are what tags say about the recipient."""

    email: str
    name: str = ""
    language: str = ""
    time_zone: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


async def contacts_to_tell(
    uow: ReadUow, notification: Notification, occasion: Occasion, free_addresses: str
) -> list[Contact]:
    """Each address once, without our own. `free_addresses` is a header line (RecipientEmail, tags replaced)."""
    lines = [free_addresses]
    wanted = notification.values("Recipients")
    if "Customer" in wanted:
        lines.append(await _customer_line(uow, occasion))
    for recipient, place in (("AllRecipientsFirstArticle", 0), ("AllRecipientsLastArticle", -1)):
        if recipient in wanted and (article := await _article_at(uow, occasion, place)) is not None:
            lines += [article.from_, article.to, article.cc]
    found: dict[str, Contact] = {}
    for address in (address for line in lines for address in split_addresses(line)):
        email = address.email or ""
        key = normalized_address(email)
        if key in found or not is_valid_address(email) or await catalog.find_system_address(uow, email) is not None:
            continue
        found[key] = await _contact(uow, occasion, email, address.real_name)
    return list(found.values())


async def _customer_line(uow: ReadUow, occasion: Occasion) -> str:
    """The customer user's address; of an unknown one that of the last customer article, or the one it was sent to."""
    login = occasion.row.customer_user or ""
    known = await customers.find_by_login(uow, login) if login else None
    if known is not None:
        return known.email
    if await sysconfig.get(uow, settings.CUSTOMER_NOTIFY_REAL_ONLY):
        return ""
    article = await _last_of_customer(uow, occasion)
    if article is None:
        return login
    return (article.reply_to or article.from_) if article.sender_type is SenderType.CUSTOMER else article.to


async def _last_of_customer(uow: ReadUow, occasion: Occasion) -> ArticleRead | None:
    """The customer's last article; where there is none, the last that the customer may see."""
    summaries = await articles.list_article_summaries(uow, SYSTEM, occasion.ticket_id)
    written = [each for each in summaries if each.sender_type is SenderType.CUSTOMER]
    chosen = written or [each for each in summaries if each.visible_for_customer]
    if not chosen:
        return None
    return await articles.read_article(uow, SYSTEM, occasion.ticket_id, ArticleId(chosen[-1].id))


async def _article_at(uow: ReadUow, occasion: Occasion, place: int) -> ArticleRead | None:
    summaries = await articles.list_article_summaries(uow, SYSTEM, occasion.ticket_id)
    if not summaries:
        return None
    return await articles.read_article(uow, SYSTEM, occasion.ticket_id, ArticleId(summaries[place].id))


async def _contact(uow: ReadUow, occasion: Occasion, email: str, name: str) -> Contact:
    login = occasion.row.customer_user or ""
    own = await customers.find_by_login(uow, login) if login else None
    known = own if own is not None and normalized_address(own.email) == normalized_address(email) else None
    known = known or await customers.find_by_email(uow, email)
    if known is None:
        return Contact(email, name, attributes={"UserEmail": email, "UserFullname": name or email})
    language, time_zone = await customers.language_and_zone(uow, known.login)
    return Contact(
        email=email,
        name=name or known.name,
        language=language,
        time_zone=time_zone,
        attributes=await customer_attributes(
            uow, known, None, await viewer_of(uow, language, time_zone, names_zone=True)
        ),
    )
