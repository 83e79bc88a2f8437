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
    ZoneName,
    number,
)

FQDN = Setting("FQDN", HostName, "yourhost.example.com", "Host name in Message-IDs and links.", Group.CORE)
HTTP_TYPE = Setting("HttpType", str, "http", "http or https, in links.", Group.CORE, options=("http", "https"))
SCRIPT_ALIAS = Setting("ScriptAlias", str, "otrs/", "Path before OTRS's addresses, in links.", Group.CORE)
SYSTEM_ID = Setting("SystemID", Digits, "10", "Part of every ticket number; digits only.", Group.CORE)
ORGANIZATION = Setting("Organization", str, "Example Company", "Organisation in mail headers and on pages.", Group.CORE)
PRODUCT_NAME = Setting("ProductName", str, "GOTRS", "Name of this service desk, on pages and in mails.", Group.CORE)
BRANDING_ACCENT_LIGHT = Setting(
    "GOTRS::Branding::AccentLight", Colour, "", "Accent by day, like #1a2b3c; empty: the theme's own.", Group.GOTRS
)
BRANDING_ACCENT_DARK = Setting(
    "GOTRS::Branding::AccentDark", Colour, "", "Accent by night, like #1a2b3c; empty: the theme's own.", Group.GOTRS
)
BRANDING_LOGO = Setting("GOTRS::Branding::Logo", str, "", "File of the logo; set on the page for it.", Group.GOTRS)
DEFAULT_THEME = Setting(
    "GOTRS::Themes::Default",
    str,
    "synthwave",
    "Theme of whoever chose none.",
    Group.GOTRS,
    options=("synthwave", "classic", "seventies", "nineties"),
)
THEME_STYLESHEETS: Setting[dict[str, str]] = Setting(
    "GOTRS::Themes::CustomCSS", dict[str, Stylesheet], {}, "Stylesheet of one's own for each theme.", Group.GOTRS
)
NOTICE_SOUND = Setting(
    "GOTRS::Notices::Sound",
    str,
    "none",
    "Sound of a new notification in the browser for agents who chose none.",
    Group.GOTRS,
    options=("none", "chime", "knock", "drop"),
)
DEFAULT_LANGUAGE = Setting(
    "DefaultLanguage", str, "en", "Language of people who chose none.", Group.CORE, entity="language"
)
OTRS_TIME_ZONE = Setting(
    "OTRSTimeZone", ZoneName, "UTC", "Zone of the times in OTRS's tables. Never change it later.", Group.TIME
)
USER_DEFAULT_TIME_ZONE = Setting("UserDefaultTimeZone", ZoneName, "UTC", "Zone of people who chose none.", Group.TIME)

