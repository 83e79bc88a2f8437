"""Drafts for forms: answers, forwards, notes, new mails; salutation and signature come from the ticket's queue."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Final

from gotrs_api.articles import service as articles
from gotrs_api.articles.html_safety import make_safe
from gotrs_api.articles.schemas import ArticleRead, AttachmentRead
from gotrs_api.catalog import service as catalog
from gotrs_api.customers import service as customers
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.addresses import split_addresses
from gotrs_api.kernel.html_text import text_to_html
from gotrs_api.kernel.ids import ArticleId, AttachmentId, QueueId, TicketId
from gotrs_api.mail.drafts.people import agent_attributes, customer_attributes
from gotrs_api.mail.drafts.recipients import recipients
from gotrs_api.mail.drafts.schemas import DraftRead
from gotrs_api.mail.drafts.tag_values import config_values, ticket_tag_values
from gotrs_api.mail.drafts.viewer import Viewer, viewer_of_principal
from gotrs_api.queues.schemas import QueueRead
from gotrs_api.queues.service import list_queues, read_queue
from gotrs_api.responses import service as responses
from gotrs_api.responses.answer_format import converted, put_together, quoted_html, quoted_text
from gotrs_api.responses.schemas import TemplateRead
from gotrs_api.responses.tags import Format, TagValues, expand
from gotrs_api.storage.uploads import Upload, receive
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas import TicketRead
from gotrs_api.tickets.service.addresses import queue_sender
from gotrs_api.tickets.subject import SubjectKind, build_subject
from gotrs_api.uow import ReadUow, UnitOfWork

NO_IMAGES: Final[Mapping[str, str]] = {}
WROTE = N_("wrote")
FORWARD_FIELDS = (N_("From"), N_("To"), N_("Cc"), N_("Date"), N_("Subject"))


async def render_reply(
    uow: ReadUow,
    principal: Principal,
    ticket_id: TicketId,
    article_id: ArticleId,
    template_id: int | None = None,
    *,
    to_all: bool = False,
    format_: Format | None = None,
    images: Mapping[str, str] = NO_IMAGES,
) -> DraftRead:
    """An answer to an article: recipients, subject, salutation + template + signature + quotation as
    `Ticket::Frontend::ResponseFormat` puts them, in HTML where `Frontend::RichText` says so.

    `images`: where the quotation finds its images, by content id (see `attach_inline_images`); it shows no others.
    Writes nothing. Raises TicketNotFound, ArticleNotFound, EntryNotFound (template), Forbidden for customers.
    """
    form = await _Form.open(uow, principal, ticket_id, article_id, template_id, format_)
    form.images = images
    answered = form.article
    assert answered is not None
    to, cc = await recipients(uow, form.ticket, answered, to_all=to_all)
    senders = split_addresses(answered.from_)
    names = {
        "Created": form.viewer.short(answered.created),
        "OrigFrom": answered.from_,
        "OrigFromName": (senders[0].real_name or senders[0].address) if senders else answered.from_,
        "Subject": answered.subject,
        "From": answered.from_,
        "To": answered.to,
    }
    body, writing_at = put_together(
        await sysconfig.get(uow, settings.RESPONSE_FORMAT),
        {
            "Salutation": await form.salutation(),
            "StdResponse": form.template_text(),
            "Signature": await form.signature(),
            "Body": await form.quotation(),
        },
        names,
        form.format,
        form.viewer.translate,
    )
    return await form.draft(
        to=to, cc=cc, subject=answered.subject, kind=SubjectKind.REPLY, body=body, writing_at=writing_at
    )


async def render_forward(
    uow: ReadUow,
    principal: Principal,
    ticket_id: TicketId,
    article_id: ArticleId,
    template_id: int | None = None,
    *,
    format_: Format | None = None,
    images: Mapping[str, str] = NO_IMAGES,
) -> DraftRead:
    """An article to be sent on to somebody else, with its files. `images` and errors as with `render_reply`."""
    form = await _Form.open(uow, principal, ticket_id, article_id, template_id, format_)
    form.images = images
    forwarded = form.article
    assert forwarded is not None
    translate = form.viewer.translate
    values = (forwarded.from_, forwarded.to, forwarded.cc, form.viewer.short(forwarded.created), forwarded.subject)
    head = "\n".join(f"{translate(name)}: {value}" for name, value in zip(FORWARD_FIELDS, values, strict=True) if value)
    blocks = [form.template_text(), await form.signature(), form.plain(head), await form.quotation()]
    body = form.joined([block for block in blocks if block])
    written = len(form.template_text())
    draft = await form.draft(
        to="", cc="", subject=forwarded.subject, kind=SubjectKind.FORWARD, body=body, writing_at=written
    )
    files = tuple(file.id for file in forwarded.attachments)
    return draft.model_copy(update={"forwarded_attachment_ids": files})


async def render_template(
    uow: ReadUow,
    principal: Principal,
    ticket_id: TicketId,
    template_id: int,
    *,
    article_id: ArticleId | None = None,
    format_: Format | None = None,
) -> DraftRead:
    """A template alone (notes, calls, snippets), its tags filled for a ticket. Raises as `render_reply`."""
    form = await _Form.open(uow, principal, ticket_id, article_id, template_id, format_)
    body = form.template_text()
    return await form.draft(
        to="", cc="", subject=form.ticket.title, kind=SubjectKind.NEW, body=body, writing_at=len(body)
    )


async def render_new_mail(
    uow: ReadUow,
    principal: Principal,
    queue_id: QueueId,
    template_id: int | None = None,
    *,
    format_: Format | None = None,
) -> DraftRead:
    """A mail that begins a ticket: template and the queue's signature. Raises QueueNotFound, EntryNotFound, Forbidden."""
    queue = await read_queue(uow, principal, queue_id)
    form = await _Form.before_ticket(uow, principal, queue, template_id, format_)
    body = form.joined([block for block in (form.template_text(), await form.signature()) if block])
    from_, written = await queue_sender(uow, principal, queue.id), len(form.template_text())
    return _draft(form, from_=from_, subject="", body=body, writing_at=written)


