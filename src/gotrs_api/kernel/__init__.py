"""What everything else stands on: errors, clock, ids, settings, cache. Imports nothing of ours."""
