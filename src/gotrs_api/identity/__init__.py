"""Agents, customers' rights, sign-in and permissions."""
