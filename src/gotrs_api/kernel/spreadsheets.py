"""Texts for the cells of a CSV file."""

from typing import Final

# What a spreadsheet would take for a formula or a command. OWASP: CSV injection.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


def harmless(cell: str) -> str:
    """The cell with an apostrophe in front where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
