"""Working time, escalation times and their rules: pure computation over plain values."""
