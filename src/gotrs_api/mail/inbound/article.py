"""The article that a mail becomes."""

from gotrs_api.articles.new_article import NewArticle, NewAttachment
from gotrs_api.articles.schemas import ArticleChannel, SenderType
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.inbound.incoming import IncomingMail


def article_of(mail: IncomingMail, ticket_id: TicketId, *, follow_up: bool) -> NewArticle:
    """With the raw mail and all its parts; sender type and visibility as the headers say."""
    return NewArticle(
        ticket_id=ticket_id,
        channel=ArticleChannel.EMAIL,
        sender_type=SenderType(mail.sender_type(follow_up=follow_up)),
        visible_for_customer=mail.visible_for_customer(follow_up=follow_up),
        subject=mail.get("Subject"),
        body=mail.body,
        content_type="text/plain; charset=utf-8",
        from_=mail.get("From"),
        reply_to=mail.get("ReplyTo"),
        to=mail.get("To"),
        cc=mail.get("Cc"),
        message_id=mail.message_id,
        in_reply_to=mail.get("In-Reply-To"),
        references=mail.get("References"),
        attachments=[
            NewAttachment(
                filename=part.filename,
                content=part.content,
                content_type=part.content_type or "application/octet-stream",
                content_id=part.content_id or None,
                content_alternative=part.content_alternative,
                disposition=part.disposition or None,
            )
            for part in mail.parsed.attachments
        ],
        raw=mail.raw,
    )
