"""Use cases of master data. Reading is for whoever reached the service; writing needs the group admin."""

from gotrs_api.catalog.colours import PRIORITY, STATE, all_colours
from gotrs_api.catalog.service.personal import choose_my_services, my_service_ids
from gotrs_api.catalog.service.priorities import (
    create_priority,
    create_type,
    list_locks,
    list_priorities,
    list_types,
    read_priority,
    read_type,
    update_priority,
    update_type,
)
from gotrs_api.catalog.service.services import create_service, list_services, read_service, update_service
from gotrs_api.catalog.service.states import (
    create_state,
    list_state_types,
    list_states,
    read_state,
    update_state,
)
from gotrs_api.catalog.service.system_addresses import (
    create_system_address,
    find_system_address,
    list_system_addresses,
    read_system_address,
    update_system_address,
)
from gotrs_api.catalog.service.texts import (
    create_salutation,
    create_signature,
    list_salutations,
    list_signatures,
    read_salutation,
    read_signature,
    update_salutation,
    update_signature,
)

__all__ = [
    "PRIORITY",
    "STATE",
    "all_colours",
    "choose_my_services",
    "create_priority",
    "create_salutation",
    "create_service",
    "create_signature",
    "create_state",
    "create_system_address",
    "create_type",
    "find_system_address",
    "list_locks",
    "list_priorities",
    "list_salutations",
    "list_services",
    "list_signatures",
    "list_state_types",
    "list_states",
    "list_system_addresses",
    "list_types",
    "my_service_ids",
    "read_priority",
    "read_salutation",
    "read_service",
    "read_signature",
    "read_state",
    "read_system_address",
    "read_type",
    "update_priority",
    "update_salutation",
    "update_service",
    "update_signature",
    "update_state",
    "update_system_address",
    "update_type",
]
