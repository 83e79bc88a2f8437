"""Use cases of articles. Callers have checked the right on the ticket; rights of customers on articles count here."""

from gotrs_api.articles.service.attachments import (
    AttachmentContent,
    add_attachment,
    attachment_id_of,
    copy_attachments,
    delete_attachment,
    list_attachments,
    open_attachment,
    resolve_attachments,
)
from gotrs_api.articles.service.edit import delete_article, delete_articles_of_ticket, move_articles, update_article
from gotrs_api.articles.service.flags import article_flags, clear_flags, mark_seen, set_flags, unset_flags
from gotrs_api.articles.service.lookup import FoundArticle, find_by_message_id
from gotrs_api.articles.service.otrs_form import ArticleWish, otrs_articles
from gotrs_api.articles.service.read import (
    PlainContent,
    article_values,
    count_articles,
    html_body,
    list_article_summaries,
    list_articles,
    load_articles,
    open_plain,
    read_article,
    read_plain,
)
from gotrs_api.articles.service.store import store_article
from gotrs_api.articles.service.transmission import (
    clear_send_error,
    keep_plain,
    record_send_error,
    transmissions,
)

__all__ = [
    "ArticleWish",
    "AttachmentContent",
    "FoundArticle",
    "PlainContent",
    "add_attachment",
    "article_flags",
    "article_values",
    "attachment_id_of",
    "clear_flags",
    "clear_send_error",
    "copy_attachments",
    "count_articles",
    "delete_article",
    "delete_articles_of_ticket",
    "delete_attachment",
    "find_by_message_id",
    "html_body",
    "keep_plain",
    "list_article_summaries",
    "list_articles",
    "list_attachments",
    "load_articles",
    "mark_seen",
    "move_articles",
    "open_attachment",
    "open_plain",
    "otrs_articles",
    "read_article",
    "read_plain",
    "record_send_error",
    "resolve_attachments",
    "set_flags",
    "store_article",
    "transmissions",
    "unset_flags",
    "update_article",
]
