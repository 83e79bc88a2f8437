"""The tags that an editor of texts offers. All that there are: `responses.tags`."""

from typing import Final

from gotrs_api.i18n import N_

TAGS: Final = (
    ("<OTRS_TICKET_TicketNumber>", N_("ticket number")),
    ("<OTRS_TICKET_Title>", N_("title")),
    ("<OTRS_TICKET_Queue>", N_("queue")),
    ("<OTRS_TICKET_State>", N_("state")),
    ("<OTRS_TICKET_Priority>", N_("priority")),
    ("<OTRS_TICKET_TicketID>", N_("id of the ticket, for addresses")),
    ("<OTRS_TICKET_DynamicField_Name_Value>", N_("value of a dynamic field")),
    ("<OTRS_NOTIFICATION_RECIPIENT_UserFullname>", N_("recipient's name")),
    ("<OTRS_OWNER_UserFullname>", N_("owner's name")),
    ("<OTRS_RESPONSIBLE_UserFullname>", N_("responsible agent's name")),
    ("<OTRS_CURRENT_UserFullname>", N_("name of whoever did it")),
    ("<OTRS_CUSTOMER_REALNAME>", N_("customer's name")),
    ("<OTRS_CUSTOMER_DATA_UserFirstname>", N_("customer's first name")),
    ("<OTRS_CUSTOMER_SUBJECT[40]>", N_("subject of the customer's mail, first 40 characters")),
    ("<OTRS_CUSTOMER_BODY[20]>", N_("the customer's mail, first 20 lines")),
    ("<OTRS_AGENT_SUBJECT[40]>", N_("subject of the agent's article, first 40 characters")),
    ("<OTRS_AGENT_BODY[20]>", N_("the agent's article, first 20 lines")),
    ("<OTRS_CONFIG_HttpType>://<OTRS_CONFIG_FQDN>/", N_("address of this desk")),
)
