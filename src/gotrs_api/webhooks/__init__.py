"""Who is told what happened: the event log, its stream, and webhooks."""
