"""OTRS's addresses of web services, and API v1 for those who administer them."""

from gotrs_api.generic_interface.routes.administration import router as administration
from gotrs_api.generic_interface.routes.door import router as door
from gotrs_api.generic_interface.routes.field_values import router as field_values

ROUTERS = (administration, field_values, door)
