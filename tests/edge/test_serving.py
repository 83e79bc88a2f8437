"""How the web server is begun."""

from __future__ import annotations

from typing import Any

import pytest

from gotrs_api import serving
from gotrs_api.kernel.settings import Settings

A_SLOW_START_S = 60


def test_a_process_that_is_slow_to_start_is_not_taken_for_one_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    """uvicorn's supervisor kills what does not answer within five seconds: several workers never came up on a busy machine."""
    given: dict[str, Any] = {}

    async def prepare(_settings: Settings) -> str:
        return "Everything is up to date."

    monkeypatch.setattr(serving, "prepare", prepare)
    monkeypatch.setattr(serving, "configure_logging", lambda _settings: None)
    monkeypatch.setattr(serving.signal, "signal", lambda *_: None)
    monkeypatch.setattr(serving.uvicorn, "run", lambda _app, **options: given.update(options))

    serving.serve(Settings(), host="127.0.0.1", port=8000, workers=2, jobs=True, announce=lambda _text: None)

    assert given["workers"] == 2
    assert given["timeout_worker_healthcheck"] >= A_SLOW_START_S
