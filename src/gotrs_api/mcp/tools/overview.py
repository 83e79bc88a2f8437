"""Tools that tell about the desk: queues, agents, numbers."""

from __future__ import annotations

from pydantic import Field

from gotrs_api.identity.rules import AGENTS, Rule
from gotrs_api.identity.scopes import Scope
from gotrs_api.identity.service import agents
from gotrs_api.mcp.desk import Desk
from gotrs_api.mcp.tools.base import Given, Told, Tool
from gotrs_api.queues import service as queues
from gotrs_api.stats import service as stats
from gotrs_api.stats.schemas import DeskTotals


class ListQueues(Given):
    pass


class QueueLine(Told):
    id: int
    name: str
    group: str
    valid: bool
    comment: str


class QueueLines(Told):
    queues: list[QueueLine]


class ListUsers(Given):
    valid: bool = Field(True, description="false: those that are not valid.")
    limit: int = Field(50, ge=1, le=200)


class UserLine(Told):
    id: int
    login: str
    name: str
    email: str
    valid: bool


class UserLines(Told):
    users: list[UserLine]
    has_more: bool


class GetStatistics(Given):
    pass


async def list_queues(desk: Desk, _given: ListQueues) -> QueueLines:
    async with desk.reading() as uow:
        rows = await queues.list_queues_for(uow, desk.principal, "ro")
    return QueueLines(
        queues=[
            QueueLine(id=row.id, name=row.name, group=row.group.name, valid=row.is_valid, comment=row.comment)
            for row in rows
        ]
    )


async def list_users(desk: Desk, given: ListUsers) -> UserLines:
    async with desk.reading() as uow:
        rows = await agents.list_agents(uow, desk.principal, valid=given.valid)
    shown = [
        UserLine(id=row.id, login=row.login, name=row.name, email=row.email, valid=row.valid)
        for row in rows[: given.limit]
    ]
    return UserLines(users=shown, has_more=len(rows) > given.limit)


async def get_statistics(desk: Desk, _given: GetStatistics) -> DeskTotals:
    async with desk.reading() as uow:
        return await stats.desk_totals(uow, desk.principal)


OVERVIEW_TOOLS = (
    Tool(
        name="list_queues",
        title="List queues",
        description="List the queues whose tickets you may read.",
        rule=Rule(AGENTS, Scope.QUEUES_READ),
        parameters=ListQueues,
        result=QueueLines,
        run=list_queues,
    ),
    Tool(
        name="list_users",
        title="List agents",
        description="List the agents of this desk by login.",
        rule=Rule(AGENTS, Scope.USERS_READ),
        parameters=ListUsers,
        result=UserLines,
        run=list_users,
    ),
    Tool(
        name="get_statistics",
        title="Count tickets",
        description="How many tickets that you may see there are, by state and by queue; at most a minute old.",
        rule=Rule(AGENTS, Scope.STATS_READ),
        parameters=GetStatistics,
        result=DeskTotals,
        run=get_statistics,
    ),
)
