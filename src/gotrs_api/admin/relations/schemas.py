"""What is said about relations."""

from pydantic import BaseModel, ConfigDict, Field

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
