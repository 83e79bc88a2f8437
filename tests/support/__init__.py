"""What tests share. Fixtures are announced in `tests/conftest.py`; the rest is imported by name."""
