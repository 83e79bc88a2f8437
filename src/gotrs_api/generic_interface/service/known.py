"""Web services as the doors look them up: one picture of all of them, a few seconds old at most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import structlog

from gotrs_api.generic_interface import otrs_yaml, repository
from gotrs_api.generic_interface.errors import YamlRefused
from gotrs_api.generic_interface.models import WebserviceConfig
from gotrs_api.generic_interface.webservice import Config, Invoker, Webservice, text
from gotrs_api.uow import ReadUow
from gotrs_api.uow.snapshot import Snapshot

_VALID = 1
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Webservices:
    """Those that are valid."""

    by_name: dict[str, Webservice]
    by_id: dict[int, Webservice]

    @cached_property
    def listening(self) -> dict[str, list[tuple[Webservice, Invoker, Config]]]:
        """By OTRS's name of an event: the invokers bound to it, each with what binds it."""
        found: dict[str, list[tuple[Webservice, Invoker, Config]]] = {}
        for webservice in self:
            for invoker in webservice.invokers.values():
                for bound in invoker.events:
                    found.setdefault(text(bound, "Event"), []).append((webservice, invoker, bound))
        return found

    def __iter__(self) -> Iterator[Webservice]:
        return iter(self.by_id.values())


@lru_cache(maxsize=64)
def _parsed(config: str) -> Config:
    """The picture is made anew every few seconds, what it shows changes once a year; reading YAML takes 60 ms."""
    return otrs_yaml.load(config)


async def _load(uow: ReadUow) -> Webservices:
    found: list[Webservice] = []
    for row in await repository.configurations(uow.session):
        if row.valid_id != _VALID:
            continue
        try:
            config = _parsed(row.config)
        except YamlRefused as refused:
            log.warning("webservice.unreadable", webservice=row.name, reason=str(refused))
            continue
        found.append(Webservice(row.id, row.name, config, is_valid=True))
    return Webservices({each.name: each for each in found}, {each.id: each for each in found})


WEBSERVICES = Snapshot("generic_interface.webservices", (WebserviceConfig,), _load)


async def valid_webservices(uow: ReadUow) -> Webservices:
    """All that are valid and readable."""
    return await WEBSERVICES.get(uow)
