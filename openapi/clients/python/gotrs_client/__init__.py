"""A client of GOTRS's API v1, made from its description by scripts/clients.py. Do not edit."""

from .client import Gotrs, GotrsProblem

__all__ = ["Gotrs", "GotrsProblem"]
