"""Settings that are looked after together: passwords and second steps, CAPTCHA, sign-up, outgoing mail with a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import FormData

from gotrs_api.admin.configuration import service
from gotrs_api.admin.configuration.schemas import SettingRead
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput, NotFound
from gotrs_api.mail.outbound import service as outbound
from gotrs_api.sysconfig import settings
from gotrs_api.sysconfig.setting import Setting
from gotrs_api.uow import ReadUow, Site, UnitOfWork
from gotrs_api.uow.deps import Read
from gotrs_web.admin.navigation import ROOT, title_of
from gotrs_web.admin.setting_editors import Editor, editor_of, typed_value
from gotrs_web.admin.settings import described
from gotrs_web.deps import Administrator
from gotrs_web.forms import FormErrors, errors_of
from gotrs_web.render import redirect, render
from gotrs_web.view import catalogue_of

PAGE = f"{ROOT}/setting-groups"
OUTGOING = "outgoing-mail"
router = APIRouter(prefix=PAGE)
GROUPS: Mapping[str, Sequence[Setting[Any]]] = {
    "passwords": (
        settings.AGENT_PASSWORD_POLICY,
        settings.CUSTOMER_PASSWORD_POLICY,
        settings.PASSWORDS_REMEMBERED,
        settings.LOST_PASSWORD,
        settings.CUSTOMER_LOST_PASSWORD,
        settings.SECOND_FACTOR_GROUPS,
        settings.SECOND_FACTOR_FOR_CUSTOMERS,
        settings.AGENT_SESSION_MAX_TIME_S,
        settings.AGENT_SESSION_MAX_IDLE_S,
        settings.SWITCH_TO_USER,
        settings.SWITCH_TO_CUSTOMER,
    ),
    "captcha": (
        settings.CAPTCHA_PROVIDER,
        settings.CAPTCHA_REQUIRED_FOR,
        settings.CAPTCHA_SITE_KEY,
        settings.CAPTCHA_BITS,
        settings.CAPTCHA_SIGN_IN_AFTER,
        settings.CUSTOMER_CREATE_ACCOUNT,
        settings.SIGN_UP_APPROVAL,
        settings.SIGN_UP_ALLOWED_ADDRESSES,
        settings.SIGN_UP_REFUSED_ADDRESSES,
    ),
    OUTGOING: (
        settings.NOTIFICATION_SENDER_NAME,
        settings.NOTIFICATION_SENDER_EMAIL,
        settings.SENDMAIL_ENVELOPE_FROM,
        settings.SENDMAIL_NOTIFICATION_ENVELOPE_FROM,
        settings.SENDMAIL_NOTIFICATION_ENVELOPE_FALLBACK,
        settings.SENDMAIL_BCC,
    ),
}


@dataclass(frozen=True)
class ShownSetting:
    """For the template."""

    setting: SettingRead
    described: str
    editor: Editor


@router.get("/{key}", name="admin_setting_group")
async def show(request: Request, principal: Administrator, read: Read, key: str) -> Response:
    return await _page(request, read, principal, key)


@router.post("/outgoing-mail/test", name="admin_test_mail")
async def send_test(request: Request, principal: Administrator) -> Response:
    site: Site = request.state.site
    to = str((await request.form()).get("to", "")).strip()
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await outbound.send_test_mail(uow, principal, to)
    except InvalidInput as refusal:
        errors = errors_of(request, refusal, {"to": catalogue_of(request).gettext("To")})
        async with site.read() as read:
            return await _page(request, read, principal, OUTGOING, errors=errors)
    toast = catalogue_of(request).gettext("The test mail is on its way; this list tells whether it stays.")
    return redirect(request, f"{ROOT}/mail/queue", toast=toast)


@router.post("/{key}")
async def save(request: Request, principal: Administrator, key: str) -> Response:
    """All of them, or none where one makes no sense."""
    site: Site = request.state.site
    form = await request.form()
    try:
        async with site.uow(acting_id=principal.user_id) as uow:
            await _change(uow, principal, _group(key), form)
    except InvalidInput as refusal:
        async with site.read() as read:
            labels = {_field(each): each.name for each in _group(key)}
            errors = errors_of(request, refusal, labels)
            return await _page(request, read, principal, key, form, errors)
    return redirect(request, f"{PAGE}/{key}", toast=catalogue_of(request).gettext("Saved."))


async def _change(uow: UnitOfWork, principal: Principal, group: Sequence[Setting[Any]], form: FormData) -> None:
    """Looks at all before it writes the first: what is read of settings meanwhile is never a half."""
    wrong: list[FieldError] = []
    values: dict[str, Any] = {}
    for each in group:
        setting = await service.read_setting(uow, principal, each.name)
        try:
            values[each.name] = each.parse(typed_value(setting, form, _field(each)))
        except InvalidInput as refusal:
            wrong += [FieldError(f"/{_field(each)}", one.code, one.detail) for one in refusal.errors]
        except ValueError as error:
            wrong.append(FieldError(f"/{_field(each)}", "invalid", str(error).removeprefix(f"{each.name}: ")))
    if wrong:
        raise InvalidInput(errors=wrong)
    for name, value in values.items():
        await service.change_setting(uow, principal, name, value)


def _group(key: str) -> Sequence[Setting[Any]]:
    """Raises NotFound."""
    if key not in GROUPS:
        raise NotFound
    return GROUPS[key]


def _field(setting: Setting[Any]) -> str:
    """Names with `::` and `###` are none for a form's ids."""
    return "s-" + "-".join("".join(c if c.isalnum() else " " for c in setting.name).split())


async def _page(
    request: Request,
    read: ReadUow,
    principal: Principal,
    key: str,
    form: FormData | None = None,
    errors: FormErrors | None = None,
) -> Response:
    shown = []
    for each in _group(key):
        setting = await service.read_setting(read, principal, each.name)
        shown.append(
            ShownSetting(setting, described(request, setting), editor_of(setting, name=_field(each), form=form))
        )
    context = {
        "key": key,
        "title": catalogue_of(request).gettext(title_of(f"setting-groups/{key}")),
        "shown": shown,
        "errors": errors or FormErrors(),
        "is_outgoing": key == OUTGOING,
        "own_address": principal.email,
    }
    return render(request, "admin/setting_group.html", context, status=422 if errors else 200)
