"""The routes of API v1: authentication, rule, limit and idempotency come before FastAPI looks at the body.

    router = ApiRouter(prefix="/queues", tags=["queues"])

    @router.get("", summary="List queues")
    @requires("queues:read", kinds=AGENTS)
    async def queues_list(uow: Read, principal: CurrentPrincipal) -> ...

The function's name is the `operationId`.

The two or three routes behind every page may have a *shortcut* (`@answers(...)` below `@requires`): a function that looks
at a request and, if it recognises it, returns what answers it; `edge.shortcuts` then calls that after all the checks
above, without the framework around. It must not wait nor ask anything for recognising. For any other request it returns
None, and the declared function answers. So the declared function stays the truth about parameters, errors and schema;
`tests/tickets/test_shortcuts.py` holds both to the same bytes.
"""

import re
from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from typing import Annotated, Any, TypeVar, cast

from fastapi import APIRouter, Depends, Request, Response, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute

from gotrs_api.identity import idempotency, list_export, on_behalf
from gotrs_api.identity.authenticate import authenticate
from gotrs_api.identity.committing import to_its_commit
from gotrs_api.identity.conditional import CHANGING, compare_alone, require_unchanged, tagged
from gotrs_api.identity.limits import count_request
from gotrs_api.identity.principal import Principal
from gotrs_api.identity.rules import rule_of
from gotrs_api.kernel.errors import InvalidInput, Unauthenticated
from gotrs_api.kernel.list_answer import is_list, members_of
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow import Site, UnitOfWork

