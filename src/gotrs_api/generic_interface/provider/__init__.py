"""Answering remote systems: transports, debugger, and the way of a request through mapping and operation."""
