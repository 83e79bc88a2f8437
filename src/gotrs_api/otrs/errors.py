"""Why a command stops, in words for the person who typed it."""

from __future__ import annotations


class CannotGoOn(Exception):
    """Ends a command with status 1; what was done so far stays, and calling it again goes on from there."""
