"""A request that changes something is carried out to its commit, and again where others were in its way."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from fastapi import Request, Response

from gotrs_api.db.transient import TRIES, patiently

Handle = Callable[[Request], Awaitable[Response]]
# Where FastAPI keeps the dependencies with `scope="function"` that have to end (fastapi.routing.request_response).
_FUNCTION_STACK = "fastapi_function_astack"


async def to_its_commit(request: Request, handle: Handle) -> Response:
    """Run the handler and end its unit of work, which FastAPI would do only after we have finished with the answer.

    What the database ends because two were in each other's way (a deadlock) runs again: nothing of that transaction was
    committed, and a use case of several transactions must bear to be begun anew. A form is read once only, so that
    answers 503 instead, as what is disturbed each time. Raises what the handler raises.
    """
    is_form = request.headers.get("content-type", "").startswith("multipart/")
    outer = request.scope[_FUNCTION_STACK]
    compare = getattr(request.state, "compare", None)

    async def once() -> Response:
        request.state.compare = compare
        async with AsyncExitStack() as stack:
            request.scope[_FUNCTION_STACK] = stack
            return await handle(request)

    try:
        return await patiently(once, tries=1 if is_form else TRIES)
    finally:
        request.scope[_FUNCTION_STACK] = outer
