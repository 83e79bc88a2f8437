"""Short mails to people whose account was changed: password and second factor."""
