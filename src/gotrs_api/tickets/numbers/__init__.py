"""Ticket numbers: how each generator formats them and finds them in text."""
