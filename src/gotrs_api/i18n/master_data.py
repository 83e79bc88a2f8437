"""Names of the initial data that screens translate (the database keeps the English ones, as OTRS does)."""

from gotrs_api.i18n import N_

STATES = (
    N_("new"),
    N_("open"),
    N_("closed successful"),
    N_("closed unsuccessful"),
    N_("merged"),
    N_("removed"),
    N_("pending reminder"),
    N_("pending auto close+"),
    N_("pending auto close-"),
)
PRIORITIES = (N_("1 very low"), N_("2 low"), N_("3 normal"), N_("4 high"), N_("5 very high"))
LOCKS = (N_("unlock"), N_("lock"), N_("tmp_lock"))
VALIDITY = (N_("valid"), N_("invalid"), N_("invalid-temporarily"))
SENDER_TYPES = (N_("agent"), N_("system"), N_("customer"))
QUEUES = (N_("Postmaster"), N_("Raw"), N_("Junk"), N_("Misc"))
TYPES = (N_("Unclassified"),)
FOLLOW_UPS = (N_("possible"), N_("reject"), N_("new ticket"))
NOTIFICATION_HINTS = (
    N_("You hear of every new ticket in the queues and services you chose as yours."),
    N_(
        "You hear when a customer writes about an unlocked ticket that you own or watch, or that is in one of your queues or services."
    ),
    N_("You hear when a customer writes about a locked ticket that you own, are responsible for, or watch."),
    N_("You hear when a ticket that you own is unlocked because its lock has timed out."),
    N_("You hear when a ticket is moved into one of your queues."),
    N_("You hear when a ticket is given one of your services."),
    N_("You hear when an appointment in a calendar that you can read is due for its reminder."),
)
