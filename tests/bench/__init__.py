"""`make bench`: how fast the real server is, beside a hand-written one that does as little as possible for the same bytes."""
