"""Running beside an OTRS on one database: which of the two does what, and what each writes."""
