"""The pages before and after a session."""

from fastapi import APIRouter

from gotrs_web.auth import passwords, routes, second_step, sign_up

ROUTERS: tuple[APIRouter, ...] = (routes.router, second_step.router, passwords.router, sign_up.router)
