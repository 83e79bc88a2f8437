"""Customer users and companies."""
