"""Automatic replies to what did not come by mail: portal tickets and answers, and calls that agents wrote down.

Source: OTRS 6, Ticket/Article/Backend/MIMEBase/Base.pm, ArticleCreate (AutoResponseType) and its callers.
"""

from gotrs_api.articles import service as articles
from gotrs_api.articles.events import ArticleCreated
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.events import Handler, Phase
from gotrs_api.identity.principal import Principal
from gotrs_api.mail.auto_response.kinds import AutoResponseKind, Original
from gotrs_api.mail.auto_response.send import send_auto_response
from gotrs_api.mail.auto_response.templates import is_used
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets.service.current import acting_as_system
from gotrs_api.uow import UnitOfWork

_SYSTEM = Principal.system("auto response")


async def answer_web_request(uow: UnitOfWork, event: ArticleCreated) -> None:
    """Mail is answered by the postmaster; this is for the portal and the phone."""
    if (
        not event.may_be_answered
        or event.sender_type is not SenderType.CUSTOMER
        or event.channel
        not in (
            ArticleChannel.INTERNAL,
            ArticleChannel.PHONE,
        )
    ):
        return
    if not await _wanted(uow):
        return
    is_first = await articles.count_articles(uow, _SYSTEM, event.ticket_id) == 1
    if not is_first and event.channel is ArticleChannel.PHONE:
        return
    kind = AutoResponseKind.REPLY if is_first else AutoResponseKind.FOLLOW_UP
    if is_first and not await sysconfig.get(uow, settings.AUTO_RESPONSE_FOR_WEB_TICKETS):
        return
    article = await articles.read_article(uow, _SYSTEM, event.ticket_id, event.article_id)
    original = Original(
        from_=article.from_,
        reply_to=article.reply_to,
        to=article.to,
        cc=article.cc,
        subject=article.subject,
        body=article.body,
        visible_for_customer=article.visible_for_customer,
    )
    with acting_as_system(uow):
        await send_auto_response(uow, kind, event.ticket_id, original)


async def _wanted(uow: UnitOfWork) -> bool:
    return await is_used(uow, AutoResponseKind.REPLY) or await is_used(uow, AutoResponseKind.FOLLOW_UP)


HANDLERS = (Handler(ArticleCreated, answer_web_request, Phase.COMMIT),)