API_PREFIX = "/api/v1"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Answer = Callable[[Principal], Coroutine[Any, Any, Response]]
Shortcut = Callable[[Request], Answer | None]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def answers(shortcut: Shortcut) -> Callable[[Endpoint], Endpoint]:
    """Give an endpoint its shortcut."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.shortcut = shortcut  # type: ignore[attr-defined]
        return endpoint

    return declare


class ApiRoute(APIRoute):
    """A route that cannot exist without a rule (see `rules`)."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **kwargs: Any) -> None:
        self.rule = rule_of(endpoint)
        self.shortcut: Shortcut | None = getattr(endpoint, "shortcut", None)
        kwargs["operation_id"] = kwargs.get("operation_id") or endpoint.__name__
        statuses = self._statuses(frozenset(kwargs.get("methods") or ()))
        kwargs["responses"] = {**problem_responses(*statuses), **(kwargs.get("responses") or {})}
        extra = dict(kwargs.get("openapi_extra") or {})
        extra["security"] = [] if self.rule.public else [{"bearer": [self.rule.scope] if self.rule.scope else []}]
        kwargs["openapi_extra"] = extra
        super().__init__(path, endpoint, **kwargs)
        self.listed = members_of(self.response_model)
        self.is_single = "GET" in (self.methods or ()) and not is_list(self.response_model)
        ok = self.responses.get(200, {})
        # Who answers as a file by itself says so; others get it from `list_export`.
        self.is_exported = self.listed is not None and list_export.CSV not in ok.get("content", {})
        if self.is_exported:
            self.responses = {
                **self.responses,
                200: {**ok, "content": {**ok.get("content", {}), **list_export.CONTENT}},
            }

    def _statuses(self, methods: frozenset[str]) -> tuple[int, ...]:
        """What any route of this kind may answer: the checks before it, its body, and `Idempotency-Key`."""
        body = (400, 408, 413) if methods & {"POST", "PUT", "PATCH"} else ()
        again = (409,) if methods & {"POST", "PATCH"} else ()
        if not self.rule.public:
            return (*body, 401, 403, *again, 422, 429)
        return (*body, 422, 429) if self.rule.limited else body

    @cached_property
    def query_names(self) -> frozenset[str]:
        """What the query may name, as declared."""
        elsewhere = (params.Path, params.Header, params.Cookie)  # members of a query's model are no `params.Query`
        fields = get_flat_params(self.dependant)
        return frozenset(one.alias for one in fields if not isinstance(one.field_info, elsewhere))

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        rule = self.rule

        async def guarded(request: Request) -> Response:
            if rule.public:
                if rule.limited:
                    await count_request(request, None)
                await refuse_nul(request)
                return await handle(request)
            principal = await self._admitted(request)
            await refuse_nul(request)
            if self.is_exported and request.method == "GET" and (form := list_export.wanted_form(request)):
                members = self.listed or ()
                return await list_export.exported(request, principal, handle, form, members, self.query_names)
            if "if-match" in request.headers and request.method in CHANGING:
                if not self.knows_if_match:
                    await self._require_unchanged(request)
                if not self.locks_tickets:
                    request.state.compare = partial(self._compare, request)
                    async with cast(Site, request.state.site).database.room_for_two:
                        return await self._changed(request, principal, handle)
            if request.method != "GET":
                return await self._changed(request, principal, handle)
            response = await handle(request)
            return tagged(request, response) if self.is_single else response

        return guarded

    async def _changed(self, request: Request, principal: Principal, handle: Handler) -> Response:
        if "idempotency-key" in request.headers and request.method in ("POST", "PATCH"):
            return await idempotency.run_once(request, principal, handle)
        return await to_its_commit(request, handle)

    @cached_property
    def knows_if_match(self) -> bool:
        """Whether the declared function takes it, and so compares within its own transaction."""
        return any(one.alias.lower() == "if-match" for one in get_flat_params(self.dependant))

    @cached_property
    def locks_tickets(self) -> bool:
        """Services of tickets lock the row before they compare."""
        return self.knows_if_match and "{ticket_id}" in self.path

    async def _compare(self, request: Request, uow: UnitOfWork) -> None:
        """What `If-Match` names is compared in the transaction that changes it. Raises PreconditionFailed."""
        await compare_alone(uow, request)
        if not self.knows_if_match:
            await self._require_unchanged(request)

    async def _require_unchanged(self, request: Request) -> None:
        """Raises PreconditionFailed. Where nothing can be read at this address there is nothing to compare with."""
        for route in request.app.routes:
            if isinstance(route, ApiRoute) and route.is_single and route.path == self.path:
                await require_unchanged(request, route)

    def recognised(self, request: Request) -> Coroutine[Any, Any, Response] | None:
        """What answers this request by the shortcut, all checks included; None where it has no short answer."""
        answer = self.shortcut(request) if self.shortcut is not None else None
        return None if answer is None else self._answered(request, answer)

    async def _answered(self, request: Request, answer: Answer) -> Response:
        principal = await self._admitted(request)
        if request.method != "GET":  # addresses with one have no short answer, bodies may
            await refuse_nul(request)
        return await answer(principal)

    async def _admitted(self, request: Request) -> Principal:
        """Raises Unauthenticated, InvalidToken, RateLimited, Forbidden, InvalidInput."""
        caller = await _authenticated(request)
        await count_request(request, caller)  # first: what is refused counts too
        principal = await on_behalf.acting(request, caller, self.rule)
        self.rule.check(principal)
        request.state.principal = principal
        return principal


_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


async def refuse_nul(request: Request) -> None:
    """No text has a NUL, and PostgreSQL cannot store one. Raises InvalidInput for one in the address or a JSON body."""
    if b"%00" in request.scope["query_string"] or b"%00" in request.scope.get("raw_path", b""):
        raise InvalidInput.field("", "nul", "The address contains a NUL character.")
    has_json = request.method in ("POST", "PATCH", "PUT") and "json" in request.headers.get("content-type", "")
    if has_json and _ESCAPED_NUL.search(await request.body()):
        raise InvalidInput.field("", "nul", "A text contains a NUL character.")


async def _authenticated(request: Request) -> Principal:
    """Raises Unauthenticated; tokens that do not count are counted, or one could guess them without end."""
    try:
        return await authenticate(request)
    except Unauthenticated:
        await count_request(request, None)
        raise


class ApiRouter(APIRouter):
    """Routes below `/api/v1` (or another `base`). The app takes them over one by one: a flat table is matched fastest."""

    def __init__(self, *, prefix: str = "", base: str = API_PREFIX, **kwargs: Any) -> None:
        super().__init__(route_class=ApiRoute, prefix=base + prefix, redirect_slashes=False, **kwargs)


async def current_principal(request: Request) -> Principal:
    return cast(Principal, request.state.principal)


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]
