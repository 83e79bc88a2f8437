"""What identity takes and gives: at the API, and between its services and the web tier."""
