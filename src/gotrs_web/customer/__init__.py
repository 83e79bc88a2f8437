"""The portal of customers."""
