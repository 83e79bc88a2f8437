"""What stands around the agents' pages: rail, counters, addresses."""

from fastapi import Request

from gotrs_api.identity.principal import Principal
from gotrs_api.kernel.ids import TicketId
from gotrs_api.mail.accounts.alerts import fetch_status
from gotrs_api.mail.smtp_accounts.health import send_status
from gotrs_api.mail.smtp_accounts.ways import ENVIRONMENT, ways
from gotrs_api.sysconfig import maintenance
from gotrs_api.tickets import service as tickets
from gotrs_api.tickets.schemas.numbers import AgentNumbers
from gotrs_api.uow import ReadUow
from gotrs_web.admin.navigation import admin_sections
from gotrs_web.agent.draft_addresses import ACTION, address_of
from gotrs_web.agent.numbers import numbers_of
from gotrs_web.agent.standing_lists import BY_KEY
from gotrs_web.agent.ticket.drafting import KINDS
from gotrs_web.areas import HOME, LOGOUT
from gotrs_web.shell import Alert, Counter, DraftLink, NavItem, Shell
from gotrs_web.view import catalogue_of

COUNTERS = ("escalated", "locked", "reminders", "responsible", "watched")
NEW_TICKET, SEARCH = "/agent/tickets/new/phone", "/agent/search"
SMTP_ACCOUNTS = "/admin/smtp-accounts"
DRAFTS, DRAFTS_SHOWN = "/agent/drafts", 5


async def agent_shell(
    request: Request, read: ReadUow, principal: Principal, brand: str, *, fragment: bool = False
) -> Shell:
    """With `fragment` no counters: they are not shown, and counting is the only thing here that costs."""
    home = HOME[principal.kind]
    numbers = None if fragment else await numbers_of(request, read, principal)
    has_drafts = bool(numbers.drafts) if numbers is not None else request.url.path == DRAFTS
    return Shell(
        brand=brand,
        home_url=home,
        nav=_rail(request, principal),
        counters=counters(request, numbers) if numbers is not None else (),
        counters_url="/agent/counters",
        events_url="/agent/events",
        notices_url="/agent/notices",
        drafts=await _drafts(request, read, principal) if has_drafts else (),
        drafts_url=DRAFTS,
        admin_url="/admin/" if principal.is_admin else "",
        admin_sections=admin_sections(request) if request.url.path.startswith("/admin") else (),
        search_url=SEARCH,
        palette_url="/agent/palette",
        new_ticket_url=NEW_TICKET,
        profile_url="/agent/profile",
        sign_out_url=LOGOUT[principal.kind],
        mail_waits=not await ways(read),
        sandbox=read.site.settings.sandbox,
        maintenance=await maintenance.notices(read),
        alerts=await _alerts(request, read) if principal.is_admin and not fragment else (),
    )


async def _alerts(request: Request, read: ReadUow) -> tuple[Alert, ...]:
    _ = catalogue_of(request).gettext
    status, sending = await fetch_status(read), await send_status(read)
    return (
        *(
            Alert(_("{name} takes no mail at present.", name=name), _sending_url(account_id))
            for account_id, (name, _trouble) in sending.troubles.items()
        ),
        *(
            [Alert(_("Mail of some addresses has no way out: no outgoing mail account is the default."), SMTP_ACCOUNTS)]
            if sending.lacks_default
            else ()
        ),
        *(
            Alert(_("{name} is not fetched.", name=one.name), f"/admin/mail-accounts/{one.account_id}/fetching")
            for one in status.alerts
        ),
        *(
            Alert(_("The access {name} has to be granted anew soon.", name=name), f"/admin/oauth2-accesses/{id_}/grant")
            for id_, name in status.ending
        ),
    )


def _sending_url(account_id: int) -> str:
    return "/admin/mail/queue" if account_id == ENVIRONMENT else f"{SMTP_ACCOUNTS}/{account_id}/sending"


async def _drafts(request: Request, read: ReadUow, principal: Principal) -> tuple[DraftLink, ...]:
    """The newest, for the bar at the foot."""
    _ = catalogue_of(request).gettext
    return tuple(
        DraftLink(
            one.ticket_title or one.title or one.ticket_number or _("New ticket"),
            address_of(TicketId(one.ticket_id), one.action, one.id, tuple(KINDS)),
            one.action.removeprefix(ACTION).partition("-")[0],
        )
        for one in await tickets.own_drafts(read, principal, limit=DRAFTS_SHOWN)
    )


def counters(request: Request, numbers: AgentNumbers) -> tuple[Counter, ...]:
    _ = catalogue_of(request).gettext
    return tuple(
        Counter(_(BY_KEY[key].title), list_url(key), BY_KEY[key].icon, getattr(numbers, key), urgent=key == "escalated")
        for key in COUNTERS
    )


def list_url(key: str) -> str:
    return f"/agent/tickets?view={key}"


def _rail(request: Request, principal: Principal) -> tuple[NavItem, ...]:
    _ = catalogue_of(request).gettext
    path = request.url.path
    creating = path.startswith("/agent/tickets/new")
    working = path.startswith(("/agent/tickets", "/agent/queues", "/agent/services")) and not creating
    items = [
        NavItem(_("Home"), HOME[principal.kind], "layout-dashboard", current=path == HOME[principal.kind], key="g d"),
        NavItem(_("Queues"), "/agent/queues", "ticket", current=working, key="g q"),
        NavItem(_("New ticket"), NEW_TICKET, "plus", current=creating, key="g n", narrow_only=True),
        NavItem(_("Search"), SEARCH, "search", current=path.startswith(SEARCH), key="g s", wide_only=True),
        NavItem(_("Customers"), "/agent/customers", "users", current=path.startswith("/agent/customers"), key="g c"),
    ]
    if principal.is_admin:
        items.append(NavItem(_("Admin"), "/admin/", "settings", current=path.startswith("/admin"), at_end=True))
    return tuple(items)
