"""`execute_sql`: which statements may run."""
