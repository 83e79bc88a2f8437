"""OTRS-compatible web services."""
