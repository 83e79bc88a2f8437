"""Name, colours and logo: kept as system settings, so their changes are recorded and can be taken back; the pictures lie
as `<var>/branding/<digest>.<kind>` and stay there, because an earlier setting may name them again."""

from __future__ import annotations

import asyncio
import hashlib
import os
import re
from pathlib import Path

from gotrs_api.admin.branding.contrast import DARK_GROUND, LIGHT_GROUND, readable
from gotrs_api.admin.branding.errors import LogoNotFound
from gotrs_api.admin.branding.schemas import BrandingRead, BrandingUpdate
from gotrs_api.admin.configuration import service as configuration
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError, InvalidInput
from gotrs_api.storage.content_kind import signature
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork

MAX_LOGO_BYTES = 200_000
KINDS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
_LOGO = re.compile(r"[0-9a-f]{32}\.(?:png|jpg|webp)")


async def read_branding(uow: ReadUow) -> BrandingRead:
    """For everybody: it stands on the sign-in page."""
    return BrandingRead(
        name=await sysconfig.get(uow, settings.PRODUCT_NAME),
        accent_light=await sysconfig.get(uow, settings.BRANDING_ACCENT_LIGHT),
        accent_dark=await sysconfig.get(uow, settings.BRANDING_ACCENT_DARK),
        logo=await sysconfig.get(uow, settings.BRANDING_LOGO),
    )


async def change_branding(
    uow: UnitOfWork, principal: Principal, command: BrandingUpdate, logo: bytes | None = None
) -> BrandingRead:
    """All of it or nothing; without `logo` the one there is stays.

    Raises Forbidden for anybody but administrators, InvalidInput for a colour that cannot be read on the themes' grounds and
    for a logo as `set_logo` does.
    """
    principal.require_admin()
    errors = [
        FieldError(f"/{name}", "contrast", N_("This cannot be read well enough on the grounds of the themes."))
        for name in better_colours(command)
    ]
    if errors:
        raise InvalidInput(errors=errors)
    if logo is not None:
        await set_logo(uow, principal, logo)
    for setting, value in (
        (settings.PRODUCT_NAME, command.name),
        (settings.BRANDING_ACCENT_LIGHT, command.accent_light),
        (settings.BRANDING_ACCENT_DARK, command.accent_dark),
    ):
        await configuration.change_setting(uow, principal, setting.name, value)
    return await read_branding(uow)


def better_colours(command: BrandingUpdate) -> dict[str, str]:
    """For each colour that cannot be read well enough the nearest one that can."""
    grounds = {"accent_light": (command.accent_light, LIGHT_GROUND), "accent_dark": (command.accent_dark, DARK_GROUND)}
    return {
        name: better
        for name, (colour, ground) in grounds.items()
        if colour and (better := readable(colour, ground)) != colour
    }


async def set_logo(uow: UnitOfWork, principal: Principal, content: bytes) -> BrandingRead:
    """What the picture is its bytes tell. Raises Forbidden, InvalidInput for another kind of file or too large a one."""
    principal.require_admin()
    kind = KINDS.get(signature(content[:16]) or "")
    if kind is None:
        raise InvalidInput.field("/content", "file_type", N_("A PNG, JPEG or WebP picture is expected."))
    if len(content) > MAX_LOGO_BYTES:
        raise InvalidInput.field("/content", "too_large", N_("The picture is larger than 200 kB."))
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{kind}"
    await asyncio.to_thread(_keep, _folder(uow.site) / name, content)
    await configuration.change_setting(uow, principal, settings.BRANDING_LOGO.name, name)
    return await read_branding(uow)


async def remove_logo(uow: UnitOfWork, principal: Principal) -> BrandingRead:
    """Raises Forbidden."""
    principal.require_admin()
    await configuration.reset_setting(uow, principal, settings.BRANDING_LOGO.name)
    return await read_branding(uow)


async def logo_content(site: Site, name: str) -> tuple[bytes, str]:
    """A logo of now or earlier and its media type. Raises LogoNotFound."""
    path = _folder(site) / name
    if not _LOGO.fullmatch(name) or not await asyncio.to_thread(path.is_file):
        raise LogoNotFound
    media_type = next(media_type for media_type, kind in KINDS.items() if name.endswith(kind))
    return await asyncio.to_thread(path.read_bytes), media_type


def _folder(site: Site) -> Path:
    return site.settings.var / "branding"


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.write_bytes(content)
    os.replace(draft, path)
