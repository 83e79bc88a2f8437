"""Who may do what with a ticket: pure rules over a principal and the facts of one ticket.

Source of the rules: OTRS 6, Kernel/System/Ticket/Permission/*.pm and the settings `Ticket::Frontend::<Screen>###…`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from gotrs_api.catalog import state_types
from gotrs_api.i18n import N_
from gotrs_api.identity.principal import Principal, QueueRight
from gotrs_api.tickets.errors import MergeImpossible, UnmergeImpossible

DELETE: Final = "delete"


class Action(NamedTuple):
    """`right`: what OTRS's screen asks for (Permission). `takes_lock`: it locks the ticket on entering (RequiredLock)."""

    right: str
    takes_lock: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Switches:
    """The settings that decide about rights and actions.

    `owner_queues` and `responsible_queues`, where not empty, are the only queues in which owning or being responsible
    gives rights, and which. `own_rules` are the actions whose screens ask for something else than by default, few if any.
    """

    responsible: bool = True
    watcher: bool = True
    watcher_groups: tuple[str, ...] = ()
    types: bool = True
    services: bool = True
    archive: bool = True
    account_time: bool = True
    customer_groups: bool = False
    company_tickets: bool = True
    free_locks: tuple[str, ...] = ("unlock", "tmp_lock")
    owner_queues: tuple[tuple[str, frozenset[str]], ...] = ()
    responsible_queues: tuple[tuple[str, frozenset[str]], ...] = ()
    own_rules: tuple[tuple[str, Action], ...] = ()
    bulk_takes_lock: bool = True

    def rule_of(self, action: str) -> Action:
        """What the action's screen asks for on this site."""
        return next((rule for name, rule in self.own_rules if name == action), ACTIONS[action])

    def queues_for(self, lists: tuple[tuple[str, frozenset[str]], ...], right: str) -> list[str]:
        """Queues in which a list gives the right: `ro` wherever it is named, everything with `rw`."""
        return [name for name, keys in lists if right == QueueRight.RO or right in keys or QueueRight.RW in keys]


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """What the rules need to know of a ticket, and whether the principal watches it or was mentioned in it."""

    group_id: int
    owner_id: int
    owner_login: str
    responsible_id: int
    lock: str
    state_type: str
    follow_up: str
    customer_id: str | None
    customer_user: str | None
    watched: bool
    mentioned: bool
    queue: str = ""


PLAIN_RW: Final = "link"  # the action that asks for the right rw, whatever the settings say, and for nothing else

# Rights that are not in OTRS's `System::Permission` (close, compose, …) are held by nobody unless an administrator adds
# them; rw, owner and responsible have them.
ACTIONS: Final[dict[str, Action]] = {
    "archive": Action("rw", label=N_("Archive")),
    "assign": Action("owner", label=N_("Owner")),
    "bounce": Action("bounce", takes_lock=True, label=N_("Bounce")),
    "close": Action("close", takes_lock=True, label=N_("Close")),
    "customer": Action("customer", label=N_("Customer")),
    DELETE: Action("rw", label=N_("Delete")),
    "forward": Action("forward", takes_lock=True, label=N_("Forward")),
    "link": Action("rw", label=N_("Link")),
    "lock": Action("lock", label=N_("Lock")),
    "merge": Action("rw", takes_lock=True, label=N_("Merge")),
    "note": Action("note", label=N_("Note")),
    "pending": Action("pending", takes_lock=True, label=N_("Pending")),
    "phone": Action("phone", label=N_("Phone call")),
    "phone_outbound": Action("phone", takes_lock=True, label=N_("Outgoing phone call")),
    "priority": Action("priority", takes_lock=True, label=N_("Priority")),
    "queue": Action("move", takes_lock=True, label=N_("Move")),
    "reopen": Action("close", takes_lock=True, label=N_("Reopen")),
    "reply": Action("compose", takes_lock=True, label=N_("Reply")),
    "responsible": Action("responsible", label=N_("Responsible")),
    "service": Action("rw", label=N_("Service")),
    "sla": Action("rw", label=N_("SLA")),
    "split": Action("ro", label=N_("Split")),
    "state": Action("rw", label=N_("State")),
    "time": Action("note", label=N_("Account time")),
    "title": Action("rw", label=N_("Title")),
    "type": Action("rw", label=N_("Type")),
    "unlock": Action("lock", label=N_("Unlock")),
    "unmerge": Action("rw", takes_lock=True, label=N_("Undo merging")),
    "unwatch": Action("ro", label=N_("Unwatch")),
    "watch": Action("ro", label=N_("Watch")),
}

