"""Tools that change tickets: the commands are those of the API, and so are rights, history and events."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from gotrs_api.articles.schemas import ArticleChannel, ArticleCreate
from gotrs_api.identity.rules import AGENTS, Rule
from gotrs_api.identity.scopes import Scope
from gotrs_api.kernel.ids import TicketId as TicketIdType
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.tools.base import Given, NameOrId, TicketId, Told, Tool
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.errors import TicketRightMissing
from gotrs_api.tickets.schemas import FormDraftWrite, TicketCreate, TicketRead, TicketReply, TicketUpdate
from gotrs_api.uow import UnitOfWork

ArticleType = Literal["note-internal", "note-external", "email-external"]
_SHAPES: dict[ArticleType, tuple[ArticleChannel, bool]] = {
    "note-internal": (ArticleChannel.INTERNAL, False),
    "note-external": (ArticleChannel.INTERNAL, True),
    "email-external": (ArticleChannel.EMAIL, True),
}
_CHANGEABLE = {"state_id": "state", "priority_id": "priority", "queue_id": "queue", "owner_id": "owner"}


class CreateTicket(Given):
    title: str = Field(min_length=1, max_length=255)
    queue_id: NameOrId
    body: str = Field(min_length=1, max_length=1_800_000, description="Plain text of the first, internal, article.")
    priority_id: NameOrId | None = Field(None, description="By default `3 normal`.")
    state_id: NameOrId | None = Field(None, description="By default `new`.")
    customer_user: str | None = Field(None, max_length=250, description="Login or e-mail address.")


class UpdateTicket(Given):
    """What is left out stays."""

    ticket_id: TicketId
    title: str | None = Field(None, min_length=1, max_length=255)
    state_id: NameOrId | None = None
    priority_id: NameOrId | None = None
    queue_id: NameOrId | None = None
    owner_id: NameOrId | None = Field(None, description="Id or login.")


class AddArticle(Given):
    ticket_id: TicketId
    body: str = Field(min_length=1, max_length=1_800_000, description="Plain text.")
    subject: str | None = Field(None, min_length=1, max_length=3800, description="By default the ticket's title.")
    article_type: ArticleType = "note-internal"


class AddedArticle(Told):
    """`waiting`: nothing was sent; the mail is a draft of yours at the ticket until you send it."""

    ticket_id: int
    status: Literal["added", "waiting"]
    article_id: int | None
    draft_id: int | None
    message: str


async def create_ticket(desk: Desk, given: CreateTicket) -> TicketRead:
    article = ArticleCreate(subject=given.title, body=given.body)
    values: dict[str, Any] = {"title": given.title, "article": article, "queue": given.queue_id}
    optional = {"priority": given.priority_id, "state": given.state_id, "customer_user": given.customer_user}
    values |= {name: value for name, value in optional.items() if value is not None}
    async with desk.writing() as uow:
        return await tickets.create_ticket(uow, desk.principal, TicketCreate.model_validate(values))


async def update_ticket(desk: Desk, given: UpdateTicket) -> TicketRead:
    sent = given.model_dump(exclude={"ticket_id"}, exclude_none=True)
    command = TicketUpdate.model_validate({_CHANGEABLE.get(name, name): value for name, value in sent.items()})
    async with desk.writing() as uow:
        return await tickets.update_ticket(uow, desk.principal, TicketIdType(given.ticket_id), command)


async def add_article(desk: Desk, given: AddArticle) -> AddedArticle:
    ticket_id = TicketIdType(given.ticket_id)
    async with desk.writing() as uow:
        subject = given.subject or (await tickets.get_ticket(uow, desk.principal, ticket_id)).title or "Note"
        channel, visible = _SHAPES[given.article_type]
        command = TicketReply(subject=subject, body=given.body, channel=channel, visible_for_customer=visible)
        if channel is ArticleChannel.EMAIL and await sysconfig.get(uow, settings.MCP_CONFIRM_OUTGOING_MAIL):
            return await _put_aside(uow, desk, ticket_id, command)
        article = await tickets.add_article(uow, desk.principal, ticket_id, command)
    return AddedArticle(
        ticket_id=ticket_id, status="added", article_id=article.id, draft_id=None, message="The article was added."
    )


async def _put_aside(uow: UnitOfWork, desk: Desk, ticket_id: TicketIdType, command: TicketReply) -> AddedArticle:
    """A draft of the agent's own instead of a mail, as the browser's composer keeps and opens it. Raises TicketNotFound, TicketRightMissing."""
    ticket = await tickets.get_ticket(uow, desk.principal, ticket_id)
    if "reply" not in ticket.allowed:
        raise TicketRightMissing(right="note")
    content = {
        "subject": command.subject,
        "body": command.body,
        "to": ticket.customer_user.email if ticket.customer_user else "",
        "visible": True,
    }
    draft = await tickets.save_draft(
        uow, desk.principal, ticket_id, FormDraftWrite(action="reply", title=command.subject[:255], content=content)
    )
    return AddedArticle(
        ticket_id=ticket_id,
        status="waiting",
        article_id=None,
        draft_id=draft.id,
        message="The mail was not sent. It waits as a draft at the ticket until the agent has read and sent it.",
    )


WRITING_TOOLS = (
    Tool(
        name="create_ticket",
        title="Create a ticket",
        description="Create a ticket with an internal first article. Needs the right `create` in the queue.",
        rule=Rule(AGENTS, Scope.TICKETS_WRITE),
        parameters=CreateTicket,
        result=TicketRead,
        run=create_ticket,
        read_only=False,
        idempotent=False,
    ),
    Tool(
        name="update_ticket",
        title="Change a ticket",
        description="Change title, state, priority, queue or owner; all of it or nothing. Each needs its own right.",
        rule=Rule(AGENTS, Scope.TICKETS_WRITE),
        parameters=UpdateTicket,
        result=TicketRead,
        run=update_ticket,
        read_only=False,
        destructive=True,
    ),
    Tool(
        name="add_article",
        title="Add an article",
        description=(
            "Add a note (internal, or visible for the customer) or an e-mail to the customer. "
            "Where this desk wants mails of tools confirmed, an e-mail waits as a draft of the agent."
        ),
        rule=Rule(AGENTS, Scope.ARTICLES_WRITE),
        parameters=AddArticle,
        result=AddedArticle,
        run=add_article,
        read_only=False,
        idempotent=False,
        open_world=True,
    ),
)
