"""System settings as administrators see them: every setting, its value, its history, and the way back."""
