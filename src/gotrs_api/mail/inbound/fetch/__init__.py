"""Fetching mail: one file per protocol behind `port.Mailbox`, and the round that stores before it deletes."""
