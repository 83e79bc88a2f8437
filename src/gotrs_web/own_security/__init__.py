"""One's own security, for agents and customers alike: second step, access tokens, sessions."""
