"""What actions and objects of the audit log are called in words; the log itself holds codes, as exports and the API do.

An action that is recorded anywhere has words here: `tests/contracts/test_audit_words.py` fails for one that has none.
"""

from collections.abc import Callable, Mapping
from typing import Final

from gotrs_api.i18n import N_

# By `object_type`.
OBJECTS: Final[Mapping[str, str]] = {
    "agent": N_("Agent"),
    "attribute_relation": N_("Attribute relation"),
    "audit": N_("Audit log"),
    "auto_response": N_("Automatic reply"),
    "backup": N_("Backup"),
    "customer": N_("Customer user"),
    "customer_company": N_("Customer company"),
    "customer_user": N_("Customer user"),
    "database": N_("Database"),
    "dynamic_field": N_("Dynamic field"),
    "dynamic_field_screen": N_("Screen with dynamic fields"),
    "entries": N_("Entries"),
    "gotrs_smtp_account": N_("Outgoing mail account"),
    "group": N_("Group"),
    "job": N_("Background job"),
    "language": N_("Language"),
    "list": N_("List"),
    "mail": N_("Mail"),
    "mail_account": N_("Mail account"),
    "mail_key": N_("Mail key"),
    "maintenance": N_("System maintenance"),
    "notification_event": N_("Notification"),
    "oauth2_token_config": N_("OAuth2 access"),
    "performance_log": N_("Performance log"),
    "postmaster_filter": N_("Mail filter"),
    "push_subscription": N_("Push subscription"),
    "queue": N_("Queue"),
    "relation": N_("Assignments"),
    "role": N_("Role"),
    "salutation": N_("Salutation"),
    "service": N_("Service"),
    "session": N_("Session"),
    "setting": N_("Setting"),
    "sign_in_provider": N_("Sign-in provider"),
    "signature": N_("Signature"),
    "signing_key": N_("Signing key"),
    "sla": N_("SLA"),
    "standard_attachment": N_("Template attachment"),
    "standard_template": N_("Template"),
    "statistics": N_("Statistics"),
    "support_bundle": N_("Support bundle"),
    "system_address": N_("System address"),
    "ticket": N_("Ticket"),
    "ticket_priority": N_("Priority"),
    "ticket_state": N_("State"),
    "ticket_type": N_("Type"),
    "token": N_("Token"),
    "translation": N_("Translation"),
    "user": N_("Agent"),
    "webhook": N_("Webhook"),
    "webservice": N_("Web service"),
    "working_calendar": N_("Working calendar"),
}
# What is done to objects of many kinds; `{what}` is the word for the kind.
_CHANGES: Final[Mapping[str, str]] = {
    "created": N_("{what}: created"),
    "updated": N_("{what}: changed"),
    "changed": N_("{what}: changed"),
    "deleted": N_("{what}: deleted"),
    "ordered": N_("{what}: put into another order"),
}
_CHANGED_OBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        (
            *("auto_response", "customer_company", "customer_user", "group", "queue", "role", "salutation", "service"),
            *("signature", "sla", "standard_attachment", "standard_template", "system_address", "ticket_priority"),
            *("ticket_state", "ticket_type", "user"),
        ),
        ("created", "updated"),
    ),
    **dict.fromkeys(
        (
            *(
                "gotrs_smtp_account",
                "mail_account",
                "notification_event",
                "oauth2_token_config",
                "postmaster_filter",
                "sign_in_provider",
            ),
            "webhook",
        ),
        ("created", "updated", "deleted"),
    ),
    "attribute_relation": ("created", "updated", "deleted", "ordered"),
    "dynamic_field": ("created", "updated", "deleted", "ordered"),
    "mail_key": ("created", "deleted"),
    "maintenance": ("changed",),
    "token": ("created",),
    "translation": ("changed",),
    "webservice": ("created", "changed", "deleted"),
    "working_calendar": ("updated",),
}
_RELATIONS: Final[Mapping[str, str]] = {
    "agents-groups": N_("Agents and groups"),
    "agents-roles": N_("Agents and roles"),
    "customer-companies-groups": N_("Companies and groups"),
    "customer-users-companies": N_("Customer users and companies"),
    "customer-users-groups": N_("Customer users and groups"),
    "customer-users-services": N_("Customer users and services"),
    "queues-auto-responses": N_("Queues and automatic replies"),
    "queues-templates": N_("Queues and templates"),
    "roles-groups": N_("Roles and groups"),
    "templates-attachments": N_("Templates and attachments"),
}
# Each with the message, and with the word for its `{what}`, "" where it has none.
_ACTIONS: Final[Mapping[str, tuple[str, str]]] = {
    **{
        f"{kind}.{change}": (_CHANGES[change], OBJECTS[kind])
        for kind, changes in _CHANGED_OBJECTS.items()
        for change in changes
    },
    **{f"{name}.changed": (_CHANGES["changed"], title) for name, title in _RELATIONS.items()},
    **{
        action: (message, "")
        for action, message in {
            "account.invited": N_("Invitation to an account sent"),
            "acted.on_behalf": N_("Acted on behalf of somebody else"),
            "audit.exported": N_("Audit log exported"),
            "backup.removed": N_("Backup removed"),
            "backup.started": N_("Backup started"),
            "backup.taken": N_("Backup downloaded"),
            "coexistence.changed": N_("Operation beside OTRS changed"),
            "customer_company.merged": N_("Customer company merged into another"),
            "customer_user.anonymised": N_("Customer user made anonymous"),
            "customer_user.exported": N_("Data of a customer user exported"),
            "customer_user.merged": N_("Customer user merged into another"),
            "customer_user.password_set": N_("Password of a customer user set"),
            "dynamic_field.screen_changed": N_("Dynamic fields of a screen changed"),
            "articles.files_moved": N_("Files of articles moved"),
            "entries.exported": N_("Entries of the administration exported"),
            "entries.imported": N_("Entries of the administration imported"),
            "job.round_started": N_("Background job started by hand"),
            "keys.reencrypted": N_("Secrets encrypted with the present key"),
            "keys.rotated": N_("Signing key replaced"),
            "list.exported": N_("List exported"),
            "mail.test_sent": N_("Test mail sent"),
            "maintenance.called_off": N_("System maintenance called off"),
            "maintenance.planned": N_("System maintenance planned"),
            "mcp.execute_sql": N_("SQL query run by an MCP tool"),
            "oauth2_token_config.granted": N_("OAuth2 access granted by the provider"),
            "password.changed": N_("Own password changed"),
            "password.reset": N_("Password reset by an administrator"),
            "password.reset_asked": N_("Link for a new password asked for"),
            "password.reset_link_sent": N_("Link for a new password sent by an administrator"),
            "password.set_by_link": N_("New password set by a link"),
            "performance_log.emptied": N_("Performance log emptied"),
            "permission.role_groups_set": N_("Groups of a role set"),
            "permission.role_members_set": N_("Agents of a role set"),
            "permission.user_groups_set": N_("Groups of an agent set"),
            "permission.user_roles_set": N_("Roles of an agent set"),
            "push_subscription.added": N_("Push notifications to a device turned on"),
            "push_subscription.removed": N_("Push notifications to a device turned off"),
            "relation.exported": N_("Assignments exported"),
            "retention.ticket_deleted": N_("Ticket deleted after the retention time"),
            "second_factor.disabled": N_("Second factor turned off"),
            "second_factor.disabled_by_administrator": N_("Second factor turned off by an administrator"),
            "second_factor.enabled": N_("Second factor turned on"),
            "second_factor.passkey_added": N_("Passkey added"),
            "second_factor.passkey_removed": N_("Passkey removed"),
            "second_factor.recovery_codes_renewed": N_("Recovery codes renewed"),
            "second_factor.wrong_code": N_("Wrong code of the second factor"),
            "session.all_ended": N_("All sessions ended"),
            "session.ended": N_("Session ended"),
            "session.ended_by_provider": N_("Session ended by the sign-in provider"),
            "sign_in.as_somebody_else": N_("Signed in as somebody else"),
            "sign_in.failed": N_("Sign-in failed"),
            "sign_in.linked": N_("Sign-in provider linked to the account"),
            "sign_in.not_confirmed": N_("Wrong password when asked to confirm it"),
            "sign_in.password_accepted": N_("Password accepted, second step asked for"),
            "sign_in.second_step_failed": N_("Second step of signing in failed"),
            "sign_in.succeeded": N_("Signed in"),
            "sign_in.unlinked": N_("Sign-in provider unlinked from the account"),
            "sign_in_provider.arranged": N_("Order of sign-in providers changed"),
            "sign_out": N_("Signed out"),
            "sign_up.accepted": N_("Sign-up accepted"),
            "sign_up.asked": N_("Sign-up asked for"),
            "sign_up.confirmed": N_("Sign-up confirmed by mail"),
            "sign_up.rejected": N_("Sign-up rejected"),
            "sql_box.select": N_("SQL query run in the SQL box"),
            "statistics.exported": N_("Statistics exported"),
            "support_bundle.taken": N_("Support bundle downloaded"),
            "sysconfig.agent_value_reset": N_("Agents' own value of a setting reset"),
            "sysconfig.changed": N_("Setting changed"),
            "tickets.exported": N_("Tickets exported"),
            "token.refresh_reused": N_("Refresh token used twice"),
            "token.revoked": N_("Token revoked"),
            "translations.exported": N_("Translations exported"),
            "user.activated": N_("Agent made valid"),
            "user.deactivated": N_("Agent made invalid"),
            "user.first_agent": N_("First agent set up"),
            "user.out_of_office_set": N_("Out of office time of an agent set"),
            "webhook.redelivered": N_("Delivery of a webhook sent again"),
            "webhook.replayed": N_("Events sent to a webhook again"),
            "webhook.secret_rotated": N_("Secret of a webhook replaced"),
            "webhook.switched_off": N_("Webhook switched off after failures"),
            "webhook.tested": N_("Webhook tested"),
            "webservice.exported": N_("Web service exported"),
            "webservice.imported": N_("Web service imported"),
            "webservice.log_cleared": N_("Log of a web service cleared"),
            "webservice.restored": N_("Earlier version of a web service restored"),
        }.items()
    },
}
ACTIONS: Final = tuple(sorted(_ACTIONS))


def action_in_words(action: str, gettext: Callable[..., str]) -> str:
    """The code itself where this version does not know it: an older or newer one, or a plugin recorded it."""
    message, what = _ACTIONS.get(action, ("", ""))
    if not message:
        return action
    return gettext(message, what=gettext(what)) if what else gettext(message)


def object_in_words(object_type: str, gettext: Callable[..., str]) -> str:
    """The code itself where this version does not know it."""
    return gettext(OBJECTS[object_type]) if object_type in OBJECTS else object_type


def called_the_same(object_type: str) -> tuple[str, ...]:
    """Kinds of objects that have the same word, itself among them: an agent is `user` where administrators change one."""
    word = OBJECTS.get(object_type)
    return tuple(one for one, other in OBJECTS.items() if other == word) or (object_type,)


def actions_with(text: str, gettext: Callable[..., str]) -> tuple[str, ...]:
    """Actions whose words have all the words of `text` in them."""
    wanted = text.casefold().split()
    return tuple(
        action
        for action in ACTIONS
        if wanted and all(word in action_in_words(action, gettext).casefold() for word in wanted)
    )
