"""How this desk looks: its name, its logo, its colours."""
