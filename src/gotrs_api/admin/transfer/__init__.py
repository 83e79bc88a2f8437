"""Entries of this desk out to files and into another one: one kind of them, or the whole desk."""