async def render_first_text(
    uow: ReadUow,
    principal: Principal,
    template_id: int,
    *,
    queue_id: QueueId | None = None,
    customer: str = "",
    format_: Format | None = None,
) -> str:
    """A template alone, for a ticket that is not there yet: its tags know the queue and the customer user (a login), if
    these are chosen. Raises QueueNotFound, EntryNotFound, Forbidden."""
    queue = await read_queue(uow, principal, queue_id) if queue_id is not None else None
    form = await _Form.before_ticket(uow, principal, queue, template_id, format_, customer)
    return form.template_text()


async def attach_template_files(uow: UnitOfWork, principal: Principal, template_id: int) -> list[Upload]:
    """Put a template's standard attachments among the principal's uploads, to be sent with what is written next.

    Raises EntryNotFound, Forbidden for customers.
    """
    principal.require_agent()
    template = await responses.read_template(uow, template_id)
    uploads = []
    for each in template.attachments:
        about, content = await responses.standard_attachment_content(uow, each.id)
        if about.is_valid:
            upload = await receive(
                uow,
                principal.key,
                filename=about.filename,
                content_type=about.content_type,
                pieces=_one(content),
            )
            uploads.append(upload)
    return uploads


async def inline_images(uow: ReadUow, principal: Principal, article: ArticleRead) -> list[AttachmentRead]:
    """The files that an article's HTML shows itself."""
    if not article.has_html or not any(file.content_id for file in article.attachments):
        return []
    whole = await articles.html_body(uow, principal, TicketId(article.ticket_id), ArticleId(article.id))
    used = make_safe(whole or "", image_url=lambda content_id: content_id).used_content_ids
    return [file for file in article.attachments if file.content_id in used]


async def attach_inline_images(uow: UnitOfWork, principal: Principal, article: ArticleRead) -> dict[str, Upload]:
    """Put the images of an article's HTML among the principal's uploads, to be shown in its quotation; by their content ids
    there (OTRS 6: HTMLUtils.pm, ArticleQuote)."""
    ticket_id, article_id = TicketId(article.ticket_id), ArticleId(article.id)
    found = {}
    for file in await inline_images(uow, principal, article):
        opened = await articles.open_attachment(uow, principal, ticket_id, article_id, AttachmentId(file.id))
        found[file.content_id or ""] = await receive(
            uow,
            principal.key,
            filename=file.filename,
            content_type=file.content_type,
            pieces=opened.pieces(),
            inline=True,
        )
    return found


async def chosen_format(uow: ReadUow) -> Format:
    return Format.HTML if await sysconfig.get(uow, settings.FRONTEND_RICH_TEXT) else Format.TEXT


