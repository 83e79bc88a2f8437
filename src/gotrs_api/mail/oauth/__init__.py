"""Access to mail servers by OAuth 2: granted once by an administrator, renewed by itself, used by fetching and sending."""
