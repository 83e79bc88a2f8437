"""The SQL of tickets. Hot statements are built once, select columns and get their values as bound parameters."""
