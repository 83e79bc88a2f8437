"""The application that `gotrs serve` runs: the core's app with the web tier mounted last."""

from fastapi import FastAPI

from gotrs_api.app import create_app
from gotrs_web.app import create_web_app


def application() -> FastAPI:
    """Core and web in one; settings come from the environment."""
    app = create_app()
    mount_web(app)
    return app


def mount_web(app: FastAPI) -> None:
    app.mount("/", create_web_app())
