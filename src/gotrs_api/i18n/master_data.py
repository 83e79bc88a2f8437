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
