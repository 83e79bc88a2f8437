"""From an assertion to somebody whom the provider knows."""

from __future__ import annotations

from gotrs_api.identity.providers.config import SamlConfig
from gotrs_api.identity.providers.external import ExternalIdentity, ProviderUnavailable
from gotrs_api.identity.providers.saml.assertions import TRANSIENT, Assertion

_MAX_TEXT = 500


def identity_of(config: SamlConfig, assertion: Assertion) -> ExternalIdentity:
    """Raises ProviderUnavailable (`assertion`) where nothing stays the same from one sign-in to the next."""

    def first(name: str) -> str:
        return next(iter(assertion.attributes.get(name, ())), "")[:_MAX_TEXT] if name else ""

    name_id = "" if assertion.name_id.format == TRANSIENT else assertion.name_id.value
    external_id = first(config.id_attribute) if config.id_attribute else name_id
    if not 0 < len(external_id) <= 250:
        raise ProviderUnavailable("assertion", "it names nobody in a way that stays")
    return ExternalIdentity(
        external_id=external_id,
        login=first(config.login_attribute) or name_id or external_id,
        email=first(config.email_attribute),
        email_verified=True,  # whether addresses count is what `adopt` decides, provider by provider
        first_name=first(config.first_name_attribute),
        last_name=first(config.last_name_attribute),
        phone=first(config.phone_attribute),
        customer_id=first(config.customer_id_attribute),
        groups=frozenset(assertion.attributes.get(config.groups_attribute, ())),
    )
