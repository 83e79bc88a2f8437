"""Who belongs to what: every table that ties two kinds of entries together, seen from either side."""
