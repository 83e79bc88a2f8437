"""The tools, one list."""

from gotrs_api.mcp.tools.base import Tool
from gotrs_api.mcp.tools.overview import OVERVIEW_TOOLS
from gotrs_api.mcp.tools.reading import READING_TOOLS
from gotrs_api.mcp.tools.sql import EXECUTE_SQL
from gotrs_api.mcp.tools.writing import WRITING_TOOLS

TOOLS: dict[str, Tool] = {tool.name: tool for tool in (*READING_TOOLS, *OVERVIEW_TOOLS, *WRITING_TOOLS, EXECUTE_SQL)}

__all__ = ["TOOLS", "Tool"]
