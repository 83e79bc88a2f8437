"""The kinds of dynamic fields, one file each: pure rules between JSON, OTRS's columns and readable text."""

from gotrs_api.dynamic_fields.types.base import Column, Config, Context, FieldType, Refused, Row
from gotrs_api.dynamic_fields.types.registry import CREATABLE, TYPES, field_type

__all__ = ["CREATABLE", "TYPES", "Column", "Config", "Context", "FieldType", "Refused", "Row", "field_type"]
