"""One's own account and preferences, for agents and customers."""

from collections.abc import Container
from zoneinfo import available_timezones

from gotrs_api.i18n.languages import LANGUAGES
from gotrs_api.identity import out_of_office, principals
from gotrs_api.identity.account_links import MUST_CHANGE
from gotrs_api.identity.directory import KEPT_BY_SIGN_IN, directory
from gotrs_api.identity.factors import OTRS_SECRET
from gotrs_api.identity.out_of_office import Absence
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.identity.schemas.own_account import Me, MeUpdate, OutOfOffice, Preferences, PreferencesUpdate
from gotrs_api.identity.service.totp import account_of
from gotrs_api.kernel.errors import InvalidInput
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork

LANGUAGE, TIME_ZONE, SOUND = "UserLanguage", "UserTimeZone", "UserNoticeSound"
SECRET_KEYS = frozenset({OTRS_SECRET, "UserToken"})
# Written by the system, or (e-mail) by administrators.
KEPT_KEYS = SECRET_KEYS | {
    MUST_CHANGE,
    *KEPT_BY_SIGN_IN,
    "UserAuthBackend",
    "UserEmail",
    *out_of_office.KEYS,
}


async def read(uow: ReadUow, principal: Principal) -> Me:
    preferences = await _stored(uow, principal)
    return Me(
        kind=principal.kind,
        id=principal.user_id if principal.is_agent else None,
        login=principal.login,
        name=principal.name,
        email=principal.email,
        language=preferences.get(LANGUAGE, ""),
        time_zone=preferences.get(TIME_ZONE, ""),
        is_admin=principal.is_admin,
        groups={name: _rights(principal, group_id) for name, group_id in sorted(principal.groups.items())},
        customer_ids=sorted(principal.customer_ids),
        scopes=None if principal.scopes is None else sorted(principal.scopes),
        out_of_office=_absence(preferences),
    )


async def update(uow: UnitOfWork, principal: Principal, command: MeUpdate) -> Me:
    """Raises InvalidInput for a language or time zone that is none."""
    await update_preferences(uow, principal, PreferencesUpdate.model_validate(command.model_dump(exclude_unset=True)))
    return await read(uow, principal)


async def preferences(uow: ReadUow, principal: Principal) -> Preferences:
    stored = await _stored(uow, principal)
    return Preferences(
        language=stored.get(LANGUAGE, ""),
        time_zone=stored.get(TIME_ZONE, ""),
        out_of_office=_absence(stored),
        values={key: value for key, value in sorted(stored.items()) if key not in SECRET_KEYS},
    )


async def notice_sound(uow: ReadUow, principal: Principal) -> str:
    """Of a new notification in the browser: what the agent chose, else what the desk has."""
    chosen = (await _stored(uow, principal)).get(SOUND, "")
    return chosen if chosen in settings.NOTICE_SOUND.options else await sysconfig.get(uow, settings.NOTICE_SOUND)


async def update_preferences(uow: UnitOfWork, principal: Principal, command: PreferencesUpdate) -> Preferences:
    """Raises InvalidInput for a language, time zone or absence that is none, and for keys that are not one's own to set."""
    values = dict(command.values)
    for key in values.keys() & KEPT_KEYS:
        raise InvalidInput.field(f"/values/{key}", "read_only", "This value is not set here.")
    if "language" in command.model_fields_set:
        values[LANGUAGE] = _checked("/language", command.language, LANGUAGES)
    if "time_zone" in command.model_fields_set:
        values[TIME_ZONE] = _checked("/time_zone", command.time_zone, available_timezones())
    if values.get(SOUND):
        values[SOUND] = _checked(f"/values/{SOUND}", values[SOUND], settings.NOTICE_SOUND.options)
    if "out_of_office" in command.model_fields_set:
        values |= _out_of_office(principal, command.out_of_office)
    account = await account_of(uow, principal)
    for key, value in values.items():
        try:
            await directory(uow.site, principal.kind).set_preference(uow, account, key, value)
        except ValueError:
            raise InvalidInput.field(f"/values/{key}", "too_long", "This value is too long.") from None
    principals.forget_after_commit(uow)
    return await preferences(uow, principal)


def _checked(pointer: str, value: str | None, allowed: Container[str]) -> str | None:
    if value and value not in allowed:
        raise InvalidInput.field(pointer, "unknown", "There is no such choice.")
    return value or None


def _out_of_office(principal: Principal, wanted: OutOfOffice | None) -> dict[str, str]:
    if not principal.is_agent:
        raise InvalidInput.field("/out_of_office", "agents_only", "Only agents can be out of office.")
    if wanted is not None and wanted.end < wanted.start:
        raise InvalidInput.field("/out_of_office/end", "before_start", "The end lies before the start.")
    return out_of_office.to_preferences(Absence(wanted.start, wanted.end) if wanted else None)


def _absence(preferences: dict[str, str]) -> OutOfOffice | None:
    absence = out_of_office.from_preferences(preferences)
    return OutOfOffice(start=absence.start, end=absence.end) if absence else None


async def _stored(uow: ReadUow, principal: Principal) -> dict[str, str]:
    async def load() -> dict[str, str]:
        return await directory(uow.site, principal.kind).preferences(uow, await account_of(uow, principal))

    return await uow.once(("own_preferences", principal.key), load)


def _rights(principal: Principal, group_id: int) -> list[str]:
    return [right for right in QueueRight if principal.has_right(group_id, right)]
