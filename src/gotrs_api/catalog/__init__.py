"""Master data of tickets."""
