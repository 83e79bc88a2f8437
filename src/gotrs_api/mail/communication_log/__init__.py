"""OTRS's log of what was received and sent: per connection and message, step by step; searchable, pruned."""