class _Form:
    """What the kinds of drafts have in common."""

    ticket: TicketRead
    article: ArticleRead | None = None
    template: TemplateRead | None = None
    format: Format = Format.TEXT
    images: Mapping[str, str] = NO_IMAGES

    def __init__(
        self, uow: ReadUow, principal: Principal, queue: QueueRead | None, values: TagValues, viewer: Viewer
    ) -> None:
        self._uow, self._principal, self._queue, self._values, self.viewer = uow, principal, queue, values, viewer

    @classmethod
    async def open(
        cls,
        uow: ReadUow,
        principal: Principal,
        ticket_id: TicketId,
        article_id: ArticleId | None,
        template_id: int | None,
        format_: Format | None,
    ) -> _Form:
        principal.require_agent()
        ticket = await tickets.get_ticket(uow, principal, ticket_id)
        article = None
        if article_id is not None:
            article = await articles.read_article(uow, principal, ticket_id, article_id)
        viewer = await viewer_of_principal(uow, principal)
        queue = (await list_queues(uow)).by_id.get(ticket.queue.id)
        template = await responses.read_template(uow, template_id) if template_id is not None else None
        texts = [template.text if template else ""]
        if queue is not None:
            texts.append((await catalog.read_salutation(uow, queue.salutation.id)).text)
            texts.append((await catalog.read_signature(uow, queue.signature.id)).text)
        values = await ticket_tag_values(uow, ticket, viewer, agent_id=principal.user_id, answered=article, texts=texts)
        form = cls(uow, principal, queue, values, viewer)
        form.ticket, form.article, form.template = ticket, article, template
        form.format = format_ or await chosen_format(uow)
        return form

    @classmethod
    async def before_ticket(
        cls,
        uow: ReadUow,
        principal: Principal,
        queue: QueueRead | None,
        template_id: int | None,
        format_: Format | None,
        customer: str = "",
    ) -> _Form:
        principal.require_agent()
        person = await customers.find_by_login(uow, customer) if customer else None
        viewer = await viewer_of_principal(uow, principal)
        values = TagValues(
            config=await config_values(uow),
            agent=await agent_attributes(uow, principal.user_id),
            ticket={"Queue": queue.name, "QueueID": str(queue.id)} if queue else {},
            customer_name=person.name if person else "",
            customer_data=await customer_attributes(uow, person, None, viewer) if person else {},
        )
        form = cls(uow, principal, queue, values, viewer)
        form.template = await responses.read_template(uow, template_id) if template_id is not None else None
        form.format = format_ or await chosen_format(uow)
        return form

    async def salutation(self) -> str:
        if self._queue is None:
            return ""
        text = await catalog.read_salutation(self._uow, self._queue.salutation.id)
        return self._expanded(text.text, text.content_type)

    async def signature(self) -> str:
        if self._queue is None:
            return ""
        text = await catalog.read_signature(self._uow, self._queue.signature.id)
        return self._expanded(text.text, text.content_type)

    def template_text(self) -> str:
        return self._expanded(self.template.text, self.template.content_type) if self.template else ""

    async def quotation(self) -> str:
        """The article's text with the quote before each line, or its HTML, made safe and with `images` alone."""
        article = self.article
        assert article is not None
        prefix = await sysconfig.get(self._uow, settings.QUOTE_PREFIX)
        if self.format is Format.TEXT:
            return quoted_text(article.body, prefix, await sysconfig.get(self._uow, settings.TEXT_AREA_EMAIL))
        source = text_to_html(article.body)
        if article.has_html:
            ticket_id, article_id = TicketId(article.ticket_id), ArticleId(article.id)
            whole = await articles.html_body(self._uow, self._principal, ticket_id, article_id)
            source = make_safe(whole, image_url=self.images.get).html if whole is not None else source
        return quoted_html(source) if prefix else source

    def plain(self, text: str) -> str:
        return text_to_html(text) if self.format is Format.HTML else text

    def joined(self, blocks: list[str]) -> str:
        return ("<br/><br/>\n" if self.format is Format.HTML else "\n\n").join(blocks)

    async def draft(
        self, *, to: str, cc: str, subject: str, kind: SubjectKind, body: str, writing_at: int
    ) -> DraftRead:
        whole_subject = build_subject(subject, self.ticket.number, await tickets.subject_settings(self._uow), kind)
        from_ = await queue_sender(self._uow, self._principal, self.ticket.queue.id)
        return _draft(self, from_=from_, to=to, cc=cc, subject=whole_subject, body=body, writing_at=writing_at)

    def _expanded(self, text: str, content_type: str) -> str:
        return expand(converted(text, content_type == "text/html", self.format), self._values, self.format)


def _draft(
    form: _Form, *, from_: str, subject: str, body: str, writing_at: int, to: str = "", cc: str = ""
) -> DraftRead:
    return DraftRead(
        from_=from_,
        to=to,
        cc=cc,
        subject=subject,
        body=body,
        writing_at=writing_at,
        content_type="text/html" if form.format is Format.HTML else "text/plain",
        article_id=form.article.id if form.article else None,
        template_id=form.template.id if form.template else None,
        attachments=form.template.attachments if form.template else (),
        forwarded_attachment_ids=(),
    )


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content
