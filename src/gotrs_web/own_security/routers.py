"""The pages of one's own security."""

from fastapi import APIRouter

from gotrs_web.own_security import access, confirmation, identities, passkeys, second_step

ROUTERS: tuple[APIRouter, ...] = (
    access.router,
    second_step.router,
    passkeys.router,
    identities.router,
    confirmation.router,
)
