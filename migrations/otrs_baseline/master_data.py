"""What tickets choose from: queues, states, services, agreements, templates, fields, rules."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint, text

from migrations.otrs_baseline.metadata import index, otrs_table
from migrations.physical import (
    AUTO_BIGINT,
    AUTO_INT,
    AUTO_SMALLINT,
    BIGINT,
    INT,
    LONGBLOB,
    LONGTEXT,
    SMALLINT,
    TIMESTAMP,
    audited,
    auto,
    column,
    created,
    nullable,
    varchar,
)

otrs_table(
    "personal_queues",
    column("user_id", INT, "users.id"),
    column("queue_id", INT, "queue.id"),
    index("personal_queues_user_id", "user_id"),
    index("personal_queues_queue_id", "queue_id"),
)
otrs_table(
    "follow_up_possible",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="follow_up_possible_name"),
)
otrs_table(
    "queue",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    column("group_id", INT, "permission_groups.id"),
    nullable("unlock_timeout", INT),
    nullable("first_response_time", INT),
    nullable("first_response_notify", SMALLINT),
    nullable("update_time", INT),
    nullable("update_notify", SMALLINT),
    nullable("solution_time", INT),
    nullable("solution_notify", SMALLINT),
    column("system_address_id", SMALLINT, "system_address.id"),
    nullable("calendar_name", varchar(100)),
    nullable("default_sign_key", varchar(100)),
    column("salutation_id", SMALLINT, "salutation.id"),
    column("signature_id", SMALLINT, "signature.id"),
    column("follow_up_id", SMALLINT, "follow_up_possible.id"),
    column("follow_up_lock", SMALLINT),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="queue_name"),
    index("queue_group_id", "group_id"),
)
otrs_table(
    "queue_preferences",
    column("queue_id", INT, "queue.id"),
    column("preferences_key", varchar(150)),
    nullable("preferences_value", varchar(250)),
    index("queue_preferences_queue_id", "queue_id"),
)
otrs_table(
    "personal_services",
    column("user_id", INT, "users.id"),
    column("service_id", INT, "service.id"),
    index("personal_services_user_id", "user_id"),
    index("personal_services_service_id", "service_id"),
)
otrs_table(
    "salutation",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    column("text", varchar(3000)),
    nullable("content_type", varchar(250)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="salutation_name"),
)
otrs_table(
    "signature",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    column("text", varchar(3000)),
    nullable("content_type", varchar(250)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="signature_name"),
)
otrs_table(
    "system_address",
    auto("id", AUTO_SMALLINT),
    column("value0", varchar(200)),
    column("value1", varchar(200)),
    nullable("value2", varchar(200)),
    nullable("value3", varchar(200)),
    column("queue_id", INT),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
)
otrs_table(
    "ticket_priority",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    column("valid_id", SMALLINT),
    *audited(),
    UniqueConstraint("name", name="ticket_priority_name"),
)
otrs_table(
    "ticket_type",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="ticket_type_name"),
)
otrs_table(
    "ticket_lock_type",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="ticket_lock_type_name"),
)
otrs_table(
    "ticket_state",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    nullable("comments", varchar(250)),
    column("type_id", SMALLINT, "ticket_state_type.id"),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="ticket_state_name"),
)
otrs_table(
    "ticket_state_type",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    nullable("comments", varchar(250)),
    *audited(),
    UniqueConstraint("name", name="ticket_state_type_name"),
)
otrs_table(
    "service",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    column("valid_id", SMALLINT),
    nullable("comments", varchar(250)),
    *audited(),
    UniqueConstraint("name", name="service_name"),
)
otrs_table(
    "service_preferences",
    column("service_id", INT, "service.id"),
    column("preferences_key", varchar(150)),
    nullable("preferences_value", varchar(250)),
    index("service_preferences_service_id", "service_id"),
)
otrs_table(
    "service_customer_user",
    column("customer_user_login", varchar(200)),
    column("service_id", INT, "service.id"),
    *created(),
    index("service_customer_user_customer_user_login", "customer_user_login", mysql_length={"customer_user_login": 10}),
    index("service_customer_user_service_id", "service_id"),
)
otrs_table(
    "sla",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    nullable("calendar_name", varchar(100)),
    column("first_response_time", INT),
    nullable("first_response_notify", SMALLINT),
    column("update_time", INT),
    nullable("update_notify", SMALLINT),
    column("solution_time", INT),
    nullable("solution_notify", SMALLINT),
    column("valid_id", SMALLINT),
    nullable("comments", varchar(250)),
    *audited(),
    UniqueConstraint("name", name="sla_name"),
)
otrs_table(
    "sla_preferences",
    column("sla_id", INT, "sla.id"),
    column("preferences_key", varchar(150)),
    nullable("preferences_value", varchar(250)),
    index("sla_preferences_sla_id", "sla_id"),
)
otrs_table(
    "service_sla",
    column("service_id", INT, "service.id"),
    column("sla_id", INT, "sla.id"),
    UniqueConstraint("service_id", "sla_id", name="service_sla_service_sla"),
)
otrs_table(
    "standard_template",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    nullable("text", varchar(10000)),
    nullable("content_type", varchar(250)),
    column("template_type", varchar(100), server_default="Answer"),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="standard_template_name"),
)
otrs_table(
    "queue_standard_template",
    column("queue_id", INT, "queue.id"),
    column("standard_template_id", INT, "standard_template.id"),
    *audited(),
)
otrs_table(
    "standard_attachment",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    column("content_type", varchar(250)),
    column("content", LONGBLOB),
    column("filename", varchar(250)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="standard_attachment_name"),
)
otrs_table(
    "standard_template_attachment",
    auto("id", AUTO_INT),
    column("standard_attachment_id", INT, "standard_attachment.id"),
    column("standard_template_id", INT, "standard_template.id"),
    *audited(),
)
otrs_table(
    "auto_response_type",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="auto_response_type_name"),
)
otrs_table(
    "auto_response",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    nullable("text0", varchar(6000)),
    nullable("text1", varchar(6000)),
    column("type_id", SMALLINT, "auto_response_type.id"),
    column("system_address_id", SMALLINT, "system_address.id"),
    nullable("content_type", varchar(250)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="auto_response_name"),
)
otrs_table(
    "queue_auto_response",
    auto("id", AUTO_INT),
    column("queue_id", INT, "queue.id"),
    column("auto_response_id", INT, "auto_response.id"),
    *audited(),
)
otrs_table(
    "dynamic_field_value",
    auto("id", AUTO_INT),
    column("field_id", INT, "dynamic_field.id"),
    column("object_id", BIGINT),
    nullable("value_text", varchar(3800)),
    nullable("value_date", TIMESTAMP),
    nullable("value_int", BIGINT),
    index("dynamic_field_value_search_text", "field_id", "value_text", mysql_length={"value_text": 150}),
    index("dynamic_field_value_search_date", "field_id", "value_date"),
    index("dynamic_field_value_search_int", "field_id", "value_int"),
    index("dynamic_field_value_field_values", "object_id", "field_id"),
)
otrs_table(
    "dynamic_field",
    auto("id", AUTO_INT),
    column("internal_field", SMALLINT, server_default=text("0")),
    column("name", varchar(200)),
    column("label", varchar(200)),
    column("field_order", INT),
    column("field_type", varchar(200)),
    column("object_type", varchar(100)),
    nullable("config", LONGTEXT),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="dynamic_field_name"),
)
otrs_table(
    "dynamic_field_obj_id_name",
    auto("object_id", AUTO_INT),
    column("object_name", varchar(200)),
    column("object_type", varchar(100)),
    UniqueConstraint("object_name", "object_type", name="dynamic_field_object_name"),
)
otrs_table(
    "acl",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    nullable("comments", varchar(250)),
    nullable("description", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    nullable("stop_after_match", SMALLINT),
    nullable("config_match", LONGTEXT),
    nullable("config_change", LONGTEXT),
    *audited(),
    UniqueConstraint("name", name="acl_name"),
)
otrs_table(
    "acl_sync",
    column("acl_id", varchar(200)),
    column("sync_state", varchar(30)),
    column("create_time", TIMESTAMP),
    column("change_time", TIMESTAMP),
)
otrs_table(
    "acl_ticket_attribute_relations",
    auto("id", AUTO_BIGINT),
    column("filename", varchar(255)),
    column("attribute_1", varchar(200)),
    column("attribute_2", varchar(200)),
    column("acl_data", varchar(1800000)),
    column("priority", BIGINT),
    *audited(),
    UniqueConstraint("filename", name="acl_tar_filename"),
)
