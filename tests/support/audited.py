"""Whatever a test causes to be recorded in the audit log must have words there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gotrs_api.identity import audit
from gotrs_api.identity.audit_words import ACTIONS, OBJECTS

MADE_UP = "test."  # actions that tests record themselves


@pytest.fixture(autouse=True, scope="session")
def audited_actions_have_words() -> Iterator[None]:
    unchecked = audit.record

    async def record(
        uow: Any, actor: Any, action: str, object_type: str | None = None, *details: Any, **more: Any
    ) -> None:
        if not action.startswith(MADE_UP):
            assert action in ACTIONS, f"{action} has no words in audit_words.py"
            assert object_type is None or object_type in OBJECTS, f"{object_type} has no word in audit_words.py"
        await unchecked(uow, actor, action, object_type, *details, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "record", record)
        yield
