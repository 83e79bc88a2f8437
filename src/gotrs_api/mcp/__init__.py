"""The Model Context Protocol at `/api/mcp`: tools, resources and prompts over the same services as the API."""
