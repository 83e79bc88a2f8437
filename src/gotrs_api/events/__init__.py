"""Domain events: facts in the past tense, emitted by services and handled in the same transaction."""

from gotrs_api.events.event import Event
from gotrs_api.events.handlers import Handler, Handlers, Phase

__all__ = ["Event", "Handler", "Handlers", "Phase"]
