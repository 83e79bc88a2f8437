"""The working calendars 0 (default) to 9, as an administrator sets them."""
