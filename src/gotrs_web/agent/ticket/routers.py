"""The ticket's addresses, in the order in which they are tried: `properties` takes any last word."""

from __future__ import annotations

from fastapi import APIRouter

from gotrs_web.agent.ticket import (
    article_files,
    composing,
    deliveries,
    links,
    move_form,
    news,
    offers,
    past,
    printing,
    properties,
    put_aside,
    screen_lock,
    switches,
    undoing,
    zoom,
)

ROUTERS: tuple[APIRouter, ...] = (
    zoom.router,
    article_files.router,
    deliveries.router,
    composing.router,
    switches.router,
    links.router,
    move_form.router,
    news.router,
    offers.router,
    put_aside.router,
    past.router,
    printing.router,
    screen_lock.router,
    undoing.router,
    properties.router,
)
