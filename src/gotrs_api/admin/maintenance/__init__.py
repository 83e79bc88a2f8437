"""Planning maintenance periods."""
