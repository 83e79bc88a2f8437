"""API v1 of service level agreements."""

from gotrs_api.catalog.routes import Kind, routes_of
from gotrs_api.sla import service
from gotrs_api.sla.schemas import SlaCreate, SlaRead, SlaUpdate

ROUTERS = (
    routes_of(
        Kind(
            "/slas",
            "sla",
            "slas",
            SlaRead,
            service.list_slas,
            service.read_sla,
            service.create_sla,
            SlaCreate,
            service.update_sla,
            SlaUpdate,
        )
    ),
)
