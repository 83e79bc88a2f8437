"""Refusals around customers."""

from __future__ import annotations

from gotrs_api.kernel.errors import Conflict, FieldError, Forbidden, InvalidInput, NotFound


class CustomerUserNotFound(NotFound):
    code = "customer.not_found"


class CompanyNotFound(NotFound):
    code = "customer.company_not_found"


class LoginTaken(Conflict):
    code = "customer.login_taken"
    message = "There is another customer user with the login {login}."

    def __init__(self, login: str) -> None:
        super().__init__(login=login, errors=[FieldError("/login", "taken", "This login is in use.")])


class EmailTaken(Conflict):
    code = "customer.email_taken"
    message = "There is another customer user with the address {email}."

    def __init__(self, email: str) -> None:
        super().__init__(email=email, errors=[FieldError("/email", "taken", "This address is in use.")])


class CompanyTaken(Conflict):
    code = "customer.company_taken"
    message = "There is another company with this customer id or name."


class MergeIntoItself(InvalidInput):
    code = "customer.merge_into_itself"

    def __init__(self) -> None:
        super().__init__(errors=[FieldError("/into", "same", "This is the same customer.")])


class EmailInvalid(InvalidInput):
    code = "customer.email_invalid"

    def __init__(self) -> None:
        super().__init__(errors=[FieldError("/email", "email", "This is no e-mail address.")])


class EmailRefused(InvalidInput):
    code = "customer.email_refused"

    def __init__(self) -> None:
        super().__init__(errors=[FieldError("/email", "refused", "This address may not sign up here.")])


class SignUpOff(Forbidden):
    code = "customer.sign_up_off"
    message = "Accounts are not made here. Ask the help desk."


class SignUpNotFound(NotFound):
    code = "customer.sign_up_not_found"
    message = "Nobody waits under this number."
