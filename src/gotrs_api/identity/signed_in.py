"""What a sign-in ends with. Only `service.sign_in` and `service.second_step` make a `SignedIn`."""

from dataclasses import dataclass, field

from gotrs_api.identity.principal import Kind


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Proof that every step of a sign-in was done; sessions and refresh tokens are made of nothing else.

    With `password_change` they refuse it. `subject` is `users.id` as text for agents, the login for customers.
    """

    kind: Kind
    subject: str
    login: str
    password_change: str | None = field(default=None, repr=False)  # a link's secret; a new password must come first


@dataclass(frozen=True, kw_only=True)
class SecondStep:
    """The password was right; `service.second_step.verify` wants this challenge and a code within five minutes.

    With `must_enrol` the account has no second factor yet but must have one: `service.second_step.enrol` comes first.
    """

    challenge: str = field(repr=False)
    methods: tuple[str, ...]
    must_enrol: bool = False
