"""How a web service speaks: transport, authentication and error handling as forms; the configuration keeps what they do not show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.generic_interface.parts import put
from gotrs_api.generic_interface.schemas import WebserviceRead, WebserviceUpdate
from gotrs_api.generic_interface.service import administration
from gotrs_api.generic_interface.webservice import DEBUG_LEVELS, REST, SOAP, Config, section, text, texts
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.mail.oauth import service as oauth
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read
from gotrs_web.admin.web_services import PAGE, shared_context
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

router = APIRouter(prefix=f"{PAGE}/{{service_id}}")
Direction = Literal["provider", "requester"]
Kind = Literal["text", "number", "select", "checkbox", "password", "pairs", "choices", "textarea"]
YES_NO: Final = (("Yes", N_("Yes")), ("No", N_("No")))
COMMANDS: Final = tuple((one, one) for one in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"))
BLANK: Final = 2


@dataclass(frozen=True)
class WireField:
    """A value of the configuration. `path` leads to it; `label` is a message id or a name that is none's language.

    `only_for`: the field and its values at which this one means something, as in `data-only-for`.
    """

    path: tuple[str, ...]
    label: str
    kind: Kind = "text"
    options: Sequence[tuple[str, str]] = ()
    only_for: str = ""

    @property
    def name(self) -> str:
        return "-".join(self.path)


def _below(path: tuple[str, ...], fields: Iterable[tuple[str, str, Kind]], only_for: str = "") -> Iterator[WireField]:
    for key, label, kind in fields:
        options = YES_NO if kind == "select" else ()
        yield WireField((*path, key), label, kind, options, only_for)


_CONFIG: Final = ("Transport", "Config")
_TYPE: Final = WireField(("Transport", "Type"), N_("Transport"), "select", ((REST, REST), (SOAP, SOAP)))
_REST_ONLY, _SOAP_ONLY = f"Transport-Type={REST}", f"Transport-Type={SOAP}"
_HEADERS: Final = WireField((*_CONFIG, "AdditionalHeaders"), N_("Further headers"), "pairs")
_SOAP: Final = (
    WireField((*_CONFIG, "NameSpace"), N_("Namespace"), only_for=_SOAP_ONLY),
    WireField(
        (*_CONFIG, "RequestNameScheme"), N_("Name of the request"), "select",
        tuple((one, one) for one in ("Plain", "Request", "Append")), _SOAP_ONLY,
    ),
    WireField((*_CONFIG, "RequestNameFreeText"), N_("Appended to the name of the request"), only_for=_SOAP_ONLY),
    WireField(
        (*_CONFIG, "ResponseNameScheme"), N_("Name of the answer"), "select",
        tuple((one, one) for one in ("Response", "Plain", "Replace", "Append")), _SOAP_ONLY,
    ),
    WireField((*_CONFIG, "ResponseNameFreeText"), N_("Appended to the name of the answer"), only_for=_SOAP_ONLY),
    WireField((*_CONFIG, "SOAPAction"), "SOAPAction", "select", YES_NO, _SOAP_ONLY),
    WireField(
        (*_CONFIG, "SOAPActionScheme"), "SOAPActionScheme", "select",
        tuple((one, one) for one in ("NameSpaceSeparatorOperation", "SeparatorOperation", "Operation", "FreeText")),
        _SOAP_ONLY,
    ),
    WireField(
        (*_CONFIG, "SOAPActionSeparator"), "SOAPActionSeparator", "select", (("#", "#"), ("/", "/")), _SOAP_ONLY
    ),
    WireField((*_CONFIG, "SOAPActionFreeText"), "SOAPActionFreeText", only_for=_SOAP_ONLY),
)  # fmt: skip
_AUTH: Final = (*_CONFIG, "Authentication")
_AUTH_TYPE: Final = "-".join((*_AUTH, "AuthType"))
AUTH_TYPES: Final = (
    ("", N_("none")),
    ("BasicAuth", N_("Name and password")),
    ("APIKey", N_("API key")),
    ("Bearer", N_("Token")),
    ("OAuth2ClientCredentials", "OAuth 2, client credentials"),
    ("OAuth2Token", N_("OAuth 2 accesses")),
    ("JWT", "JWT"),
)
_SECRETS_OF: Final[Mapping[str, Sequence[tuple[str, str, Kind]]]] = {
    "BasicAuth": (
        ("BasicAuthUser", N_("User name"), "text"),
        ("BasicAuthPassword", N_("Password"), "password"),
    ),
    "APIKey": (("APIKeyHeader", N_("Header"), "text"), ("APIKeyValue", N_("API key"), "password")),
    "Bearer": (("BearerToken", N_("Token"), "password"),),
    "OAuth2ClientCredentials": (
        ("OAuth2TokenURL", N_("Address"), "text"),
        ("OAuth2ClientID", "Client ID", "text"),
        ("OAuth2ClientSecret", "Client secret", "password"),
        ("OAuth2Scope", "Scope", "text"),
    ),
    "JWT": (
        ("JWTAuthAlgorithm", N_("Algorithm"), "text"),
        ("JWTAuthKey", N_("Private key"), "textarea"),
        ("JWTAuthKeyFilePath", N_("File of the private key"), "text"),
        ("JWTAuthKeyFilePassword", N_("Password of the private key"), "password"),
        ("JWTAuthTTL", N_("Lifetime in seconds"), "number"),
        ("JWTAuthPayload", "Payload (iss=…;aud=…)", "text"),
        ("JWTAuthAdditionalHeaderData", N_("Further headers"), "text"),
    ),
}
PROVIDER: Final = (
    _TYPE,
    WireField((*_CONFIG, "MaxLength"), N_("Most bytes of a request"), "number"),
    WireField((*_CONFIG, "KeepAlive"), "Keep-Alive", "checkbox", only_for=_REST_ONLY),
    *_SOAP,
    _HEADERS,
)
REQUESTER: Final = (
    _TYPE,
    WireField((*_CONFIG, "Host"), N_("Host"), only_for=_REST_ONLY),
    WireField((*_CONFIG, "DefaultCommand"), N_("Method"), "select", COMMANDS, _REST_ONLY),
    WireField((*_CONFIG, "ContentType"), "Content-Type", only_for=_REST_ONLY),
    WireField((*_CONFIG, "Endpoint"), N_("Address"), only_for=_SOAP_ONLY),
    *_SOAP,
    WireField((*_CONFIG, "Timeout"), N_("Time limit in seconds"), "number"),
    _HEADERS,
    WireField((*_AUTH, "AuthType"), N_("Signs in by"), "select", AUTH_TYPES),
    *(one for kind, fields in _SECRETS_OF.items() for one in _below(_AUTH, fields, f"{_AUTH_TYPE}={kind}")),
    WireField((*_AUTH, "OAuth2TokenConfigID"), N_("OAuth 2 accesses"), "select", (), f"{_AUTH_TYPE}=OAuth2Token"),
    *_below(
        (*_CONFIG, "SSL"),
        (
            ("UseSSL", N_("Own certificates"), "select"),
            ("SSLVerifyHostname", N_("The certificate must name the host"), "select"),
            ("SSLCAFile", N_("File of trusted certificates"), "text"),
            ("SSLCADir", N_("Folder of trusted certificates"), "text"),
            ("SSLCertificate", N_("File of the own certificate"), "text"),
            ("SSLKey", N_("File of the private key"), "text"),
            ("SSLPassword", N_("Password of the private key"), "password"),
        ),
    ),
    *_below(
        (*_CONFIG, "Proxy"),
        (
            ("UseProxy", N_("Through a proxy"), "select"),
            ("ProxyHost", N_("Address of the proxy"), "text"),
            ("ProxyUser", N_("User name at the proxy"), "text"),
            ("ProxyPassword", N_("Password at the proxy"), "password"),
        ),
    ),
)
FIELDS: Final[Mapping[Direction, Sequence[WireField]]] = {"provider": PROVIDER, "requester": REQUESTER}
GENERAL: Final = (
    WireField(("Description",), N_("Description")),
    WireField(
        ("Debugger", "DebugThreshold"), N_("Logged from this level on"), "select",
        tuple((one, one) for one in DEBUG_LEVELS),
    ),
)  # fmt: skip
_STAGES: Final = tuple(
    (one, one)
    for one in (
        "RequesterRequestPrepare", "RequesterRequestMap", "RequesterRequestPerform", "RequesterResponseReceive",
        "RequesterResponseMap", "RequesterResponseProcess",
    )
)  # fmt: skip
RETRY: Final = (
    WireField(("Description",), N_("Description")),
    WireField(("ScheduleRetry",), N_("Try again"), "checkbox"),
    WireField(("RetryIntervalStart",), N_("Seconds until the first new try"), "number"),
    WireField(("RetryIntervalFactor",), N_("The pause grows by"), "select", (("1", "1"), ("1.5", "1.5"), ("2", "2"))),
    WireField(("RetryIntervalMax",), N_("Longest pause in seconds"), "number"),
    WireField(("RetryCountMax",), N_("Most new tries"), "number"),
    WireField(("RetryPeriodMax",), N_("Seconds after which it is given up"), "number"),
    WireField(("InvokerFilter",), N_("Only for these invokers"), "choices"),
    WireField(("ErrorStageFilter",), N_("Only at these stages"), "choices", _STAGES),
    WireField(("ErrorMessageContentFilter",), N_("Only when the error matches"), "text"),
)


@router.get("/transport/{direction}", name="admin_web_service_transport")
async def show_transport(
    request: Request, principal: Administrator, read: Read, service_id: int, direction: Direction
) -> Response:
    service = await administration.read_webservice(read, principal, service_id)
    return await _transport_page(request, read, principal, service, direction, service.config)


@router.post("/transport/{direction}")
async def save_transport(request: Request, principal: Administrator, service_id: int, direction: Direction) -> Response:
    form = await request.form()
    outer = direction.capitalize()

    def changed(config: Config) -> dict[str, Any]:
        found = _with_fields(config, GENERAL, form)
        return put(found, (), outer, _with_fields(section(found, outer), FIELDS[direction], form))

    async def page(read: ReadUow, service: WebserviceRead, config: Config, errors: FormErrors) -> Response:
        return await _transport_page(request, read, principal, service, direction, config, errors)

    return await _saved(request, principal, service_id, changed, page)


@router.get("/error-handling", name="admin_web_service_error_handling")
async def show_error_handling(request: Request, principal: Administrator, read: Read, service_id: int) -> Response:
    service = await administration.read_webservice(read, principal, service_id)
    return await _errors_page(request, read, principal, service, service.config)


@router.post("/error-handling")
async def save_error_handling(request: Request, principal: Administrator, service_id: int) -> Response:
    form = await request.form()

    def changed(config: Config) -> dict[str, Any]:
        return _with_modules(config, form)

    async def page(read: ReadUow, service: WebserviceRead, config: Config, errors: FormErrors) -> Response:
        return await _errors_page(request, read, principal, service, config, errors)

    return await _saved(request, principal, service_id, changed, page)


async def _saved(request: Request, principal: Principal, service_id: int, changed: Any, page: Any) -> Response:
    """What `changed` makes of the stored configuration; a refusal shows it in the form again."""
    site: Site = request.state.site
    async with site.read() as read:
        config: Config = (await administration.read_webservice(read, principal, service_id)).config
    try:
        config = changed(config)
        async with site.uow(acting_id=principal.user_id) as uow:
            await administration.update_webservice(uow, principal, service_id, WebserviceUpdate(config=dict(config)))
    except InvalidInput as refusal:
        async with site.read() as read:
            service = await administration.read_webservice(read, principal, service_id)
            answer: Response = await page(read, service, config, errors_of(request, refusal, {}))
            return answer
    return redirect(request, f"{PAGE}/{service_id}", toast=catalogue_of(request).gettext("Saved."))


def _with_fields(config: Config, fields: Iterable[WireField], form: FormData, at: str = "") -> dict[str, Any]:
    """Empty values that were not there stay away."""
    for one in fields:
        value = _sent(form, f"{at}{one.name}", one.kind)
        *above, last = one.path
        if value or last in section(config, *above):
            config = put(config, tuple(above), last, value)
    return dict(config)


def _sent(form: FormData, name: str, kind: Kind) -> Any:
    if kind == "checkbox":
        return "1" if name in form else "0"
    if kind == "choices":
        return [str(one) for one in form.getlist(name)]
    if kind == "pairs":
        keys, values = form.getlist(f"{name}-key"), form.getlist(f"{name}-value")
        return {str(key).strip(): str(value) for key, value in zip(keys, values, strict=False) if str(key).strip()}
    return str(form.get(name, "")).strip()


def _with_modules(config: Config, form: FormData) -> dict[str, Any]:
    """The modules in the order of their rows, without those that are ticked to go. Raises InvalidInput for a name twice."""
    old = section(config, "Requester", "ErrorHandling")
    modules: dict[str, Any] = {}
    for at in map(str, form.getlist("module")):
        name = str(form.get(f"{at}-name", "")).strip()
        if not name or f"{at}-gone" in form:
            continue
        if name in modules:
            raise InvalidInput(errors=[FieldError("/name", "taken", N_("A key stands there twice."))])
        before = section(old, str(form.get(f"{at}-before", "")))
        modules[name] = {**_with_fields(before, RETRY, form, f"{at}-"), "Type": text(before, "Type") or "RequestRetry"}
    if not modules and not old:
        return dict(config)
    changed = put(config, ("Requester",), "ErrorHandling", modules)
    return put(changed, ("Requester",), "ErrorHandlingPriority", list(modules))


async def _transport_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    service: WebserviceRead,
    direction: Direction,
    config: Config,
    errors: FormErrors | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    accesses = [(str(one.id), one.name) for one in await oauth.list_oauth2_accesses(read, principal)]
    outer = section(config, direction.capitalize())
    shown = [
        *_shown(request, GENERAL, config, {}),
        *_shown(request, FIELDS[direction], outer, {"OAuth2TokenConfigID": accesses}),
    ]
    title = _("What others may call") if direction == "provider" else _("What this desk calls")
    return await _page(request, read, principal, service, f"transport/{direction}", title, [("", "", shown)], errors)


async def _errors_page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    service: WebserviceRead,
    config: Config,
    errors: FormErrors | None = None,
) -> Response:
    _ = catalogue_of(request).gettext
    modules = section(config, "Requester", "ErrorHandling")
    order = texts(section(config, "Requester"), "ErrorHandlingPriority")
    names = [*(one for one in order if one in modules), *sorted(set(modules) - set(order)), ""]
    invokers = [(one.name, one.name) for one in service.invokers]
    groups = [
        (f"m{number}", name, _shown(request, RETRY, section(modules, name), {"InvokerFilter": invokers}, f"m{number}-"))
        for number, name in enumerate(names)
    ]
    return await _page(request, read, principal, service, "error-handling", _("When a call fails"), groups, errors)


def _shown(
    request: Request,
    fields: Iterable[WireField],
    config: Config,
    options: Mapping[str, Sequence[tuple[str, str]]],
    at: str = "",
) -> list[dict[str, Any]]:
    """What the template shows of each."""
    _ = catalogue_of(request).gettext
    found = []
    for one in fields:
        *above, last = one.path
        held = section(config, *above)
        value: Any = text(held, last)
        choices = [(key, _(label)) for key, label in (options.get(last) or one.options)]
        if one.kind == "pairs":
            value = [*section(held, last).items(), *[("", "")] * BLANK]
        elif one.kind == "choices":
            value = texts(held, last)
        elif one.kind == "checkbox":
            value = value == "1"
        elif one is _TYPE:
            value = value or REST
        elif one.kind == "select" and value and value not in dict(choices):
            choices.append((value, value))
        found.append(
            {"name": f"{at}{one.name}", "label": _(one.label), "kind": one.kind, "options": choices, "value": value,
             "only_for": one.only_for, "is_needed": one is _TYPE}
        )  # fmt: skip
    return found


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    service: WebserviceRead,
    path: str,
    title: str,
    groups: Sequence[tuple[str, str, Sequence[Mapping[str, Any]]]],
    errors: FormErrors | None,
) -> Response:
    context = {
        **await shared_context(request, read, principal, service, "wire"),
        "heading": title,
        "action": f"{PAGE}/{service.id}/{path}",
        "back": f"{PAGE}/{service.id}",
        "groups": groups,
        "errors": errors or FormErrors(),
    }
    return render(request, "admin/web_services/wire.html", context, status=422 if errors else 200)
