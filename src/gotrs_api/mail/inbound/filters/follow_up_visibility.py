"""Answers of third parties to internal mails stay internal.

Source: OTRS 6, PostMaster/Filter/FollowUpArticleVisibilityCheck.pm.
"""

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import ArticleChannel, ArticleRead, SenderType
from gotrs_api.customers import service as customers
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import normalized_address, split_addresses
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.incoming import IncomingMail
from gotrs_api.uow import UnitOfWork

NAME = "FollowUpArticleVisibilityCheck"


async def check_follow_up_visibility(
    uow: UnitOfWork, principal: Principal, mail: IncomingMail, ticket_id: TicketId, customer_user: str
) -> None:
    """Hide a follow-up from the customer when its sender is not the customer and answers a mail that was hidden too."""
    senders = {normalized_address(a.email) for a in mail.parsed.from_addresses if a.email}
    senders |= {normalized_address(mail.sender)} if mail.sender else set()
    if not senders or senders & await _customer_addresses(uow, customer_user):
        return
    answered = {*mail.parsed.references, *mail.parsed.in_reply_to_ids}
    for article in await articles.list_articles(uow, principal, ticket_id):
        if article.channel is not ArticleChannel.EMAIL or article.sender_type is not SenderType.AGENT:
            continue
        if not article.visible_for_customer and (senders & _recipients(article) or article.message_id in answered):
            mail.headers["X-OTRS-FollowUp-IsVisibleForCustomer"] = "0"
            mail.headers["X-OTRS-FollowUp-SenderType"] = "customer"
            mail.trace.note("visibility", NAME, f"hidden from the customer, as the mail it answers ({article.id})")
            return


async def _customer_addresses(uow: UnitOfWork, customer_user: str) -> set[str]:
    known = await customers.find_by_login(uow, customer_user) if customer_user else None
    found = {customer_user, known.email if known else ""}
    return {normalized_address(address) for address in found if "@" in address}


def _recipients(article: ArticleRead) -> set[str]:
    found = (a.email for line in (article.to, article.cc, article.bcc) for a in split_addresses(line))
    return {normalized_address(email) for email in found if email}
