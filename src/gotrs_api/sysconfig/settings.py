"""The system settings that GOTRS knows: OTRS's names, OTRS's defaults (architecture.md says where ours differ)."""

from typing import Any, Literal

from gotrs_api.i18n import N_
from gotrs_api.sysconfig.setting import (
    POLICY_KEYS,
    Colour,
    Count,
    Digits,
    Folder,
    Group,
    HostName,
    PasswordPolicy,
    Pattern,
    Setting,
    Stylesheet,
    WorkingHours,
    ZoneName,
    number,
)
from gotrs_api.sysconfig.vacations import vacation_type

FQDN = Setting(
    "FQDN",
    HostName,
    "yourhost.example.com",
    "Host name of this service desk, used in Message-IDs of mails and in links.",
    Group.CORE,
)
HTTP_TYPE = Setting(
    "HttpType", str, "http", "Scheme of links in mails: http or https.", Group.CORE, options=("http", "https")
)
SCRIPT_ALIAS = Setting(
    "ScriptAlias", str, "otrs/", "Path that links have before OTRS's addresses, such as otrs/.", Group.CORE
)
SYSTEM_ID = Setting(
    "SystemID",
    Digits,
    "10",
    "Digits that are part of every ticket number, to tell the tickets of several desks apart.",
    Group.CORE,
)
ORGANIZATION = Setting(
    "Organization", str, "Example Company", "Name of the organisation, in mail headers and on pages.", Group.CORE
)
PRODUCT_NAME = Setting("ProductName", str, "GOTRS", "Name of this service desk, on pages and in mails.", Group.CORE)
BRANDING_ACCENT_LIGHT = Setting(
    "GOTRS::Branding::AccentLight",
    Colour,
    "",
    "Accent colour of the light theme, such as #1a2b3c; empty: the theme's own.",
    Group.GOTRS,
)
BRANDING_ACCENT_DARK = Setting(
    "GOTRS::Branding::AccentDark",
    Colour,
    "",
    "Accent colour of the dark theme, such as #1a2b3c; empty: the theme's own.",
    Group.GOTRS,
)
BRANDING_LOGO = Setting(
    "GOTRS::Branding::Logo",
    str,
    "",
    "File of the logo. It is uploaded on the page for branding, not here.",
    Group.GOTRS,
)
DEFAULT_THEME = Setting(
    "GOTRS::Themes::Default",
    str,
    "synthwave",
    "Theme for everybody who has chosen none.",
    Group.GOTRS,
    options=("synthwave", "classic", "seventies", "nineties"),
)
THEME_STYLESHEETS: Setting[dict[str, str]] = Setting(
    "GOTRS::Themes::CustomCSS",
    dict[str, Stylesheet],
    {},
    "Own stylesheet (CSS) for each theme, added to the theme's.",
    Group.GOTRS,
)
NOTICE_SOUND = Setting(
    "GOTRS::Notices::Sound",
    str,
    "none",
    "Sound of a new notification in the browser, for agents who have chosen none.",
    Group.GOTRS,
    options=("none", "chime", "knock", "drop"),
)
DEFAULT_LANGUAGE = Setting(
    "DefaultLanguage", str, "en", "Language for everybody who has chosen none.", Group.CORE, entity="language"
)
OTRS_TIME_ZONE = Setting(
    "OTRSTimeZone",
    ZoneName,
    "UTC",
    "Time zone in which OTRS's tables hold times. Never change it later: times that are stored do not change with it.",
    Group.TIME,
)
USER_DEFAULT_TIME_ZONE = Setting(
    "UserDefaultTimeZone", ZoneName, "UTC", "Time zone for everybody who has chosen none.", Group.TIME
)

