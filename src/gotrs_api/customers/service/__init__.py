"""Use cases of customer users and companies."""

from gotrs_api.customers.service.companies import create_company, update_company
from gotrs_api.customers.service.company_queues import preferred_queue
from gotrs_api.customers.service.merging import merge_companies, merge_customer_users
from gotrs_api.customers.service.read import (
    customer_users_by_login,
    find_by_email,
    find_by_login,
    find_customer_user,
    language_and_zone,
    list_companies,
    list_customer_users,
    read_company,
    read_customer,
    read_customer_user,
    read_together,
    search_customer_users,
)
from gotrs_api.customers.service.relations import (
    customer_ids,
    default_services,
    preferences,
    read_customer_ids,
    read_customer_services,
    services_of,
    set_customer_ids,
    set_customer_services,
    set_default_services,
    set_preference,
)
from gotrs_api.customers.service.write import (
    account_of,
    account_to_write,
    create_customer_user,
    set_customer_password,
    update_customer_user,
)

__all__ = [
    "account_of",
    "account_to_write",
    "create_company",
    "create_customer_user",
    "customer_ids",
    "customer_users_by_login",
    "default_services",
    "find_by_email",
    "find_by_login",
    "find_customer_user",
    "language_and_zone",
    "list_companies",
    "list_customer_users",
    "merge_companies",
    "merge_customer_users",
    "preferences",
    "preferred_queue",
    "read_company",
    "read_customer",
    "read_customer_ids",
    "read_customer_services",
    "read_customer_user",
    "read_together",
    "search_customer_users",
    "services_of",
    "set_customer_ids",
    "set_customer_password",
    "set_customer_services",
    "set_default_services",
    "set_preference",
    "update_company",
    "update_customer_user",
]
