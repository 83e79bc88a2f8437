"""What the mails about accounts say. English is the message id; Placeholders: name, login, product, time."""

from __future__ import annotations

from typing import Final, NamedTuple

from gotrs_api.i18n import N_


class AccountText(NamedTuple):
    subject: str
    what: str


GREETING: Final = N_("Hello {name},")
ACCOUNT_LINE: Final = N_("Account: {login}. Time: {time}.")
WARNING: Final = N_("If this was not you, tell your administrator at once: somebody else may be using your account.")
PASSWORD_BY_OWNER: Final = AccountText(
    N_("Your password was changed"), N_("the password of your account at {product} was changed.")
)
PASSWORD_BY_OTHER: Final = AccountText(
    N_("Your password was set anew"), N_("an administrator has set a new password for your account at {product}.")
)
UNTIL: Final = N_("The link works once, until {until}.")
NOT_ASKED: Final = N_("If you did not ask for this, do nothing: your password stays as it is.")
LINKS: Final[dict[str, AccountText]] = {
    "reset": AccountText(
        N_("Choose a new password"),
        N_("to choose a new password for your account {login} at {product}, open this link:"),
    ),
    "invitation": AccountText(
        N_("Your account is ready"),
        N_("you have an account at {product}: {login}. To choose your password, open this link:"),
    ),
}
SIGN_UP: Final = AccountText(
    N_("Confirm your address"), N_("to finish signing up at {product}, open this link and choose a password:")
)
SIGN_UP_NOT_ASKED: Final = N_("If you did not ask for this, do nothing: no account is made.")
SIGN_UP_KNOWN: Final = AccountText(
    N_("You have an account already"),
    N_("somebody signed up at {product} with your address, but there is an account already: {login}."),
)
SIGN_UP_FORGOTTEN: Final = N_("If you forgot the password, ask for a link here:")
SIGN_UP_ACCEPTED: Final = AccountText(
    N_("Your account was accepted"), N_("your account {login} at {product} is ready. Sign in here:")
)
SECOND_FACTOR: Final[dict[str, AccountText]] = {
    "enabled": AccountText(
        N_("Two-factor sign-in is on"), N_("signing in to your account at {product} now also asks for a code.")
    ),
    "disabled": AccountText(
        N_("Two-factor sign-in is off"), N_("signing in to your account at {product} no longer asks for a code.")
    ),
    "disabled_by_administrator": AccountText(
        N_("Two-factor sign-in was switched off"),
        N_("an administrator has switched off two-factor sign-in for your account at {product}."),
    ),
    "recovery_codes_renewed": AccountText(
        N_("New recovery codes"),
        N_("new recovery codes were made for your account at {product}; the old ones no longer work."),
    ),
    "passkey_added": AccountText(
        N_("A passkey was added"), N_("a new passkey can now sign in to your account at {product}.")
    ),
    "passkey_removed": AccountText(
        N_("A passkey was removed"), N_("a passkey no longer works for your account at {product}.")
    ),
}
