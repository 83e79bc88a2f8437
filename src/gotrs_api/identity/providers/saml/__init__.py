"""SAML 2.0, as a service provider: Web Browser SSO by redirect and POST, and single logout by redirect.

Sources: saml-core-2.0-os (Assertions and Protocols), saml-bindings-2.0-os §3.4 and §3.5, saml-profiles-2.0-os §4.1 and §4.4,
saml-metadata-2.0-os, and the OASIS errata.
"""
