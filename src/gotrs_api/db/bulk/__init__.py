"""Rows by the hundred thousand, past the ORM: read in the order of a key, written in the fastest way each database has."""

from gotrs_api.db.bulk.connection import BulkConnection, Refused, open_bulk

__all__ = ["BulkConnection", "Refused", "open_bulk"]
