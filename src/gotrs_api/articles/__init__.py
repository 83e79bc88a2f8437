"""Articles, their bodies and attachments."""
