"""What the editor offers while somebody writes: `@` colleagues, `::` texts; in a ticket and before there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fastapi import Request, Response

from gotrs_api.identity.principal import Principal
from gotrs_api.mail.drafts import service as drafts
from gotrs_api.responses import service as responses
from gotrs_api.responses.schemas import TemplateType
from gotrs_api.tickets.schemas import UserRef
from gotrs_api.uow import ReadUow, Site
from gotrs_web.render import render
from gotrs_web.uploads import KeptFile, kept_file

_MOST: Final = 8


@dataclass(frozen=True)
class Offer:
    """`text` goes into what is written, or the longer text that lies at `address`."""

    name: str
    text: str = ""
    detail: str = ""
    address: str = ""


async def texts_for(read: ReadUow, principal: Principal, queue_id: int, wanted: TemplateType) -> dict[int, str]:
    """Names of the queue's templates for this way of writing, and of canned responses, by id."""
    found = await responses.list_templates_for(read, principal, queue_id=queue_id)
    return {one.id: one.name for one in found if one.template_type in (wanted, TemplateType.SNIPPET)}


async def files_of(request: Request, principal: Principal, template_id: int) -> list[KeptFile]:
    """What a template brings along (OTRS: its standard attachments), as files of the form. Raises EntryNotFound."""
    site: Site = request.state.site
    async with site.uow(acting_id=principal.user_id) as uow:
        return [kept_file(one) for one in await drafts.attach_template_files(uow, principal, template_id)]


def offer_agents(request: Request, agents: Iterable[UserRef], words: str) -> Response:
    """By login, first or last name."""
    return _offer(
        request,
        [
            Offer(one.name, f"@{one.login} ", f"@{one.login}")
            for one in agents
            if _begin(words, f"{one.login} {one.name}")
        ],
    )


def offer_texts(request: Request, texts: Iterable[Offer], words: str) -> Response:
    """By words of their names."""
    return _offer(request, [one for one in texts if _begin(words, one.name)])


def _begin(typed: str, name: str) -> bool:
    """Each word typed begins one of the name's."""
    parts = [*name.casefold().replace(".", " ").replace("::", " ").split(), name.casefold()]
    return all(any(part.startswith(word) for part in parts) for word in typed.casefold().split())


def _offer(request: Request, found: list[Offer]) -> Response:
    return render(request, "agent/_offers.html", {"offers": found[:_MOST], "total": len(found)})
