"""Backups of the desk: the database and its files, made in the background, kept in the state folder."""
