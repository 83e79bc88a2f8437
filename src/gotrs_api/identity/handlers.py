"""Reactions of identity, for `wiring`. The audit log's stands at the end of the whole list: see `audit`."""

from gotrs_api.events import Handler, Phase
from gotrs_api.identity import audit
from gotrs_api.identity.events import Audited

HANDLERS = ()
LAST_HANDLERS = (Handler(Audited, audit.write_entry, Phase.COMMIT),)
