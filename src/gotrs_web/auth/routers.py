"""The pages before and after a session."""

from fastapi import APIRouter

from gotrs_web.auth import oidc, passkeys, passwords, proxy, routes, saml, second_step, sign_up

ROUTERS: tuple[APIRouter, ...] = (
    routes.router,
    oidc.router,
    saml.router,
    proxy.router,
    passkeys.router,
    second_step.router,
    passwords.router,
    sign_up.router,
)
