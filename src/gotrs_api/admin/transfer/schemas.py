"""What is said about files of entries."""

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.admin.row_files import Format


class KindRead(BaseModel):
    """Something that goes out to files. `desk` is all of them, and what they are tied to, in one YAML file."""

    model_config = ConfigDict(frozen=True)

    name: str
    known_by: str = Field(description="The column by which a file knows entries that are there.")
    columns: tuple[str, ...]
    formats: tuple[Format, ...]


class TransferFile(BaseModel):
    """As it is exported. Entries and columns that it does not name stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: str = Field(max_length=20_000_000)
    form: Format = "yaml"
    preview: bool = Field(False, description="Only tell what would come of it.")


class TransferRowError(BaseModel):
    model_config = ConfigDict(frozen=True)

    column: str
    code: str
    message: str


class TransferRow(BaseModel):
    """A row of the file, and what comes of it: `new`, `changed`, `taken away`, `as it is`; nothing where it is wrong."""

    model_config = ConfigDict(frozen=True)

    kind: str
    number: int = Field(description="Counted from 1 within its kind.")
    name: str
    outcome: str
    errors: tuple[TransferRowError, ...]


class Transferred(BaseModel):
    """`written` is false after a preview."""

    model_config = ConfigDict(frozen=True)

    written: bool
    rows: tuple[TransferRow, ...]
