"""Keeping web services: what an administrator does with them, each change with an entry in the audit log."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError

from gotrs_api.catalog.validity import Validity
from gotrs_api.dynamic_fields import service as dynamic_fields
from gotrs_api.generic_interface import otrs_yaml, repository
from gotrs_api.generic_interface.configuration import as_stored, masked, problems, unmasked
from gotrs_api.generic_interface.errors import (
    InvalidWebservice,
    WebserviceInUse,
    WebserviceNameTaken,
    WebserviceNotFound,
    YamlRefused,
)
from gotrs_api.generic_interface.models import WebserviceConfig, WebserviceConfigHistory
from gotrs_api.generic_interface.operations.registry import OPERATIONS
from gotrs_api.generic_interface.requester.invokers import TYPES as INVOKER_TYPES
from gotrs_api.generic_interface.schemas import (
    InvokerRead,
    OperationRead,
    WebserviceCreate,
    WebserviceImport,
    WebserviceRead,
    WebserviceUpdate,
    WebserviceVersion,
)
from gotrs_api.generic_interface.webservice import Webservice, section, text, texts
from gotrs_api.identity import audit
from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.errors import FieldError
from gotrs_api.sysconfig import service as sysconfig
from gotrs_api.sysconfig import settings
from gotrs_api.uow import ReadUow, UnitOfWork
from gotrs_api.uow.snapshot import touched

_VALID = 1


async def list_webservices(uow: ReadUow, principal: Principal) -> list[WebserviceRead]:
    """All, by name. Raises Forbidden."""
    principal.require_admin()
    rows = await repository.entities(uow.session)
    base = await _base_url(uow)
    return [_read(row, base) for row in rows]


async def read_webservice(uow: ReadUow, principal: Principal, webservice_id: int) -> WebserviceRead:
    """Raises Forbidden, WebserviceNotFound."""
    principal.require_admin()
    return _read(await _row(uow, webservice_id), await _base_url(uow))


async def create_webservice(uow: UnitOfWork, principal: Principal, command: WebserviceCreate) -> WebserviceRead:
    """Raises Forbidden, WebserviceNameTaken, InvalidWebservice."""
    principal.require_admin()
    return await _create(uow, principal, command.name, unmasked(command.config, {}), command.valid)


async def update_webservice(
    uow: UnitOfWork, principal: Principal, webservice_id: int, command: WebserviceUpdate
) -> WebserviceRead:
    """Raises Forbidden, WebserviceNotFound, WebserviceNameTaken, InvalidWebservice."""
    principal.require_admin()
    row = await _row(uow, webservice_id)
    changed = sorted(command.model_fields_set)
    if command.name is not None and command.name != row.name:
        await _require_free(uow, command.name, row.id)
        row.name = command.name
    if command.valid is not None:
        row.valid_id = command.valid.id
    config = parse_yaml(command.yaml) if command.yaml is not None else command.config
    if config is not None:
        await _set_config(uow, row, unmasked(config, _config(row)[0]))
    await _flush(uow)
    await audit.record(uow, principal, "webservice.changed", "webservice", row.id, {"fields": changed})
    return await read_webservice(uow, principal, row.id)


async def delete_webservice(uow: UnitOfWork, principal: Principal, webservice_id: int) -> None:
    """With its log. Raises Forbidden, WebserviceNotFound, WebserviceInUse."""
    principal.require_admin()
    row = await _row(uow, webservice_id)
    for field in await dynamic_fields.all_fields(uow):
        if field.type_name.startswith("Webservice") and text(field.stored, "Webservice") == row.name:
            raise WebserviceInUse(field=field.name)
    name = row.name
    uow.session.expunge(row)
    await repository.delete_service(uow.session, webservice_id)
    touched(uow, WebserviceConfig)
    await audit.record(uow, principal, "webservice.deleted", "webservice", webservice_id, {"name": name})


async def import_webservice(uow: UnitOfWork, principal: Principal, command: WebserviceImport) -> WebserviceRead:
    """From OTRS's YAML. Raises Forbidden, WebserviceNameTaken, InvalidWebservice."""
    principal.require_admin()
    config = parse_yaml(command.yaml)
    row = await repository.by_name(uow.session, command.name)
    if row is None or not command.replace:
        return await _create(uow, principal, command.name, config, command.valid)
    await _set_config(uow, row, unmasked(config, _config(row)[0]))
    row.valid_id = command.valid.id
    await _flush(uow)
    await audit.record(uow, principal, "webservice.imported", "webservice", row.id, {"name": row.name})
    return await read_webservice(uow, principal, row.id)


def parse_yaml(text: str) -> dict[str, Any]:
    """Raises InvalidWebservice."""
    try:
        return otrs_yaml.load(text)
    except YamlRefused as refused:
        raise InvalidWebservice(errors=[FieldError("/yaml", "yaml", str(refused))]) from None


def shown_yaml(service: WebserviceRead) -> str:
    """The configuration as a person edits it, with secrets as `********`."""
    return otrs_yaml.dump(service.config)


