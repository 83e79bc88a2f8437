"""The portal's pages, in the order in which their addresses are tried."""

from fastapi import APIRouter

ROUTERS: tuple[APIRouter, ...] = ()
