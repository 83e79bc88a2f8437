"""Builds the demo's house: queues, groups, roles, services, agreements, and the accounts of everybody in it."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass

from sqlalchemy import select, update

from gotrs_api.catalog.schemas import NameCreate, ServiceCreate, SystemAddressCreate
from gotrs_api.catalog.service import create_service, create_system_address, create_type
from gotrs_api.customers.models import CustomerUser
from gotrs_api.customers.schemas import CompanyCreate, CustomerUserCreate
from gotrs_api.customers.service import create_company, create_customer_user
from gotrs_api.demo.people import AGENTS, COMPANIES, MAIL_DOMAIN, DemoCompany
from gotrs_api.identity import principals
from gotrs_api.identity.models import User
from gotrs_api.identity.principal import STATS_GROUP, USERS_GROUP, Kind, Principal, QueueRight
from gotrs_api.identity.schemas.agents import AgentCreate, GroupCreate, GroupRights
from gotrs_api.identity.service import own_password
from gotrs_api.identity.service.agents import create_agent
from gotrs_api.identity.service.groups import create_group, create_role, list_groups
from gotrs_api.identity.service.memberships import set_groups_of_role, set_roles_of_agent
from gotrs_api.kernel.ids import QueueId
from gotrs_api.queues.schemas import QueueCreate
from gotrs_api.queues.service import create_queue, list_queues
from gotrs_api.sla.schemas import SlaCreate
from gotrs_api.sla.service import create_sla
from gotrs_api.sysconfig import changing, settings
from gotrs_api.uow import ReadUow, Site, UnitOfWork

PASSWORD = "Harbour-and-Hill-1"
BUILDER = Principal.system("demo")
_RW, _HELP = (QueueRight.RW,), (QueueRight.RO, QueueRight.MOVE_INTO, QueueRight.CREATE, QueueRight.NOTE)

# name: group, working minutes to first response, update and solution
QUEUES: dict[str, tuple[str, int, int, int]] = {
    "Service Desk": ("service desk", 240, 480, 0),
    "Service Desk::Accounts": ("service desk", 120, 480, 960),
    "Service Desk::Workplace": ("service desk", 240, 960, 2400),
    "Stores": ("stores", 120, 480, 0),
    "Stores::Tills": ("stores", 60, 240, 960),
    "Stores::Network": ("stores", 60, 480, 1440),
    "Web Shop": ("web shop", 240, 960, 0),
    "Web Shop::Orders": ("web shop", 240, 960, 2400),
    "Web Shop::Payments": ("web shop", 120, 480, 1440),
    "Facilities": ("facilities", 480, 0, 4800),
    "Field Service": ("stores", 480, 0, 0),
}
ADDRESSES = {
    "Service Desk": ("help", "Harbour & Hill Service Desk"),
    "Stores": ("stores", "Harbour & Hill Store Support"),
    "Web Shop": ("shop", "Harbour & Hill Web Shop"),
    "Facilities": ("house", "Harbour & Hill Facilities"),
}
ROLES: dict[str, dict[str, tuple[QueueRight, ...]]] = {
    "First line": {"service desk": _RW, "stores": _HELP, "web shop": _HELP, "facilities": _HELP},
    "Store support": {"stores": _RW, "service desk": _HELP},
    "Shop support": {"web shop": _RW, "service desk": _HELP},
    "Facility crew": {"facilities": _RW, "service desk": _HELP},
    "Team leads": {
        "service desk": _RW, "stores": _RW, "web shop": _RW, "facilities": _RW, USERS_GROUP: _RW, STATS_GROUP: _RW,
    },
}  # fmt: skip
TYPES = ("Incident", "Service request", "Question", "Problem")
SERVICES = (
    "Accounts", "Workplace", "Workplace::Laptop", "Workplace::Printing", "Stores", "Stores::Tills", "Stores::Network",
    "Web Shop", "Web Shop::Payment",
)  # fmt: skip
# name: services, working minutes to first response, update and solution
SLAS: dict[str, tuple[tuple[str, ...], int, int, int]] = {
    "Standard": (("Accounts", "Workplace", "Workplace::Laptop", "Workplace::Printing", "Web Shop"), 240, 960, 2400),
    "Store hours": (("Stores", "Stores::Tills", "Stores::Network"), 60, 240, 480),
    "Money matters": (("Web Shop::Payment",), 120, 480, 960),
}
WARN_AT_PERCENT = 70


@dataclass(frozen=True)
class House:
    """Everybody who acts in the demo. `helpers` are agents with rw, by queue; `customers` by customer id."""

    agents: dict[str, Principal]
    customers: dict[str, list[Principal]]
    helpers: dict[str, list[Principal]]


async def is_built(uow: ReadUow) -> bool:
    return await uow.session.scalar(select(User.id).where(User.login == AGENTS[0].login)) is not None


async def build(site: Site) -> None:
    """All master data in one transaction: either the house stands or nothing happened."""
    async with site.read() as read:
        password_hash = await own_password.hash_new(read, Kind.AGENT, PASSWORD)
    async with site.uow() as uow:
        groups = await _groups(uow)
        await _queues(uow)
        await changing.put(uow, settings.CUSTOMER_TICKET_DEFAULT_QUEUE, "Service Desk")
        await _services(uow)
        await _agents(uow, await _roles(uow, groups), password_hash)
        for company in COMPANIES:
            await _company(uow, company)
        # One hash for all of them: sixty slow ones would teach nobody anything.
        people = update(CustomerUser).where(CustomerUser.customer_id.in_([c.customer_id for c in COMPANIES]))
        await uow.session.execute(people.values(pw=password_hash))
        principals.forget_after_commit(uow)


async def inhabitants(uow: ReadUow) -> House:
    """The principals of all agents and customer users, with their rights."""
    queues = {queue.name: queue.group.id for queue in await list_queues(uow)}
    agents, customers = {}, {}
    for user_id, login in (await uow.session.execute(select(User.id, User.login))).all():
        if login in {agent.login for agent in AGENTS}:
            agents[login] = await _found(principals.by_agent(uow, user_id))
    for company in COMPANIES:
        logins = [address_of(company, number) for number in range(len(company.people))]
        customers[company.customer_id] = [await _found(principals.by_customer(uow, login)) for login in logins]
    helpers = {name: [a for a in agents.values() if a.has_right(queues[name], QueueRight.RW)] for name in QUEUES}
    return House(agents, customers, helpers)


async def _found(looking: Awaitable[principals.Found | None]) -> Principal:
    found = await looking
    assert found is not None
    return found.principal


def address_of(company: DemoCompany, number: int) -> str:
    """Login and mail address of a company's person; names that are not ASCII give no address."""
    first, last = company.people[number]
    name = f"{first}.{last}".lower()
    return f"{name if name.isascii() else f'kontakt{number + 1}'}@{company.domain}"