_WEEK = {day: list(range(8, 21)) for day in ("Mon", "Tue", "Wed", "Thu", "Fri")} | {"Sat": [], "Sun": []}
TIME_WORKING_HOURS = Setting(
    "TimeWorkingHours", dict[str, list[int]], _WEEK, "Working hours by weekday: hour 8 is 08:00 to 08:59.", Group.TIME
)
TIME_VACATION_DAYS = Setting(
    "TimeVacationDays",
    list[dict[str, str]],
    [
        {"month": "1", "day": "1", "name": "New Year's Day"},
        {"month": "5", "day": "1", "name": "International Workers' Day"},
        {"month": "12", "day": "24", "name": "Christmas Eve"},
        {"month": "12", "day": "25", "name": "First Christmas Day"},
        {"month": "12", "day": "26", "name": "Second Christmas Day"},
        {"month": "12", "day": "31", "name": "New Year's Eve"},
    ],
    "Days without work, every year.",
    Group.TIME,
    keys=("month", "day", "name"),
)
TIME_VACATION_DAYS_ONE_TIME: Setting[list[dict[str, str]]] = Setting(
    "TimeVacationDaysOneTime",
    list[dict[str, str]],
    [],
    "Single days without work.",
    Group.TIME,
    keys=("year", "month", "day", "name"),
)
CALENDAR_NUMBERS = range(1, 10)
CALENDAR_NAMES = {
    n: Setting(f"TimeZone::Calendar{n}Name", str, "", f"Name of calendar {n}; empty: not in use.", Group.TIME)
    for n in CALENDAR_NUMBERS
}
CALENDAR_ZONES = {
    n: Setting(f"TimeZone::Calendar{n}", ZoneName, "UTC", f"Time zone of calendar {n}.", Group.TIME, optional=True)
    for n in CALENDAR_NUMBERS
}
CALENDAR_WORKING_HOURS = {
    n: Setting(
        f"TimeWorkingHours::Calendar{n}", dict[str, list[int]], _WEEK, f"Working hours of calendar {n}.", Group.TIME
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_VACATION_DAYS = {
    n: Setting(
        f"TimeVacationDays::Calendar{n}",
        list[dict[str, str]],
        TIME_VACATION_DAYS.default,
        f"Days without work in calendar {n}, every year.",
        Group.TIME,
        keys=TIME_VACATION_DAYS.keys,
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_VACATION_DAYS_ONE_TIME: dict[int, Setting[list[dict[str, str]]]] = {
    n: Setting(
        f"TimeVacationDaysOneTime::Calendar{n}",
        list[dict[str, str]],
        [],
        f"Single days without work in calendar {n}.",
        Group.TIME,
        keys=TIME_VACATION_DAYS_ONE_TIME.keys,
    )
    for n in CALENDAR_NUMBERS
}
CALENDAR_WEEK_DAY_START = Setting(
    "CalendarWeekDayStart", number(0, 6), 1, "Day that a week begins with: 0 is Sunday, 1 Monday.", Group.TIME
)
CALENDAR_WEEK_DAY_STARTS = {
    n: Setting(
        f"CalendarWeekDayStart::Calendar{n}",
        number(0, 6),
        1,
        f"Day that a week of calendar {n} begins with.",
        Group.TIME,
    )
    for n in CALENDAR_NUMBERS
}

TICKET_HOOK = Setting("Ticket::Hook", str, "Ticket#", "Text before a ticket number.")
TICKET_HOOK_DIVIDER = Setting("Ticket::HookDivider", str, "", "Text between the hook and the number.")
TICKET_SUBJECT_FORMAT = Setting(
    "Ticket::SubjectFormat", str, "Left", "Where the number stands in subjects.", options=("Left", "Right", "None")
)
TICKET_SUBJECT_RE = Setting("Ticket::SubjectRe", str, "Re", "Prefix of replies; empty: none.")
TICKET_SUBJECT_FWD = Setting("Ticket::SubjectFwd", str, "Fwd", "Prefix of forwarded mails; empty: none.")
TICKET_SUBJECT_SIZE = Setting("Ticket::SubjectSize", Count, 100, "Longest subject in a reply; 0: no limit.")
TICKET_SUBJECT_CLEAN_ALL_NUMBERS = Setting(
    "Ticket::SubjectCleanAllNumbers", bool, False, "Remove every ticket number from subjects, not only the own one."
)
_GENERATORS = "Kernel::System::Ticket::Number::"
TICKET_NUMBER_GENERATOR = Setting(
    "Ticket::NumberGenerator",
    str,
    f"{_GENERATORS}DateChecksum",
    "How ticket numbers are made.",
    options=tuple(_GENERATORS + kind for kind in ("AutoIncrement", "Date", "DateChecksum", "Random")),
)
TICKET_NUMBER_CHECK_SYSTEM_ID = Setting(
    "Ticket::NumberGenerator::CheckSystemID", bool, True, "Only numbers with our SystemID are recognised."
)
TICKET_NUMBER_MIN_COUNTER_SIZE = Setting(
    "Ticket::NumberGenerator::MinCounterSize", number(1, 20), 5, "Digits of the counter in ticket numbers."
)
TICKET_NUMBER_AUTO_INCREMENT_MIN_COUNTER_SIZE = Setting(
    "Ticket::NumberGenerator::AutoIncrement::MinCounterSize",
    number(0, 20),
    0,
    "The same for AutoIncrement; 0: the general one.",
)
TICKET_NUMBER_DATE_FORMATTED_COUNTER = Setting(
    "Ticket::NumberGenerator::Date::UseFormattedCounter", bool, False, "Pad the counter of the Date generator."
)
TICKET_TYPE_DEFAULT = Setting(
    "Ticket::Type::Default", str, "Unclassified", "Type of a ticket that names none.", entity="type"
)
TICKET_TYPE = Setting("Ticket::Type", bool, True, "Tickets have types.")
TICKET_SERVICE = Setting("Ticket::Service", bool, True, "Tickets have services and SLAs.")
TICKET_RESPONSIBLE = Setting(
    "Ticket::Responsible", bool, True, "Tickets have a responsible agent beside the owner.", optional=True
)
TICKET_RESPONSIBLE_AUTO_SET = Setting(
    "Ticket::ResponsibleAutoSet", bool, True, "The first owner becomes responsible.", optional=True
)
ATTRIBUTE_RELATIONS_ALWAYS_POSSIBLE_NONE = Setting(
    "Core::TicketAttributeRelations::AlwaysPossibleNone",
    bool,
    True,
    "Attribute relations always allow to choose nothing.",
)
TICKET_WATCHER = Setting("Ticket::Watcher", bool, True, "Agents can watch tickets.")
TICKET_WATCHER_GROUPS: Setting[list[str]] = Setting(
    "Ticket::WatcherGroup", list[str], [], "Groups that may watch; empty: all.", optional=True, entity="group"
)
TICKET_ARCHIVE_SYSTEM = Setting("Ticket::ArchiveSystem", bool, True, "Tickets can be archived.")
TICKET_ARCHIVE_REMOVE_SEEN = Setting(
    "Ticket::ArchiveSystem::RemoveSeenFlags", bool, True, "Archiving forgets who has seen the ticket."
)
TICKET_ARCHIVE_REMOVE_WATCHERS = Setting(
    "Ticket::ArchiveSystem::RemoveTicketWatchers", bool, True, "Archiving removes the watchers."
)
TICKET_STATE_AFTER_PENDING = Setting(
    "Ticket::StateAfterPending",
    dict[str, str],
    {"pending auto close+": "closed successful", "pending auto close-": "closed unsuccessful"},
    "State that follows when the pending time is over.",
)
TICKET_VIEWABLE_STATE_TYPES = Setting(
    "Ticket::ViewableStateType",
    list[str],
    ["new", "open", "pending reminder", "pending auto"],
    "State types that count as open in overviews.",
)
TICKET_VIEWABLE_LOCKS = Setting("Ticket::ViewableLocks", list[str], ["unlock", "tmp_lock"], "Locks that count as free.")
TICKET_UNLOCK_STATE_TYPES = Setting(
    "Ticket::UnlockStateType", list[str], ["new", "open"], "State types whose tickets the unlock timeout frees."
)
TICKET_UNLOCK_ON_AWAY = Setting(
    "Ticket::UnlockOnAway", bool, True, "Unlock when somebody answers while the owner is out of office."
)
TICKET_FORCE_UNLOCK_AFTER_MOVE = Setting("Ticket::ForceUnlockAfterMove", bool, True, "Moving a ticket unlocks it.")
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
    "Not empty: moving a ticket takes it from its owner and unlocks it.",
    optional=True,
)
TICKET_FORCE_STATE_ON_LOCK: Setting[dict[str, str]] = Setting(
    "Ticket::EventModulePost###2800-ForceStateChangeOnLock",
    dict[str, str],
    {},
    "States that change when a ticket is locked, such as new: open.",
    optional=True,
)
TICKET_LOCK_AFTER_CREATE: Setting[dict[str, str]] = Setting(
    "Ticket::EventModulePost###3100-LockAfterCreate",
    dict[str, str],
    {},
    "Action: AgentTicketPhone|AgentTicketEmail locks new tickets of agents, unless they are closed.",
    optional=True,
)
BULK_LIMIT = Setting("GOTRS::Bulk::Limit", number(1), 2000, "Most tickets of one bulk action.")
FORM_DRAFT_TTL_MINUTES = Setting(
    "FormDraftTTL###Ticket", Count, 10080, "Minutes until a forgotten draft is deleted; 0: never.", optional=True
)
MENTIONS_LIMIT = Setting("Mentions###Limit", Count, 20, "Most agents that one article can mention.")
MENTIONS_BLOCKED_GROUPS: Setting[list[str]] = Setting(
    "Mentions###BlockedGroups", list[str], [], "Groups that cannot be mentioned.", optional=True, entity="group"
)
OWNER_CHECK_QUEUES: Setting[dict[str, str]] = Setting(
    "Ticket::Permission::OwnerCheck::Queues",
    dict[str, str],
    {},
    "Queue: rights that owners have there, such as ro, note; empty: every right in every queue.",
    optional=True,
)
RESPONSIBLE_CHECK_QUEUES: Setting[dict[str, str]] = Setting(
    "Ticket::Permission::ResponsibleCheck::Queues",
    dict[str, str],
    {},
    "The same for who is responsible.",
    optional=True,
)
TICKET_CHANGE_OWNER_TO_EVERYONE = Setting(
    "Ticket::ChangeOwnerToEveryone", bool, False, "Anybody can become owner, not only agents with the right."
)
TICKET_NEW_ARTICLE_IGNORE_SYSTEM_SENDER = Setting(
    "Ticket::NewArticleIgnoreSystemSender", bool, False, "System articles do not make a ticket unseen."
)
TICKET_DEFINE_EMAIL_FROM = Setting(
    "Ticket::DefineEmailFrom",
    str,
    "SystemAddressName",
    "Sender name of agents' mails.",
    Group.EMAIL,
    ("SystemAddressName", "AgentName", "AgentNameSystemAddressName"),
)
TICKET_DEFINE_EMAIL_FROM_SEPARATOR = Setting(
    "Ticket::DefineEmailFromSeparator", str, "via", "Between agent's and queue's name in the sender.", Group.EMAIL
)
ARTICLE_STORAGE = Setting(
    "Ticket::Article::Backend::MIMEBase::ArticleStorage",
    str,
    "Kernel::System::Ticket::Article::Backend::MIMEBase::ArticleStorageDB",
    "Where attachments are stored.",
    options=(
        "Kernel::System::Ticket::Article::Backend::MIMEBase::ArticleStorageDB",
        "Kernel::System::Ticket::Article::Backend::MIMEBase::ArticleStorageFS",
    ),
)
ARTICLE_DIR = Setting(
    "Ticket::Article::Backend::MIMEBase::ArticleDataDir", Folder, "", "Article directory; empty: under var."
)

POSTMASTER_DEFAULT_QUEUE = Setting(
    "PostmasterDefaultQueue", str, "Raw", "Queue of mails that no rule sorts.", Group.POSTMASTER, entity="queue"
)
POSTMASTER_DEFAULT_PRIORITY = Setting(
    "PostmasterDefaultPriority", str, "3 normal", "Priority of new mails.", Group.POSTMASTER, entity="priority"
)
POSTMASTER_DEFAULT_STATE = Setting(
    "PostmasterDefaultState", str, "new", "State of new mails.", Group.POSTMASTER, entity="state"
)
POSTMASTER_FOLLOW_UP_STATE = Setting(
    "PostmasterFollowUpState", str, "open", "State after a follow-up.", Group.POSTMASTER, entity="state"
)
POSTMASTER_FOLLOW_UP_STATE_CLOSED = Setting(
    "PostmasterFollowUpStateClosed",
    str,
    "",
    "State after a follow-up to a closed ticket; empty: as any.",
    Group.POSTMASTER,
    optional=True,
    entity="state",
)
POSTMASTER_BOUNCE_AS_FOLLOW_UP = Setting(
    "PostmasterBounceEmailAsFollowUp", bool, True, "Bounces are added to the ticket they concern.", Group.POSTMASTER
)
POSTMASTER_AUTO_HTML2TEXT = Setting(
    "PostmasterAutoHTML2Text", bool, True, "HTML bodies become text.", Group.POSTMASTER, kept=True
)
POSTMASTER_MAX_EMAILS = Setting(
    "PostmasterMaxEmails", Count, 40, "Automatic answers to one address a day.", Group.POSTMASTER
)
POSTMASTER_MAX_EMAILS_PER_ADDRESS: Setting[dict[str, int]] = Setting(
    "PostmasterMaxEmailsPerAddress",
    dict[str, int],
    {},
    "The same for single addresses; 0: no limit.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_MAX_EMAIL_SIZE = Setting(
    "PostMasterMaxEmailSize", number(1), 16384, "Largest mail in KB; larger ones are quarantined.", Group.POSTMASTER
)
POSTMASTER_RECONNECT_MESSAGE = Setting(
    "PostMasterReconnectMessage", number(1), 20, "Mails fetched over one connection to a mailbox.", Group.POSTMASTER
)
MAIL_FETCH_ENABLED = Setting(
    "GOTRS::Mail::FetchEnabled",
    bool,
    True,
    "Mailboxes are fetched; no for a copy of a live database.",
    Group.POSTMASTER,
)
POSTMASTER_AUTO_ASSIGN_CUSTOMER_ID = Setting(
    "PostMaster::NewTicket::AutoAssignCustomerIDForUnknownCustomers",
    bool,
    True,
    "An unknown sender's address becomes the customer id.",
    Group.POSTMASTER,
)
POSTMASTER_FOLLOW_UP_BY_BODY: Setting[dict[str, str]] = Setting(
    "PostMaster::CheckFollowUpModule###0300-Body",
    dict[str, str],
    {},
    "Look for a ticket number in the text of mails, where this has a module.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_FOLLOW_UP_BY_ATTACHMENTS: Setting[dict[str, str]] = Setting(
    "PostMaster::CheckFollowUpModule###0400-Attachments",
    dict[str, str],
    {},
    "The same in text files.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_FOLLOW_UP_BY_RAW_EMAIL: Setting[dict[str, str]] = Setting(
    "PostMaster::CheckFollowUpModule###0500-RawEmail",
    dict[str, str],
    {},
    "The same in the raw mail.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_EXTERNAL_NUMBERS: tuple[Setting[dict[str, Any]], ...] = tuple(
    Setting(
        f"PostMaster::PreFilterModule###000-ExternalTicketNumberRecognition{number}",
        dict[str, Any],
        {},
        "Threads mails by another desk's numbers: FromAddressRegExp, NumberRegExp, SearchInSubject, SearchInBody, "
        "TicketStateTypes, DynamicFieldName, SenderType, IsVisibleForCustomer.",
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
        "A filter of incoming mail: Match and Set, headers by name.",
        Group.POSTMASTER,
        optional=True,
    )
    for number in (1, 2)
)
POSTMASTER_NEW_TICKET_REJECT: Setting[dict[str, Any]] = Setting(
    "PostMaster::PreFilterModule###3-NewTicketReject",
    dict[str, Any],
    {},
    "Mails that match and continue no ticket are refused by mail: Match and Set, headers by name.",
    Group.POSTMASTER,
    optional=True,
)
POSTMASTER_REJECT_SUBJECT = Setting(
    "PostMaster::PreFilterModule::NewTicketReject::Subject",
    str,
    "Email Rejected",
    "Subject of the refusal.",
    Group.POSTMASTER,
)
POSTMASTER_REJECT_BODY = Setting(
    "PostMaster::PreFilterModule::NewTicketReject::Body",
    str,
    "Your mail names no ticket of this desk, so it was not taken. Please open a new ticket on our web pages.\n",
    "Text of the refusal.",
    Group.POSTMASTER,
    multiline=True,
)
POSTMASTER_REJECT_SENDER = Setting(
    "PostMaster::PreFilterModule::NewTicketReject::Sender",
    str,
    "",
    "From of the refusal; empty: the sender of notifications.",
    Group.POSTMASTER,
    optional=True,
)
COMMUNICATION_LOG_KEPT_H = Setting(
    "CommunicationLog::PurgeAfterHours::AllCommunications", Count, 744, "Hours until the mail log forgets.", Group.EMAIL
)
COMMUNICATION_LOG_GOOD_KEPT_H = Setting(
    "CommunicationLog::PurgeAfterHours::SuccessfulCommunications",
    Count,
    168,
    "The same for what went well.",
    Group.EMAIL,
)
SMIME = Setting("SMIME", bool, False, "Mails are signed, encrypted, verified and decrypted by S/MIME.", Group.EMAIL)
PGP = Setting("PGP", bool, False, "The same by PGP, where GnuPG is installed.", Group.EMAIL)
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
    "Addresses that never get an automatic answer.",
    Group.POSTMASTER,
)
SENDMAIL_ENVELOPE_FROM = Setting(
    "SendmailEnvelopeFrom", str, "", "Envelope sender; empty: the From address.", Group.EMAIL, optional=True
)
SENDMAIL_NOTIFICATION_ENVELOPE_FROM = Setting(
    "SendmailNotificationEnvelopeFrom",
    str,
    "",
    "Envelope sender of automatic mails; empty: <>.",
    Group.EMAIL,
    optional=True,
)
SENDMAIL_NOTIFICATION_ENVELOPE_FALLBACK = Setting(
    "SendmailNotificationEnvelopeFrom::FallbackToEmailFrom",
    bool,
    False,
    "Automatic mails take the From address instead of <>.",
    Group.EMAIL,
    optional=True,
)
SENDMAIL_DEFAULT_HEADERS: Setting[dict[str, str]] = Setting(
    "Sendmail::DefaultHeaders", dict[str, str], {}, "Headers that every mail gets.", Group.EMAIL, optional=True
)
NOTIFICATION_SENDER_NAME = Setting(
    "NotificationSenderName", str, "GOTRS Notifications", "Sender of notifications to agents.", Group.EMAIL
)
NOTIFICATION_SENDER_EMAIL = Setting(
    "NotificationSenderEmail", str, "gotrs@<OTRS_CONFIG_FQDN>", "Address of notifications to agents.", Group.EMAIL
)
AGENT_SELF_NOTIFY = Setting(
    "AgentSelfNotifyOnAction", bool, False, "Agents are notified of what they did themselves.", Group.EMAIL
)
CUSTOMER_NOTIFY_REAL_ONLY = Setting(
    "CustomerNotifyJustToRealCustomer", bool, False, "Only known customers get notifications.", Group.EMAIL
)
MAIL_GIVE_UP_AFTER_H = Setting(
    "GOTRS::Mail::GiveUpAfterHours", Count, 48, "Hours for which a mail that is put off is tried again.", Group.EMAIL
)
MAIL_UNDO_SEND_S = Setting(
    "GOTRS::Mail::UndoSendSeconds", Count, 0, "Seconds for which an agent's mail can be called back.", Group.EMAIL
)
MAIL_PER_DOMAIN_PER_MINUTE = Setting(
    "GOTRS::Mail::PerDomainPerMinute",
    Count,
    0,
    "Mails that leave in a minute to one domain; 0: any number.",
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
    "How an answer is put together.",
    Group.AGENT,
    multiline=True,
)
QUOTE_PREFIX = Setting(
    "Ticket::Frontend::Quote", str, ">", "Before each quoted line; empty: no quoting.", Group.AGENT, optional=True
)
TEXT_AREA_EMAIL = Setting(
    "Ticket::Frontend::TextAreaEmail", number(10), 82, "Column at which quotations wrap.", Group.AGENT
)
COMPOSE_ADD_CUSTOMER = Setting(
    "Ticket::Frontend::ComposeAddCustomerAddress", bool, True, "Answers also go to the ticket's customer.", Group.AGENT
)
COMPOSE_REPLACE_SENDER = Setting(
    "Ticket::Frontend::ComposeReplaceSenderAddress",
    bool,
    False,
    "Answers go to the customer's known address instead of the sender's.",
    Group.AGENT,
)
SENDMAIL_BCC = Setting("SendmailBcc", str, "", "Gets a copy of every mail.", Group.EMAIL, optional=True)
SECURE_DISABLE_BANNER = Setting("Secure::DisableBanner", bool, False, "No X-Mailer header.", Group.EMAIL)
CHECK_EMAIL_ADDRESSES = Setting(
    "CheckEmailAddresses", bool, True, "Refuse addresses that cannot be right.", Group.EMAIL
)
CHECK_MX_RECORD = Setting("CheckMXRecord", bool, False, "Look up the domain of an address.", Group.EMAIL, kept=True)
FRONTEND_RICH_TEXT = Setting("Frontend::RichText", bool, True, "Texts are written and sent as HTML.", Group.EMAIL)
AUTO_RESPONSE_FOR_WEB_TICKETS = Setting(
    "AutoResponseForWebTickets", bool, True, "Tickets from the portal get an automatic answer.", Group.EMAIL
)

FIRSTNAME_LASTNAME_ORDER = Setting(
    "FirstnameLastnameOrder", number(0, 9), 0, "How full names are written (0 to 9).", Group.CORE
)
OUT_OF_OFFICE_MESSAGE = Setting(
    "OutOfOffice::DisplayAgentOutOfOfficeMessage",
    bool,
    True,
    "Names tell that an agent is out of office.",
    Group.AGENT,
    kept=True,
    optional=True,
)
CUSTOMER_GROUP_SUPPORT = Setting(
    "CustomerGroupSupport", bool, False, "Groups restrict what customers see.", Group.CUSTOMER
)
CUSTOMER_GROUP_ALWAYS_GROUPS = Setting(
    "CustomerGroupAlwaysGroups",
    list[str],
    ["users"],
    "Groups that every customer user has.",
    Group.CUSTOMER,
    entity="group",
)
CUSTOMER_GROUP_COMPANY_ALWAYS_GROUPS = Setting(
    "CustomerGroupCompanyAlwaysGroups",
    list[str],
    ["users"],
    "Groups that every customer company has.",
    Group.CUSTOMER,
    entity="group",
)
CUSTOMER_GROUP_CONTEXT_OTHER: Setting[dict[str, str]] = Setting(
    "CustomerGroupPermissionContext###100-CustomerID-other",
    dict[str, str],
    {},
    "Value: Ticket::CustomerID::Other lets companies' groups reach other customers' tickets.",
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
    "Queue of portal tickets.",
    Group.CUSTOMER,
    entity="queue",
)
CUSTOMER_FOLLOW_UP_STATE = Setting(
    "Ticket::Frontend::CustomerTicketZoom###StateDefault",
    str,
    "open",
    "State after a reply in the portal.",
    Group.CUSTOMER,
    entity="state",
)
CUSTOMER_TICKET_PRIORITY_DEFAULT = Setting(
    "Ticket::Frontend::CustomerTicketMessage###PriorityDefault",
    str,
    "3 normal",
    "Priority of portal tickets.",
    Group.CUSTOMER,
    entity="priority",
)
CUSTOMER_TICKET_STATE_DEFAULT = Setting(
    "Ticket::Frontend::CustomerTicketMessage###StateDefault",
    str,
    "new",
    "State of portal tickets.",
    Group.CUSTOMER,
    entity="state",
)
CUSTOMER_TICKET_QUEUE = Setting(
    "Ticket::Frontend::CustomerTicketMessage###Queue", bool, True, "Customers choose the queue.", Group.CUSTOMER
)
CUSTOMER_QUEUE_NAMES: Setting[dict[str, str]] = Setting(
    "CustomerPanelOwnSelection",
    dict[str, str],
    {},
    "The queues that customers choose from, each with the words they read for it; empty: all, by their names.",
    Group.CUSTOMER,
    optional=True,
)
CUSTOMER_TICKET_TYPE = Setting(
    "Ticket::Frontend::CustomerTicketMessage###TicketType", bool, True, "Customers choose the type.", Group.CUSTOMER
)
CUSTOMER_TICKET_SERVICE = Setting(
    "Ticket::Frontend::CustomerTicketMessage###Service", bool, True, "Customers choose the service.", Group.CUSTOMER
)
CUSTOMER_TICKET_PRIORITY = Setting(
    "Ticket::Frontend::CustomerTicketMessage###Priority", bool, True, "Customers choose the priority.", Group.CUSTOMER
)
CUSTOMER_FOLLOW_UP_STATES = Setting(
    "Ticket::Frontend::CustomerTicketZoom###State", bool, True, "Customers choose the next state.", Group.CUSTOMER
)
CUSTOMER_FOLLOW_UP_STATE_TYPES = Setting(
    "Ticket::Frontend::CustomerTicketZoom###StateType",
    list[str],
    ["open", "closed"],
    "State types that customers may choose when they reply.",
    Group.CUSTOMER,
)
HIDE_EMPTY_QUEUES = Setting(
    "Ticket::Frontend::AgentTicketQueue###HideEmptyQueues",
    bool,
    False,
    "The tree of queues leaves out those without open tickets.",
    Group.AGENT,
    personal=True,
)
ZOOM_EXPAND_SORT = Setting(
    "Ticket::Frontend::ZoomExpandSort",
    str,
    "normal",
    "A ticket's messages begin with the oldest (normal) or the newest (reverse).",
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
        "What the list is sorted by.",
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
        "Direction of the list: Up begins with the oldest or lowest.",
        Group.AGENT,
        options=("Down", "Up"),
        personal=True,
    )
    for view in LIST_SORTS
}
ACCOUNT_TIME = Setting("Ticket::Frontend::AccountTime", bool, True, "Agents book time.", Group.AGENT)
AUTOMATIC_MERGE_SUBJECT = Setting(
    "Ticket::Frontend::AutomaticMergeSubject", str, N_("Ticket Merged"), "Subject of the merge note."
)
AUTOMATIC_MERGE_TEXT = Setting(
    "Ticket::Frontend::AutomaticMergeText",
    str,
    N_("Merged Ticket <OTRS_TICKET> to <OTRS_MERGE_TO_TICKET>."),
    "Text of the merge note.",
    multiline=True,
)
ESCALATION_DECAY_TIME = Setting(
    "OTRSEscalationEvents::DecayTime",
    Count,
    1440,
    "Minutes until an escalation event may be repeated; 0: always.",
    optional=True,
)

# The first is ours, the others are OTRS's.
_CRYPT_TYPES = ("argon2id", "bcrypt", "sha512", "sha2", "sha1", "apr1", "md5", "crypt", "plain")
AGENT_CRYPT_TYPE = Setting(
    "AuthModule::DB::CryptType",
    str,
    "argon2id",
    "Hash of new agent passwords.",
    Group.SECURITY,
    options=_CRYPT_TYPES,
)
CUSTOMER_CRYPT_TYPE = Setting(
    "Customer::AuthModule::DB::CryptType",
    str,
    "argon2id",
    "Hash of new customer passwords.",
    Group.SECURITY,
    options=_CRYPT_TYPES,
)
SWITCH_TO_USER = Setting("SwitchToUser", bool, False, "Administrators can sign in as another agent.", Group.SECURITY)
SWITCH_TO_CUSTOMER = Setting(
    "SwitchToCustomer", bool, False, "Administrators can sign in as a customer user.", Group.SECURITY
)
AGENT_SESSION_MAX_TIME_S = Setting("SessionMaxTime", number(300), 57600, "Longest session in seconds.", Group.SECURITY)
AGENT_SESSION_MAX_IDLE_S = Setting(
    "SessionMaxIdleTime", number(300), 21600, "Longest pause in a session in seconds.", Group.SECURITY
)

AGENT_BCRYPT_COST = Setting(
    "AuthModule::DB::bcryptCost", number(4, 16), 12, "Cost of agents' bcrypt hashes.", Group.SECURITY
)
CUSTOMER_BCRYPT_COST = Setting(
    "Customer::AuthModule::DB::bcryptCost", number(4, 16), 12, "Cost of customers' bcrypt hashes.", Group.SECURITY
)
AGENT_PASSWORD_POLICY: Setting[dict[str, Any]] = Setting(
    "PreferencesGroups###Password",
    PasswordPolicy,
    {},
    "What agents' new passwords must look like.",
    Group.SECURITY,
    keys=POLICY_KEYS,
    optional=True,
)
CUSTOMER_PASSWORD_POLICY: Setting[dict[str, Any]] = Setting(
    "CustomerPreferencesGroups###Password",
    PasswordPolicy,
    {},
    "What customers' new passwords must look like.",
    Group.SECURITY,
    keys=POLICY_KEYS,
    optional=True,
)
AGENT_SESSION_LIMIT = Setting(
    "AgentSessionLimit", Count, 0, "Sessions of all agents at once; 0: any.", Group.SECURITY, optional=True
)
AGENT_SESSION_PER_USER_LIMIT = Setting(
    "AgentSessionPerUserLimit", Count, 20, "Sessions of one agent at once; 0: any.", Group.SECURITY, optional=True
)
CUSTOMER_SESSION_LIMIT = Setting(
    "CustomerSessionLimit", Count, 0, "Sessions of all customers at once; 0: any.", Group.SECURITY, optional=True
)
CUSTOMER_SESSION_PER_USER_LIMIT = Setting(
    "CustomerSessionPerUserLimit", Count, 20, "Sessions of one customer at once; 0: any.", Group.SECURITY, optional=True
)
LOST_PASSWORD = Setting("LostPassword", bool, True, "Agents may reset a forgotten password by mail.", Group.SECURITY)
CUSTOMER_LOST_PASSWORD = Setting(
    "CustomerPanelLostPassword", bool, True, "Customers may reset a forgotten password by mail.", Group.SECURITY
)
PASSWORDS_REMEMBERED = Setting(
    "GOTRS::Password::RememberLast",
    Count,
    0,
    "So many former passwords are not taken again; 0: any is.",
    Group.SECURITY,
)
CUSTOMER_CREATE_ACCOUNT = Setting(
    "CustomerPanelCreateAccount", bool, True, "Customers may sign up by themselves.", Group.CUSTOMER
)
SIGN_UP_ALLOWED_ADDRESSES: Setting[list[str]] = Setting(
    "CustomerPanelCreateAccount::MailRestrictions::Whitelist",
    list[Pattern],
    [],
    "Patterns of addresses that may sign up; empty: all.",
    Group.CUSTOMER,
    optional=True,
)
SIGN_UP_REFUSED_ADDRESSES: Setting[list[str]] = Setting(
    "CustomerPanelCreateAccount::MailRestrictions::Blacklist",
    list[Pattern],
    [],
    "Patterns of addresses that may not sign up.",
    Group.CUSTOMER,
    optional=True,
)
SIGN_UP_APPROVAL = Setting(
    "GOTRS::SignUp::Approval", bool, False, "An administrator accepts who signed up.", Group.CUSTOMER
)
CAPTCHA_PROVIDER = Setting(
    "GOTRS::Captcha::Provider",
    str,
    "proof_of_work",
    "What public forms ask for; the services need keys.",
    Group.SECURITY,
    options=("none", "proof_of_work", "hcaptcha", "recaptcha", "turnstile"),
)
CAPTCHA_REQUIRED_FOR: Setting[list[str]] = Setting(
    "GOTRS::Captcha::RequiredFor",
    list[Literal["sign_up", "password_forgot", "sign_in"]],
    ["sign_up"],
    "Of sign_up, password_forgot and sign_in (after failures).",
    Group.SECURITY,
)
CAPTCHA_SITE_KEY = Setting("GOTRS::Captcha::SiteKey", str, "", "The public key at the service.", Group.SECURITY)
CAPTCHA_BITS = Setting(
    "GOTRS::Captcha::Bits", number(1, 26), 18, "Difficulty of the computation; each more doubles it.", Group.SECURITY
)
CAPTCHA_SIGN_IN_AFTER = Setting(
    "GOTRS::Captcha::SignInAfter", Count, 3, "Failed sign-ins after which a proof is asked for.", Group.SECURITY
)
RETENTION_CLOSED_TICKETS_DAYS = Setting(
    "GOTRS::Retention::ClosedTicketsDays",
    Count,
    0,
    "Delete finished tickets after so many days; 0: never.",
    Group.GOTRS,
)
RETENTION_INVALID_CUSTOMERS_DAYS = Setting(
    "GOTRS::Retention::InvalidCustomersDays",
    Count,
    0,
    "Make invalid customer users anonymous after so many days; 0: never.",
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
    "GOTRS::SecondFactor::RequiredForCustomers", bool, False, "Customers must use a second factor.", Group.SECURITY
)

MCP_CONFIRM_OUTGOING_MAIL = Setting(
    "GOTRS::MCP::ConfirmOutgoingMail",
    bool,
    True,
    "E-mails that MCP tools write wait as drafts of the agent, who reads and sends them.",
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
        "Dynamic fields of this screen: 0 off, 1 shown, 2 required.",
        Group.CUSTOMER if screen.startswith("Customer") else Group.AGENT,
        optional=True,
    )
    for screen, name in _SCREEN_SETTINGS.items()
}
MERGE_DYNAMIC_FIELDS: Setting[list[str]] = Setting(
    "Ticket::MergeDynamicFields", list[str], [], "Fields that a main ticket takes over where it has none itself."
)
# Keys: Name, Value, Event.
DYNAMIC_FIELD_DEFAULTS: dict[str, Setting[dict[str, str]]] = {
    str(number): Setting(
        f"Ticket::TicketDynamicFieldDefault###Element{number}",
        dict[str, str],
        {},
        "A value that a field gets when an event finds it empty.",
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
        f"Tickets can be linked as {name}; empty: they cannot.",
        optional=True,
    )
    for number, name in (("0200", "Normal"), ("0201", "ParentChild"))
}
LINK_TYPE_GROUP = Setting(
    "LinkObject::TypeGroup###0001",
    list[str],
    ["Normal", "ParentChild"],
    "Types of which only one links the same two tickets.",
    optional=True,
)
# Web services. `…###AutoResponseType`, `…HistoryType`: what TicketCreate and TicketUpdate take where a request says nothing.
SESSION_CHECK_REMOTE_IP = Setting(
    "SessionCheckRemoteIP", bool, True, "Sessions of web services count from one address only.", Group.SECURITY
)
NEED_ACCOUNTED_TIME = Setting(
    "Ticket::Frontend::NeedAccountedTime", bool, False, "Web services must give time units.", Group.AGENT
)
_GI = "GenericInterface::Operation::"
GI_CREATE_AUTO_RESPONSE = Setting(f"{_GI}TicketCreate###AutoResponseType", str, "auto reply", "Automatic reply.")
GI_CREATE_HISTORY_TYPE = Setting(f"{_GI}TicketCreate###HistoryType", str, "NewTicket", "Type of the history row.")
GI_CREATE_HISTORY_COMMENT = Setting(
    f"{_GI}TicketCreate###HistoryComment", str, "%%GenericInterface Create", "Text of the history row."
)
GI_CREATE_IS_VISIBLE = Setting(
    f"{_GI}TicketCreate###IsVisibleForCustomer", bool, True, "Articles are visible for customers."
)
GI_UPDATE_AUTO_RESPONSE = Setting(f"{_GI}TicketUpdate###AutoResponseType", str, "auto follow up", "Automatic reply.")
GI_UPDATE_HISTORY_TYPE = Setting(f"{_GI}TicketUpdate###HistoryType", str, "AddNote", "Type of the history row.")
GI_UPDATE_HISTORY_COMMENT = Setting(
    f"{_GI}TicketUpdate###HistoryComment", str, "%%GenericInterface Note", "Text of the history row."
)
GI_UPDATE_IS_VISIBLE = Setting(
    f"{_GI}TicketUpdate###IsVisibleForCustomer", bool, True, "Articles are visible for customers."
)
GI_SEARCH_LIMIT = Setting(f"{_GI}TicketSearch###SearchLimit", Count, 500, "Most tickets that TicketSearch finds.")
GI_SEARCH_SORT = Setting(f"{_GI}TicketSearch###SortBy::Default", str, "Age", "What TicketSearch orders by.")
GI_SEARCH_ORDER = Setting(
    f"{_GI}TicketSearch###Order::Default", str, "Down", "Direction of TicketSearch.", options=("Down", "Up")
)
GI_LOGGED_SIZE_KB = Setting(
    f"{_GI}ResponseLoggingMaxSize", Count, 200, "Most of one entry in the log of web services, in kilobytes."
)
_INVOKER = "GenericInterface::Invoker::Ticket::Generic::PrepareRequest::"
GI_OMITTED_FIELDS: Setting[dict[str, str]] = Setting(
    f"{_INVOKER}OmittedFields", dict[str, str], {}, "By invoker, keys that are not sent, with semicolons."
)
GI_BASE64_FIELDS: Setting[dict[str, str]] = Setting(
    f"{_INVOKER}Base64EncodedFields", dict[str, str], {}, "By invoker, keys that are sent as Base64, with semicolons."
)
GI_LOG_KEPT_DAYS = Setting(
    "GOTRS::GenericInterface::LogKeptDays", Count, 14, "Days for which the log of web services is kept.", Group.GOTRS
)
EVENTS_KEPT_DAYS = Setting(
    "GOTRS::Events::KeptDays", Count, 7, "Days for which events can be listened to and replayed.", Group.GOTRS
)
DELIVERIES_KEPT_DAYS = Setting(
    "GOTRS::Webhooks::DeliveriesKeptDays", Count, 30, "Days for which deliveries of webhooks are kept.", Group.GOTRS
)

