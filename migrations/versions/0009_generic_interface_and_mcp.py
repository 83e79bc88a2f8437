"""The web service that every new desk begins with, as in Znuny's sample GenericTicketConnectorREST."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from alembic import context, op
from sqlalchemy import Connection, func, select

from migrations.otrs_baseline import metadata
from migrations.physical import MYSQL

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME = "GenericTicketConnectorREST"
CONFIG = """\
---
Debugger:
  DebugThreshold: error
  TestMode: '0'
Description: Sessions and tickets for other programs.
FrameworkVersion: 6.5.1
Provider:
  Operation:
    SessionCreate:
      Description: Creates a session.
      MappingInbound: {}
      MappingOutbound: {}
      Type: Session::SessionCreate
    SessionGet:
      Description: Shows a session.
      MappingInbound: {}
      MappingOutbound: {}
      Type: Session::SessionGet
    TicketCreate:
      Description: Creates a ticket.
      IncludeTicketData: '0'
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketCreate
    TicketGet:
      Description: Shows a ticket, or several separated by commas.
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketGet
    TicketGetList:
      Description: Shows tickets.
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketGet
    TicketHistoryGet:
      Description: Shows the history of tickets.
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketHistoryGet
    TicketSearch:
      Description: Finds tickets.
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketSearch
    TicketSearchPost:
      Description: Finds tickets by a body.
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketSearch
    TicketUpdate:
      Description: Changes a ticket.
      IncludeTicketData: '0'
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketUpdate
    TicketUpdatePost:
      Description: Changes the ticket that the body names.
      IncludeTicketData: '0'
      MappingInbound: {}
      MappingOutbound: {}
      Type: Ticket::TicketUpdate
  Transport:
    Config:
      KeepAlive: ''
      MaxLength: '100000000'
      RouteOperationMapping:
        SessionCreate:
          ParserBackend: JSON
          RequestMethod:
          - POST
          Route: /Session
        SessionGet:
          ParserBackend: JSON
          RequestMethod:
          - GET
          Route: /Session/:SessionID
        TicketCreate:
          ParserBackend: JSON
          RequestMethod:
          - POST
          Route: /Ticket
        TicketGet:
          ParserBackend: JSON
          RequestMethod:
          - GET
          Route: /Ticket/:TicketID
        TicketGetList:
          ParserBackend: JSON
          RequestMethod:
          - GET
          Route: /TicketList
        TicketHistoryGet:
          ParserBackend: JSON
          RequestMethod:
          - GET
          Route: /TicketHistory/:TicketID
        TicketSearch:
          ParserBackend: JSON
          RequestMethod:
          - GET
          Route: /Ticket
        TicketSearchPost:
          ParserBackend: JSON
          RequestMethod:
          - POST
          Route: /TicketSearch
        TicketUpdate:
          ParserBackend: JSON
          RequestMethod:
          - PATCH
          - PUT
          Route: /Ticket/:TicketID
        TicketUpdatePost:
          ParserBackend: JSON
          RequestMethod:
          - POST
          Route: /TicketUpdate
    Type: HTTP::REST
RemoteSystem: ''
"""


def upgrade() -> None:
    """An adopted database keeps the doors that its administrators opened, and gets none."""
    if context.config.attributes.get("beside_otrs"):
        return
    connection = op.get_bind()
    services = metadata.tables["gi_webservice_config"]
    if connection.scalar(select(func.count()).select_from(services)):
        return
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    stamps = {"create_time": now, "create_by": 1, "change_time": now, "change_by": 1}
    config = _stored(connection, CONFIG)
    connection.execute(services.insert(), {"name": NAME, "config": config, "valid_id": 1, **stamps})
    webservice_id = connection.scalar(select(services.c.id).where(services.c.name == NAME))
    digest = hashlib.md5(CONFIG.encode(), usedforsecurity=False).hexdigest()
    connection.execute(
        metadata.tables["gi_webservice_config_history"].insert(),
        {"config_id": webservice_id, "config": config, "config_md5": digest, **stamps},
    )


def downgrade() -> None:
    """Takes it away as long as nobody has changed or used it. What looks like it in an adopted database is OTRS's own."""
    if context.config.attributes.get("beside_otrs"):
        return
    connection = op.get_bind()
    services, history = metadata.tables["gi_webservice_config"], metadata.tables["gi_webservice_config_history"]
    entries = metadata.tables["gi_debugger_entry"]
    row = connection.execute(select(services.c.id, services.c.config).where(services.c.name == NAME)).first()
    if row is None or row.config not in (CONFIG, CONFIG.encode()):
        return
    if connection.scalar(select(func.count()).where(entries.c.webservice_id == row.id)):
        return
    connection.execute(history.delete().where(history.c.config_id == row.id))
    connection.execute(services.delete().where(services.c.id == row.id))


def _stored(connection: Connection, text: str) -> str | bytes:
    return text.encode() if connection.dialect.name in MYSQL else text
