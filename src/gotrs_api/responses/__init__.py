"""Templates and automatic replies."""