# The actions of OTRS's screens. An answer to one article, a mail of one's own and a mail sent anew are one action here.
SCREENS: Final[dict[str, tuple[str, ...]]] = {
    "AgentTicketBounce": ("bounce",),
    "AgentTicketClose": ("close", "reopen"),
    "AgentTicketCompose": ("reply",),
    "AgentTicketCustomer": ("customer",),
    "AgentTicketForward": ("forward",),
    "AgentTicketFreeText": ("service", "sla", "state", "title", "type"),
    "AgentTicketMerge": ("merge", "unmerge"),
    "AgentTicketMove": ("queue",),
    "AgentTicketNote": ("note",),
    "AgentTicketOwner": ("assign",),
    "AgentTicketPending": ("pending",),
    "AgentTicketPhoneInbound": ("phone",),
    "AgentTicketPhoneOutbound": ("phone_outbound",),
    "AgentTicketPriority": ("priority",),
    "AgentTicketResponsible": ("responsible",),
}


class Verdict(NamedTuple):
    """`code`: granted, right_missing, locked_by_other, feature_disabled, no_occasion, admin_only, agents_only."""

    allowed: bool
    code: str
    reason: str
    detail: str = ""


def grants(principal: Principal, facts: TicketFacts, right: str, switches: Switches) -> str | None:
    """Why the principal has the right on the ticket, or None: OTRS's modules in their order.

    Agents: OwnerCheck, ResponsibleCheck, GroupCheck, then for `ro` WatcherCheck and MentionCheck. Customers: their own
    login or one of their customer ids, or groups that reach other customers; the group, where groups count, must allow
    it as well.
    """
    if principal.is_system:
        return N_("Automatic work may do everything.")
    if principal.is_customer:
        return _grants_customer(principal, facts, right, switches)
    if facts.owner_id == principal.user_id and _counts(switches, switches.owner_queues, facts, right):
        return N_("You are the owner of the ticket.")
    is_responsible = switches.responsible and facts.responsible_id == principal.user_id
    if is_responsible and _counts(switches, switches.responsible_queues, facts, right):
        return N_("You are responsible for the ticket.")
    if principal.has_right(facts.group_id, right):
        return N_("Your groups or roles give you the right in this queue.")
    if right == QueueRight.RO and switches.watcher and facts.watched:
        return N_("You watch the ticket.")
    if right == QueueRight.RO and facts.mentioned:
        return N_("You were mentioned in the ticket.")
    return None


def _counts(switches: Switches, lists: tuple[tuple[str, frozenset[str]], ...], facts: TicketFacts, right: str) -> bool:
    return not lists or facts.queue in switches.queues_for(lists, right)


def _grants_customer(principal: Principal, facts: TicketFacts, right: str, switches: Switches) -> str | None:
    if switches.customer_groups and not principal.has_right(facts.group_id, right):
        return None
    if facts.customer_user == principal.login:
        return N_("It is your own ticket.")
    own = {customer_id.lower() for customer_id in principal.customer_ids}
    if switches.company_tickets and (facts.customer_id or "").lower() in own:
        return N_("It is a ticket of your company.")
    if switches.customer_groups and facts.group_id in principal.foreign_group_ids(right):
        return N_("Your groups let you see tickets of other customers.")
    return None


def is_locked_by_other(principal: Principal, facts: TicketFacts, switches: Switches) -> bool:
    """Whether a screen with required lock would send this agent away: neither owner nor responsible of a locked ticket."""
    if not principal.is_agent or facts.lock in switches.free_locks:
        return False
    is_responsible = switches.responsible and facts.responsible_id == principal.user_id
    return facts.owner_id != principal.user_id and not is_responsible


def judge(principal: Principal, facts: TicketFacts, action: str, switches: Switches) -> Verdict:
    """Whether the principal may take the action on this ticket now, and why (not)."""
    rule = switches.rule_of(action)
    if principal.is_customer:
        return _judge_customer(principal, facts, action, switches)
    reason = grants(principal, facts, rule.right, switches)
    if reason is None:
        return Verdict(False, "right_missing", N_("The right {detail} is missing."), rule.right)
    if action == DELETE and not principal.is_admin:
        return Verdict(False, "admin_only", N_("Only administrators may do this."), "admin:rw")
    missing = _missing_setting(action, switches)
    if missing:
        return Verdict(False, "feature_disabled", N_("This is switched off by the setting {detail}."), missing)
    if action in ("watch", "unwatch") and not _may_watch(principal, switches):
        return Verdict(False, "right_missing", N_("The right {detail} is missing."), "Ticket::WatcherGroup")
    if (rule.takes_lock or action in ("lock", "unlock")) and is_locked_by_other(principal, facts, switches):
        return Verdict(False, "locked_by_other", N_("The ticket is locked by {detail}."), facts.owner_login)
    return Verdict(True, "granted", reason)


