"""Tickets: every change of one goes through here."""
