"""Refusals of identity."""

from gotrs_api.identity.principal import Kind
from gotrs_api.kernel.errors import (
    Conflict,
    FieldError,
    Forbidden,
    GotrsError,
    InvalidInput,
    NotFound,
    RateLimited,
    Unauthenticated,
)


class SignInFailed(Unauthenticated):
    """The same answer for an unknown login, a wrong password and an invalid account."""

    code = "auth.failed"
    title = "Sign-in failed"
    message = "The sign-in failed. Check login and password."


class TooManyAttempts(RateLimited):
    code = "auth.too_many_attempts"
    message = "Too many failed sign-ins. Try again in {retry_after_s} seconds."


class InvalidToken(Unauthenticated):
    code = "auth.invalid_token"
    title = "Invalid token"
    message = "The token is unknown, has expired or was revoked."


class SecondFactorFailed(Unauthenticated):
    code = "auth.second_factor_failed"
    title = "Second step failed"
    message = "The code is not valid."


class ChallengeOver(Unauthenticated):
    """The pending sign-in is unknown, too old, used up, or was begun from another address."""

    code = "auth.challenge_over"
    title = "Sign in again"
    message = "This sign-in took too long or had too many tries. Start again with your password."


class SecondFactorAlreadyOn(Conflict):
    code = "auth.second_factor_on"
    message = "The second factor is on already. Switch it off first."


class SecondFactorNotPrepared(Conflict):
    code = "auth.second_factor_not_prepared"
    message = "There is no second factor to confirm. Start the set-up first."


class SecondFactorNeeded(Unauthenticated):
    """Of a session or token that was given out before this became a must."""

    code = "auth.second_factor_needed"
    title = "Sign in again"
    message = "Your account must have a second factor now. Sign in again to set one up."


class SecondFactorRequired(Conflict):
    code = "auth.second_factor_required"
    message = "Your account must have a second factor."


class LinkOver(NotFound):
    """Unknown, used, too old: the same answer."""

    code = "auth.link_over"
    message = "This link is no longer valid. Ask for a new one."


class LostPasswordOff(Forbidden):
    code = "auth.lost_password_off"
    message = "Passwords are not reset by e-mail here. Ask an administrator."


class PasswordChangeNeeded(Forbidden):
    """The sign-in succeeded, but a new password comes first: `token` is for `POST /auth/password/reset`."""

    code = "auth.password_change_needed"
    message = "Choose a new password first."

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token


class CaptchaFailed(InvalidInput):
    code = "auth.captcha"
    message = "The proof that you are a person is missing or no longer valid. Try again."

    def __init__(self) -> None:
        super().__init__(errors=[FieldError("/captcha", "captcha", "This is missing or no longer valid.")])


class CaptchaUnavailable(GotrsError):
    code, status, title = "auth.captcha_unavailable", 503, "Not available"
    message = "The check whether you are a person does not work at the moment. Try again later."


class OwnSettingNotFound(NotFound):
    code = "sysconfig.not_personal"
    message = "There is no such setting of your own."


class SessionNotFound(NotFound):
    code = "auth.session_not_found"
    message = "There is no such session."


class WrongPassword(InvalidInput):
    """Of somebody who is signed in and has to prove it once more."""

    code = "auth.wrong_password"
    message = "The password is not right."


class TokenNotFound(NotFound):
    code = "tokens.not_found"
    message = "There is no such token."


class ScopeNotAllowed(Forbidden):
    code = "tokens.scope_not_allowed"
    message = "A token of yours cannot have the scope {scope}."


class AuditEntryNotFound(NotFound):
    code = "audit.not_found"
    message = "There is no such entry."


class GroupNotFound(NotFound):
    code = "groups.not_found"
    message = "There is no such group."


class RoleNotFound(NotFound):
    code = "roles.not_found"
    message = "There is no such role."


class NameTaken(Conflict):
    code = "names.taken"
    message = "The name {name} is taken."


class LastAdministrator(Conflict):
    """Nobody could undo it."""

    code = "users.last_administrator"
    message = "Nobody would be left who may administer the system."


class BuiltInGroup(Conflict):
    code = "groups.built_in"
    message = "The group {name} is part of the system: it keeps its name and stays valid."


class SystemUser(Conflict):
    """User 1 stands for the system in every record."""

    code = "users.system_user"
    message = "The first agent stands for the system and keeps its login."


class SessionRefused(GotrsError):
    """The sign-in succeeded, but there is no session now."""

    code, status, title = "auth.session_refused", 403, "Not allowed"


class SessionsExhausted(SessionRefused):
    code = "auth.session_limit"
    message = "The limit of sessions is reached. Sign out elsewhere first."


class SignInClosed(SessionRefused):
    """A maintenance period runs, and this is no administrator; the message is a setting's."""

    code = "auth.maintenance"


class LoginTaken(Conflict):
    code = "users.login_taken"
    message = "The login {login} is taken."


class UserNotFound(NotFound):
    code = "users.not_found"
    message = "There is no such agent."


class PasswordNotAccepted(InvalidInput):
    code = "users.password"
    message = "This password is not accepted."


class IdempotencyKeyReused(InvalidInput):
    code = "idempotency.key_reused"
    message = "This Idempotency-Key was used with another request."


class IdempotencyInProgress(Conflict):
    code = "idempotency.in_progress"
    message = "The first request with this Idempotency-Key is still running."


class IdempotencyAnswerLost(Conflict):
    code = "idempotency.answer_lost"
    message = "The first request with this Idempotency-Key was carried out, but its answer was lost."


class InvalidIdempotencyKey(InvalidInput):
    code = "idempotency.key_invalid"
    message = "An Idempotency-Key has 1 to 255 printable characters."


class ProviderNotFound(NotFound):
    code = "sign_in_providers.not_found"
    message = "There is no such sign-in provider."


class LastProvider(Conflict):
    """Nobody could sign in to undo it."""

    code = "sign_in_providers.last"
    message = "No way to sign in would be left."


class OurOwnPasswords(Conflict):
    code = "sign_in_providers.own_passwords"
    message = "Our own passwords need no test."


class IdentityNotFound(NotFound):
    code = "identities.not_found"
    message = "There is no such linked account."


class LastWayIn(Conflict):
    code = "identities.last_way_in"
    message = "This is your only way to sign in: set a password or add a passkey first."


class ProviderFailed(Unauthenticated):
    """Whoever came back from a provider is not let in; the audit log says why. `kind`: whose sign-in page is next."""

    code = "auth.provider_failed"
    title = "Sign-in failed"
    message = "The sign-in with {provider} did not work. Try again, or ask your administrator."

    def __init__(self, *, provider: str, kind: Kind) -> None:
        super().__init__(provider=provider)
        self.kind = kind


class DirectoryUnavailable(GotrsError):
    code, status, title = "ldap.unavailable", 503, "Directory unavailable"
    message = "The directory cannot be asked ({step}): {words}"


class PasskeyNotFound(NotFound):
    code = "passkeys.not_found"
    message = "There is no such passkey."


class PasskeyRefused(InvalidInput):
    code = "passkeys.refused"
    message = "This passkey cannot be used. Begin again."


class SigningInAsIsOff(Forbidden):
    code = "auth.signing_in_as_is_off"
    message = "Signing in as somebody else is switched off in the settings."
