"""Refusals of identity."""

from gotrs_api.kernel.errors import Conflict, GotrsError, InvalidInput, NotFound, RateLimited, Unauthenticated


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


class SessionsExhausted(GotrsError):
    code, status, title = "auth.session_limit", 403, "Not allowed"
    message = "The limit of sessions is reached. Sign out elsewhere first."


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
