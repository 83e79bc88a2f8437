"""Web push: news on a device whose browser asked for it, also while no page is open."""
