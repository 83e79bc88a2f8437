"""Setting up and switching off one's own second step."""

from __future__ import annotations

from base64 import b64encode

from fastapi import APIRouter, Request, Response

from gotrs_api.identity.errors import SecondFactorFailed, TooManyAttempts, WrongPassword
from gotrs_api.identity.schemas.second_factor import CodeProof, PasswordProof
from gotrs_api.identity.service import totp
from gotrs_api.kernel.errors import Conflict, GotrsError, InvalidInput
from gotrs_api.uow import Site
from gotrs_web.deps import Person
from gotrs_web.forms import build
from gotrs_web.own_security.page import AREAS, carry_on, refused, show_page
from gotrs_web.view import catalogue_of

router = APIRouter()
REFUSALS = (InvalidInput, Conflict, SecondFactorFailed, TooManyAttempts)


@router.post(f"{AREAS[0]}/second-step", name="agent_set_up_second_step")
@router.post(f"{AREAS[1]}/second-step", name="customer_set_up_second_step")
async def set_up(request: Request, principal: Person) -> Response:
    """Shows the key and the recovery codes, this once; nothing is in force before a code confirms it."""
    site: Site = request.state.site
    try:
        proof = build(PasswordProof, {"password": await _typed(request, "password")})
        setup = await totp.set_up(site, principal, password=proof.password, address=request.state.address)
    except REFUSALS as refusal:
        return await refused(request, principal, "set-up", refusal, at=_field(refusal))
    async with site.read() as read:
        return await show_page(
            request,
            read,
            principal,
            setup=setup,
            # As an image, not as an element: nothing in it can then become part of the page.
            qr_url=f"data:image/svg+xml;base64,{b64encode(setup.qr_svg.encode()).decode()}",
            confirming=True,
        )


@router.post(f"{AREAS[0]}/second-step/confirmation", name="agent_confirm_second_step")
@router.post(f"{AREAS[1]}/second-step/confirmation", name="customer_confirm_second_step")
async def confirm(request: Request, principal: Person) -> Response:
    """Other sessions of the account end."""
    site: Site = request.state.site
    try:
        proof = await _proof(request)
        await totp.confirm(site, principal, password=proof.password, code=proof.code, address=request.state.address)
    except REFUSALS as refusal:
        # The key was shown once and is in the app already: only the code is asked for again.
        return await refused(request, principal, "confirm", refusal, at=_field(refusal), confirming=True)
    done = catalogue_of(request).gettext("From now on signing in asks for a code. Other sessions were ended.")
    return await carry_on(request, principal, done)


@router.post(f"{AREAS[0]}/second-step/removal", name="agent_remove_second_step")
@router.post(f"{AREAS[1]}/second-step/removal", name="customer_remove_second_step")
async def remove(request: Request, principal: Person) -> Response:
    site: Site = request.state.site
    try:
        proof = await _proof(request)
        await totp.disable(site, principal, password=proof.password, code=proof.code, address=request.state.address)
    except REFUSALS as refusal:
        return await refused(request, principal, "remove", refusal, at=_field(refusal))
    done = catalogue_of(request).gettext("The second step is switched off.")
    return await carry_on(request, principal, done)


@router.post(f"{AREAS[0]}/recovery-codes", name="agent_renew_recovery_codes")
@router.post(f"{AREAS[1]}/recovery-codes", name="customer_renew_recovery_codes")
async def renew_recovery_codes(request: Request, principal: Person) -> Response:
    """Shown once, in the answer."""
    site: Site = request.state.site
    try:
        proof = await _proof(request)
        codes = await totp.renew_recovery_codes(
            site, principal, password=proof.password, code=proof.code, address=request.state.address
        )
    except REFUSALS as refusal:
        return await refused(request, principal, "renew", refusal, at=_field(refusal))
    async with site.read() as read:
        return await show_page(request, read, principal, recovery_codes=codes)


async def _proof(request: Request) -> CodeProof:
    return build(CodeProof, {"password": await _typed(request, "password"), "code": await _typed(request, "code")})


async def _typed(request: Request, name: str) -> str:
    return str((await request.form()).get(name, ""))


def _field(refusal: GotrsError) -> str:
    if isinstance(refusal, WrongPassword):
        return "password"
    return "code" if isinstance(refusal, SecondFactorFailed) else ""
