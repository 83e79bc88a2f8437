"""A customer's personal data: handed out, made anonymous, and kept no longer than it has to be."""
