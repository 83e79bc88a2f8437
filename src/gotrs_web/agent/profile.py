"""One's own page: language, time zone, absence, queues one follows, password, sessions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import available_timezones

from fastapi import APIRouter, Request, Response

from gotrs_api.automation.notifications import service as notifications
from gotrs_api.automation.notifications.schemas import OwnNotification, OwnNotificationsSet
from gotrs_api.catalog import service as catalog
from gotrs_api.i18n import LANGUAGES, available_languages
from gotrs_api.identity.errors import TooManyAttempts
from gotrs_api.identity.principal import Kind, Principal
from gotrs_api.identity.schemas.own_account import OutOfOffice, PreferencesUpdate
from gotrs_api.identity.service import own_account, own_password, sessions
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.kernel.ids import QueueId, ServiceId
from gotrs_api.queues import service as queues
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site
from gotrs_api.uow.deps import Read, Uow
from gotrs_web.agent import queue_choices, service_choices
from gotrs_web.agent.own_settings import choices_of
from gotrs_web.auth.session_cookies import keep_session
from gotrs_web.deps import Agent
from gotrs_web.forms import FormErrors, build, errors_of, number, text_values
from gotrs_web.found_choices import has_more, some
from gotrs_web.render import redirect, render
from gotrs_web.sounds import SOUNDS
from gotrs_web.view import catalogue_of

router = APIRouter(prefix="/agent/profile")
PAGE = "/agent/profile"
PREFERENCES = ("language", "time_zone", "away_from", "away_until", "sound")
PASSWORDS = ("current", "new", "repeated")


@router.get("", name="agent_profile")
async def show(request: Request, principal: Agent, read: Read) -> Response:
    return await _page(request, read, principal)


@router.post("/preferences", name="agent_preferences")
async def save_preferences(request: Request, principal: Agent, read: Read) -> Response:
    site: Site = request.state.site
    values = text_values(await request.form(), PREFERENCES)
    try:
        command = build(
            PreferencesUpdate,
            {
                "language": values["language"] or None,
                "time_zone": values["time_zone"] or None,
                "out_of_office": _absence(values),
                "values": {own_account.SOUND: values["sound"] or None},
            },
        )
        async with site.uow(acting_id=principal.user_id) as uow:
            await own_account.update_preferences(uow, principal, command)
    except InvalidInput as refusal:
        labels = preference_labels(request)
        errors = errors_of(
            request, refusal, labels, {"start": "away_from", "end": "away_until", own_account.SOUND: "sound"}
        )
        return await _page(request, read, principal, values=values, errors=errors)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


@router.post("/queues", name="agent_follow_queues")
async def follow_queues(request: Request, principal: Agent, uow: Uow) -> Response:
    """Raises UnknownReference for a queue that one may not read."""
    form = await request.form()
    chosen = [QueueId(id_) for text in form.getlist("queue") if (id_ := number(str(text))) is not None]
    await queues.choose_my_queues(uow, principal, chosen)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


@router.post("/services", name="agent_follow_services")
async def follow_services(request: Request, principal: Agent, uow: Uow) -> Response:
    """Raises UnknownReference for a service that there is not."""
    form = await request.form()
    chosen = [ServiceId(id_) for text in form.getlist("service") if (id_ := number(str(text))) is not None]
    await catalog.choose_my_services(uow, principal, chosen)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


@router.post("/notifications", name="agent_notifications")
async def choose_notifications(request: Request, principal: Agent, uow: Uow) -> Response:
    """What is not offered is not asked for."""
    form = await request.form()
    offered = await notifications.list_own(uow, principal)
    wanted: dict[int, dict[str, object]] = {}
    for way in notification_ways(request, offered):
        ticked = form.getlist(f"notification_{way.name}")
        for id_, _name in way.options:
            wanted.setdefault(int(id_), {"id": int(id_)})[way.name] = id_ in ticked
    try:
        command = build(OwnNotificationsSet, {"data": list(wanted.values())})
        await notifications.choose_own(uow, principal, command)
    except InvalidInput as refusal:  # nothing is changed yet
        labels = {way.name: way.label for way in notification_ways(request, offered)}
        return await _page(request, uow, principal, notification_errors=errors_of(request, refusal, labels))
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("Saved."))


@router.post("/password", name="agent_password")
async def change_password(request: Request, principal: Agent, read: Read) -> Response:
    """Other sessions end; this one goes on under a new cookie."""
    site: Site = request.state.site
    form = await request.form()
    values = {name: str(form.get(name, "")) for name in PASSWORDS}
    errors = FormErrors(password_labels(request))
    try:
        if values["new"] != values["repeated"]:
            errors.add("repeated", catalogue_of(request).gettext("This is not the same as the new password."))
        else:
            token = await own_password.change_own(
                site, principal, current=values["current"], new=values["new"], address=request.state.address
            )
    except (InvalidInput, TooManyAttempts) as refusal:
        errors = errors_of(request, refusal, password_labels(request))
    if errors:
        return await _page(request, read, principal, password_errors=errors)
    response = redirect(
        request, PAGE, toast=catalogue_of(request).gettext("The password is changed. Other sessions were ended.")
    )
    return keep_session(request, Kind.AGENT, response, token)


@router.post("/sessions/{session_id}/end", name="agent_end_session")
async def end_session(request: Request, principal: Agent, uow: Uow, session_id: int) -> Response:
    await sessions.end_one(uow, principal, session_id)
    return redirect(request, PAGE, toast=catalogue_of(request).gettext("The session is ended."))


def preference_labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {
        "language": _("Language"),
        "time_zone": _("Time zone"),
        "away_from": _("Away from"),
        "away_until": _("Away until"),
        "sound": _("Sound of a new notification"),
    }


def password_labels(request: Request) -> dict[str, str]:
    _ = catalogue_of(request).gettext
    return {"current": _("Present password"), "new": _("New password"), "repeated": _("New password again")}


@dataclass(frozen=True)
class NotificationWay:
    """What one may be told in this way; `chosen`: what one is. By ids, as text."""

    name: str
    label: str
    options: list[tuple[str, str]]
    chosen: list[str]


def notification_ways(request: Request, offered: Sequence[OwnNotification]) -> list[NotificationWay]:
    """The only way of one that must be told is no choice."""
    _ = catalogue_of(request).gettext
    free = [one for one in offered if not is_always_told(one)]
    by_mail = [one for one in free if "Email" in one.transports]
    in_app = [one for one in free if "InApp" in one.transports]
    by_push = [one for one in offered if "WebPush" in one.transports]
    ways = (
        ("email", _("What you are told by mail"), by_mail, [one for one in by_mail if one.email]),
        ("in_app", _("What you are told in the browser"), in_app, [one for one in in_app if one.in_app]),
        ("web_push", _("What you are told on your devices"), by_push, [one for one in by_push if one.web_push]),
    )
    return [
        NotificationWay(name, label, [(str(one.id), _hint(_, one)) for one in several], [str(one.id) for one in chosen])
        for name, label, several, chosen in ways
        if several
    ]


def is_always_told(one: OwnNotification) -> bool:
    """What devices are told is besides: a lost phone must not be the only one to know."""
    return one.required and len({*one.transports} - {"WebPush"}) == 1


def _hint(translated: Callable[[str], str], one: OwnNotification) -> str:
    return translated(one.hint) if one.hint else one.name


def _absence(values: Mapping[str, str]) -> OutOfOffice | None:
    """Raises InvalidInput when a day is missing or is none."""
    if not values["away_from"] and not values["away_until"]:
        return None
    return build(OutOfOffice, {"start": _day(values["away_from"]), "end": _day(values["away_until"])})


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    *,
    values: Mapping[str, str] | None = None,
    errors: FormErrors | None = None,
    password_errors: FormErrors | None = None,
    notification_errors: FormErrors | None = None,
) -> Response:
    me = await own_account.read(read, principal)
    away = me.out_of_office
    stored = {
        "language": me.language,
        "time_zone": me.time_zone,
        "away_from": away.start.isoformat() if away else "",
        "away_until": away.end.isoformat() if away else "",
        "sound": (await own_account.preferences(read, principal)).values.get(own_account.SOUND, ""),
    }
    offered = await notifications.list_own(read, principal)
    readable = await queue_choices.queue_options(read, principal, "ro")
    words = request.query_params
    followed = [str(queue_id) for queue_id in await queues.my_queue_ids(read, principal)]
    has_services = await sysconfig.get(read, settings.TICKET_SERVICE)
    offered_services = await service_choices.service_options(read) if has_services else []
    chosen_services = [str(service_id) for service_id in await catalog.my_service_ids(read, principal)]
    return render(
        request,
        "agent/profile/index.html",
        {
            "me": me,
            "values": values or stored,
            "labels": preference_labels(request) | password_labels(request),
            "languages": [(code, LANGUAGES[code].name) for code in available_languages()],
            "sounds": [(key, catalogue_of(request).gettext(name)) for key, name in SOUNDS.items()],
            "zones": sorted(name for name in available_timezones() if "/" in name or name == "UTC"),
            "queues": some(readable, followed, words.get(queue_choices.WORDS, "")),
            "more_queues": has_more(readable),
            "followed": followed,
            "services": some(offered_services, chosen_services, words.get(service_choices.WORDS, "")),
            "more_services": has_more(offered_services),
            "chosen_services": chosen_services,
            "notification_ways": notification_ways(request, offered),
            "always_told": [one.name for one in offered if is_always_told(one)],
            "own_settings": await choices_of(request, read, principal),
            "sessions": await sessions.list_own(read, principal),
            "errors": errors or FormErrors(),
            "password_errors": password_errors or FormErrors(),
            "notification_errors": notification_errors or FormErrors(),
        },
        status=422 if errors or password_errors or notification_errors else 200,
    )