_WEEK = {day: list(range(8, 21)) for day in ("Mon", "Tue", "Wed", "Thu", "Fri")} | {"Sat": [], "Sun": []}
TIME_WORKING_HOURS = Setting(
    "TimeWorkingHours",
    WorkingHours,
    _WEEK,
    "Working hours by weekday, for escalation times: hour 8 is 08:00 to 08:59.",
    Group.TIME,
)
TIME_VACATION_DAYS = Setting(
    "TimeVacationDays",
    vacation_type("month", "day"),
    [
        {"month": "1", "day": "1", "name": "New Year's Day"},
        {"month": "5", "day": "1", "name": "International Workers' Day"},
        {"month": "12", "day": "24", "name": "Christmas Eve"},
        {"month": "12", "day": "25", "name": "First Christmas Day"},
        {"month": "12", "day": "26", "name": "Second Christmas Day"},
        {"month": "12", "day": "31", "name": "New Year's Eve"},
    ],
    "Days without working hours, every year, for escalation times.",
    Group.TIME,
    keys=("month", "day", "name"),
)
TIME_VACATION_DAYS_ONE_TIME: Setting[list[dict[str, str]]] = Setting(
    "TimeVacationDaysOneTime",
    vacation_type("year", "month", "day"),
    [],
    "Single days without working hours, each in one year only, for escalation times.",
    Group.TIME,
    keys=("year", "month", "day", "name"),
)
CALENDAR_NUMBERS = range(1, 10)
CALENDAR_NAMES = {
    n: Setting(
        f"TimeZone::Calendar{n}Name",
        str,
        "",
        "Name of calendar {number}; empty: the calendar is not in use.",
        Group.TIME,
        filled={"number": n},
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_ZONES = {
    n: Setting(
        f"TimeZone::Calendar{n}",
        ZoneName,
        "UTC",
        "Time zone of calendar {number}.",
        Group.TIME,
        optional=True,
        filled={"number": n},
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_WORKING_HOURS = {
    n: Setting(
        f"TimeWorkingHours::Calendar{n}",
        TIME_WORKING_HOURS.type_,
        _WEEK,
        "Working hours of calendar {number} by weekday: hour 8 is 08:00 to 08:59.",
        Group.TIME,
        filled={"number": n},
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_VACATION_DAYS = {
    n: Setting(
        f"TimeVacationDays::Calendar{n}",
        TIME_VACATION_DAYS.type_,
        TIME_VACATION_DAYS.default,
        "Days without working hours in calendar {number}, every year.",
        Group.TIME,
        filled={"number": n},
        keys=TIME_VACATION_DAYS.keys,
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_VACATION_DAYS_ONE_TIME: dict[int, Setting[list[dict[str, str]]]] = {
    n: Setting(
        f"TimeVacationDaysOneTime::Calendar{n}",
        TIME_VACATION_DAYS_ONE_TIME.type_,
        [],
        "Single days without working hours in calendar {number}, each in one year only.",
        Group.TIME,
        filled={"number": n},
        keys=TIME_VACATION_DAYS_ONE_TIME.keys,
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_WEEK_DAY_START = Setting(
    "CalendarWeekDayStart", number(0, 6), 1, "Day on which a week begins: 0 is Sunday, 1 Monday.", Group.TIME
)
CALENDAR_WEEK_DAY_STARTS = {
    n: Setting(
        f"CalendarWeekDayStart::Calendar{n}",
        number(0, 6),
        1,
        "Day on which a week of calendar {number} begins: 0 is Sunday, 1 Monday.",
        Group.TIME,
        filled={"number": n},
    )
    for n in CALENDAR_NUMBERS
}

TICKET_HOOK = Setting(
    "Ticket::Hook", str, "Ticket#", "Text before a ticket number, in subjects and on pages; mails are recognised by it."
)
TICKET_HOOK_DIVIDER = Setting("Ticket::HookDivider", str, "", "Text between Ticket::Hook and the ticket number.")
TICKET_SUBJECT_FORMAT = Setting(
    "Ticket::SubjectFormat",
    str,
    "Left",
    "Where the ticket number stands in subjects of mails: to the left, to the right, or nowhere.",
    options=("Left", "Right", "None"),
)
TICKET_SUBJECT_RE = Setting("Ticket::SubjectRe", str, "Re", "Prefix of the subject of replies; empty: none.")
TICKET_SUBJECT_FWD = Setting("Ticket::SubjectFwd", str, "Fwd", "Prefix of the subject of forwarded mails; empty: none.")
TICKET_SUBJECT_SIZE = Setting(
    "Ticket::SubjectSize", Count, 100, "Most characters of the subject of a reply; longer ones are cut; 0: no limit."
)
TICKET_SUBJECT_CLEAN_ALL_NUMBERS = Setting(
    "Ticket::SubjectCleanAllNumbers",
    bool,
    False,
    "Every ticket number is removed from subjects, not only that of the ticket itself.",
)
_GENERATORS = "Kernel::System::Ticket::Number::"
TICKET_NUMBER_GENERATOR = Setting(
    "Ticket::NumberGenerator",
    str,
    f"{_GENERATORS}DateChecksum",
    "How new ticket numbers are made: by counting, by date with or without a check digit, or at random.",
    options=tuple(_GENERATORS + kind for kind in ("AutoIncrement", "Date", "DateChecksum", "Random")),
)
TICKET_NUMBER_CHECK_SYSTEM_ID = Setting(
    "Ticket::NumberGenerator::CheckSystemID",
    bool,
    True,
    "Only ticket numbers with this desk's SystemID are recognised in mails.",
)
TICKET_NUMBER_MIN_COUNTER_SIZE = Setting(
    "Ticket::NumberGenerator::MinCounterSize",
    number(1, 20),
    5,
    "Fewest digits of the counter in ticket numbers; shorter ones are filled up with zeros.",
)
TICKET_NUMBER_AUTO_INCREMENT_MIN_COUNTER_SIZE = Setting(
    "Ticket::NumberGenerator::AutoIncrement::MinCounterSize",
    number(0, 20),
    0,
    "Fewest digits of the counter for the AutoIncrement generator; 0: as for all generators.",
)
TICKET_NUMBER_DATE_FORMATTED_COUNTER = Setting(
    "Ticket::NumberGenerator::Date::UseFormattedCounter",
    bool,
    False,
    "The counter of the Date generator is filled up with zeros.",
)
TICKET_TYPE_DEFAULT = Setting(
    "Ticket::Type::Default", str, "Unclassified", "Type of a new ticket for which none is given.", entity="type"
)
TICKET_TYPE = Setting("Ticket::Type", bool, True, "Tickets have types.")
TICKET_SERVICE = Setting("Ticket::Service", bool, True, "Tickets have services and SLAs.")
TICKET_RESPONSIBLE = Setting(
    "Ticket::Responsible", bool, True, "Tickets have a responsible agent beside the owner.", optional=True
)
TICKET_RESPONSIBLE_AUTO_SET = Setting(
    "Ticket::ResponsibleAutoSet",
    bool,
    True,
    "The first owner of a ticket becomes its responsible agent, too. Needs Ticket::Responsible.",
    optional=True,
)
ATTRIBUTE_RELATIONS_ALWAYS_POSSIBLE_NONE = Setting(
    "Core::TicketAttributeRelations::AlwaysPossibleNone",
    bool,
    True,
    "Ticket attribute relations always let people choose nothing.",
)
TICKET_WATCHER = Setting("Ticket::Watcher", bool, True, "Agents can watch tickets and are notified of them.")
TICKET_WATCHER_GROUPS: Setting[list[str]] = Setting(
    "Ticket::WatcherGroup",
    list[str],
    [],
    "Groups whose agents may watch tickets; empty: all agents may.",
    optional=True,
    entity="group",
)
TICKET_ARCHIVE_SYSTEM = Setting("Ticket::ArchiveSystem", bool, True, "Tickets can be archived.")
TICKET_ARCHIVE_REMOVE_SEEN = Setting(
    "Ticket::ArchiveSystem::RemoveSeenFlags", bool, True, "Archiving a ticket forgets who has seen it."
)
TICKET_ARCHIVE_REMOVE_WATCHERS = Setting(
    "Ticket::ArchiveSystem::RemoveTicketWatchers", bool, True, "Archiving a ticket removes its watchers."
)
TICKET_STATE_AFTER_PENDING = Setting(
    "Ticket::StateAfterPending",
    dict[str, str],
    {"pending auto close+": "closed successful", "pending auto close-": "closed unsuccessful"},
    "State that a ticket gets when its pending time is over, for each pending state.",
)
TICKET_VIEWABLE_STATE_TYPES = Setting(
    "Ticket::ViewableStateType",
    list[str],
    ["new", "open", "pending reminder", "pending auto"],
    "State types that count as open in overviews.",
)
TICKET_VIEWABLE_LOCKS = Setting(
    "Ticket::ViewableLocks",
    list[str],
    ["unlock", "tmp_lock"],
    "Locks whose tickets count as free for every agent in overviews.",
)
TICKET_UNLOCK_STATE_TYPES = Setting(
    "Ticket::UnlockStateType",
    list[str],
    ["new", "open"],
    "State types of tickets that are unlocked when the unlock timeout of their queue is over.",
)
TICKET_UNLOCK_ON_AWAY = Setting(
    "Ticket::UnlockOnAway",
    bool,
    True,
    "A ticket is unlocked when an agent adds an article while its owner is out of office.",
)
TICKET_FORCE_UNLOCK_AFTER_MOVE = Setting(
    "Ticket::ForceUnlockAfterMove", bool, True, "Moving a ticket to another queue unlocks it."
)
TICKET_INDEX_MODULE = Setting(
    "Ticket::IndexModule",
    str,
    "Kernel::System::Ticket::IndexAccelerator::RuntimeDB",
    "StaticDB keeps OTRS's index tables up to date, for an OTRS on the same database.",
    options=(
        "Kernel::System::Ticket::IndexAccelerator::RuntimeDB",
        "Kernel::System::Ticket::IndexAccelerator::StaticDB",
    ),
)
# Event handlers that OTRS ships switched off: an administrator's value with anything in it switches them on.
TICKET_FORCE_OWNER_RESET: Setting[dict[str, str]] = Setting(
    "Ticket::EventModulePost###2700-ForceOwnerResetOnMove",
    dict[str, str],
    {},
    "When not empty: moving a ticket to another queue takes it from its owner and unlocks it.",
    optional=True,
)
TICKET_FORCE_STATE_ON_LOCK: Setting[dict[str, str]] = Setting(
    "Ticket::EventModulePost###2800-ForceStateChangeOnLock",
    dict[str, str],
    {},
    "State that a ticket gets when it is locked, for each state that it had, such as open for new.",
    optional=True,
)
TICKET_LOCK_AFTER_CREATE: Setting[dict[str, str]] = Setting(
    "Ticket::EventModulePost###3100-LockAfterCreate",
    dict[str, str],
    {},
    "With AgentTicketPhone|AgentTicketEmail as Action, new tickets of agents are locked unless they are closed.",
    optional=True,
)
BULK_LIMIT = Setting("GOTRS::Bulk::Limit", number(1), 2000, "Most tickets that one bulk action can change.")
FORM_DRAFT_TTL_MINUTES = Setting(
    "FormDraftTTL###Ticket",
    Count,
    10080,
    "Minutes after which a draft that nobody went on with is deleted; 0: never.",
    optional=True,
)
MENTIONS_LIMIT = Setting("Mentions###Limit", Count, 20, "Most agents that one article can mention.")
MENTIONS_BLOCKED_GROUPS: Setting[list[str]] = Setting(
    "Mentions###BlockedGroups", list[str], [], "Groups that articles cannot mention.", optional=True, entity="group"
)
OWNER_CHECK_QUEUES: Setting[dict[str, str]] = Setting(
    "Ticket::Permission::OwnerCheck::Queues",
    dict[str, str],
    {},
    "Rights that the owner of a ticket has on it in each queue, such as ro, note; empty: every right in every queue.",
    optional=True,
)
RESPONSIBLE_CHECK_QUEUES: Setting[dict[str, str]] = Setting(
    "Ticket::Permission::ResponsibleCheck::Queues",
    dict[str, str],
    {},
    "Rights that the responsible agent of a ticket has on it in each queue, such as ro, note; empty: every right in every queue.",
    optional=True,
)
TICKET_CHANGE_OWNER_TO_EVERYONE = Setting(
    "Ticket::ChangeOwnerToEveryone",
    bool,
    False,
    "Every agent can become owner of a ticket, not only those with the right to.",
)
TICKET_NEW_ARTICLE_IGNORE_SYSTEM_SENDER = Setting(
    "Ticket::NewArticleIgnoreSystemSender", bool, False, "Articles that the system wrote do not make a ticket unread."
)
TICKET_DEFINE_EMAIL_FROM = Setting(
    "Ticket::DefineEmailFrom",
    str,
    "SystemAddressName",
    "Name of the sender in mails of agents: the queue's, the agent's, or both.",
    Group.EMAIL,
    ("SystemAddressName", "AgentName", "AgentNameSystemAddressName"),
)
TICKET_DEFINE_EMAIL_FROM_SEPARATOR = Setting(
    "Ticket::DefineEmailFromSeparator",
    str,
    "via",
    "Text between the agent's and the queue's name in the sender of mails.",
    Group.EMAIL,
)
ARTICLE_STORAGE = Setting(
    "Ticket::Article::Backend::MIMEBase::ArticleStorage",
    str,
    "Kernel::System::Ticket::Article::Backend::MIMEBase::ArticleStorageDB",
    "Where articles and attachments are stored: in the database or in the file system.",
    options=(
        "Kernel::System::Ticket::Article::Backend::MIMEBase::ArticleStorageDB",
        "Kernel::System::Ticket::Article::Backend::MIMEBase::ArticleStorageFS",
    ),
)
ARTICLE_DIR = Setting(
    "Ticket::Article::Backend::MIMEBase::ArticleDataDir",
    Folder,
    "",
    "Folder for articles in the file system, an absolute path; empty: the one under var.",
)

POSTMASTER_DEFAULT_QUEUE = Setting(
    "PostmasterDefaultQueue",
    str,
    "Raw",
    "Queue of tickets from mails that no rule puts into another.",
    Group.POSTMASTER,
    entity="queue",
)
POSTMASTER_DEFAULT_PRIORITY = Setting(
    "PostmasterDefaultPriority",
    str,
    "3 normal",
    "Priority of new tickets from mails.",
    Group.POSTMASTER,
    entity="priority",
)
POSTMASTER_DEFAULT_STATE = Setting(
    "PostmasterDefaultState", str, "new", "State of new tickets from mails.", Group.POSTMASTER, entity="state"
)
POSTMASTER_FOLLOW_UP_STATE = Setting(
    "PostmasterFollowUpState", str, "open", "State that a ticket gets by a follow-up.", Group.POSTMASTER, entity="state"
)
POSTMASTER_FOLLOW_UP_STATE_CLOSED = Setting(
    "PostmasterFollowUpStateClosed",
    str,
    "",
    "State that a closed ticket gets by a follow-up; empty: as an open one.",
    Group.POSTMASTER,
    optional=True,
    entity="state",
)
POSTMASTER_BOUNCE_AS_FOLLOW_UP = Setting(
    "PostmasterBounceEmailAsFollowUp",
    bool,
    True,
    "Mails that could not be delivered are added to the ticket that they concern.",
    Group.POSTMASTER,
)
POSTMASTER_AUTO_HTML2TEXT = Setting(
    "PostmasterAutoHTML2Text", bool, True, "HTML in incoming mails is turned into text.", Group.POSTMASTER, kept=True
)
POSTMASTER_MAX_EMAILS = Setting(
    "PostmasterMaxEmails", Count, 40, "Most automatic replies to one address a day.", Group.POSTMASTER
)
POSTMASTER_MAX_EMAILS_PER_ADDRESS: Setting[dict[str, int]] = Setting(
    "PostmasterMaxEmailsPerAddress",
    dict[str, int],
    {},
    "Most automatic replies a day to each of these addresses; 0: no limit.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_MAX_EMAIL_SIZE = Setting(
    "PostMasterMaxEmailSize",
    number(1),
    16384,
    "Largest incoming mail in kilobytes; larger ones are put into quarantine.",
    Group.POSTMASTER,
)
POSTMASTER_RECONNECT_MESSAGE = Setting(
    "PostMasterReconnectMessage",
    number(1),
    20,
    "Most mails that are fetched over one connection to a mailbox.",
    Group.POSTMASTER,
)
MAIL_FETCH_ENABLED = Setting(
    "GOTRS::Mail::FetchEnabled",
    bool,
    True,
    "Mail is fetched from mailboxes. Choose no for a copy of a live database.",
    Group.POSTMASTER,
)
POSTMASTER_AUTO_ASSIGN_CUSTOMER_ID = Setting(
    "PostMaster::NewTicket::AutoAssignCustomerIDForUnknownCustomers",
    bool,
    True,
    "The address of an unknown sender becomes the customer ID of the ticket.",
    Group.POSTMASTER,
)
POSTMASTER_FOLLOW_UP_BY_BODY: Setting[dict[str, str]] = Setting(
    "PostMaster::CheckFollowUpModule###0300-Body",
    dict[str, str],
    {},
    "With a Module, ticket numbers are looked for in the text of incoming mails, too.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_FOLLOW_UP_BY_ATTACHMENTS: Setting[dict[str, str]] = Setting(
    "PostMaster::CheckFollowUpModule###0400-Attachments",
    dict[str, str],
    {},
    "With a Module, ticket numbers are looked for in attached text files, too.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_FOLLOW_UP_BY_RAW_EMAIL: Setting[dict[str, str]] = Setting(
    "PostMaster::CheckFollowUpModule###0500-RawEmail",
    dict[str, str],
    {},
    "With a Module, ticket numbers are looked for in the source of incoming mails, too.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_EXTERNAL_NUMBERS: tuple[Setting[dict[str, Any]], ...] = tuple(
    Setting(
        f"PostMaster::PreFilterModule###000-ExternalTicketNumberRecognition{number}",
        dict[str, Any],
        {},
        "Adds incoming mails to tickets by the ticket number of another desk. NumberRegExp finds it in mails from "
        "FromAddressRegExp; DynamicFieldName is the dynamic field that keeps it.",
        Group.POSTMASTER,
        keys=(
            "FromAddressRegExp",
            "NumberRegExp",
            "SearchInSubject",
            "SearchInBody",
            "TicketStateTypes",
            "DynamicFieldName",
            "SenderType",
            "IsVisibleForCustomer",
        ),
        optional=True,
    )
    for number in range(1, 5)
)
POSTMASTER_MATCHES: tuple[Setting[dict[str, Any]], ...] = tuple(
    Setting(
        f"PostMaster::PreFilterModule###{number}-Match",
        dict[str, Any],
        {},
        "Filter of incoming mails: those whose headers fit Match get the headers of Set.",
        Group.POSTMASTER,
        optional=True,
    )
    for number in (1, 2)
)
POSTMASTER_NEW_TICKET_REJECT: Setting[dict[str, Any]] = Setting(
    "PostMaster::PreFilterModule###3-NewTicketReject",
    dict[str, Any],
    {},
    "Mails whose headers fit Match and that belong to no ticket are refused, and the sender is told so.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_REJECT_SUBJECT = Setting(
    "PostMaster::PreFilterModule::NewTicketReject::Subject",
    str,
    "Email Rejected",
    "Subject of the mail that tells a sender of the refusal.",
    Group.POSTMASTER,
)
POSTMASTER_REJECT_BODY = Setting(
    "PostMaster::PreFilterModule::NewTicketReject::Body",
    str,
    "Your mail names no ticket of this desk, so it was not taken. Please open a new ticket on our web pages.\n",
    "Text of the mail that tells a sender of the refusal.",
    Group.POSTMASTER,
    multiline=True,
)
POSTMASTER_REJECT_SENDER = Setting(
    "PostMaster::PreFilterModule::NewTicketReject::Sender",
    str,
    "",
    "Sender of the mail that tells of a refusal; empty: the sender of notifications.",
    Group.POSTMASTER,
    optional=True,
)
COMMUNICATION_LOG_KEPT_H = Setting(
    "CommunicationLog::PurgeAfterHours::AllCommunications",
    Count,
    744,
    "Hours for which entries of the communication log are kept.",
    Group.EMAIL,
)
COMMUNICATION_LOG_GOOD_KEPT_H = Setting(
    "CommunicationLog::PurgeAfterHours::SuccessfulCommunications",
    Count,
    168,
    "Hours for which entries of the communication log without errors are kept.",
    Group.EMAIL,
)
SMIME = Setting("SMIME", bool, False, "Mails are signed, encrypted, verified and decrypted by S/MIME.", Group.EMAIL)
PGP = Setting(
    "PGP",
    bool,
    False,
    "Mails are signed, encrypted, verified and decrypted by PGP. Needs GnuPG on the server.",
    Group.EMAIL,
)
MAIL_ENCRYPT_WHEN_POSSIBLE = Setting(
    "GOTRS::Mail::EncryptWhenPossible",
    bool,
    False,
    "Agents' mails are encrypted when there is a key for every recipient.",
    Group.GOTRS,
)
SEND_NO_AUTO_RESPONSE = Setting(
    "SendNoAutoResponseRegExp",
    Pattern,
    r"(MAILER-DAEMON|postmaster|abuse)@.+?\..+?",
    "Regular expression for addresses that never get an automatic reply.",
    Group.POSTMASTER,
)
SENDMAIL_ENVELOPE_FROM = Setting(
    "SendmailEnvelopeFrom",
    str,
    "",
    "Envelope sender of mails of agents; empty: the address in From.",
    Group.EMAIL,
    optional=True,
)
SENDMAIL_NOTIFICATION_ENVELOPE_FROM = Setting(
    "SendmailNotificationEnvelopeFrom",
    str,
    "",
    "Envelope sender of notifications and automatic replies; empty: <>, so that they cause no replies.",
    Group.EMAIL,
    optional=True,
)
SENDMAIL_NOTIFICATION_ENVELOPE_FALLBACK = Setting(
    "SendmailNotificationEnvelopeFrom::FallbackToEmailFrom",
    bool,
    False,
    "Notifications and automatic replies have the address in From as envelope sender instead of <>.",
    Group.EMAIL,
    optional=True,
)
SENDMAIL_DEFAULT_HEADERS: Setting[dict[str, str]] = Setting(
    "Sendmail::DefaultHeaders", dict[str, str], {}, "Headers that every outgoing mail gets.", Group.EMAIL, optional=True
)
NOTIFICATION_SENDER_NAME = Setting(
    "NotificationSenderName", str, "GOTRS Notifications", "Name of the sender of notifications to agents.", Group.EMAIL
)
NOTIFICATION_SENDER_EMAIL = Setting(
    "NotificationSenderEmail",
    str,
    "gotrs@<OTRS_CONFIG_FQDN>",
    "Address of the sender of notifications to agents.",
    Group.EMAIL,
)
AGENT_SELF_NOTIFY = Setting(
    "AgentSelfNotifyOnAction", bool, False, "Agents are also notified of what they did themselves.", Group.EMAIL
)
CUSTOMER_NOTIFY_REAL_ONLY = Setting(
    "CustomerNotifyJustToRealCustomer",
    bool,
    False,
    "Notifications to customers go to known customer users only, not to other senders.",
    Group.EMAIL,
)
MAIL_GIVE_UP_AFTER_H = Setting(
    "GOTRS::Mail::GiveUpAfterHours",
    Count,
    48,
    "Hours for which sending a mail is tried again when a mail server puts it off.",
    Group.EMAIL,
)
MAIL_UNDO_SEND_S = Setting(
    "GOTRS::Mail::UndoSendSeconds",
    Count,
    0,
    "Seconds for which agents can call back a mail before it is sent; 0: it is sent at once.",
    Group.EMAIL,
)
MAIL_PER_DOMAIN_PER_MINUTE = Setting(
    "GOTRS::Mail::PerDomainPerMinute",
    Count,
    0,
    "Most mails a minute to one domain; 0: no limit.",
    Group.EMAIL,
)
RESPONSE_FORMAT = Setting(
    "Ticket::Frontend::ResponseFormat",
    str,
    """[% Data.Salutation %]
[% Data.StdResponse %]
[% Data.Signature %]

[% Data.Created | Localize("TimeShort") %] - [% Data.OrigFromName %] [% Translate("wrote") %]:
[% Data.Body %]
""",
    "Template of an answer by mail: salutation, text, signature and quotation.",
    Group.AGENT,
    multiline=True,
)
QUOTE_PREFIX = Setting(
    "Ticket::Frontend::Quote",
    str,
    ">",
    "Text before each quoted line; empty: nothing is quoted.",
    Group.AGENT,
    optional=True,
)
TEXT_AREA_EMAIL = Setting(
    "Ticket::Frontend::TextAreaEmail",
    number(10),
    82,
    "Column at which the lines of quotations are wrapped.",
    Group.AGENT,
)
COMPOSE_ADD_CUSTOMER = Setting(
    "Ticket::Frontend::ComposeAddCustomerAddress",
    bool,
    True,
    "Answers by mail also go to the customer of the ticket when somebody else wrote.",
    Group.AGENT,
)
COMPOSE_REPLACE_SENDER = Setting(
    "Ticket::Frontend::ComposeReplaceSenderAddress",
    bool,
    False,
    "Answers go to the customer's known address instead of the sender's.",
    Group.AGENT,
)
SENDMAIL_BCC = Setting(
    "SendmailBcc",
    str,
    "",
    "Address that gets a blind copy of every outgoing mail; empty: none.",
    Group.EMAIL,
    optional=True,
)
SECURE_DISABLE_BANNER = Setting(
    "Secure::DisableBanner", bool, False, "Mails do not tell in a header which software sent them.", Group.EMAIL
)
CHECK_EMAIL_ADDRESSES = Setting(
    "CheckEmailAddresses", bool, True, "E-mail addresses that cannot be right are refused.", Group.EMAIL
)
CHECK_MX_RECORD = Setting(
    "CheckMXRecord",
    bool,
    False,
    "The domain of an e-mail address is looked up in the DNS before the address is accepted.",
    Group.EMAIL,
    kept=True,
)
FRONTEND_RICH_TEXT = Setting(
    "Frontend::RichText", bool, True, "Texts are written with formatting and sent as HTML; no: plain text.", Group.EMAIL
)
AUTO_RESPONSE_FOR_WEB_TICKETS = Setting(
    "AutoResponseForWebTickets",
    bool,
    True,
    "Customers get an automatic reply to tickets that they opened in the portal.",
    Group.EMAIL,
)

FIRSTNAME_LASTNAME_ORDER = Setting(
    "FirstnameLastnameOrder",
    number(0, 9),
    0,
    "Order of the parts of full names, 0 to 9: 0 is first name, last name; 1 is last name, first name.",
    Group.CORE,
)
OUT_OF_OFFICE_MESSAGE = Setting(
    "OutOfOffice::DisplayAgentOutOfOfficeMessage",
    bool,
    True,
    "The name of an agent tells that the agent is out of office.",
    Group.AGENT,
    kept=True,
    optional=True,
)
CUSTOMER_GROUP_SUPPORT = Setting(
    "CustomerGroupSupport",
    bool,
    False,
    "Customers only see tickets in queues for which they have rights by groups.",
    Group.CUSTOMER,
)
CUSTOMER_GROUP_ALWAYS_GROUPS = Setting(
    "CustomerGroupAlwaysGroups",
    list[str],
    ["users"],
    "Groups that every customer user belongs to.",
    Group.CUSTOMER,
    entity="group",
)
CUSTOMER_GROUP_COMPANY_ALWAYS_GROUPS = Setting(
    "CustomerGroupCompanyAlwaysGroups",
    list[str],
    ["users"],
    "Groups that every customer company belongs to.",
    Group.CUSTOMER,
    entity="group",
)
CUSTOMER_GROUP_CONTEXT_OTHER: Setting[dict[str, str]] = Setting(
    "CustomerGroupPermissionContext###100-CustomerID-other",
    dict[str, str],
    {},
    "With Ticket::CustomerID::Other as Value, the groups of a company also give rights to tickets of other customers.",
    Group.CUSTOMER,
    optional=True,
)
CUSTOMER_DISABLE_COMPANY_TICKET_ACCESS = Setting(
    "Ticket::Frontend::CustomerDisableCompanyTicketAccess",
    bool,
    False,
    "Customers see only their own tickets, not their company's.",
    Group.CUSTOMER,
)
CUSTOMER_TICKET_DEFAULT_QUEUE = Setting(
    "Ticket::Frontend::CustomerTicketMessage###QueueDefault",
    str,
    "Postmaster",
    "Queue of tickets that customers open in the portal, where they choose none.",
    Group.CUSTOMER,
    entity="queue",
)
CUSTOMER_FOLLOW_UP_STATE = Setting(
    "Ticket::Frontend::CustomerTicketZoom###StateDefault",
    str,
    "open",
    "State that a ticket gets by a customer's reply in the portal, where none is chosen.",
    Group.CUSTOMER,
    entity="state",
)
CUSTOMER_TICKET_PRIORITY_DEFAULT = Setting(
    "Ticket::Frontend::CustomerTicketMessage###PriorityDefault",
    str,
    "3 normal",
    "Priority of tickets that customers open in the portal, where they choose none.",
    Group.CUSTOMER,
    entity="priority",
)
CUSTOMER_TICKET_STATE_DEFAULT = Setting(
    "Ticket::Frontend::CustomerTicketMessage###StateDefault",
    str,
    "new",
    "State of tickets that customers open in the portal.",
    Group.CUSTOMER,
    entity="state",
)
CUSTOMER_TICKET_QUEUE = Setting(
    "Ticket::Frontend::CustomerTicketMessage###Queue",
    bool,
    True,
    "Customers choose the queue of a new ticket.",
    Group.CUSTOMER,
)
CUSTOMER_QUEUE_NAMES: Setting[dict[str, str]] = Setting(
    "CustomerPanelOwnSelection",
    dict[str, str],
    {},
    "Queues that customers choose from, each with the name that they read for it; empty: all queues, by their names.",
    Group.CUSTOMER,
    optional=True,
)
CUSTOMER_TICKET_TYPE = Setting(
    "Ticket::Frontend::CustomerTicketMessage###TicketType",
    bool,
    True,
    "Customers choose the type of a new ticket.",
    Group.CUSTOMER,
)
CUSTOMER_TICKET_SERVICE = Setting(
    "Ticket::Frontend::CustomerTicketMessage###Service",
    bool,
    True,
    "Customers choose the service of a new ticket.",
    Group.CUSTOMER,
)
CUSTOMER_TICKET_PRIORITY = Setting(
    "Ticket::Frontend::CustomerTicketMessage###Priority",
    bool,
    True,
    "Customers choose the priority of a new ticket.",
    Group.CUSTOMER,
)
CUSTOMER_FOLLOW_UP_STATES = Setting(
    "Ticket::Frontend::CustomerTicketZoom###State",
    bool,
    True,
    "Customers choose the next state of a ticket when they reply.",
    Group.CUSTOMER,
)
CUSTOMER_FOLLOW_UP_STATE_TYPES = Setting(
    "Ticket::Frontend::CustomerTicketZoom###StateType",
    list[str],
    ["open", "closed"],
    "Types of the states that customers may choose from when they reply.",
    Group.CUSTOMER,
)
MOVE_STATE = Setting(
    "Ticket::Frontend::AgentTicketMove###State",
    bool,
    True,
    "Agents choose the next state of a ticket when they move it.",
    Group.AGENT,
)
MOVE_STATE_TYPES = Setting(
    "Ticket::Frontend::AgentTicketMove###StateType",
    list[str],
    ["open", "closed"],
    "Types of the states that agents may choose from when they move a ticket.",
    Group.AGENT,
)
MOVE_STATE_MANDATORY = Setting(
    "Ticket::Frontend::AgentTicketMove###StateMandatory",
    bool,
    False,
    "Agents have to choose the next state of a ticket when they move it.",
    Group.AGENT,
    optional=True,
)
MOVE_PRIORITY = Setting(
    "Ticket::Frontend::AgentTicketMove###Priority",
    bool,
    False,
    "Agents choose the priority of a ticket when they move it.",
    Group.AGENT,
)
HIDE_EMPTY_QUEUES = Setting(
    "Ticket::Frontend::AgentTicketQueue###HideEmptyQueues",
    bool,
    False,
    "The tree of queues leaves out queues without open tickets.",
    Group.AGENT,
    personal=True,
)
ZOOM_EXPAND_SORT = Setting(
    "Ticket::Frontend::ZoomExpandSort",
    str,
    "normal",
    "Order of the messages of a ticket: the oldest first (normal) or the newest first (reverse).",
    Group.AGENT,
    options=("normal", "reverse"),
    personal=True,
)
_SORTS = ("Age", "TicketNumber", "Title", "Queue", "Priority", "EscalationTime")
# By view of OTRS: what it is sorted by, and in which direction, when nothing is asked for.
LIST_SORTS = {
    view: Setting(
        f"Ticket::Frontend::AgentTicket{view}###SortBy::Default",
        str,
        sort,
        "What the list of tickets is sorted by at first.",
        Group.AGENT,
        options=_SORTS,
        personal=True,
    )
    for view, sort in (
        ("Queue", "Age"),
        ("StatusView", "Age"),
        ("LockedView", "Age"),
        ("WatchView", "Age"),
        ("EscalationView", "EscalationTime"),
    )
}
LIST_ORDERS = {
    view: Setting(
        f"Ticket::Frontend::AgentTicket{view}###Order::Default",
        str,
        "Up" if view == "EscalationView" else "Down",
        "Direction in which the list of tickets is sorted at first: Up begins with the oldest or lowest.",
        Group.AGENT,
        options=("Down", "Up"),
        personal=True,
    )
    for view in LIST_SORTS
}
# By OTRS's screen, for what is done there by any way in.
SCREEN_LOCKS = {
    screen: Setting(
        f"Ticket::Frontend::{screen}###RequiredLock",
        bool,
        is_required,
        "Whoever begins here takes the lock of the ticket, and tickets that others have locked are refused.",
        Group.AGENT,
        optional=True,
    )
    for screen, is_required in {
        "AgentTicketBounce": True,
        "AgentTicketBulk": True,
        "AgentTicketClose": True,
        "AgentTicketCompose": True,
        "AgentTicketCustomer": False,
        "AgentTicketForward": True,
        "AgentTicketFreeText": False,
        "AgentTicketMerge": True,
        "AgentTicketMove": True,
        "AgentTicketNote": False,
        "AgentTicketOwner": False,
        "AgentTicketPending": True,
        "AgentTicketPhoneInbound": False,
        "AgentTicketPhoneOutbound": True,
        "AgentTicketPriority": True,
        "AgentTicketResponsible": False,
    }.items()
}
SCREEN_RIGHTS = {
    screen: Setting(
        f"Ticket::Frontend::{screen}###Permission",
        str,
        right,
        "Right in the ticket's queue that agents need for this; empty: the usual one.",
        Group.AGENT,
    )
    for screen, right in {
        "AgentTicketBounce": "bounce",
        "AgentTicketClose": "close",
        "AgentTicketCompose": "compose",
        "AgentTicketCustomer": "customer",
        "AgentTicketForward": "forward",
        "AgentTicketFreeText": "rw",
        "AgentTicketMerge": "rw",
        "AgentTicketNote": "note",
        "AgentTicketOwner": "owner",
        "AgentTicketPending": "pending",
        "AgentTicketPhoneInbound": "phone",
        "AgentTicketPhoneOutbound": "phone",
        "AgentTicketPriority": "priority",
        "AgentTicketResponsible": "responsible",
    }.items()
}
ACCOUNT_TIME = Setting(
    "Ticket::Frontend::AccountTime", bool, True, "Agents book the time that they worked on a ticket.", Group.AGENT
)
AUTOMATIC_MERGE_SUBJECT = Setting(
    "Ticket::Frontend::AutomaticMergeSubject",
    str,
    N_("Ticket Merged"),
    "Subject of the note that a ticket gets when it is merged into another.",
)
AUTOMATIC_MERGE_TEXT = Setting(
    "Ticket::Frontend::AutomaticMergeText",
    str,
    N_("Merged Ticket <OTRS_TICKET> to <OTRS_MERGE_TO_TICKET>."),
    "Text of the note that a ticket gets when it is merged into another.",
    multiline=True,
)
ESCALATION_DECAY_TIME = Setting(
    "OTRSEscalationEvents::DecayTime",
    Count,
    1440,
    "Minutes before the same escalation of a ticket is told again; 0: at every check.",
    optional=True,
)

# The first is ours, the others are OTRS's.
_CRYPT_TYPES = ("argon2id", "bcrypt", "sha512", "sha2", "sha1", "apr1", "md5", "crypt", "plain")
AGENT_CRYPT_TYPE = Setting(
    "AuthModule::DB::CryptType",
    str,
    "argon2id",
    "Method by which new passwords of agents are hashed.",
    Group.SECURITY,
    options=_CRYPT_TYPES,
)
CUSTOMER_CRYPT_TYPE = Setting(
    "Customer::AuthModule::DB::CryptType",
    str,
    "argon2id",
    "Method by which new passwords of customer users are hashed.",
    Group.SECURITY,
    options=_CRYPT_TYPES,
)
SWITCH_TO_USER = Setting("SwitchToUser", bool, False, "Administrators can sign in as another agent.", Group.SECURITY)
SWITCH_TO_CUSTOMER = Setting(
    "SwitchToCustomer", bool, False, "Administrators can sign in as a customer user.", Group.SECURITY
)
AGENT_SESSION_MAX_TIME_S = Setting(
    "SessionMaxTime", number(300), 57600, "Seconds after which a session ends, whatever was done in it.", Group.SECURITY
)
AGENT_SESSION_MAX_IDLE_S = Setting(
    "SessionMaxIdleTime", number(300), 21600, "Seconds without any activity after which a session ends.", Group.SECURITY
)

AGENT_BCRYPT_COST = Setting(
    "AuthModule::DB::bcryptCost",
    number(4, 16),
    12,
    "Cost of bcrypt for passwords of agents; each more doubles the time of a sign-in.",
    Group.SECURITY,
)
CUSTOMER_BCRYPT_COST = Setting(
    "Customer::AuthModule::DB::bcryptCost",
    number(4, 16),
    12,
    "Cost of bcrypt for passwords of customer users; each more doubles the time of a sign-in.",
    Group.SECURITY,
)
AGENT_PASSWORD_POLICY: Setting[dict[str, Any]] = Setting(
    "PreferencesGroups###Password",
    PasswordPolicy,
    {},
    "Rules for new passwords of agents: length, kinds of characters, failed sign-ins before an account is locked.",
    Group.SECURITY,
    keys=POLICY_KEYS,
    optional=True,
)
CUSTOMER_PASSWORD_POLICY: Setting[dict[str, Any]] = Setting(
    "CustomerPreferencesGroups###Password",
    PasswordPolicy,
    {},
    "Rules for new passwords of customer users: length, kinds of characters, failed sign-ins before an account is locked.",
    Group.SECURITY,
    keys=POLICY_KEYS,
    optional=True,
)
AGENT_SESSION_LIMIT = Setting(
    "AgentSessionLimit", Count, 0, "Most sessions of all agents at once; 0: no limit.", Group.SECURITY, optional=True
)
AGENT_SESSION_PER_USER_LIMIT = Setting(
    "AgentSessionPerUserLimit",
    Count,
    20,
    "Most sessions of one agent at once; 0: no limit.",
    Group.SECURITY,
    optional=True,
)
CUSTOMER_SESSION_LIMIT = Setting(
    "CustomerSessionLimit",
    Count,
    0,
    "Most sessions of all customer users at once; 0: no limit.",
    Group.SECURITY,
    optional=True,
)
CUSTOMER_SESSION_PER_USER_LIMIT = Setting(
    "CustomerSessionPerUserLimit",
    Count,
    20,
    "Most sessions of one customer user at once; 0: no limit.",
    Group.SECURITY,
    optional=True,
)
LOST_PASSWORD = Setting(
    "LostPassword",
    bool,
    True,
    "Agents who forgot their password can get a link by mail to set a new one.",
    Group.SECURITY,
)
CUSTOMER_LOST_PASSWORD = Setting(
    "CustomerPanelLostPassword",
    bool,
    True,
    "Customers who forgot their password can get a link by mail to set a new one.",
    Group.SECURITY,
)
PASSWORDS_REMEMBERED = Setting(
    "GOTRS::Password::RememberLast",
    Count,
    0,
    "Number of former passwords that cannot be used again; 0: every one can.",
    Group.SECURITY,
)
CUSTOMER_CREATE_ACCOUNT = Setting(
    "CustomerPanelCreateAccount",
    bool,
    True,
    "Customers can create an account in the portal by themselves.",
    Group.CUSTOMER,
)
SIGN_UP_ALLOWED_ADDRESSES: Setting[list[str]] = Setting(
    "CustomerPanelCreateAccount::MailRestrictions::Whitelist",
    list[Pattern],
    [],
    "Regular expressions for e-mail addresses that may sign up in the portal; empty: all may.",
    Group.CUSTOMER,
    optional=True,
)
SIGN_UP_REFUSED_ADDRESSES: Setting[list[str]] = Setting(
    "CustomerPanelCreateAccount::MailRestrictions::Blacklist",
    list[Pattern],
    [],
    "Regular expressions for e-mail addresses that may not sign up in the portal.",
    Group.CUSTOMER,
    optional=True,
)
SIGN_UP_APPROVAL = Setting(
    "GOTRS::SignUp::Approval",
    bool,
    False,
    "An administrator must accept everybody who signs up in the portal.",
    Group.CUSTOMER,
)
CAPTCHA_PROVIDER = Setting(
    "GOTRS::Captcha::Provider",
    str,
    "proof_of_work",
    "Proof that public forms ask for against robots: a computation or a service. Services need GOTRS_CAPTCHA_SECRET and a site key.",
    Group.SECURITY,
    options=("none", "proof_of_work", "hcaptcha", "recaptcha", "turnstile"),
)
CAPTCHA_REQUIRED_FOR: Setting[list[str]] = Setting(
    "GOTRS::Captcha::RequiredFor",
    list[Literal["sign_up", "password_forgot", "sign_in"]],
    ["sign_up"],
    "Forms that ask for the proof against robots: sign_up, password_forgot, and sign_in after failed attempts.",
    Group.SECURITY,
)
CAPTCHA_SITE_KEY = Setting(
    "GOTRS::Captcha::SiteKey",
    str,
    "",
    "Public key of this desk at the service for proofs against robots.",
    Group.SECURITY,
)
CAPTCHA_BITS = Setting(
    "GOTRS::Captcha::Bits",
    number(1, 26),
    18,
    "Difficulty of the computation against robots, in bits; each more doubles the time that it takes.",
    Group.SECURITY,
)
CAPTCHA_SIGN_IN_AFTER = Setting(
    "GOTRS::Captcha::SignInAfter",
    Count,
    3,
    "Failed sign-ins after which the sign-in form asks for the proof against robots.",
    Group.SECURITY,
)
RETENTION_CLOSED_TICKETS_DAYS = Setting(
    "GOTRS::Retention::ClosedTicketsDays",
    Count,
    0,
    "Days after which closed tickets are deleted for good; 0: never.",
    Group.GOTRS,
)
RETENTION_INVALID_CUSTOMERS_DAYS = Setting(
    "GOTRS::Retention::InvalidCustomersDays",
    Count,
    0,
    "Days after which invalid customer users are made anonymous; 0: never.",
    Group.GOTRS,
)
SECOND_FACTOR_GROUPS: Setting[list[str]] = Setting(
    "GOTRS::SecondFactor::RequiredForGroups",
    list[str],
    [],
    "Agents with any right in these groups must use a second factor.",
    Group.SECURITY,
    entity="group",
)
SECOND_FACTOR_FOR_CUSTOMERS = Setting(
    "GOTRS::SecondFactor::RequiredForCustomers", bool, False, "Customer users must use a second factor.", Group.SECURITY
)

MCP_CONFIRM_OUTGOING_MAIL = Setting(
    "GOTRS::MCP::ConfirmOutgoingMail",
    bool,
    True,
    "Mails that MCP tools write become drafts of the agent, who reads them before they are sent.",
    Group.GOTRS,
)

_SCREENS = (
    "AgentTicketBulk", "AgentTicketClose", "AgentTicketCompose", "AgentTicketEmail", "AgentTicketEmailOutbound",
    "AgentTicketForward", "AgentTicketFreeText", "AgentTicketMove", "AgentTicketNote", "AgentTicketOwner",
    "AgentTicketPending", "AgentTicketPhone", "AgentTicketPhoneInbound", "AgentTicketPhoneOutbound",
    "AgentTicketPrint", "AgentTicketPriority", "AgentTicketResponsible", "AgentTicketSearch", "AgentTicketZoom",
    "CustomerTicketMessage", "CustomerTicketOverview", "CustomerTicketPrint", "CustomerTicketSearch",
    "CustomerTicketZoom", "OverviewMedium", "OverviewPreview", "OverviewSmall",
)  # fmt: skip
_SCREEN_SETTINGS = {
    **{screen: f"Ticket::Frontend::{screen}###DynamicField" for screen in _SCREENS},
    "CustomerTicketFollowUp": "Ticket::Frontend::CustomerTicketZoom###FollowUpDynamicField",
    "ProcessWidget": "Ticket::Frontend::AgentTicketZoom###ProcessWidgetDynamicField",
}
# By screen; values by field name: 0 off, 1 shown, 2 required.
DYNAMIC_FIELD_SCREENS: dict[str, Setting[dict[str, int]]] = {
    screen: Setting(
        name,
        dict[str, int],
        {},
        "Dynamic fields on this screen, by name: 0 is off, 1 shown, 2 required.",
        Group.CUSTOMER if screen.startswith("Customer") else Group.AGENT,
        optional=True,
    )
    for screen, name in _SCREEN_SETTINGS.items()
}
MERGE_DYNAMIC_FIELDS: Setting[list[str]] = Setting(
    "Ticket::MergeDynamicFields",
    list[str],
    [],
    "Dynamic fields that a main ticket takes over from a merged one where it has no value itself.",
)
# Keys: Name, Value, Event.
DYNAMIC_FIELD_DEFAULTS: dict[str, Setting[dict[str, str]]] = {
    str(number): Setting(
        f"Ticket::TicketDynamicFieldDefault###Element{number}",
        dict[str, str],
        {},
        "Value that a dynamic field gets when the event happens and the field is empty: Name, Value, Event.",
        keys=("Name", "Value", "Event"),
        optional=True,
    )
    for number in range(1, 17)
}

# Links. A type whose setting is empty is turned off; other types of the table `link_type` are always possible.
POSSIBLE_LINKS = {
    name: Setting(
        f"LinkObject::PossibleLink###{number}",
        dict[str, str],
        {"Object1": "Ticket", "Object2": "Ticket", "Type": name},
        "Tickets can be linked by the type {type}; empty: they cannot.",
        filled={"type": name},
        optional=True,
    )
    for number, name in (("0200", "Normal"), ("0201", "ParentChild"))
}
LINK_TYPE_GROUP = Setting(
    "LinkObject::TypeGroup###0001",
    list[str],
    ["Normal", "ParentChild"],
    "Types of links of which only one can link the same two tickets.",
    optional=True,
)
# Web services. `…###AutoResponseType`, `…HistoryType`: what TicketCreate and TicketUpdate take where a request says nothing.
SESSION_CHECK_REMOTE_IP = Setting(
    "SessionCheckRemoteIP",
    bool,
    True,
    "Sessions of web services count only from the address at which they began.",
    Group.SECURITY,
)
NEED_ACCOUNTED_TIME = Setting(
    "Ticket::Frontend::NeedAccountedTime",
    bool,
    False,
    "Agents and web services must say how long it took with each article that they write.",
    Group.AGENT,
)
_GI = "GenericInterface::Operation::"
GI_CREATE_AUTO_RESPONSE = Setting(
    f"{_GI}TicketCreate###AutoResponseType",
    str,
    "auto reply",
    "Automatic reply to articles of this operation, where a request names none.",
)
GI_CREATE_HISTORY_TYPE = Setting(
    f"{_GI}TicketCreate###HistoryType",
    str,
    "NewTicket",
    "Type of the history entry of this operation, where a request names none.",
)
GI_CREATE_HISTORY_COMMENT = Setting(
    f"{_GI}TicketCreate###HistoryComment",
    str,
    "%%GenericInterface Create",
    "Text of the history entry of this operation, where a request has none.",
)
GI_CREATE_IS_VISIBLE = Setting(
    f"{_GI}TicketCreate###IsVisibleForCustomer",
    bool,
    True,
    "Articles of this operation are visible for customers, where a request does not say so.",
)
GI_UPDATE_AUTO_RESPONSE = Setting(
    f"{_GI}TicketUpdate###AutoResponseType",
    str,
    "auto follow up",
    "Automatic reply to articles of this operation, where a request names none.",
)
GI_UPDATE_HISTORY_TYPE = Setting(
    f"{_GI}TicketUpdate###HistoryType",
    str,
    "AddNote",
    "Type of the history entry of this operation, where a request names none.",
)
GI_UPDATE_HISTORY_COMMENT = Setting(
    f"{_GI}TicketUpdate###HistoryComment",
    str,
    "%%GenericInterface Note",
    "Text of the history entry of this operation, where a request has none.",
)
GI_UPDATE_IS_VISIBLE = Setting(
    f"{_GI}TicketUpdate###IsVisibleForCustomer",
    bool,
    True,
    "Articles of this operation are visible for customers, where a request does not say so.",
)
GI_SEARCH_LIMIT = Setting(
    f"{_GI}TicketSearch###SearchLimit", Count, 500, "Most tickets that the operation TicketSearch finds."
)
GI_SEARCH_SORT = Setting(
    f"{_GI}TicketSearch###SortBy::Default",
    str,
    "Age",
    "What the operation TicketSearch sorts by, where a request does not say so.",
)
GI_SEARCH_ORDER = Setting(
    f"{_GI}TicketSearch###Order::Default",
    str,
    "Down",
    "Direction in which the operation TicketSearch sorts, where a request does not say so.",
    options=("Down", "Up"),
)
GI_LOGGED_SIZE_KB = Setting(
    f"{_GI}ResponseLoggingMaxSize",
    Count,
    200,
    "Most kilobytes of one entry in the log of web services; longer ones are cut.",
)
_INVOKER = "GenericInterface::Invoker::Ticket::Generic::PrepareRequest::"
GI_OMITTED_FIELDS: Setting[dict[str, str]] = Setting(
    f"{_INVOKER}OmittedFields",
    dict[str, str],
    {},
    "Keys that an invoker does not send, for each invoker, divided by semicolons.",
)
GI_BASE64_FIELDS: Setting[dict[str, str]] = Setting(
    f"{_INVOKER}Base64EncodedFields",
    dict[str, str],
    {},
    "Keys that an invoker sends as Base64, for each invoker, divided by semicolons.",
)
GI_LOG_KEPT_DAYS = Setting(
    "GOTRS::GenericInterface::LogKeptDays",
    Count,
    14,
    "Days for which entries of the log of web services are kept.",
    Group.GOTRS,
)
EVENTS_KEPT_DAYS = Setting(
    "GOTRS::Events::KeptDays",
    Count,
    7,
    "Days for which events are kept, so that webhooks can be sent again and listeners can catch up.",
    Group.GOTRS,
)
DELIVERIES_KEPT_DAYS = Setting(
    "GOTRS::Webhooks::DeliveriesKeptDays",
    Count,
    30,
    "Days for which deliveries of webhooks are kept in their log.",
    Group.GOTRS,
)

PERFORMANCE_LOG = Setting(
    "PerformanceLog",
    bool,
    False,
    "The performance log keeps how long requests take, for each kind of request.",
    Group.CORE,
    optional=True,
)
PERFORMANCE_LOG_MAX_MB = Setting(
    "PerformanceLog::FileMax",
    Count,
    25,
    "Most megabytes of the performance log; when it is larger, its oldest entries are deleted.",
    Group.CORE,
)

MAINTENANCE_LOGIN_ERROR = Setting(
    "SystemMaintenance::IsActiveDefaultLoginErrorMessage",
    str,
    "We are performing scheduled maintenance. Login is temporarily not available.",
    "Text for people who may not sign in during a system maintenance.",
    Group.CORE,
    optional=True,
    multiline=True,
)
MAINTENANCE_LOGIN_MESSAGE = Setting(
    "SystemMaintenance::IsActiveDefaultLoginMessage",
    str,
    "We are performing scheduled maintenance. We should be back online shortly.",
    "Text on the sign-in page during a system maintenance that has none of its own.",
    Group.CORE,
    optional=True,
    multiline=True,
)
MAINTENANCE_NOTIFICATION = Setting(
    "SystemMaintenance::IsActiveDefaultNotification",
    str,
    "We are performing scheduled maintenance.",
    "Text on every page during a system maintenance that has none of its own.",
    Group.CORE,
    optional=True,
    multiline=True,
)
MAINTENANCE_NOTICE_MINUTES = Setting(
    "SystemMaintenance::TimeNotifyUpcomingMaintenance",
    Count,
    30,
    "Minutes before a system maintenance from which on every page announces it.",
    Group.CORE,
    optional=True,
)

ALL: dict[str, Setting] = {}  # type: ignore[type-arg]


def _collect() -> None:
    for value in list(globals().values()):
        found = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else [value]
        for setting in found:
            if isinstance(setting, Setting):
                ALL[setting.name] = setting


_collect()
