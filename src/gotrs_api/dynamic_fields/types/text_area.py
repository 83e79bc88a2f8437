"""TextArea: several lines."""

from __future__ import annotations

from pydantic import Field

from gotrs_api.dynamic_fields.types.text import TextBase, TextBaseConfig


class TextAreaConfig(TextBaseConfig):
    """Size of the input field, in lines and characters."""

    rows: int = Field(7, alias="Rows", ge=1, le=100)
    cols: int = Field(42, alias="Cols", ge=1, le=500)


class TextArea(TextBase[TextAreaConfig]):
    name = "TextArea"
    config_class = TextAreaConfig
