"""Customers who make their own account: the address is proven by mail, and an administrator may have the last word."""
