"""Generic agent, escalations, notifications."""
