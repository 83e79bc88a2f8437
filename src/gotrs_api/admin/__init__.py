"""Operator functions across domains."""
