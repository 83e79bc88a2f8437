"""Signing in and out, for agents and customers."""
