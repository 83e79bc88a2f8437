"""Servers that mail leaves through, as administrators keep them, and which of them a mail takes."""