async def _groups(uow: UnitOfWork) -> dict[str, int]:
    for name in sorted({group for group, *_ in QUEUES.values()}):
        await create_group(uow, BUILDER, GroupCreate(name=name, comment="", valid=True))
    return {group.name: group.id for group in await list_groups(uow, BUILDER)}


async def _queues(uow: UnitOfWork) -> None:
    address_ids: dict[str, str] = {}
    for name, (group, first_response, update_time, solution) in QUEUES.items():
        top = name.partition("::")[0]
        queue = await create_queue(
            uow,
            BUILDER,
            QueueCreate(
                name=name,
                group=group,
                system_address=address_ids.get(top),
                first_response_time=first_response,
                first_response_notify=WARN_AT_PERCENT if first_response else 0,
                update_time=update_time,
                update_notify=WARN_AT_PERCENT if update_time else 0,
                solution_time=solution,
                solution_notify=WARN_AT_PERCENT if solution else 0,
                unlock_timeout=0,
            ),
        )
        if name in ADDRESSES:
            address_ids[top] = await _address(uow, name, QueueId(queue.id))


async def _address(uow: UnitOfWork, queue: str, queue_id: QueueId) -> str:
    local, display_name = ADDRESSES[queue]
    address = SystemAddressCreate(email=f"{local}@{MAIL_DOMAIN}", display_name=display_name, queue_id=queue_id)
    return (await create_system_address(uow, BUILDER, address)).email


async def _services(uow: UnitOfWork) -> None:
    for name in TYPES:
        await create_type(uow, BUILDER, NameCreate(name=name))
    ids = {name: (await create_service(uow, BUILDER, ServiceCreate(name=name))).id for name in SERVICES}
    for name, (services, first_response, update_time, solution) in SLAS.items():
        command = SlaCreate(
            name=name,
            service_ids=tuple(ids[service] for service in services),
            first_response_time=first_response,
            first_response_notify=WARN_AT_PERCENT,
            update_time=update_time,
            update_notify=WARN_AT_PERCENT,
            solution_time=solution,
            solution_notify=WARN_AT_PERCENT,
        )
        await create_sla(uow, BUILDER, command)


async def _roles(uow: UnitOfWork, groups: dict[str, int]) -> dict[str, int]:
    ids = {}
    for name, rights in ROLES.items():
        role = await create_role(uow, BUILDER, GroupCreate(name=name, comment="", valid=True))
        wanted = [GroupRights(group_id=groups[group], rights=list(keys)) for group, keys in rights.items()]
        await set_groups_of_role(uow, BUILDER, role.id, wanted)
        ids[name] = role.id
    return ids


async def _agents(uow: UnitOfWork, roles: dict[str, int], password_hash: str) -> None:
    for agent in AGENTS:
        command = AgentCreate(
            login=agent.login,
            first_name=agent.first_name,
            last_name=agent.last_name,
            email=agent.email,
            title="",
            mobile="",
            language=agent.language,
            time_zone=agent.time_zone,
            password=None,
        )
        created = await create_agent(uow, BUILDER, command, password_hash=password_hash)
        await set_roles_of_agent(uow, BUILDER, created.id, [roles[name] for name in agent.roles])


async def _company(uow: UnitOfWork, company: DemoCompany) -> None:
    place = {"street": company.street, "zip": company.zip, "city": company.city, "country": company.country}
    command = CompanyCreate(
        customer_id=company.customer_id, name=company.name, url=f"https://{company.domain}", **place
    )
    await create_company(uow, BUILDER, command)
    for number, (first_name, last_name) in enumerate(company.people):
        person = CustomerUserCreate(
            email=address_of(company, number),
            customer_id=company.customer_id,
            first_name=first_name,
            last_name=last_name,
            password=None,
            **place,
        )
        await create_customer_user(uow, BUILDER, person)
