"""Where a setting stands in the tree of the administration: OTRS's navigation, its levels divided by `::`."""

from __future__ import annotations

import re
from typing import Final

# The first that fits the whole name counts; what fits none stands where its group says.
_PLACES: Final = tuple(
    (re.compile(pattern), place)
    for pattern, place in (
        (r"(?:TimeZone|TimeWorkingHours|TimeVacationDays|TimeVacationDaysOneTime|CalendarWeekDayStart)::(Calendar\d).*",
         r"Core::Time::\1"),
        (r"Ticket::TicketDynamicFieldDefault###.*", "Core::Ticket::DynamicFieldDefault"),
        (r"Ticket::EventModulePost###.*", "Core::Event::Ticket"),
        (r"Ticket::Permission::.*", "Core::Ticket::Permission"),
        (r"Ticket::Article::Backend::MIMEBase::.*", "Core::CommunicationChannel::MIMEBase"),
        (r"Ticket::DefineEmailFrom.*|AgentSelfNotifyOnAction|CustomerNotifyJustToRealCustomer", "Core::Ticket"),
        (r"(GenericInterface::Operation)::ResponseLoggingMaxSize", r"\1"),
        (r"(GenericInterface::Operation::Ticket\w+)###.*", r"\1"),
        (r"Ticket::Frontend::AgentTicket(Email|Phone)###.*", r"Frontend::Agent::View::Ticket\1New"),
        (r"Ticket::Frontend::AgentTicket(\w+?)View###.*", r"Frontend::Agent::View::Ticket\1"),
        (r"Ticket::Frontend::(Agent|Customer)(Ticket\w+)###.*", r"Frontend::\1::View::\2"),
        (r"Ticket::Frontend::Overview.*", "Frontend::Agent::TicketOverview"),
        (r"Ticket::Frontend::(?:ResponseFormat|Quote|Compose.*)", "Frontend::Agent::View::TicketCompose"),
        (r"Ticket::Frontend::AutomaticMerge.*", "Frontend::Agent::View::TicketMerge"),
        (r"Ticket::Frontend::Zoom.*", "Frontend::Agent::View::TicketZoom"),
        (r"PreferencesGroups###.*", "Frontend::Agent::View::Preferences"),
        (r"CustomerPreferencesGroups###.*", "Frontend::Customer::View::Preferences"),
        (r"LostPassword", "Frontend::Agent"),
        (r"CustomerPanelLostPassword", "Frontend::Customer"),
        (r"CustomerPanelOwnSelection", "Frontend::Customer::View::TicketMessage"),
        (r"HttpType|ScriptAlias|DefaultLanguage|Frontend::RichText|FirstnameLastnameOrder", "Frontend::Base"),
        (r"Mentions###.*|Core::TicketAttributeRelations::.*|Secure::.*|GenericInterface::Invoker::.*", "Core"),
        (r"FormDraftTTL###.*", "Core::Draft"),
        (r"SMIME|PGP", r"Core::Crypt::\g<0>"),
        (r"AutoResponseForWebTickets", "Core::Email::PostMaster"),
        (r"OutOfOffice::.*", "Core::OutOfOffice"),
        (r"Customer::AuthModule::.*", "Core::Auth::Customer"),
        (r"SwitchTo.*", "Core::Permission"),
        (r"(?:Agent|Customer)?Session.*", "Core::Session"),
        (r"(SystemMaintenance|CommunicationLog|LinkObject)::.*", r"Core::\1"),
        (r"PerformanceLog.*", "Core::PerformanceLog"),
        (r"(GOTRS::\w+)::.*", r"\1"),
    )
)  # fmt: skip


def place_of(name: str, group: str) -> str:
    """`group`: where it stands when its name tells nothing nearer."""
    for pattern, place in _PLACES:
        if found := pattern.fullmatch(name):
            return found.expand(place)
    return group
