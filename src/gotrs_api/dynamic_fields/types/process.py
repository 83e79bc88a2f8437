"""ProcessID and ActivityID: where a ticket stands in its process. Only process management writes them."""

from __future__ import annotations

from gotrs_api.dynamic_fields.types.text import TextBase, TextBaseConfig


class ProcessId(TextBase[TextBaseConfig]):
    name = "ProcessID"
    is_writable = False
    config_class = TextBaseConfig


class ActivityId(TextBase[TextBaseConfig]):
    name = "ActivityID"
    is_writable = False
    config_class = TextBaseConfig
