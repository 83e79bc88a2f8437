"""Maintenance periods: told before, only administrators sign in during them."""

from __future__ import annotations

from gotrs_api.admin.maintenance import service
from gotrs_api.admin.maintenance.schemas import MaintenanceCreate, MaintenanceRead, MaintenanceUpdate
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal
from gotrs_api.uow import ReadUow
from gotrs_web.admin.fields import VALID, Field
from gotrs_web.admin.listing import Column, Found, Query, cut
from gotrs_web.admin.module import Module


async def _rows(read: ReadUow, principal: Principal, query: Query) -> Found:
    return cut(await service.list_maintenance(read, principal), query, lambda row: row.comment)


def _state(row: MaintenanceRead) -> str:
    return N_("runs now") if row.active else ""


MAINTENANCE = Module(
    key="maintenance",
    add=N_("Plan a maintenance"),
    columns=(
        Column(N_("Comment"), "comment", "link"),
        Column(N_("From"), "start", "moment"),
        Column(N_("Until"), "stop", "moment"),
        Column(N_("State"), _state, "word"),
        Column(N_("Valid"), "valid", "validity"),
    ),
    rows=_rows,
    read=service.read_maintenance,
    fields=(
        Field("comment", N_("Comment"), required=True, full=True, hint=N_("Only administrators see it.")),
        Field("start", N_("From"), "moment", required=True, hint=N_("Everybody is told before; see the settings.")),
        Field("stop", N_("Until"), "moment", required=True, hint=N_("Only administrators can sign in meanwhile.")),
        Field(
            "notify_message",
            N_("Text on every page"),
            "textarea",
            full=True,
            rows=2,
            hint=N_("The text of the settings counts where it is empty."),
        ),
        Field(
            "show_login_message",
            N_("Say it on the sign-in page"),
            "check",
            full=True,
            hint=N_("Else only those learn of it who are signed in or refused."),
        ),
        Field(
            "login_message",
            N_("Text on the sign-in page"),
            "textarea",
            full=True,
            rows=2,
            hint=N_("The text of the settings counts where it is empty."),
        ),
        VALID,
    ),
    creation=MaintenanceCreate,
    create=service.create_maintenance,
    change=MaintenanceUpdate,
    update=service.update_maintenance,
    audited_as="maintenance",
    title=lambda entry: str(entry.comment),
)
