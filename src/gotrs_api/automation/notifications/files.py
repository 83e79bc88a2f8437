"""Files of the event's article, for notifications that bring them along (`ArticleAttachmentInclude`)."""

from __future__ import annotations

from gotrs_api.articles import service as articles
from gotrs_api.articles.schemas import AttachmentRead
from gotrs_api.automation.notifications.occasion import SYSTEM, Occasion
from gotrs_api.automation.notifications.stored import Notification
from gotrs_api.kernel.ids import ArticleId, AttachmentId
from gotrs_api.uow import ReadUow

MOST_BYTES = 10 * 1024 * 1024


async def files_of(uow: ReadUow, notification: Notification, occasion: Occasion) -> list[tuple[AttachmentRead, bytes]]:
    """Nothing when they are larger than 10 MiB together: a notification is not worth more."""
    article = occasion.article
    if article is None or not notification.is_on("ArticleAttachmentInclude"):
        return []
    if sum(file.size for file in article.attachments) > MOST_BYTES:
        return []
    found = []
    for file in article.attachments:
        opened = await articles.open_attachment(
            uow, SYSTEM, occasion.ticket_id, ArticleId(article.id), AttachmentId(file.id)
        )
        found.append((file, b"".join([piece async for piece in opened.pieces()])))
    return found
