"""LDAP and Active Directory."""