def _may_watch(principal: Principal, switches: Switches) -> bool:
    groups = switches.watcher_groups
    return not groups or principal.is_system or any(principal.in_group(group) for group in groups)


def has_occasion(principal: Principal, facts: TicketFacts, action: str, switches: Switches) -> bool:
    """Whether the action would change anything as the ticket stands; taking it all the same is no error."""
    match action:
        case "lock":
            return facts.lock in switches.free_locks
        case "unlock":
            return facts.lock not in switches.free_locks
        case "watch":
            return not facts.watched and principal.is_agent
        case "unwatch":
            return facts.watched and principal.is_agent
        case "close":
            return facts.state_type != state_types.CLOSED
        case "reopen":
            return facts.state_type == state_types.CLOSED
    return impossible(facts, action) is None


def impossible(facts: TicketFacts, action: str) -> str | None:
    """Why the ticket itself takes no such action, whoever asks: the message of the refusal, with `{number}` in it."""
    is_merged = facts.state_type == state_types.MERGED
    if action == "merge" and is_merged:
        return MergeImpossible.message
    if action == "unmerge" and not is_merged:
        return UnmergeImpossible.message
    return None


def allowed_actions(principal: Principal, facts: TicketFacts, switches: Switches) -> frozenset[str]:
    """The actions for which a screen shows a button."""
    if not principal.is_agent:
        return frozenset(_allowed(principal, facts, switches))
    standing = _standing(principal, facts, switches)
    known = _known.get(standing)
    if known is None:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        known = _known[standing] = frozenset(_allowed(principal, facts, switches))
    return known


_MOST_KNOWN: Final = 10_000
_known: dict[tuple[object, ...], frozenset[str]] = {}


def _standing(principal: Principal, facts: TicketFacts, switches: Switches) -> tuple[object, ...]:
    """All that the rules for agents depend on: tickets with the same standing allow the same, and there are few of them."""
    return (
        principal.rights.get(facts.group_id),
        principal.is_admin,
        _may_watch(principal, switches),
        facts.owner_id == principal.user_id,
        facts.responsible_id == principal.user_id,
        facts.lock,
        facts.state_type,
        facts.watched,
        facts.mentioned,
        facts.queue if switches.owner_queues or switches.responsible_queues else "",
        switches,
    )


def _allowed(principal: Principal, facts: TicketFacts, switches: Switches) -> Iterator[str]:
    for action in ACTIONS:
        if judge(principal, facts, action, switches).allowed and has_occasion(principal, facts, action, switches):
            yield action


def _judge_customer(principal: Principal, facts: TicketFacts, action: str, switches: Switches) -> Verdict:
    """Customers may only answer, and a closed ticket only if its queue accepts follow-ups."""
    if action != "reply":
        return Verdict(False, "agents_only", N_("Only agents may do this."))
    reason = grants(principal, facts, QueueRight.RW if switches.customer_groups else QueueRight.RO, switches)
    if reason is None:
        return Verdict(False, "right_missing", N_("The right {detail} is missing."), "rw")
    if facts.state_type in (state_types.MERGED, state_types.REMOVED):
        return Verdict(False, "no_occasion", N_("The ticket takes no further answers."))
    if facts.state_type == state_types.CLOSED and facts.follow_up != "possible":
        return Verdict(False, "no_occasion", N_("The ticket is closed and takes no further answers."))
    return Verdict(True, "granted", reason)


def _missing_setting(action: str, switches: Switches) -> str | None:
    needed = {
        "archive": (switches.archive, "Ticket::ArchiveSystem"),
        "responsible": (switches.responsible, "Ticket::Responsible"),
        "service": (switches.services, "Ticket::Service"),
        "sla": (switches.services, "Ticket::Service"),
        "time": (switches.account_time, "Ticket::Frontend::AccountTime"),
        "type": (switches.types, "Ticket::Type"),
        "unwatch": (switches.watcher, "Ticket::Watcher"),
        "watch": (switches.watcher, "Ticket::Watcher"),
    }
    is_on, setting = needed.get(action, (True, ""))
    return None if is_on else setting
