"""A request that changes something is carried out to its commit, and again where others were in its way."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import structlog
from fastapi import Request, Response
from sqlalchemy.exc import DBAPIError

from gotrs_api.db.transient import is_transient

Handle = Callable[[Request], Awaitable[Response]]
log = structlog.get_logger(__name__)
# Where FastAPI keeps the dependencies with `scope="function"` that have to end (fastapi.routing.request_response).
_FUNCTION_STACK = "fastapi_function_astack"
_TRIES = 3


async def to_its_commit(request: Request, handle: Handle) -> Response:
    """Run the handler and end its unit of work, which FastAPI would do only after we have finished with the answer.

    What the database ends because two were in each other's way (a deadlock) runs again: nothing of it was committed. A
    form is read once only, so that answers 503 instead, as what is disturbed each time. Raises what the handler raises.
    """
    tries = 1 if request.headers.get("content-type", "").startswith("multipart/") else _TRIES
    outer = request.scope[_FUNCTION_STACK]
    compare = getattr(request.state, "compare", None)
    try:
        while True:
            request.state.compare = compare
            try:
                async with AsyncExitStack() as stack:
                    request.scope[_FUNCTION_STACK] = stack
                    return await handle(request)
            except DBAPIError as error:
                tries -= 1
                if not tries or not is_transient(error):
                    raise
                log.info("request.again", path=request.url.path, error=str(error.orig))
            await asyncio.sleep(random.uniform(0.01, 0.1))
    finally:
        request.scope[_FUNCTION_STACK] = outer
