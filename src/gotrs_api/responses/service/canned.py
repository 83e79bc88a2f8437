"""What an agent may choose from while writing: templates of the queues that the agent reads, and canned responses.

A canned response is OTRS's (Znuny's) template of type Snippet: one kind of text, kept in one place. One that is assigned to
no queue is for all.
"""

from __future__ import annotations

from collections import Counter

from gotrs_api.catalog import hierarchy
from gotrs_api.identity.principal import Principal
from gotrs_api.queues.service import list_queues_for
from gotrs_api.responses.schemas import CannedCategory, CannedResponse, TemplateRead, TemplateType
from gotrs_api.responses.service.templates import list_templates
from gotrs_api.uow import ReadUow


async def list_templates_for(
    uow: ReadUow, principal: Principal, *, template_type: str | None = None, queue_id: int | None = None
) -> list[TemplateRead]:
    """The valid templates of queues that the agent may read, or of one of these, by name. Raises Forbidden for customers."""
    principal.require_agent()
    readable = {queue.id for queue in await list_queues_for(uow, principal, "ro")}
    wanted = readable if queue_id is None else readable & {queue_id}
    chosen = [
        template
        for template in await list_templates(uow)
        if template.is_valid
        and template_type in (None, template.template_type)
        and (_is_for_all(template) or any(queue.id in wanted for queue in template.queues))
    ]
    return sorted(chosen, key=lambda template: template.name.casefold())


async def list_canned_responses(
    uow: ReadUow,
    principal: Principal,
    *,
    category: str | None = None,
    text: str = "",
    queue_id: int | None = None,
) -> list[CannedResponse]:
    """Those of a category, or with a text in name or body, by name. Raises Forbidden for customers."""
    snippets = await list_templates_for(uow, principal, template_type=TemplateType.SNIPPET, queue_id=queue_id)
    found = [_canned(template) for template in snippets]
    needle = text.casefold()
    return [
        canned
        for canned in found
        if category in (None, canned.category)
        and (needle in canned.name.casefold() or needle in canned.text.casefold())
    ]


async def list_canned_categories(uow: ReadUow, principal: Principal) -> list[CannedCategory]:
    """With the number of canned responses in each; the one without a name is for those without a category."""
    counts = Counter(canned.category for canned in await list_canned_responses(uow, principal))
    return [CannedCategory(name=name, count=count) for name, count in sorted(counts.items())]


def _is_for_all(template: TemplateRead) -> bool:
    return template.template_type == TemplateType.SNIPPET and not template.queues


def _canned(template: TemplateRead) -> CannedResponse:
    return CannedResponse(
        id=template.id,
        name=hierarchy.leaf_of(template.name),
        category=hierarchy.parent_of(template.name) or "",
        text=template.text,
        content_type=template.content_type,
        queues=template.queues,
    )
