"""A believable help desk to look around in: `gotrs demo`. Everything goes through the services, as if people had done it."""