PERFORMANCE_LOG = Setting(
    "PerformanceLog", bool, False, "How long requests take is logged, by what they ask for.", Group.CORE, optional=True
)
PERFORMANCE_LOG_MAX_MB = Setting(
    "PerformanceLog::FileMax",
    Count,
    25,
    "Megabytes of the performance log from which on its oldest rows go.",
    Group.CORE,
)

MAINTENANCE_LOGIN_ERROR = Setting(
    "SystemMaintenance::IsActiveDefaultLoginErrorMessage",
    str,
    "We are performing scheduled maintenance. Login is temporarily not available.",
    "What those are told who may not sign in during a maintenance.",
    Group.CORE,
    optional=True,
    multiline=True,
)
MAINTENANCE_LOGIN_MESSAGE = Setting(
    "SystemMaintenance::IsActiveDefaultLoginMessage",
    str,
    "We are performing scheduled maintenance. We should be back online shortly.",
    "On the sign-in page during a maintenance that has no text of its own.",
    Group.CORE,
    optional=True,
    multiline=True,
)
MAINTENANCE_NOTIFICATION = Setting(
    "SystemMaintenance::IsActiveDefaultNotification",
    str,
    "We are performing scheduled maintenance.",
    "On every page during a maintenance that has no text of its own.",
    Group.CORE,
    optional=True,
    multiline=True,
)
MAINTENANCE_NOTICE_MINUTES = Setting(
    "SystemMaintenance::TimeNotifyUpcomingMaintenance",
    Count,
    30,
    "Minutes before a maintenance from which on pages announce it.",
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
