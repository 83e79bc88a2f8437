"""Mail on its way out: composing, rendering, sending."""
