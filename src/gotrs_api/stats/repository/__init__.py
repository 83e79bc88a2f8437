"""Selects of statistics; all of them begin at `visible_tickets`."""
