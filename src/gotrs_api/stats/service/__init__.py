"""Statistics, always over what the caller may see."""

from gotrs_api.stats.service.totals import desk_totals

__all__ = ["desk_totals"]
