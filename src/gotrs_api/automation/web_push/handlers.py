"""Which events customers are told of, and which end the telling."""

from gotrs_api.articles.events import ArticleCreated
from gotrs_api.automation.web_push import service
from gotrs_api.automation.web_push.customers import hear
from gotrs_api.events import Handler, Phase
from gotrs_api.identity.events import PasswordChanged
from gotrs_api.tickets.events import TicketStateChanged
from gotrs_api.uow import UnitOfWork


async def forget_devices(uow: UnitOfWork, event: PasswordChanged) -> None:
    """Whoever used a session that was not his may have left a device behind."""
    await service.forget_all(uow, event.kind, event.subject)


HANDLERS = (
    Handler(ArticleCreated, hear, Phase.COMMIT),
    Handler(TicketStateChanged, hear, Phase.COMMIT),
    Handler(PasswordChanged, forget_devices, Phase.COMMIT),
)
