"""The installation as administrators see it."""