async def export_webservice(uow: UnitOfWork, principal: Principal, webservice_id: int) -> tuple[str, str]:
    """The name and the YAML as it is stored, with its passwords: another desk shall be able to run it. Raises as reading."""
    principal.require_admin()
    row = await _row(uow, webservice_id)
    await audit.record(uow, principal, "webservice.exported", "webservice", row.id, {"name": row.name})
    return row.name, row.config


async def list_versions(uow: ReadUow, principal: Principal, webservice_id: int) -> list[WebserviceVersion]:
    """The newest first. Raises Forbidden, WebserviceNotFound."""
    principal.require_admin()
    await _row(uow, webservice_id)
    rows = await repository.history(uow.session, webservice_id)
    return [WebserviceVersion(id=row.id, created=row.create_time, created_by=row.create_by) for row in rows]


async def restore_version(uow: UnitOfWork, principal: Principal, webservice_id: int, version_id: int) -> WebserviceRead:
    """An earlier form counts again. Raises Forbidden, WebserviceNotFound, InvalidWebservice."""
    principal.require_admin()
    row = await _row(uow, webservice_id)
    stored = await repository.history_config(uow.session, webservice_id, version_id)
    if stored is None:
        raise WebserviceNotFound
    await _set_config(uow, row, parse_yaml(stored))
    await _flush(uow)
    details = {"name": row.name, "version": version_id}
    await audit.record(uow, principal, "webservice.restored", "webservice", row.id, details)
    return await read_webservice(uow, principal, row.id)


async def _create(
    uow: UnitOfWork, principal: Principal, name: str, config: Mapping[str, Any], valid: Validity
) -> WebserviceRead:
    await _require_free(uow, name)
    row = WebserviceConfig(name=name, config="", valid_id=valid.id)
    await _set_config(uow, row, config)
    uow.session.add(row)
    await _flush(uow)
    await _remember(uow, row)
    await audit.record(uow, principal, "webservice.created", "webservice", row.id, {"name": name})
    return await read_webservice(uow, principal, row.id)


async def _set_config(uow: UnitOfWork, row: WebserviceConfig, config: Mapping[str, Any]) -> None:
    stored = as_stored(config)
    if errors := problems(stored):
        raise InvalidWebservice(errors=errors)
    row.config = otrs_yaml.dump(stored)
    try:
        otrs_yaml.load(row.config)
    except YamlRefused as refused:
        raise InvalidWebservice(errors=[FieldError("/config", "too_large", str(refused))]) from None
    if row.id is not None:
        await _remember(uow, row)


async def _remember(uow: UnitOfWork, row: WebserviceConfig) -> None:
    digest = hashlib.md5(row.config.encode(), usedforsecurity=False).hexdigest()
    if not await repository.has_history(uow.session, digest):
        uow.session.add(WebserviceConfigHistory(config_id=row.id, config=row.config, config_md5=digest))
        await uow.session.flush()


async def _require_free(uow: UnitOfWork, name: str, except_id: int = 0) -> None:
    if await repository.is_taken(uow.session, name, except_id=except_id):
        raise WebserviceNameTaken


async def _flush(uow: UnitOfWork) -> None:
    try:
        await uow.session.flush()
    except IntegrityError:
        raise WebserviceNameTaken from None


async def _row(uow: ReadUow, webservice_id: int) -> WebserviceConfig:
    row = await repository.by_id(uow.session, webservice_id)
    if row is None:
        raise WebserviceNotFound
    return row


def _config(row: WebserviceConfig) -> tuple[dict[str, Any], str | None]:
    try:
        return otrs_yaml.load(row.config), None
    except YamlRefused as refused:
        return {}, str(refused)


async def _base_url(uow: ReadUow) -> str:
    kind, host = await sysconfig.get(uow, settings.HTTP_TYPE), await sysconfig.get(uow, settings.FQDN)
    return f"{kind}://{host}/{await sysconfig.get(uow, settings.SCRIPT_ALIAS)}nph-genericinterface.pl/Webservice/"


def _read(row: WebserviceConfig, base: str) -> WebserviceRead:
    config, problem = _config(row)
    service = Webservice(row.id, row.name, config, is_valid=row.valid_id == _VALID)
    routes = section(service.provider_config, "RouteOperationMapping")
    return WebserviceRead(
        id=row.id,
        name=row.name,
        description=text(config, "Description"),
        valid=Validity.of(row.valid_id),
        provider_transport=service.provider_transport,
        requester_transport=service.requester_transport,
        provider_url=base + row.name,
        debug_threshold=service.debug_threshold,
        operations=[
            OperationRead(
                name=each.name,
                type=each.type,
                description=text(each.settings, "Description"),
                route=text(section(routes, each.name), "Route"),
                methods=list(texts(section(routes, each.name), "RequestMethod")),
                available=each.type in OPERATIONS,
            )
            for each in service.operations.values()
        ],
        invokers=[
            InvokerRead(
                name=each.name,
                type=each.type,
                description=text(each.settings, "Description"),
                events=[text(event, "Event") for event in each.events],
                available=each.type in INVOKER_TYPES,
            )
            for each in service.invokers.values()
        ],
        config=masked(config),
        problem=problem,
        created=row.create_time,
        changed=row.change_time,
    )
