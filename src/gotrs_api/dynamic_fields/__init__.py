"""Fields that administrators add."""
