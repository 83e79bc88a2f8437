"""What a web service offers for a dynamic field, and how it calls what is stored.

Source: Znuny 6.5, Kernel/System/DynamicField/Webservice/{DirectRequest,ResponseValues}.pm. The invoker gets `SearchTerms`,
`UserID` and, for ResponseValues, `Limit`; it answers a list of mappings, or one below `values`.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import orjson
import structlog

from gotrs_api.catalog.schemas import Out
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.dynamic_fields.errors import FieldNotFound
from gotrs_api.dynamic_fields.fields import Field
from gotrs_api.dynamic_fields.types import Refused
from gotrs_api.dynamic_fields.types.webservice_dropdown import WebserviceConfig, offered
from gotrs_api.generic_interface.errors import RemoteUnavailable
from gotrs_api.generic_interface.requester.calling import call
from gotrs_api.generic_interface.service.known import valid_webservices
from gotrs_api.generic_interface.webservice import Webservice
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import SYSTEM_USER_ID
from gotrs_api.uow import Site

PAGE_WAITS_S: Final = 2.0
LOOKUP_WAITS_S: Final = 4.0  # of somebody who types; the web service's own limit is for jobs, which have the time
AWAY_S: Final = 60.0
LABELS_KEPT_S: Final = 30 * 24 * 3600
_CUSTOMER_SCREENS: Final = ("CustomerTicketMessage", "CustomerTicketFollowUp")
_STORED, _DISPLAYED = "Key", "Value"  # where the field does not say otherwise
log = structlog.get_logger(__name__)


class OfferedValue(Out):
    """`value` is what a ticket stores, `label` what people read."""

    value: str
    label: str


async def find_values(site: Site, principal: Principal, field_id: int, term: str) -> list[OfferedValue]:
    """What fits to some letters; nothing for fewer than the field wants. Answers are kept as long as the field says.
    What the field would not take is left out.

    Raises FieldNotFound, also for a customer to whom no screen shows the field, and RemoteUnavailable.
    """
    field, config = await _field(site, principal, field_id)
    term = term.strip()
    if len(term) < config.autocomplete_min_length:
        return []
    user_id = int(principal.user_id) if principal.is_agent else SYSTEM_USER_ID
    key = f"field_values:{field.id}:{field.changed.isoformat()}:{user_id}:{_digest(term)}"
    kept = await site.cache.get(key) if config.cache_ttl else None
    if kept is not None:
        return [OfferedValue(value=value, label=label) for value, label in orjson.loads(kept)]
    answer = await _ask(site, config, config.invoker_search, term, user_id)
    found = [each for each in _offered(config, answer) if _can_be_stored(each.value, config)][: config.limit]
    if config.cache_ttl:
        await site.cache.set(key, orjson.dumps([(each.value, each.label) for each in found]), config.cache_ttl)
    await _keep_labels(site, field, found)
    return found


async def labels_of(site: Site, principal: Principal, field_id: int, values: Sequence[str]) -> dict[str, str]:
    """How people read stored values: as the service offered them, or, where that was forgotten, as it says now.

    What the service does not know is read as it is. Raises FieldNotFound, RemoteUnavailable.
    """
    field, config = await _field(site, principal, field_id)
    user_id = int(principal.user_id) if principal.is_agent else SYSTEM_USER_ID
    return await _labels(site, field, config, values, user_id)


async def labels_to_show(site: Site, field: Field, values: Sequence[str]) -> dict[str, str]:
    """The same for a page that shows them and may not wait long; values of a service that does not answer at once are
    read as they are.
    """
    labels = await known_labels(site, field, values)
    if len(labels) < len(values) and isinstance(field.config, WebserviceConfig):
        try:
            async with asyncio.timeout(PAGE_WAITS_S):
                return await _labels(site, field, field.config, values, SYSTEM_USER_ID)
        except TimeoutError:
            await _leave_alone(site, field.config, field.config.invoker_get)
        except RemoteUnavailable:
            pass  # its log says why
    return {value: labels.get(value, value) for value in values}


async def _labels(
    site: Site, field: Field, config: WebserviceConfig, values: Sequence[str], user_id: int
) -> dict[str, str]:
    labels = await known_labels(site, field, values)
    for value in values:
        if value not in labels and config.invoker_get:
            offered = _offered(config, await _ask(site, config, config.invoker_get, value, user_id))
            exact = [each for each in offered if each.value == value]
            await _keep_labels(site, field, exact)
            labels |= {each.value: each.label for each in exact}
    return {value: labels.get(value, value) for value in values}


async def known_labels(site: Site, field: Field, values: Iterable[str]) -> dict[str, str]:
    """Those that need no call: of the field's own list, and of what the service has offered before."""
    if not isinstance(field.config, WebserviceConfig):
        return {}
    labels = {value: field.config.cached_values[value] for value in values if value in field.config.cached_values}
    for value in values:
        if value not in labels and (kept := await site.cache.get(_label_key(field, value))) is not None:
            labels[value] = kept.decode()
    return labels


