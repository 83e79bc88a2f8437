"""Operations and invokers of a web service, with their mappings, as forms; a mapping can be tried on an example."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.automation.notifications.event_names import OFFERED_EVENTS
from gotrs_api.generic_interface import mapping
from gotrs_api.generic_interface.configuration import METHODS
from gotrs_api.generic_interface.errors import MappingFailed
from gotrs_api.generic_interface.operations.registry import OPERATIONS
from gotrs_api.generic_interface.parts import Condition, EventPart, MappingPart, Part, Side
from gotrs_api.generic_interface.requester.customers import CUSTOMER_EVENTS
from gotrs_api.generic_interface.requester.invokers import TYPES as INVOKERS
from gotrs_api.generic_interface.service import administration, parts
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import Conflict, InvalidInput
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.admin.web_services import PAGE, shared_context
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, build, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix=f"{PAGE}/{{service_id}}")
BLANK_ROWS: Final = 2
DIRECTIONS: Final = {"inbound": N_("What comes in"), "outbound": N_("What goes out")}
FATES: Final = (("Keep", N_("stays")), ("Ignore", N_("is left out")), ("MapTo", N_("becomes")))
MAPPINGS: Final = (("", N_("none")), ("Simple", N_("Simple")), ("XSLT", "XSLT"))
JOINS: Final = (("and", N_("all of them")), ("or", N_("one of them")), ("xor", N_("exactly one of them")))
CONDITION_KINDS: Final = (("String", N_("is")), ("Regexp", N_("matches")))
MATCHES: Final = (("", N_("is")), ("1", N_("matches")))
LABELS: Final = {
    "name": N_("Name"),
    "type": N_("Type"),
    "description": N_("Description"),
    "route": N_("Address"),
    "methods": N_("Methods"),
}


@router.get("/{side}/new", name="admin_new_web_service_part")
async def show_empty_form(
    request: Request, principal: Administrator, read: Read, service_id: int, side: Side
) -> Response:
    types = _types(side)
    part = Part(name="new", type=types[0]).model_copy(update={"name": ""})
    return await _page(request, read, principal, service_id, side, "", part)


@router.post("/{side}/new")
async def create(request: Request, principal: Administrator, service_id: int, side: Side) -> Response:
    return await _posted(request, principal, service_id, side, "")


@router.get("/{side}/edit/{name:path}", name="admin_web_service_part")
async def show_form(
    request: Request, principal: Administrator, read: Read, service_id: int, side: Side, name: str
) -> Response:
    part = await parts.read(read, principal, service_id, side, name)
    return await _page(request, read, principal, service_id, side, name, part)


@router.post("/{side}/edit/{name:path}")
async def save(request: Request, principal: Administrator, service_id: int, side: Side, name: str) -> Response:
    return await _posted(request, principal, service_id, side, name)


@router.post("/{side}/removal/{name:path}", name="admin_web_service_part_removal")
async def remove(
    request: Request, principal: Administrator, uow: Uow, service_id: int, side: Side, name: str
) -> Response:
    await parts.remove(uow, principal, service_id, side, name)
    return redirect(request, f"{PAGE}/{service_id}", toast=catalogue_of(request).gettext("Removed."))


async def _posted(request: Request, principal: Principal, service_id: int, side: Side, before: str) -> Response:
    site: Site = request.state.site
    form = await request.form()
    part = _typed(form)
    tried: dict[str, str] = {}
    errors: FormErrors | None = None
    try:
        if "try" in form:
            tried = await _tried(request, principal, part, form)
        else:
            command = build(Part, part.model_dump())
            async with site.uow(acting_id=principal.user_id) as uow:
                await parts.save(uow, principal, service_id, side, command, before)
            where = f"{PAGE}/{service_id}"
            if "stay" in form:
                where = f"{where}/{side}/edit/{quote(command.name, safe='')}"
            return redirect(request, where, toast=catalogue_of(request).gettext("Saved."))
    except (InvalidInput, Conflict) as refusal:
        _ = catalogue_of(request).gettext
        errors = errors_of(request, refusal, {key: _(label) for key, label in LABELS.items()})
    async with site.read() as read:
        return await _page(request, read, principal, service_id, side, before, part, errors, tried)


def _typed(form: FormData) -> Part:
    """As it was typed, right or wrong: `build` looks at it."""

    def text(name: str) -> str:
        return str(form.get(name, "")).replace("\r\n", "\n")

    def column(name: str) -> list[str]:
        return [str(value) for value in form.getlist(name)]

    def mapped(way: str) -> dict[str, Any]:
        keys = zip(column(f"{way}-key"), column(f"{way}-key-match"), column(f"{way}-key-to"), strict=False)
        values = zip(
            column(f"{way}-value-key"),
            column(f"{way}-value"),
            column(f"{way}-value-match"),
            column(f"{way}-value-to"),
            strict=False,
        )
        return {
            "type": text(f"{way}-type"),
            "other_keys": text(f"{way}-other-keys") or "Keep",
            "other_keys_to": text(f"{way}-other-keys-to"),
            "other_values": text(f"{way}-other-values") or "Keep",
            "other_values_to": text(f"{way}-other-values-to"),
            "keys": [{"key": key, "pattern": match == "1", "to": to} for key, match, to in keys if key.strip()],
            "values": [
                {"key": key, "value": value, "pattern": match == "1", "to": to}
                for key, value, match, to in values
                if key.strip()
            ],
            "template": text(f"{way}-template"),
        }

    def conditions(number: str) -> tuple[Condition, ...]:
        parts = ("group", "joined", "field", "kind", "match")
        rows = zip(*(column(f"event-{number}-{part}") for part in parts), strict=False)
        return tuple(
            Condition.model_construct(
                group=group.strip() or "1", joined=joined, field=name.strip(), kind=kind, match=match
            )
            for group, joined, name, kind, match in rows
            if name.strip()
        )

    def event(name: str, when: str, number: str) -> EventPart:
        linking: Any = text(f"event-{number}-linking") or "and"
        return EventPart.model_construct(
            event=name.strip(), asynchronous=when == "1", linking=linking, conditions=conditions(number)
        )

    events = zip(column("event"), column("event-when"), column("event-number"), strict=False)
    return Part.model_construct(
        name=text("name"),
        type=text("type"),
        description=text("description"),
        route=text("route").strip(),
        methods=tuple(column("methods")),
        include_ticket_data="include_ticket_data" in form,
        events=tuple(event(name, when, number) for name, when, number in events if name.strip()),
        inbound=build(MappingPart, mapped("inbound")),
        outbound=build(MappingPart, mapped("outbound")),
    )


async def _tried(request: Request, principal: Principal, part: Part, form: FormData) -> dict[str, str]:
    """What the mapping of one direction makes of the example that was typed."""
    way = "outbound" if form.get("try") == "outbound" else "inbound"
    example = str(form.get(f"{way}-example", ""))
    _ = catalogue_of(request).gettext
    try:
        found = await parts.try_mapping(principal, getattr(part, way), orjson.loads(example))
        result = orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS).decode()
    except orjson.JSONDecodeError:
        result = _("This cannot be read as JSON.")
    except MappingFailed as failed:
        result = str(failed)
    return {"way": way, "example": example, "result": result}


def _types(side: Side) -> tuple[str, ...]:
    return tuple(OPERATIONS) if side == "operations" else INVOKERS


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    service_id: int,
    side: Side,
    before: str,
    part: Part,
    errors: FormErrors | None = None,
    tried: dict[str, str] | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    service = await administration.read_webservice(read, principal, service_id)
    here = f"{PAGE}/{service_id}/{side}"
    types = [*_types(side), *([part.type] if part.type and part.type not in _types(side) else [])]
    kinds = {part.inbound.type, part.outbound.type} - {"", *mapping.TYPES}
    context = {
        **await shared_context(request, read, principal, service, "part"),
        "heading": before or (_("Add operation") if side == "operations" else _("Add invoker")),
        "action": f"{here}/edit/{quote(before, safe='')}" if before else f"{here}/new",
        "removal": f"{here}/removal/{quote(before, safe='')}" if before else "",
        "back": f"{PAGE}/{service_id}",
        "side": side,
        "part": part.model_dump(warnings=False),
        "types": [(one, one) for one in types],
        "methods": [(one, one) for one in METHODS],
        "offered_events": (*OFFERED_EVENTS, *CUSTOMER_EVENTS),
        "is_rest": (service.provider_transport if side == "operations" else service.requester_transport)
        != "HTTP::SOAP",
        "directions": [(key, _(label)) for key, label in DIRECTIONS.items()],
        "mappings": [(key, _(label)) for key, label in (*MAPPINGS, *((one, one) for one in sorted(kinds)))],
        "fates": [(key, _(label)) for key, label in FATES],
        "matches": [(key, _(label)) for key, label in MATCHES],
        "joins": [(key, _(label)) for key, label in JOINS],
        "condition_kinds": [(key, _(label)) for key, label in CONDITION_KINDS],
        "blank": range(BLANK_ROWS),
        "labels": {key: _(label) for key, label in LABELS.items()},
        "errors": errors or FormErrors(),
        "tried": tried or {"way": "", "example": "", "result": ""},
    }
    return render(request, "admin/web_services/part.html", context, status=422 if errors else 200)
