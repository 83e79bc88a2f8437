"""Use cases of identity: signing in and out, sessions, tokens, accounts."""
