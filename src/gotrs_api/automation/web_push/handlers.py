"""Which events customers are told of."""

from gotrs_api.articles.events import ArticleCreated
from gotrs_api.automation.web_push.customers import hear
from gotrs_api.events import Handler, Phase
from gotrs_api.tickets.events import TicketStateChanged

HANDLERS = (Handler(ArticleCreated, hear, Phase.COMMIT), Handler(TicketStateChanged, hear, Phase.COMMIT))
