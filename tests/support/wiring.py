"""The product's own handlers and jobs, as `wiring.py` lists them."""

from __future__ import annotations

from gotrs_api.events import Handlers
from gotrs_api.jobs import Jobs


def test_handlers() -> Handlers:
    return Handlers()


def test_jobs() -> Jobs:
    return Jobs()
