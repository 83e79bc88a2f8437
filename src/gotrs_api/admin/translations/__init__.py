"""The texts of the desk as administrators change them: each message, its history, files out and in."""
