"""Ways to sign in: what each kind needs to know, and how it asks."""
