"""Use cases of dynamic fields. Whoever owns an object checks the right to it, then reads and stores its values here."""

from gotrs_api.dynamic_fields.service.administration import (
    add_possible_values,
    create_field,
    delete_field,
    list_fields,
    order_fields,
    read_field,
    update_field,
)
from gotrs_api.dynamic_fields.service.definitions import all_fields, context_of
from gotrs_api.dynamic_fields.service.filters import field_filters, sort_field
from gotrs_api.dynamic_fields.service.named import (
    checked_named,
    forget_named,
    rename_object,
    store_named,
    values_of_named,
)
from gotrs_api.dynamic_fields.service.screens import (
    ScreenField,
    list_screens,
    missing_on,
    names_for_reader,
    names_on,
    read_screen,
    screen_fields,
    set_screen,
)
from gotrs_api.dynamic_fields.service.values import (
    Change,
    Present,
    Values,
    Wish,
    check,
    checked,
    forget_objects,
    readable_values,
    store,
    values_of,
)

__all__ = [
    "Change",
    "Present",
    "ScreenField",
    "Values",
    "Wish",
    "add_possible_values",
    "all_fields",
    "check",
    "checked",
    "checked_named",
    "context_of",
    "create_field",
    "delete_field",
    "field_filters",
    "forget_named",
    "forget_objects",
    "list_fields",
    "list_screens",
    "missing_on",
    "names_for_reader",
    "names_on",
    "order_fields",
    "read_field",
    "read_screen",
    "readable_values",
    "rename_object",
    "screen_fields",
    "set_screen",
    "sort_field",
    "store",
    "store_named",
    "update_field",
    "values_of",
    "values_of_named",
]
