"""API v1 of the values that web services offer for dynamic fields."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

from gotrs_api.generic_interface.service import field_values
from gotrs_api.generic_interface.service.field_values import OfferedValue
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import requires
from gotrs_api.kernel.list_answer import ListAnswer, whole
from gotrs_api.kernel.problem import problem_responses
from gotrs_api.uow.deps import Read

router = ApiRouter(prefix="/dynamic-fields", tags=["dynamic fields"])
FieldId = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get(
    "/{field_id}/values", summary="Find values that a web service offers", responses=problem_responses(404, 503)
)
@requires("tickets:read")
async def dynamic_field_values_find(
    uow: Read,
    principal: CurrentPrincipal,
    field_id: FieldId,
    q: Annotated[str, Query(max_length=200, description="Some letters; the field says how many are needed.")] = "",
    value: Annotated[
        list[str] | None, Query(max_length=20, description="Instead: stored values, to be read by people.")
    ] = None,
) -> ListAnswer[OfferedValue]:
    """For fields of the types WebserviceDropdown and WebserviceMultiselect. Customers: those that their forms show."""
    if value is None:
        return whole(await field_values.find_values(uow.site, principal, field_id, q))
    labels = await field_values.labels_of(uow.site, principal, field_id, value)
    return whole([OfferedValue(value=each, label=label) for each, label in labels.items()])
