"""One ticket: its page and everything one can do with it."""