async def _field(site: Site, principal: Principal, field_id: int) -> tuple[Field, WebserviceConfig]:
    async with site.read() as read:
        field = (await dynamic_fields.all_fields(read)).by_id.get(field_id)
        shown = await dynamic_fields.names_on(read, *_CUSTOMER_SCREENS) if principal.is_customer else None
    if field is None or not field.is_valid or not isinstance(field.config, WebserviceConfig):
        raise FieldNotFound
    if shown is not None and field.name not in shown:
        raise FieldNotFound
    return field, field.config


async def _ask(site: Site, config: WebserviceConfig, invoker: str, term: str, user_id: int) -> Any:
    """Raises RemoteUnavailable; what went wrong stands in the web service's log.

    An invoker that does not answer in a few seconds, or says that it cannot, is left alone for a minute: otherwise each
    letter that somebody types, and each page, would wait for it again.
    """
    if await site.cache.get(_away_key(config, invoker)) is not None:
        raise RemoteUnavailable(webservice=config.webservice)
    async with site.read() as read:
        webservice: Webservice | None = (await valid_webservices(read)).by_name.get(config.webservice)
    if webservice is None:
        raise RemoteUnavailable(webservice=config.webservice)
    data = {"SearchTerms": term, "UserID": user_id}
    if config.backend == "ResponseValues":
        data["Limit"] = config.limit
    outcome = await call(site, webservice, invoker, data, within_s=LOOKUP_WAITS_S)
    if outcome.error is not None:
        log.warning("field_values.call_failed", webservice=webservice.name, invoker=invoker, stage=outcome.stage)
        await _leave_alone(site, config, invoker)
        raise RemoteUnavailable(webservice=webservice.name)
    return outcome.data


async def _leave_alone(site: Site, config: WebserviceConfig, invoker: str) -> None:
    await site.cache.set(_away_key(config, invoker), b"1", AWAY_S)


def _away_key(config: WebserviceConfig, invoker: str) -> str:
    return f"field_values_away:{_digest(config.webservice)}:{_digest(invoker)}"


def _offered(config: WebserviceConfig, answer: Any) -> list[OfferedValue]:
    stored = config.stored_value or _STORED
    displayed = [key.strip() for key in config.displayed_values.split(",") if key.strip()] or [_DISPLAYED]
    found: dict[str, str] = {}
    for row in _rows(answer, stored):
        value = _text(row.get(stored))
        if value:
            texts = [text for key in displayed if (text := _text(row.get(key)))]
            found.setdefault(value, config.displayed_values_separator.join(texts) or value)
    return [OfferedValue(value=value, label=label) for value, label in found.items()]


def _rows(answer: Any, stored: str) -> list[Mapping[str, Any]]:
    """The list that was answered; one mapping alone counts as a list of it (XML cannot tell them apart)."""
    if isinstance(answer, Mapping) and stored not in answer:
        answer = answer.get("values", answer.get("Data", ()))
    entries = answer if isinstance(answer, list) else [answer]
    return [entry for entry in entries if isinstance(entry, Mapping)]


def _can_be_stored(value: str, config: WebserviceConfig) -> bool:
    try:
        return offered(value, config).text == value
    except Refused:
        return False


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, Mapping | list) else str(value)


async def _keep_labels(site: Site, field: Field, offered: Sequence[OfferedValue]) -> None:
    for each in offered:
        await site.cache.set(_label_key(field, each.value), each.label.encode(), LABELS_KEPT_S)


def _label_key(field: Field, value: str) -> str:
    return f"field_label:{field.id}:{_digest(value)}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
