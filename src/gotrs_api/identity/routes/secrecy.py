"""Answers that hold a secret which is shown once: nothing between us and the caller may keep them."""

from fastapi import Depends, Response


async def _no_store(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


# For `dependencies=` of a route; `idempotency` does not keep such answers either.
NO_STORE = (Depends(_no_store),)
