"""Where OTRS keeps its statistics."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from gotrs_api.db.base import Base
from gotrs_api.db.types import Varchar

# Documents taken apart into paths; statistics have `xml_type` Stats.
xml_storage_table = Table(
    "xml_storage",
    Base.metadata,
    Column("xml_type", Varchar(200), nullable=False),
    Column("xml_key", Varchar(250), nullable=False),
    Column("xml_content_key", Varchar(250), nullable=False),
    Column("xml_content_value", Varchar(1000000)),
    Index("xml_storage_key_type", "xml_key", "xml_type", mysql_length={"xml_key": 10, "xml_type": 10}),
    Index("xml_storage_xml_content_key", "xml_content_key", mysql_length={"xml_content_key": 100}),
)
