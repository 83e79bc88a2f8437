"""The document in the frame that shows an HTML mail: sanitised, quotations folded, pictures from elsewhere only on demand."""

from __future__ import annotations

import re
from collections.abc import Callable

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from gotrs_api.articles import service as articles
from gotrs_api.articles.errors import ArticleNotFound
from gotrs_api.articles.html_safety import SafeHtml, make_safe
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import ArticleId, TicketId
from gotrs_api.uow import ReadUow
from gotrs_web.csp import mail_policy
from gotrs_web.quotations import fold_blockquotes
from gotrs_web.view import View, catalogue_of

# Mails bring their own colours and expect paper, whatever the theme around them. One without colours follows the page.
_PAPER = "html { color-scheme: light; background: #fff; color: #16181d; } body { padding: 12px 14px; }"
_PAGE = """
html { color-scheme: %s; color: light-dark(#16181d, #e6e8f2); }
a { color: light-dark(#0b57c2, #7fd4ff); }
body { padding: 2px 4px; }
body blockquote { color: inherit; opacity: 0.85; }
body summary { background: transparent; border: 1px solid #8a93a3; color: inherit; }
"""
_SCHEMES = {"light": "light", "dark": "dark"}
_LOOKS = re.compile(r"<(?:font|img)\b|\s(?:style|bgcolor|color)=", re.IGNORECASE)
_STYLE = """
body { margin: 0; font: 15px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
table { max-width: 100%; }
pre { white-space: pre-wrap; }
blockquote { margin: 8px 0; padding-inline-start: 12px; border-inline-start: 2px solid #b8bec9; color: #4a5160; }
summary { display: inline-block; padding: 2px 10px; border-radius: 99px; background: #eceff4; color: #4a5160; cursor: pointer; }
.held { display: flex; flex-wrap: wrap; gap: 6px 12px; margin-bottom: 12px; padding: 8px 12px; border: 1px dashed #8a93a3; border-radius: 5px; color: #4a5160; font-size: 13px; }
.held a { color: #0b57c2; }
"""


async def mail_document(
    request: Request,
    read: ReadUow,
    principal: Principal,
    ticket_id: TicketId,
    article_id: ArticleId,
    *,
    file_url: Callable[[int], str],
    remote_images: bool,
) -> Response:
    """`file_url` gives the address of an attachment by its id. Raises ArticleNotFound, also where there is no HTML."""
    html = await articles.html_body(read, principal, ticket_id, article_id)
    if html is None:
        raise ArticleNotFound
    article = await articles.read_article(read, principal, ticket_id, article_id)
    files = {file.content_id: file_url(file.id) for file in article.attachments if file.content_id}
    files |= {file.filename: file_url(file.id) for file in article.attachments if file.filename not in files}
    safe = make_safe(html, image_url=files.get, allow_remote_images=remote_images)
    response = HTMLResponse(_document(request, safe, article.subject, shown=remote_images))
    response.headers["Content-Security-Policy"] = mail_policy(remote_images=remote_images)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _document(request: Request, safe: SafeHtml, title: str, *, shown: bool) -> str:
    catalogue = catalogue_of(request)
    _ = catalogue.gettext
    held = Markup("")
    if safe.remote_images and not shown:
        count = catalogue.ngettext("{n} remote image held back", "{n} remote images held back", safe.remote_images)
        held = Markup('<p class="held"><span>{}</span><a href="?images=1" target="_self">{}</a></p>').format(
            count, _("Show them")
        )
    cut = Markup("<p><em>{}</em></p>").format(_("The rest is too long to be shown.")) if safe.truncated else Markup("")
    scheme = _SCHEMES.get(View(request).appearance.mode, "light dark")
    style = _STYLE + (_PAPER if _LOOKS.search(safe.html) else _PAGE % scheme)
    body = Markup(fold_blockquotes(safe.html, _("Quoted text")))
    return Markup(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title><style>{}</style></head>'
        '<body dir="auto">{}{}{}</body></html>'
    ).format(catalogue.language, title, Markup(style), held, body, cut)
