"""The workplace of agents."""
