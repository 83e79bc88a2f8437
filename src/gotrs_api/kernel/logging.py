"""Structured logs: readable on a console, JSON for collectors. Ids are logged; secrets and mail bodies are not."""

import logging
import sys

import structlog

from gotrs_api.kernel.recent_log import KeepLine, KeepRecord, RecentLog
from gotrs_api.kernel.settings import Settings


def configure_logging(settings: Settings) -> None:
    """For the whole process; our own events and those of libraries take the same way, and the last ones are kept."""
    recent = recent_log(settings)
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            # Not the fancy one: it prints local variables, secrets included.
            exception_formatter=structlog.dev.plain_traceback,
        )
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            KeepLine(recent),
            structlog.processors.format_exc_info
            if settings.log_format == "json"
            else structlog.processors.StackInfoRenderer(),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=max(level, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, KeepRecord)]:  # of an earlier call
        root.removeHandler(handler)
    root.addHandler(KeepRecord(recent))


def recent_log(settings: Settings) -> RecentLog:
    return RecentLog(settings.var / "log")
