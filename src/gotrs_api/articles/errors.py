"""Refusals around articles."""

from gotrs_api.kernel.errors import Conflict, NotFound


class ArticleNotFound(NotFound):
    code = "article.not_found"
    message = "There is no such article, or you may not see it."


class AttachmentNotFound(NotFound):
    code = "article.attachment_not_found"
    message = "There is no such attachment."


class PlainNotFound(NotFound):
    code = "article.no_raw_mail"
    message = "This article has no raw mail."


class ArticleNotEditable(Conflict):
    code = "article.not_editable"
    message = "Only internal notes can be changed or deleted."
