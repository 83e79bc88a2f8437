"""The protocol's revisions: those that begin with `initialize`, and the one whose requests stand alone."""

from __future__ import annotations

from typing import Final

HANDSHAKE: Final = ("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25")
STATELESS: Final = ("2026-07-28",)
SUPPORTED: Final = (*HANDSHAKE, *STATELESS)
WITHOUT_HEADER: Final = "2025-03-26"  # what a request without `MCP-Protocol-Version` speaks, by the specification
VERSION_KEY: Final = "io.modelcontextprotocol/protocolVersion"
CAPABILITIES_KEY: Final = "io.modelcontextprotocol/clientCapabilities"
SERVER_INFO_KEY: Final = "io.modelcontextprotocol/serverInfo"


def agreed(wanted: object) -> str:
    """The revision that the handshake settles on: the client's where we speak it, else our newest."""
    return wanted if isinstance(wanted, str) and wanted in HANDSHAKE else HANDSHAKE[-1]
