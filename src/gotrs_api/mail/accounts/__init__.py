"""Mailboxes to fetch, as administrators keep them."""
