"""Translations as they come and go."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(max_length=20_000)]


class FileForm(StrEnum):
    """gettext's own form, and YAML."""

    PO = "po"
    YAML = "yaml"


class TranslationRead(BaseModel):
    """`texts` is what people read: one text or, where the message has a plural, one for each form of the language."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="Language and key of the message, like `de.0a1b2c3d4e5f6071`.")
    language: str
    source: str = Field(description="The English text, which the message is known by. Places look like `{name}`.")
    source_plural: str = Field(description="Its plural; empty where it has none.")
    texts: tuple[str, ...] = Field(description="Empty where nobody translated it: the English text is shown.")
    shipped: tuple[str, ...] = Field(description="The texts as delivered.")
    is_changed: bool


class TranslationWrite(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: tuple[Text, ...] = Field(
        max_length=10, description="As many as there were, with the places of the English text."
    )


class TranslationChangeRead(BaseModel):
    """A change that was made; None stands for the texts as delivered."""

    model_config = ConfigDict(frozen=True)

    id: int
    translation_id: str
    language: str
    source: str
    texts_before: tuple[str, ...] | None
    texts_after: tuple[str, ...] | None
    changed: datetime
    changed_by: str


class TranslationsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    content: str = Field(max_length=5_000_000, description="As it is exported; what it does not name stays.")
    form: FileForm = FileForm.PO
    preview: bool = Field(False, description="Only tell what would come of it.")


class ImportAction(StrEnum):
    CHANGED = "changed"
    RESET = "reset"
    SAME = "same"
    UNKNOWN = "unknown"
    REFUSED = "refused"


class ImportedTranslation(BaseModel):
    """What comes of one message of a file. `reason` tells why it was refused."""

    model_config = ConfigDict(frozen=True)

    source: str
    action: ImportAction
    reason: str = ""


class TranslationsImported(BaseModel):
    """`written` is false after a preview, and where something was refused: then nothing is."""

    model_config = ConfigDict(frozen=True)

    written: bool
    rows: tuple[ImportedTranslation, ...]
