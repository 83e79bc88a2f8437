"""Everything that knows which database it talks to."""
