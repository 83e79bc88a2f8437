"""Customer users and companies out of a table: checked first, then written row by row by a job."""
