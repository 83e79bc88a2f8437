"""Calling remote systems: when, with what, how, and what is done with their answers."""
