"""Filters of incoming mail, one file each; `registry` says which run and in which order."""
