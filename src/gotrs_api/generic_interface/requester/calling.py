"""One call from beginning to end: prepare, map, send, map, and what the answer changes here.

Source: OTRS 6, Kernel/GenericInterface/Requester.pm.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from gotrs_api.generic_interface.debugger import Debugger
from gotrs_api.generic_interface.errors import MappingFailed
from gotrs_api.generic_interface.mapping import apply_mapping
from gotrs_api.generic_interface.requester.invokers import NotPossible, handle_response, prepare
from gotrs_api.generic_interface.requester.remote import RemoteFailed
from gotrs_api.generic_interface.requester.transports import send
from gotrs_api.generic_interface.webservice import Webservice, mapping_of
from gotrs_api.kernel.errors import GotrsError
from gotrs_api.uow import Site


@dataclass(frozen=True)
class Outcome:
    """`stage` names where it failed, in OTRS's words; `data` is what came back, after mapping.

    `said` is what came back where that was no answer.
    """

    error: str | None = None
    stage: str = ""
    data: Any = None
    said: Any = None


async def call(
    site: Site, webservice: Webservice, name: str, data: Mapping[str, Any], *, within_s: float | None = None
) -> Outcome:
    """Never raises for what the remote system or the configuration does wrong. No transaction is open while it speaks.

    `within_s` is how long somebody waits for it at most, where that is less than the web service's own limit.
    """
    debugger = Debugger(webservice, "Requester")
    debugger.say("debug", f"Invoker '{name}' is called", dict(data))
    try:
        try:
            async with asyncio.timeout(within_s):
                outcome = await _called(site, webservice, name, data, debugger)
        except TimeoutError:
            outcome = Outcome(f"No answer within {within_s} seconds.", "RequesterPerformRequest")
        if outcome.error is not None:
            debugger.say("error", outcome.error, outcome.stage)
            if outcome.said is not None:
                debugger.say("error", "Answer of the remote system", outcome.said)
        return outcome
    finally:
        await debugger.write(site)


async def _called(
    site: Site, webservice: Webservice, name: str, data: Mapping[str, Any], debugger: Debugger
) -> Outcome:
    invoker = webservice.invokers.get(name)
    if invoker is None:
        return Outcome(f"The web service has no invoker {name}.", "RequesterRequestPrepare")
    stages: dict[str, Any] = {"RequesterRequestInput": dict(data)}
    stage = "RequesterRequestPrepare"
    try:
        prepared = await prepare(site, invoker, data)
        stages["RequesterRequestPrepareOutput"] = prepared
        debugger.say("debug", "Outgoing data before mapping", prepared)
        stage = "RequesterRequestMap"
        outgoing = await apply_mapping(mapping_of(invoker.settings, "MappingOutbound"), prepared, stages)
        stages["RequesterRequestMapOutput"] = outgoing
        debugger.say("debug", "Outgoing data after mapping", outgoing)
        received = await send(site, webservice, name, outgoing)
        stages["RequesterResponseInput"] = received
        debugger.say("debug", "Incoming data before mapping", received)
        stage = "RequesterResponseMap"
        answer = await apply_mapping(mapping_of(invoker.settings, "MappingInbound"), received, stages)
        debugger.say("debug", "Incoming data after mapping", answer)
        stage = "RequesterResponseProcess"
        await handle_response(site, webservice, invoker, data, answer)
    except RemoteFailed as failed:
        return Outcome(str(failed), failed.stage, said=failed.said)
    except (MappingFailed, NotPossible) as failed:
        return Outcome(str(failed), stage)
    except ValidationError as wrong:
        return Outcome(f"The answer asks for what cannot be: {wrong.errors()[0]['msg']}", stage)
    except GotrsError as refused:
        details = "; ".join(f"{each.pointer}: {each.detail}" for each in refused.errors)
        return Outcome(f"{refused.detail} {details}".strip(), stage)
    return Outcome(data=answer)
