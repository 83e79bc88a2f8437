"""The pages before and after a session."""

from fastapi import APIRouter

from gotrs_web.auth import passwords, routes, second_step

ROUTERS: tuple[APIRouter, ...] = (routes.router, second_step.router, passwords.router)
