"""API v1 of importing customers."""

from __future__ import annotations

from gotrs_api.customers.importing import service
from gotrs_api.customers.importing.schemas import CustomerImport, ImportReport, ImportStarted
from gotrs_api.identity.routing import ApiRouter, CurrentPrincipal
from gotrs_api.identity.rules import AGENTS, requires
from gotrs_api.identity.scopes import Scope
from gotrs_api.uow.deps import Read, Uow

router = ApiRouter(prefix="/customer-imports", tags=["customers"])


@router.post("/check", summary="Look at customers to be imported")
@requires(Scope.CUSTOMERS_WRITE, kinds=AGENTS)
async def customer_imports_check(uow: Read, principal: CurrentPrincipal, body: CustomerImport) -> ImportReport:
    """What would be made and changed, and what is wrong with which row. Changes nothing."""
    return await service.check_import(uow, principal, body)


@router.post("", status_code=202, summary="Import customers")
@requires(Scope.CUSTOMERS_WRITE, kinds=AGENTS)
async def customer_imports_start(uow: Uow, principal: CurrentPrincipal, body: CustomerImport) -> ImportStarted:
    """In the background; the job's result names the rows that were refused."""
    return ImportStarted(job_id=await service.start_import(uow, principal, body))
