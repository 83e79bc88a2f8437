"""Process management."""
