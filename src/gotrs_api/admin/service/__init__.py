"""Use cases of administrators that concern the machinery rather than one domain."""
