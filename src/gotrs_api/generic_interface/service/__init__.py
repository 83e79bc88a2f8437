"""Use cases of web services: looking them up, keeping them, reading their log."""
