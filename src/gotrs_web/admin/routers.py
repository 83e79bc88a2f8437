"""The pages of administration."""

from fastapi import APIRouter

from gotrs_web.admin import overview

ROUTERS: tuple[APIRouter, ...] = (overview.router,)
