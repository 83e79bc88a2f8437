"""Settings in the database."""
