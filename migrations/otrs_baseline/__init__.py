"""The schema of OTRS 6 / Znuny 6.5, frozen: 122 tables in `metadata`."""

from migrations.otrs_baseline import communication, master_data, people, system, tickets
from migrations.otrs_baseline.metadata import metadata

__all__ = ["communication", "master_data", "metadata", "people", "system", "tickets"]
