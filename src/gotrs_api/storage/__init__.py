"""Where attachments and files live."""
