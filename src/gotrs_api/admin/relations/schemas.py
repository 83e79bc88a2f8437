"""What is said about relations."""

from pydantic import BaseModel, ConfigDict, Field

from gotrs_api.admin.row_files import Format
from gotrs_api.catalog.validity import Validity


class RelationRead(BaseModel):
    """Two kinds of entries that belong to each other, and what a cell can hold."""

    model_config = ConfigDict(frozen=True)

    name: str
    axes: tuple[str, str]
    marks: tuple[str, ...]


class AxisEntry(BaseModel):
    """An entry of one side. `<DEFAULT>` among customer users stands for all who have none of their own."""

    model_config = ConfigDict(frozen=True)

    key: str = Field(description="As in addresses: an id, a customer user's login, a company's customer id.")
    name: str
    note: str
    valid: Validity


class Cell(AxisEntry):
    """An entry of the other side, with what ties it to the one that was asked for."""

    marks: tuple[str, ...]


class CellSet(BaseModel):
    """`marks` replace what the cell held; empty takes the tie away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(max_length=200)
    marks: tuple[str, ...] = Field(max_length=10)


class CellsSet(BaseModel):
    """Cells that are not named stay as they are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cells: tuple[CellSet, ...] = Field(max_length=500)


class RelationFile(BaseModel):
    """Rows of a file have the names of both entries and the marks between them; no marks take a tie away."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    content: str = Field(max_length=5_000_000, description="As it is exported; pairs that it does not name stay.")
    form: Format = "yaml"
    preview: bool = Field(False, description="Only tell what would come of it.")


class TieRead(BaseModel):
    """A row of the file, and what comes of it: `new`, `changed`, `taken away`, `as it is`; nothing where it is wrong."""

    model_config = ConfigDict(frozen=True)

    first: str
    second: str
    marks: tuple[str, ...]
    outcome: str
    error: str


class RelationImported(BaseModel):
    """`written` is false after a preview."""

    model_config = ConfigDict(frozen=True)

    written: bool
    rows: tuple[TieRead, ...]
