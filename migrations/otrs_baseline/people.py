"""Agents, groups, customers."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from migrations.otrs_baseline.metadata import index, otrs_table
from migrations.physical import (
    AUTO_BIGINT,
    AUTO_INT,
    AUTO_SMALLINT,
    INT,
    LONGTEXT,
    SMALLINT,
    TIMESTAMP,
    audited,
    auto,
    column,
    nullable,
    varchar,
)

otrs_table(
    "valid",
    auto("id", AUTO_SMALLINT),
    column("name", varchar(200)),
    *audited(),
    UniqueConstraint("name", name="valid_name"),
)
otrs_table(
    "users",
    auto("id", AUTO_INT),
    column("login", varchar(200)),
    column("pw", varchar(128)),
    nullable("title", varchar(50)),
    column("first_name", varchar(100)),
    column("last_name", varchar(100)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("login", name="users_login"),
)
otrs_table(
    "user_preferences",
    column("user_id", INT, "users.id"),
    column("preferences_key", varchar(150)),
    nullable("preferences_value", LONGTEXT),
    index("user_preferences_user_id", "user_id"),
)
otrs_table(
    "permission_groups",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="groups_name"),
)
otrs_table(
    "group_user",
    column("user_id", INT, "users.id"),
    column("group_id", INT, "permission_groups.id"),
    column("permission_key", varchar(20)),
    *audited(),
    index("group_user_user_id", "user_id"),
    index("group_user_group_id", "group_id"),
)
otrs_table(
    "group_role",
    column("role_id", INT, "roles.id"),
    column("group_id", INT, "permission_groups.id"),
    column("permission_key", varchar(20)),
    column("permission_value", SMALLINT),
    *audited(),
    index("group_role_role_id", "role_id"),
    index("group_role_group_id", "group_id"),
)
otrs_table(
    "group_customer_user",
    column("user_id", varchar(100)),
    column("group_id", INT, "permission_groups.id"),
    column("permission_key", varchar(20)),
    column("permission_value", SMALLINT),
    *audited(),
    index("group_customer_user_user_id", "user_id"),
    index("group_customer_user_group_id", "group_id"),
)
otrs_table(
    "group_customer",
    column("customer_id", varchar(150)),
    column("group_id", INT, "permission_groups.id"),
    column("permission_key", varchar(20)),
    column("permission_value", SMALLINT),
    column("permission_context", varchar(100)),
    *audited(),
    index("group_customer_customer_id", "customer_id"),
    index("group_customer_group_id", "group_id"),
)
otrs_table(
    "roles",
    auto("id", AUTO_INT),
    column("name", varchar(200)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("name", name="roles_name"),
)
otrs_table(
    "role_user",
    column("user_id", INT, "users.id"),
    column("role_id", INT),
    *audited(),
    index("role_user_user_id", "user_id"),
    index("role_user_role_id", "role_id"),
)
otrs_table(
    "sessions",
    auto("id", AUTO_BIGINT),
    column("session_id", varchar(100)),
    column("data_key", varchar(100)),
    nullable("data_value", varchar(10000)),
    column("serialized", SMALLINT),
    index("sessions_session_id_data_key", "session_id", "data_key"),
    index("sessions_data_key", "data_key"),
)
otrs_table(
    "customer_user",
    auto("id", AUTO_INT),
    column("login", varchar(200)),
    column("email", varchar(150)),
    column("customer_id", varchar(150)),
    nullable("pw", varchar(128)),
    nullable("title", varchar(50)),
    column("first_name", varchar(100)),
    column("last_name", varchar(100)),
    nullable("phone", varchar(150)),
    nullable("fax", varchar(150)),
    nullable("mobile", varchar(150)),
    nullable("street", varchar(150)),
    nullable("zip", varchar(200)),
    nullable("city", varchar(200)),
    nullable("country", varchar(200)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT, "valid.id"),
    *audited(),
    UniqueConstraint("login", name="customer_user_login"),
)
otrs_table(
    "customer_preferences",
    column("user_id", varchar(250)),
    column("preferences_key", varchar(150)),
    nullable("preferences_value", varchar(250)),
    index("customer_preferences_user_id", "user_id"),
)
otrs_table(
    "customer_company",
    column("customer_id", varchar(150), primary_key=True),
    column("name", varchar(200)),
    nullable("street", varchar(200)),
    nullable("zip", varchar(200)),
    nullable("city", varchar(200)),
    nullable("country", varchar(200)),
    nullable("url", varchar(200)),
    nullable("comments", varchar(250)),
    column("valid_id", SMALLINT),
    column("create_time", TIMESTAMP),
    column("create_by", INT),
    column("change_time", TIMESTAMP),
    column("change_by", INT),
    UniqueConstraint("name", name="customer_company_name"),
)
otrs_table(
    "customer_user_customer",
    column("user_id", varchar(100)),
    column("customer_id", varchar(150)),
    *audited(),
    index("customer_user_customer_user_id", "user_id"),
    index("customer_user_customer_customer_id", "customer_id"),
)
